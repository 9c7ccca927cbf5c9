package dev.tributary.tool;

import dev.tributary.Failure;
import dev.tributary.Json;
import dev.tributary.budget.Lane;
import dev.tributary.call.BulkProgress;
import dev.tributary.call.BulkRead;
import dev.tributary.call.BulkWrite;
import dev.tributary.call.Calls;
import dev.tributary.call.Query;
import dev.tributary.call.Target;
import dev.tributary.call.Trace;
import dev.tributary.connector.Fixture;
import dev.tributary.dialect.Operator;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A bulk job in one go, as fixtures have it: it is made, and done when it is first looked at. A
 * read gives its records, a write what is said of each of its rows.
 */
record PlayBulk(Calls calls, Target target) {
    private static final String KEY = "blk_fixture-0";

    Object read(Fixture.Call call) {
        Trace trace = new Trace(Lane.INTERACTIVE);
        BulkRead read = calls.bulkRead();
        Query query = query(call);
        String job = read.begin(target, query, trace);
        done(read.look(target, job, trace));
        List<Object> records = new ArrayList<>();
        Object position = null;
        do {
            BulkRead.Rows page = read.results(target, query, job, position, trace);
            for (BulkRead.Row row : page.rows()) {
                if (row.record() == null) {
                    throw row.why() == null ? Failure.invalid("a row without record") : row.why();
                }
                records.add(Json.read(Json.bytes(row.record().data()), Object.class));
            }
            position = page.next();
        } while (position != null);
        return records;
    }

    private static Query query(Fixture.Call call) {
        List<Query.Filter> filters = new ArrayList<>();
        if (call.arguments().get("filters") instanceof Map<?, ?> given) {
            given.forEach(
                    (field, wanted) -> {
                        Map<?, ?> byOperator =
                                wanted instanceof Map<?, ?> map
                                        ? map
                                        : Map.of("eq", String.valueOf(wanted));
                        byOperator.forEach(
                                (name, value) ->
                                        filters.add(
                                                new Query.Filter(
                                                        field.toString(),
                                                        Operator.of(name.toString()).orElseThrow(),
                                                        value)));
                    });
        }
        return new Query(filters, List.of(), Query.LIMIT_MAX, null, Map.of());
    }

    Object write(Fixture.Call call) {
        Trace trace = new Trace(Lane.INTERACTIVE);
        BulkWrite write = calls.bulkWrite();
        Object match = call.arguments().get("match");
        BulkWrite.Order order =
                new BulkWrite.Order(
                        target,
                        String.valueOf(call.arguments().get("operation")),
                        match == null ? null : match.toString());
        List<Map<String, @Nullable Object>> records = new ArrayList<>();
        if (call.arguments().get("records") instanceof List<?> given) {
            for (Object record : given) {
                records.add(write.prepare(order, records.size(), object(record), trace));
            }
        }
        String job = write.begin(order, KEY, records, trace);
        write.upload(order, job, records, trace);
        write.close(order, job, trace);
        done(write.look(order, job, trace));
        Map<String, @Nullable Object> said = new LinkedHashMap<>();
        for (BulkWrite.Part part : BulkWrite.Part.values()) {
            List<Object> rows = said(write, order, job, part, records, trace);
            if (!rows.isEmpty()) {
                said.put(part.name().toLowerCase(Locale.ROOT), rows);
            }
        }
        return said;
    }

    private static List<Object> said(
            BulkWrite write,
            BulkWrite.Order order,
            String job,
            BulkWrite.Part part,
            List<Map<String, @Nullable Object>> records,
            Trace trace) {
        List<Object> rows = new ArrayList<>();
        Object position = null;
        do {
            BulkWrite.Outcomes page = write.outcomes(order, job, part, records, position, trace);
            for (BulkWrite.Said said : page.rows()) {
                Map<String, @Nullable Object> row = new LinkedHashMap<>();
                row.put("index", (long) said.index());
                if (said.id() != null) {
                    row.put("id", said.id());
                }
                if (said.why() != null) {
                    row.put("error", said.why().getMessage());
                }
                rows.add(row);
            }
            position = page.next();
        } while (position != null);
        return rows;
    }

    private static void done(BulkProgress progress) {
        if (progress.failed() != null || !progress.done()) {
            throw Failure.invalid("the job is not done when it is looked at: %s", progress);
        }
    }

    @SuppressWarnings("unchecked") // JSON objects have text keys
    private static Map<String, @Nullable Object> object(@Nullable Object tree) {
        return Json.read(Json.bytes(tree == null ? Map.of() : tree), Map.class);
    }
}
