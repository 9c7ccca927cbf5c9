package dev.tributary.unified;

import static dev.tributary.unified.UnifiedEntries.ACCOUNT;
import static dev.tributary.unified.UnifiedEntries.ACCOUNT_ABOUT;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.call.Query;
import dev.tributary.call.Target;
import dev.tributary.connector.DescribedField;
import dev.tributary.connector.Method;
import dev.tributary.connector.Resource;
import dev.tributary.http.spec.Schema;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One method of a resource as one integrated account has it.
 *
 * @param path of the collection, as it is called
 */
record DescribeMethod(Target target, String path, String method) {
    private static final String ID = "/{id}";

    /** How a method is called. */
    record Http(String method, String path) {}

    /** Methods of ours and how they are called; a connector's actions come after them. */
    static Map<String, Http> methods(Resource resource, String path) {
        Map<String, Http> methods = new LinkedHashMap<>();
        boolean search = resource.method(Method.SEARCH).isPresent();
        if (search || resource.method(Method.LIST).isPresent()) {
            methods.put(Method.LIST, new Http("GET", path));
        }
        Map<String, Http> plain = new LinkedHashMap<>();
        plain.put(Method.GET, new Http("GET", path + ID));
        plain.put(Method.CREATE, new Http("POST", path));
        plain.put(Method.UPDATE, new Http("PATCH", path + ID));
        plain.put(Method.DELETE, new Http("DELETE", path + ID));
        plain.put(Method.SEARCH, new Http("GET", path));
        plain.put(Method.DELETED, new Http("GET", path));
        for (String batch : BATCHES) {
            plain.put(batch, new Http("POST", path + ":" + batch));
        }
        plain.forEach(
                (name, http) -> {
                    if (resource.method(name).isPresent()) {
                        methods.put(name, http);
                    }
                });
        if (resource.method(Method.BATCH_UPSERT).isPresent()) {
            methods.put("upsert", new Http("POST", path + ":upsert"));
        }
        resource.actions()
                .forEach(
                        (name, step) -> {
                            boolean one = step.request().asks("id");
                            methods.put(
                                    name, new Http("POST", path + (one ? ID : "") + ":" + name));
                        });
        return methods;
    }

    /** Besides lists. */
    private static final List<String> EXPLAINED = List.of(Method.GET, Method.CREATE, Method.UPDATE);

    private static final List<String> BATCHES =
            List.of(
                    Method.BATCH_CREATE,
                    Method.BATCH_UPDATE,
                    Method.BATCH_UPSERT,
                    Method.BATCH_DELETE);

    /**
     * @param fields what the provider says of its fields; asked only for a method that there is
     * @throws Failure {@code method_not_supported} naming the methods there are
     */
    Map<String, @Nullable Object> answer(Supplier<List<DescribedField>> fields) {
        Resource resource = target.resource();
        Map<String, Http> methods = methods(resource, path);
        Http http = methods.get(method);
        if (http == null) {
            throw new Failure(
                    Code.METHOD_NOT_SUPPORTED,
                    "%s has no method %s for %s; it has %s"
                            .formatted(
                                    target.connector().title(),
                                    method,
                                    resource.path(),
                                    String.join(", ", methods.keySet())));
        }
        List<DescribedField> described = fields.get();
        AccountSchemas schemas =
                new AccountSchemas(resource, AccountSchemas.parts(resource), described);
        boolean lists = http.method().equals("GET") && !http.path().endsWith(ID);
        ListChoices choices =
                lists ? ListChoices.of(resource).of(resource, described) : ListChoices.NONE;
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put(ACCOUNT, target.account().id());
        answer.put("provider", target.connector().name());
        answer.put("model", resource.model());
        answer.put("resource", resource.name());
        answer.put("method", method);
        answer.put("methods", List.copyOf(methods.keySet()));
        answer.put("http", http);
        answer.put("filters", choices.filters());
        answer.put("sorts", choices.sorts());
        answer.put("query", query(http, choices));
        answer.put("body", body(schemas));
        answer.put("response", response(schemas, lists));
        return answer;
    }

