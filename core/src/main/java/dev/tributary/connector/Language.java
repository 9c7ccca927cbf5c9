package dev.tributary.connector;

import static dev.tributary.connector.Formats.BASE;
import static dev.tributary.connector.Formats.DURATION_TEXT;
import static dev.tributary.connector.Formats.EXPRESSION;
import static dev.tributary.connector.Formats.JSONATA;
import static dev.tributary.connector.Formats.NAME;
import static dev.tributary.connector.Formats.PATH;
import static dev.tributary.connector.Formats.RATE_TEXT;
import static dev.tributary.connector.Formats.TEXT;
import static dev.tributary.connector.Formats.VALUE;
import static dev.tributary.document.Shape.key;

import dev.tributary.document.Shape;
import dev.tributary.document.Shape.Key;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Every key of the connector language, with the line that documents it. The check, the editor's
 * schema and the reference page are made from here.
 */
final class Language {
    static final List<String> METHODS =
            List.of(
                    Method.LIST,
                    Method.GET,
                    Method.CREATE,
                    Method.UPDATE,
                    Method.DELETE,
                    Method.SEARCH,
                    Method.BATCH_GET,
                    Method.DELETED,
                    Method.BATCH_CREATE,
                    Method.BATCH_UPDATE,
                    Method.BATCH_UPSERT,
                    Method.BATCH_DELETE);

    static final List<String> BATCH_WRITES =
            List.of(
                    Method.BATCH_CREATE,
                    Method.BATCH_UPDATE,
                    Method.BATCH_UPSERT,
                    Method.BATCH_DELETE);

    /** What a resource has from its connector's routing table. */
    static final List<String> INHERITED =
            Stream.concat(METHODS.stream(), BulkLanguage.METHODS.stream()).toList();

    private static final Shape VALUES = new Shape.Table("names to values", VALUE);
    static final Shape CONSTANTS = new Shape.Table("provider fields to values", VALUE);
    private static final Shape FLAG = new Shape.Flag();

    private Language() {}

    private static Shape either(Shape... shapes) {
        return new Shape.Either(List.of(shapes));
    }

    /**
     * Top keys of {@code connector.yaml}; an overlay may also carry resources, under their models.
     */
    static List<Key> connector() {
        return List.of(
                key("title", "the provider's name for people", TEXT),
                key(
                        "auth",
                        "the ways to be let in; the first is the usual one",
                        AuthLanguage.auth()),
                key("http", "what each request has in common", http()),
                key("xml", "the style of XML requests and answers", xml()),
                key(
                        "budgets",
                        "what the provider lets us call: `every` for each request",
                        budgets()),
                key("rate", "reads the provider's own account of its limits", rate()),
                key("errors", "recognises failures; the first match wins", new Shape.Many(error())),
                key("methods", "the routing table that every resource inherits", methods()),
                key("fields", "what the table of every resource has, if its model does", fields()),
                key(
                        "filters",
                        "what every resource can be narrowed by, if its model has it",
                        filters()),
                key(
                        "sorts",
                        "what every resource can be sorted by, if its model has it",
                        filterNames()),
                key("changed", "the provider's field that moves with every change", PATH),
                key("select", "only fields below this path are asked for, without it", PATH),
                key("clear", "what null becomes in a write; left out: null", TEXT),
                key("text_only", "values below `select` are written as text", FLAG),
                key(
                        "dialect",
                        "the provider's query language; $statement is made of it",
                        DialectLanguage.dialect()),
                key(
                        "operators",
                        "what filters know, unless they say otherwise; left out: all",
                        operators()),
                key("rows", "what batch writes answer, unless they say otherwise", EXPRESSION),
                key(
                        "discover",
                        "finds the integrated account's own fields",
                        RequestLanguage.discover()),
                key("webhooks", "how the provider's webhooks are verified and read", webhooks()));
    }

    /** Keys of {@code model/resource.yaml}. */
    static List<Key> resource(Shape blocks) {
        List<Key> keys = new ArrayList<>(oneObject(blocks));
        Shape variant = new Shape.Keys("a variant", oneObject(blocks), List.of(), List.of());
        Shape byWord = new Shape.Table("words to variants", variant);
        keys.add(
                key(
                        Inherit.VARIANTS,
                        "several objects of the provider, told apart by one field's words",
                        new Shape.Table("a field to its words", byWord)));
        return keys;
    }

