package dev.tributary.sandbox.salesforce;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Reply;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Many records in one call, each with its own outcome: composite/sobjects. */
final class CollectionRoutes {
    private static final int RETRIEVE_MAX = 2000;
    private static final int CHUNKS_MAX = 10;
    private static final String PATH = "/composite/sobjects";

    private final Gate gate;

    CollectionRoutes(Gate gate) {
        this.gate = gate;
    }

    void add() {
        gate.add("POST", PATH, CollectionRoutes::create)
                .add("PATCH", PATH, CollectionRoutes::update)
                .add("DELETE", PATH, CollectionRoutes::delete)
                .add("GET", PATH + "/{object}", CollectionRoutes::retrieveByQuery)
                .add("POST", PATH + "/{object}", CollectionRoutes::retrieveByBody)
                .add("PATCH", PATH + "/{object}/{field}", CollectionRoutes::upsert);
    }

    private static Reply create(Call call) {
        Map<String, @Nullable Object> body = call.body();
        Writes writes = new Writes(call);
        List<Batch.Row> rows = new ArrayList<>();
        for (Map<String, @Nullable Object> record : records(call, body)) {
            rows.add(writes.insert(call.entityOf(record), record));
        }
        return answer(call.org().batch().run(rows, allOrNone(body)), false);
    }

    private static Reply update(Call call) {
        Map<String, @Nullable Object> body = call.body();
        Writes writes = new Writes(call);
        List<Batch.Row> rows = new ArrayList<>();
        for (Map<String, @Nullable Object> record : records(call, body)) {
            Entity entity = call.entityOf(record);
            Json.Fields rest = Json.of();
            String id = "";
            for (Map.Entry<String, @Nullable Object> entry : record.entrySet()) {
                if (entry.getKey().equalsIgnoreCase("id")) {
                    id = Json.asText(entry.getValue()).orElse("");
                } else {
                    rest.and(entry.getKey(), entry.getValue());
                }
            }
            rows.add(id.isEmpty() ? CollectionRoutes::withoutId : writes.update(entity, id, rest));
        }
        return answer(call.org().batch().run(rows, allOrNone(body)), false);
    }

    private static Batch.Done withoutId() {
        throw SalesforceProblem.invalid(
                "MISSING_ARGUMENT", "Id not specified in an update call", "Id");
    }

    private static Reply upsert(Call call) {
        Entity entity = call.entity();
        Field field = new Found(call).keyField();
        Map<String, @Nullable Object> body = call.body();
        Writes writes = new Writes(call);
        List<Batch.Row> rows = new ArrayList<>();
        for (Map<String, @Nullable Object> record : records(call, body)) {
            if (!call.entityOf(record).equals(entity)) {
                throw SalesforceProblem.invalid(
                        "INVALID_TYPE",
                        "all records of an upsert must be of type " + entity.name());
            }
            Json.Fields rest = Json.of();
            String key = "";
            for (Map.Entry<String, @Nullable Object> entry : record.entrySet()) {
                if (entry.getKey().equalsIgnoreCase(field.name())) {
                    key = entry.getValue() == null ? "" : entry.getValue().toString();
                } else {
                    rest.and(entry.getKey(), entry.getValue());
                }
            }
            rows.add(writes.upsert(entity, field, key, rest));
        }
        return answer(call.org().batch().run(rows, allOrNone(body)), true);
    }

    private static Reply delete(Call call) {
        List<String> ids = call.request().queryList("ids");
        check(call, ids.size());
        Writes writes = new Writes(call);
        List<Batch.Row> rows = new ArrayList<>();
        for (String id : ids) {
            rows.add(
                    () -> {
                        Entity entity =
                                RecordId.normal(id)
                                        .flatMap(call.org().schema()::ofId)
                                        .orElseThrow(
                                                () ->
                                                        SalesforceProblem.invalid(
                                                                "MALFORMED_ID",
                                                                "malformed id " + id));
                        return writes.delete(entity, id).write();
                    });
        }
        boolean allOrNone = call.request().query("allOrNone").orElse("false").equals("true");
        return answer(call.org().batch().run(rows, allOrNone), false);
    }

    private static Reply retrieveByQuery(Call call) {
        return retrieve(call, call.request().queryList("ids"), call.request().queryList("fields"));
    }

    private static Reply retrieveByBody(Call call) {
        Map<String, @Nullable Object> body = call.body();
        return retrieve(call, texts(body, "ids"), texts(body, "fields"));
    }

    private static Reply retrieve(Call call, List<String> ids, List<String> fields) {
        if (ids.isEmpty() || fields.isEmpty()) {
            throw SalesforceProblem.invalid("MISSING_ARGUMENT", "ids and fields are required");
        }
        if (ids.size() > RETRIEVE_MAX) {
            throw tooMany(RETRIEVE_MAX);
        }
        Entity entity = call.entity();
        Shape shape = RecordRoutes.shape(fields, call.org(), entity);
        Rows rows = call.org().queries().rows();
        List<@Nullable Object> shown = new ArrayList<>();
        for (String id : ids) {
            SObject record =
                    RecordId.normal(id)
                            .flatMap(normal -> call.org().store().standing(entity, normal))
                            .orElse(null);
            shown.add(record == null ? null : shape.show(record, rows, call.version()));
        }
        return Reply.json(200, shown);
    }

    private static List<String> texts(Map<String, @Nullable Object> body, String name) {
        List<String> texts = new ArrayList<>();
        for (Object item : Json.asList(body.get(name)).orElse(List.of())) {
            texts.add(
                    Json.asText(item)
                            .orElseThrow(() -> SalesforceProblem.json(name + " must hold texts")));
        }
        return texts;
    }

    private static List<Map<String, @Nullable Object>> records(
            Call call, Map<String, @Nullable Object> body) {
        List<@Nullable Object> items =
                Json.asList(body.get("records"))
                        .orElseThrow(
                                () -> SalesforceProblem.json("the body must have records, a list"));
        check(call, items.size());
        List<Map<String, @Nullable Object>> records = new ArrayList<>();
        int chunks = 0;
        String last = "";
        for (Object item : items) {
            Map<String, @Nullable Object> record =
                    Json.asObject(item)
                            .orElseThrow(
                                    () -> SalesforceProblem.json("a record must be an object"));
            String type = call.entityOf(record).name();
            chunks += type.equals(last) ? 0 : 1;
            last = type;
            records.add(record);
        }
        if (chunks > CHUNKS_MAX) {
            throw SalesforceProblem.invalid(
                    "LIMIT_EXCEEDED",
                    "Cannot have more than 10 chunks in a single operation. Please rearrange the"
                            + " data to reduce chunking.");
        }
        return records;
    }

    private static void check(Call call, int count) {
        long max = call.org().dials().get(SalesforceDial.COLLECTION_MAX);
        if (count > max) {
            throw tooMany(max);
        }
    }

    private static SalesforceProblem tooMany(long max) {
        return SalesforceProblem.invalid(
                "EXCEEDED_ID_LIMIT",
                "record limit reached. cannot submit more than %d records into this call"
                        .formatted(max));
    }

    private static boolean allOrNone(Map<String, @Nullable Object> body) {
        return Boolean.TRUE.equals(body.get("allOrNone"));
    }

    private static Reply answer(List<Batch.Outcome> outcomes, boolean upsert) {
        return Reply.json(200, outcomes.stream().map(outcome -> outcome.entry(upsert)).toList());
    }
}