    private Map<String, @Nullable Object> query(Http http, ListChoices choices) {
        Schema query = Schema.object().with(ACCOUNT, Schema.text(ACCOUNT_ABOUT));
        boolean lists = http.method().equals("GET") && !http.path().endsWith(ID);
        if (!http.method().equals("DELETE")) {
            query =
                    query.maybe("fields", Schema.text("only these, and id"))
                            .maybe(Parameters.REMOTE, Schema.flag());
            if (lists || EXPLAINED.contains(method)) {
                query = query.maybe(Parameters.EXPLAIN, Schema.flag());
            }
        }
        if (!http.method().equals("GET")) {
            query = query.maybe(Parameters.DRY_RUN, Schema.flag());
        }
        if (lists) {
            query =
                    query.maybe("limit", Schema.whole(1, Query.LIMIT_MAX))
                            .maybe("next_cursor", Schema.text());
            if (target.resource().method(Method.DELETED).isPresent()) {
                query = query.maybe("deleted", Schema.flag());
            }
            if (!choices.sorts().isEmpty()) {
                query = query.maybe("sort", Schema.text(sorted(choices)));
            }
            for (ListChoices.Filter filter : choices.filters()) {
                for (String operator : filter.operators()) {
                    String name =
                            operator.equals("eq")
                                    ? filter.field()
                                    : filter.field() + "[" + operator + "]";
                    query =
                            operator.equals("eq") && choices.needed().contains(name)
                                    ? query.with(name, value(filter, operator))
                                    : query.maybe(name, value(filter, operator));
                }
            }
        }
        Map<String, @Nullable Object> tree = new LinkedHashMap<>(query.tree());
        if (lists || method.equals(Method.GET)) {
            tree.put("patternProperties", Map.of("^remote_query\\[.+\\]$", Schema.text().tree()));
        }
        tree.put("additionalProperties", false);
        return tree;
    }

    private static String sorted(ListChoices choices) {
        String many = choices.sortsAtOnce() == 1 ? "one" : "up to " + choices.sortsAtOnce();
        return "%s of %s; - before one: descending"
                .formatted(many, String.join(", ", choices.sorts()));
    }

    private static Schema value(ListChoices.Filter filter, String operator) {
        if (operator.equals("in")) {
            return Schema.text(
                    "several, with commas between; or one, and the parameter again for each more");
        }
        if (!filter.words().isEmpty()) {
            return Schema.words(filter.words().toArray(String[]::new));
        }
        return switch (filter.type()) {
            case "date" -> Schema.date();
            case "datetime" -> Schema.instant();
            case "decimal" -> Schema.money();
            case "boolean" -> Schema.words("true", "false");
            default -> Schema.text();
        };
    }

    private @Nullable Map<String, @Nullable Object> body(AccountSchemas schemas) {
        return switch (method) {
            case Method.CREATE -> new LinkedHashMap<>(schemas.ofWrite(true));
            case Method.UPDATE -> new LinkedHashMap<>(schemas.ofWrite(false));
            case Method.BATCH_CREATE -> records(schemas.ofWrite(true)).tree();
            case Method.BATCH_UPDATE -> records(withId(schemas.ofWrite(false))).tree();
            case Method.BATCH_UPSERT -> records(schemas.ofWrite(false)).with("match", MATCH).tree();
            case Method.BATCH_DELETE ->
                    Schema.object().with("ids", Schema.list(Schema.text())).tree();
            case "upsert" ->
                    Schema.object()
                            .with("record", new Schema(new LinkedHashMap<>(schemas.ofWrite(false))))
                            .with("match", MATCH)
                            .tree();
            case Method.LIST, Method.SEARCH, Method.DELETED, Method.GET, Method.DELETE -> null;
            default -> Schema.map(Schema.anything()).tree();
        };
    }

    private static final Schema MATCH = Schema.text("the field that tells whether it is there");

    private static Schema records(Map<String, Object> record) {
        return Schema.object()
                .with("records", Schema.list(new Schema(new LinkedHashMap<>(record))));
    }

    private static Map<String, Object> withId(Map<String, Object> record) {
        return asObjects(new Schema(new LinkedHashMap<>(record)).with("id", Schema.text()).tree());
    }

    @SuppressWarnings("NullAway") // a schema's keywords are never null
    private static Map<String, Object> asObjects(Map<String, @Nullable Object> tree) {
        return new LinkedHashMap<>(tree);
    }

    private Map<String, @Nullable Object> response(AccountSchemas schemas, boolean lists) {
        Schema record = new Schema(new LinkedHashMap<>(schemas.ofRecord()));
        if (lists) {
            return Schema.page(record)
                    .maybe(Parameters.EXPLAIN, Schema.list(Schema.map(Schema.anything())))
                    .tree();
        }
        return switch (method) {
            case Method.GET, Method.CREATE, Method.UPDATE, "upsert" -> record.tree();
            case Method.DELETE -> Schema.object().with("id", Schema.text()).tree();
            case Method.BATCH_CREATE,
                    Method.BATCH_UPDATE,
                    Method.BATCH_UPSERT,
                    Method.BATCH_DELETE ->
                    many(record).tree();
            default -> Schema.object().with("result", Schema.anything()).tree();
        };
    }

    private static Schema many(Schema record) {
        Schema one =
                Schema.object()
                        .with("index", Schema.whole())
                        .with("status", Schema.words(dev.tributary.call.Written.Outcome.values()))
                        .with("id", Schema.text().orNull())
                        .maybe("record", record)
                        .maybe("error", Schema.map(Schema.anything()));
        return Schema.object()
                .with("result", Schema.list(one))
                .with("done", Schema.whole())
                .with("not_done", Schema.whole());
    }
}