    /** What a resource says, or a variant of it. */
    private static List<Key> oneObject(Shape blocks) {
        List<Key> keys = new ArrayList<>();
        keys.add(key("object", "the provider's name of it: {object}, $object", TEXT));
        keys.add(key("changed", "the provider's field that moves with every change", PATH));
        keys.add(key("fields", "unified field to provider path, both ways", fields()));
        keys.add(key("filters", "unified fields a list can be narrowed and sorted by", filters()));
        keys.add(
                key(
                        "operators",
                        "what filters know, unless they say otherwise; left out: all",
                        operators()));
        keys.add(
                key(
                        "sorts",
                        "unified fields a list can be sorted by; left out: those of filters",
                        filterNames()));
        keys.add(key("where", "provider fields that its records have in common", CONSTANTS));
        keys.add(key("read", "JSONata laid over what the table reads", blocks));
        keys.add(key("write", "JSONata laid over what the table writes", blocks));
        keys.add(key("select", "only fields below this path are asked for, without it", PATH));
        keys.add(key("clear", "what null becomes in a write; left out: null", TEXT));
        keys.add(key("text_only", "values below `select` are written as text", FLAG));
        keys.add(
                key(
                        "discover",
                        "finds the integrated account's own fields",
                        RequestLanguage.discover()));
        keys.add(key("inherits", "false: it takes nothing from connector.yaml", FLAG));
        keys.add(
                key(
                        "only",
                        "the inherited methods it has; left out: all",
                        new Shape.Many(new Shape.Words(INHERITED))));
        keys.add(
                key(
                        "compare_and_set",
                        "writes amounts into cells, each only if nobody else did",
                        WriteLanguage.compareAndSet()));
        keys.add(
                key(
                        "actions",
                        "what else can be done: POST …/{id}:{name}, or …/{resource}:{name} without"
                                + " {id}",
                        new Shape.Table("names to requests", RequestLanguage.action())));
        METHODS.forEach(
                name -> keys.add(key(name, "the method " + name, RequestLanguage.method())));
        keys.addAll(BulkLanguage.keys());
        return keys;
    }

    private static Shape http() {
        return Shape.Keys.of(
                "http",
                Set.of("base"),
                List.of(
                        key("base", "base URL, a template over account variables", BASE),
                        key("root", "where the raw proxy's paths begin, if not at `base`", BASE),
                        key("headers", "headers of each request", VALUES),
                        key("timeout", "longest wait for an answer", DURATION_TEXT)));
    }

    private static Shape xml() {
        return Shape.Keys.of(
                "xml",
                Set.of(),
                List.of(
                        key("namespace", "of the elements of a request", TEXT),
                        key("prefix", "stands before their names; none: it is the default", NAME),
                        key("lists", "elements that are lists, however many", new Shape.Many(TEXT)),
                        key(
                                "soap",
                                "bodies travel in envelopes of this version",
                                new Shape.Words(List.of("1.1", "1.2")))));
    }

    private static Shape budgets() {
        return new Shape.Table("names to rates", either(RATE_TEXT, new Shape.Many(RATE_TEXT)));
    }

    private static Shape rate() {
        return Shape.Keys.of(
                "rate",
                Set.of(),
                List.of(
                        key("limit", "calls allowed", EXPRESSION),
                        key("remaining", "calls left", EXPRESSION),
                        key("reset", "seconds until there are more", EXPRESSION),
                        key("retry_after", "seconds to wait after a refusal", EXPRESSION)));
    }

    private static Shape error() {
        return new Shape.Keys(
                "an error",
                List.of(
                        key("when", "of {status, headers, body}: whether this is it", EXPRESSION),
                        key("is", "what it means", new Shape.Words(words(ErrorRule.Kind.values()))),
                        key("message", "the provider's words; alone: of the others", EXPRESSION),
                        key(
                                "fields",
                                "its names of the fields it refuses, or scopes; alone: of the"
                                        + " others",
                                EXPRESSION)),
                List.of(),
                List.of(Set.of("when", "message", "fields"), Set.of("is", "message", "fields")));
    }

