package dev.tributary.bulk;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Json;
import dev.tributary.bulk.BulkJob.Operation;
import dev.tributary.call.Query;
import dev.tributary.db.Jsonb;
import dev.tributary.dialect.Operator;
import dev.tributary.http.Ask;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody asks for: as one JSON document, or, for many records, with parameters in the query
 * and one record in each line of the body.
 *
 * @param rows records to write, each an object
 */
record NewBulkJob(
        String integratedAccountId,
        String model,
        String resource,
        Operation operation,
        @Nullable String match,
        List<Query.Filter> filters,
        boolean remote,
        List<Jsonb> rows) {
    private static final int JSON_BYTES_MAX = 16 * 1024 * 1024;
    private static final int LINES_BYTES_MAX = 64 * 1024 * 1024;
    private static final int ROWS_MAX = 100_000;
    private static final String LINES = "application/x-ndjson";

    private record Document(
            String integratedAccountId,
            String model,
            String resource,
            String operation,
            @Nullable String match,
            @Nullable Map<String, Object> filters,
            @Nullable Boolean includeRemoteData,
            @Nullable List<Map<String, @Nullable Object>> records,
            @Nullable List<String> ids) {}

    static boolean isLines(Ask ask) {
        return ask.header("content-type").orElse("").startsWith(LINES);
    }

    static byte[] body(Ask ask) {
        return ask.body(isLines(ask) ? LINES_BYTES_MAX : JSON_BYTES_MAX);
    }

    static NewBulkJob of(Ask ask, byte[] body) {
        return isLines(ask) ? ofLines(ask, body) : of(Json.read(body, Document.class));
    }

    private static NewBulkJob of(Document asked) {
        Operation operation = operation(asked.operation());
        List<Jsonb> rows = new ArrayList<>();
        switch (operation) {
            case READ -> without(asked, "records", asked.records(), "ids", asked.ids());
            case DELETE -> {
                without(asked, "records", asked.records(), "filters", asked.filters());
                List<String> ids = asked.ids() == null ? List.of() : asked.ids();
                ids.forEach(id -> rows.add(new Jsonb(Json.text(Map.of("id", id)))));
            }
            case CREATE, UPDATE, UPSERT -> {
                without(asked, "ids", asked.ids(), "filters", asked.filters());
                List<Map<String, @Nullable Object>> records =
                        asked.records() == null ? List.of() : asked.records();
                records.forEach(record -> rows.add(new Jsonb(Json.text(record))));
            }
        }
        return new NewBulkJob(
                asked.integratedAccountId(),
                asked.model(),
                asked.resource(),
                operation,
                asked.match(),
                filters(asked.filters() == null ? Map.of() : asked.filters()),
                Boolean.TRUE.equals(asked.includeRemoteData()),
                rows);
    }

    private static void without(
            Document asked,
            String one,
            @Nullable Object first,
            String other,
            @Nullable Object second) {
        if (first != null || second != null) {
            throw Failure.invalid("%s takes no %s", asked.operation(), first == null ? other : one);
        }
    }

    private static NewBulkJob ofLines(Ask ask, byte[] body) {
        List<Jsonb> rows = new ArrayList<>();
        int number = 0;
        for (String line : (Iterable<String>) lines(body)::iterator) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            try {
                rows.add(new Jsonb(Json.text(Json.read(line, Map.class))));
            } catch (Failure malformed) {
                throw Failure.invalid("line %d: %s", number, malformed.getMessage());
            }
        }
        return new NewBulkJob(
                ask.required("integrated_account_id"),
                ask.required("model"),
                ask.required("resource"),
                operation(ask.required("operation")),
                ask.parameter("match").orElse(null),
                List.of(),
                false,
                rows);
    }

    private static java.util.stream.Stream<String> lines(byte[] body) {
        return new String(body, StandardCharsets.UTF_8).lines();
    }

    NewBulkJob {
        if (operation != Operation.READ && rows.isEmpty()) {
            throw Failure.invalid(
                    "%s must be a list with something in it",
                    operation == Operation.DELETE ? "ids" : "records");
        }
        if (rows.size() > ROWS_MAX) {
            throw new Failure(
                    Code.PAYLOAD_TOO_LARGE,
                    "%d records; at most %d in one job".formatted(rows.size(), ROWS_MAX));
        }
        if (operation == Operation.UPSERT && match == null) {
            throw Failure.invalid(
                    "match is needed: the field that tells whether a record is there");
        }
        if (operation != Operation.UPSERT && match != null) {
            throw Failure.invalid("only an upsert takes match");
        }
    }

    /** What a read asks for. */
    Query query() {
        return new Query(filters, List.of(), Query.LIMIT_MAX, null, Map.of());
    }

    private static Operation operation(String text) {
        for (Operation operation : Operation.values()) {
            if (operation.text().equals(text.toLowerCase(Locale.ROOT))) {
                return operation;
            }
        }
        throw Failure.invalid(
                "operation is '%s'; it must be read, create, update, upsert or delete", text);
    }

    /** {@code {status: "won", updated_at: {gte: "2026-01-01T00:00:00Z"}}}. */
    private static List<Query.Filter> filters(Map<String, Object> given) {
        List<Query.Filter> filters = new ArrayList<>();
        given.forEach(
                (field, wanted) -> {
                    if (wanted instanceof Map<?, ?> byOperator) {
                        byOperator.forEach(
                                (name, value) ->
                                        filters.add(filter(field, operator(field, name), value)));
                    } else {
                        filters.add(filter(field, Operator.EQ, wanted));
                    }
                });
        return filters;
    }

    private static Operator operator(String field, Object name) {
        Optional<Operator> operator = Operator.of(String.valueOf(name));
        return operator.orElseThrow(
                () ->
                        Failure.invalid(
                                "%s: '%s' is none of eq, ne, gt, gte, lt, lte, in, contains",
                                field, name));
    }

    private static Query.Filter filter(String field, Operator operator, @Nullable Object value) {
        if (operator == Operator.IN && value instanceof List<?> list) {
            return new Query.Filter(field, operator, list.stream().map(String::valueOf).toList());
        }
        if (value == null || value instanceof List<?> || value instanceof Map<?, ?>) {
            throw Failure.invalid("%s[%s] must be a text", field, operator.text());
        }
        return operator == Operator.IN
                ? new Query.Filter(field, operator, List.of(value.toString()))
                : new Query.Filter(field, operator, value.toString());
    }
}
