package dev.tributary.bulk;

import dev.tributary.Json;
import dev.tributary.call.Query;
import dev.tributary.db.Jsonb;
import dev.tributary.dialect.Operator;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Many records of one resource, to be read or written.
 *
 * @param resource such as {@code contacts}, or {@code custom/Invoice}
 * @param filters of a read: {@code [{field, op, value}]}
 * @param remote what was read is kept as the provider gave it, too
 * @param cancel somebody wants it to end
 * @param rowsGiven records to write
 * @param prepared how many of them are mapped
 * @param attempts failures since it last came further
 * @param movedAt when it last came further
 * @param failingSince the first of those failures
 * @param claim whoever works on it; null: nobody
 */
record BulkJob(
        String id,
        String environmentId,
        String integratedAccountId,
        String model,
        String resource,
        Operation operation,
        @Nullable String match,
        Jsonb filters,
        boolean remote,
        String requestHash,
        State state,
        boolean cancel,
        int rowsGiven,
        int prepared,
        @Nullable String errorCode,
        @Nullable String error,
        int attempts,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        Instant movedAt,
        @Nullable Instant failingSince,
        @Nullable String claim) {

    enum Operation {
        READ,
        CREATE,
        UPDATE,
        UPSERT,
        DELETE;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** {@code UNKNOWN}: something may or may not have been written, and a person must look. */
    enum State {
        QUEUED,
        RUNNING,
        COMPLETED,
        FAILED,
        CANCELED,
        UNKNOWN;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean ended() {
            return this != QUEUED && this != RUNNING;
        }
    }

    /** What a read asks for. */
    Query query() {
        List<Query.Filter> asked = new ArrayList<>();
        for (Object each : Json.read(filters.text(), List.class)) {
            Map<?, ?> filter = (Map<?, ?>) each;
            asked.add(
                    new Query.Filter(
                            String.valueOf(filter.get("field")),
                            Operator.of(String.valueOf(filter.get("op"))).orElseThrow(),
                            value(filter.get("value"))));
        }
        return new Query(asked, List.of(), Query.LIMIT_MAX, null, Map.of());
    }

    private static Object value(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : String.valueOf(value);
    }

    static Jsonb stored(List<Query.Filter> filters) {
        return new Jsonb(
                Json.text(
                        filters.stream()
                                .map(
                                        f ->
                                                Map.of(
                                                        "field", f.field(),
                                                        "op", f.operator().text(),
                                                        "value", f.value()))
                                .toList()));
    }
}