    static List<String> words(Enum<?>[] values) {
        return Arrays.stream(values).map(Formats::lower).toList();
    }

    private static Shape methods() {
        List<Key> keys = new ArrayList<>();
        METHODS.forEach(
                name -> keys.add(key(name, "the method " + name, RequestLanguage.method())));
        keys.addAll(BulkLanguage.keys());
        return Shape.Keys.of("methods", Set.of(), keys);
    }

    private static Shape fields() {
        Shape line =
                Shape.Keys.of(
                        "a field",
                        Set.of("from"),
                        List.of(
                                key("from", "the provider's path", PATH),
                                key(
                                        "values",
                                        "the provider's words to ours",
                                        new Shape.Table("words", TEXT)),
                                key("read_only", "read, never written", FLAG),
                                key("optional", "not every account has it", FLAG),
                                key(
                                        "as",
                                        "how it is written, where that is no text",
                                        new Shape.Words(List.of("number")))));
        return new Shape.Table("unified fields to provider paths", either(PATH, line));
    }

    private static Shape filters() {
        Shape one =
                Shape.Keys.of(
                        "one of a filter's fields",
                        Set.of("to"),
                        List.of(
                                key("to", "the provider's name of it", PATH),
                                key(
                                        "operators",
                                        "what it knows; in may be asked by eq",
                                        operators())));
        Shape several = new Shape.Many(either(PATH, one));
        Shape line =
                Shape.Keys.of(
                        "a filter",
                        Set.of(),
                        List.of(
                                key(
                                        "to",
                                        "the provider's name of it; several: any of them; left out:"
                                                + " the field's path",
                                        either(PATH, several)),
                                key("operators", "what it knows", operators()),
                                key(
                                        "values",
                                        "our words to the provider's",
                                        new Shape.Table("words", TEXT))));
        return either(
                new Shape.Many(NAME),
                new Shape.Table("unified fields to provider fields", either(PATH, several, line)));
    }

    private static Shape filterNames() {
        return either(
                new Shape.Many(NAME), new Shape.Table("unified fields to provider fields", PATH));
    }

    private static Shape operators() {
        return new Shape.Many(new Shape.Words(DialectLanguage.OPERATORS));
    }

    private static Shape webhooks() {
        return new Shape.Keys(
                "webhooks",
                List.of(
                        key("hmac", "HMAC over parts of the request", WebhookLanguage.hmac()),
                        key("account", "the account variable that events name", NAME),
                        key("events", "the verified body to hints", EXPRESSION)),
                List.of(),
                List.of(Set.of("hmac"), Set.of("account"), Set.of("events")));
    }

    static Shape.Keys root(Set<String> models) {
        List<Key> keys = new ArrayList<>(connector());
        Shape resource =
                new Shape.Keys(
                        "a resource",
                        resource(new Shape.Table("JSONata by layer", JSONATA)),
                        List.of(),
                        List.of(Set.of("fields", Inherit.VARIANTS)));
        for (String model : models) {
            keys.add(key(model, "resources of this model", new Shape.Table("resources", resource)));
        }
        return new Shape.Keys(
                "a connector",
                keys,
                List.of(),
                List.of(Set.of("title"), Set.of("auth"), Set.of("http")));
    }

    /** {@code connector.yaml} as people write it. */
    static Shape.Keys connectorFile() {
        List<Key> keys = new ArrayList<>(connector());
        keys.addAll(versioned().keys());
        return new Shape.Keys("connector.yaml", keys, List.of(), List.of());
    }

    /** What a connector says of the provider's API versions; layers cannot. */
    static Shape.Keys versioned() {
        Shape layer = new Shape.Tree("a layer", text -> Optional.empty());
        return new Shape.Keys(
                "versions",
                List.of(
                        key(
                                VersionedTree.VERSION,
                                "the version of the provider's API that these keys are about",
                                Formats.VERSION),
                        key(
                                VersionedTree.VERSIONS,
                                "other versions of it, each with a layer of what differs",
                                new Shape.Table("names to layers", layer))),
                List.of(),
                List.of());
    }

    /** {@code model/resource.yaml} as people write it. */
    static Shape.Keys resourceFile() {
        return new Shape.Keys("model/resource.yaml", resource(JSONATA), List.of(), List.of());
    }
}
