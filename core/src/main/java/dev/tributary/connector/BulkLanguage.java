package dev.tributary.connector;

import static dev.tributary.connector.Formats.DURATION_TEXT;
import static dev.tributary.connector.Formats.EXPRESSION;
import static dev.tributary.connector.Formats.TEXT;
import static dev.tributary.document.Shape.key;

import dev.tributary.document.Node;
import dev.tributary.document.Shape;
import dev.tributary.document.Shape.Key;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The keys of bulk jobs, and how they become a {@link Bulk}. */
final class BulkLanguage {
    static final String READ = "bulk_read";
    static final String WRITE = "bulk_write";
    static final List<String> METHODS = List.of(READ, WRITE);

    static final List<String> READ_NEEDS = List.of("create", "get", "every", "done", "results");
    static final List<String> WRITE_NEEDS =
            List.of("takes", "create", "get", "every", "done", "max");
    static final List<String> OPERATIONS = List.of("create", "update", "upsert", "delete");

    /** Parts that are requests about a job that is there. */
    static final List<String> ABOUT_JOB =
            List.of("get", "abort", "results", "send", "close", "refused", "unprocessed");

    private BulkLanguage() {}

    /** What a connector's methods and a resource can say; each key may be inherited. */
    static List<Key> keys() {
        return List.of(
                key(READ, "reads many records by a job of the provider's", read()),
                key(WRITE, "writes many records by a job of the provider's", write()));
    }

    private static List<Key> common() {
        List<Key> keys = new ArrayList<>();
        keys.add(
                key(
                        "create",
                        "makes the job; what it picks is the job's id: $job, {job}",
                        RequestLanguage.action()));
        keys.add(key("get", "looks at it", request("a request")));
        keys.add(key("every", "how often", DURATION_TEXT));
        keys.add(key("done", "whether the answer of `get` says it is done", EXPRESSION));
        keys.add(key("message", "why it came to nothing, out of the same", EXPRESSION));
        keys.add(key("abort", "stops it", request("a request")));
        return keys;
    }

    private static Shape.Keys read() {
        List<Key> keys = common();
        keys.add(key("results", "the records, as in a list", results()));
        return new Shape.Keys(READ, keys, List.of(), List.of());
    }

    private static Shape.Keys write() {
        List<Key> keys = common();
        keys.add(
                key(
                        "takes",
                        "what it can do, and the provider's words for it: $operation",
                        new Shape.Table("operations to words", TEXT, OPERATIONS)));
        keys.add(
                key(
                        "find",
                        "ids of jobs that `create` may have made with $key after $since, when its"
                                + " reply was lost",
                        RequestLanguage.action()));
        keys.add(
                key(
                        "send",
                        "sends $records of {index, id, key, body}; left out: `create` does",
                        request("a request")));
        keys.add(
                key(
                        "close",
                        "lets the provider begin: nothing is written before it",
                        request("a request")));
        keys.add(
                key(
                        "open",
                        "whether the answer of `get` says it waits for rows or for `close`",
                        EXPRESSION));
        keys.add(key("results", "rows that were written", results()));
        keys.add(key("refused", "rows that were not", results()));
        keys.add(key("unprocessed", "rows that the provider did not come to", results()));
        keys.add(key("max", "most rows of a job", new Shape.Whole(1, 10_000)));
        keys.add(key("clear", "how null is written in a cell; left out: as nothing", TEXT));
        return new Shape.Keys(WRITE, keys, List.of(), List.of());
    }

    private static Shape.Keys request(String name) {
        return RequestLanguage.request(name, Set.of(), List.of());
    }

    private static Shape.Keys results() {
        return RequestLanguage.request(
                "results",
                Set.of(),
                List.of(
                        RequestLanguage.items(),
                        key("paging", "how a long list comes", PagingLanguage.paging()),
                        key(
                                "rows",
                                "what each row of a write says: {index, id, error: {message, is,"
                                        + " fields}}",
                                EXPRESSION)));
    }

    /** Of a checked, complete resource. */
    static Map<String, Bulk> compile(Node resource, Values values) {
        Map<String, Bulk> bulk = new LinkedHashMap<>();
        Node read = resource.at(READ);
        if (read.isPresent()) {
            bulk.put(READ, new Bulk.Read(steps(read, values), required(read, "results", values)));
        }
        Node write = resource.at(WRITE);
        if (write.isPresent()) {
            bulk.put(WRITE, write(write, values));
        }
        return bulk;
    }

    private static Bulk.Steps steps(Node node, Values values) {
        Request create = values.request(node.at("create"));
        Request poll = values.request(node.at("get"));
        if (create == null || poll == null) {
            throw new IllegalStateException(node.origin() + " was not checked");
        }
        return new Bulk.Steps(
                create,
                values.expression(node.at("create").at("pick")),
                poll,
                Formats.duration(node.at("every").text().orElseThrow()),
                values.expression(node.at("done")),
                values.optional(node.at("message")),
                values.request(node.at("abort")));
    }

    private static Bulk.Write write(Node node, Values values) {
        Map<String, String> operations = new LinkedHashMap<>();
        node.at("takes")
                .members()
                .forEach((ours, theirs) -> operations.put(ours, theirs.text().orElseThrow()));
        Node find = node.at("find");
        return new Bulk.Write(
                steps(node, values),
                operations,
                find.isPresent() ? values.step("find", find) : null,
                values.request(node.at("send")),
                values.request(node.at("close")),
                values.optional(node.at("open")),
                results(node.at("results"), values),
                results(node.at("refused"), values),
                results(node.at("unprocessed"), values),
                Integer.parseInt(node.at("max").text().orElseThrow()),
                node.at("clear").text().orElse(""));
    }

    private static Bulk.Results required(Node node, String part, Values values) {
        Bulk.Results results = results(node.at(part), values);
        if (results == null) {
            throw new IllegalStateException(node.origin() + " was not checked");
        }
        return results;
    }

    private static Bulk.@Nullable Results results(Node node, Values values) {
        Request request = values.request(node);
        return request == null
                ? null
                : new Bulk.Results(
                        request,
                        values.optional(node.at("items")),
                        values.paging(node.at("paging"), request),
                        values.optional(node.at("rows")));
    }
}
