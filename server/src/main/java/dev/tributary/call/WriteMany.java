package dev.tributary.call;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.connector.Method;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Writes many records in the provider's batches. Each record has an outcome of its own: one that is
 * refused keeps nobody from being written, and after a lost reply nothing more is sent.
 */
final class WriteMany {
    private static final Set<Code> STOPS =
            Set.of(
                    Code.UPSTREAM_RATE_LIMITED,
                    Code.BUDGET_EXHAUSTED,
                    Code.NEEDS_REAUTH,
                    Code.MISSING_SCOPE);

    private final WriteRecord write;
    private final MapRecords map;
    private final GetMany get;
    private final MatchBy matchBy;

    WriteMany(WriteRecord write, MapRecords map, GetMany get) {
        this.write = write;
        this.map = map;
        this.get = get;
        this.matchBy = new MatchBy(map, write.names());
    }

    MatchBy matchBy() {
        return matchBy;
    }

    /**
     * @param method one of the batch writes
     * @param records unified; an update's and a delete's have their {@code id}
     * @param match for an upsert, the unified field that tells whether a record is there
     */
    List<Written> run(
            Target target,
            String method,
            List<Map<String, @Nullable Object>> records,
            @Nullable String match,
            Trace trace) {
        Method batch = target.method(method);
        if (match != null) {
            matchBy.check(target, match, trace);
        }
        BatchRows rows = new BatchRows(target, batch, write.names(), trace);
        Written[] written = new Written[records.size()];
        List<Map<String, @Nullable Object>> ready =
                ready(target, method, records, match, written, trace);
        Failure stopped = null;
        for (List<Map<String, @Nullable Object>> part : parts(ready, batch)) {
            List<Written> outcomes =
                    stopped == null
                            ? part(target, rows, part, match, trace)
                            : rows.all(
                                    part, Written.Outcome.NOT_SENT, WriteOutcome.notSent(stopped));
            for (Written outcome : outcomes) {
                written[outcome.index()] = outcome;
                stopped = stopped == null ? stopping(outcome) : stopped;
            }
        }
        return method.equals(Method.BATCH_DELETE)
                ? List.of(written)
                : withRecords(target, written, trace);
    }

    /** What {@link #run} would send. */
    DryBatch dryRun(
            Target target,
            String method,
            List<Map<String, @Nullable Object>> records,
            @Nullable String match,
            Trace trace) {
        Method batch = target.method(method);
        Written[] refused = new Written[records.size()];
        List<Map<String, @Nullable Object>> ready =
                ready(target, method, records, match, refused, trace);
        List<DryRun> requests = new ArrayList<>();
        for (List<Map<String, @Nullable Object>> part : parts(ready, batch)) {
            requests.addAll(DryRun.of(prepared(target, batch, part, match, trace)));
        }
        return new DryBatch(requests, Arrays.stream(refused).filter(Objects::nonNull).toList());
    }

    /** The rows that can be sent; of each other record {@code outcomes} says why not. */
    private List<Map<String, @Nullable Object>> ready(
            Target target,
            String method,
            List<Map<String, @Nullable Object>> records,
            @Nullable String match,
            Written[] outcomes,
            Trace trace) {
        List<Map<String, @Nullable Object>> ready = new ArrayList<>();
        for (int index = 0; index < records.size(); index++) {
            try {
                ready.add(prepared(target, method, index, records.get(index), match, trace));
            } catch (Failure refused) {
                outcomes[index] = new Written(index, Written.Outcome.FAILED, null, null, refused);
            }
        }
        return ready;
    }

    private static List<List<Map<String, @Nullable Object>>> parts(
            List<Map<String, @Nullable Object>> rows, Method batch) {
        List<List<Map<String, @Nullable Object>>> parts = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += batch.max()) {
            parts.add(rows.subList(from, Math.min(rows.size(), from + batch.max())));
        }
        return parts;
    }

    private static @Nullable Failure stopping(Written outcome) {
        Failure why = outcome.why();
        boolean stops =
                why != null
                        && (outcome.outcome() == Written.Outcome.UNKNOWN
                                || STOPS.contains(why.code()));
        return stops ? why : null;
    }

    /** A record as a batch takes it: {@code {index, id, body, key}}. */
    Map<String, @Nullable Object> prepared(
            Target target,
            String method,
            int index,
            Map<String, @Nullable Object> unified,
            @Nullable String match,
            Trace trace) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("index", (long) index);
        Map<String, @Nullable Object> fields = new LinkedHashMap<>(unified);
        Object id = fields.remove("id");
        boolean known = method.equals(Method.BATCH_UPDATE) || method.equals(Method.BATCH_DELETE);
        if (known && !(id instanceof String)) {
            throw new Failure(Code.UNPROCESSABLE, "record %d has no id".formatted(index));
        }
        row.put("id", known ? target.theirs(String.valueOf(id)) : null);
        if (!method.equals(Method.BATCH_DELETE)) {
            Map<String, @Nullable Object> body =
                    write.body(target, fields, !known, Map.of(), trace);
            row.put("body", body);
            if (match != null) {
                row.put("key", map.key(target, match, body, trace));
            }
        }
        return row;
    }

    private List<Written> part(
            Target target,
            BatchRows rows,
            List<Map<String, @Nullable Object>> part,
            @Nullable String match,
            Trace trace) {
        WriteRecord.Prepared batch = prepared(target, rows.method(), part, match, trace);
        try {
            return rows.read(part, write.sendOnce(batch, trace), batch.bindings());
        } catch (Failure failed) {
            boolean unknown = WriteOutcome.isUnknown(failed);
            return rows.all(
                    part, unknown ? Written.Outcome.UNKNOWN : Written.Outcome.FAILED, failed);
        }
    }

    /** One of the provider's batches, with nobody's id of its own. */
    private WriteRecord.Prepared prepared(
            Target target,
            Method batch,
            List<Map<String, @Nullable Object>> part,
            @Nullable String match,
            Trace trace) {
        Bindings bindings =
                Bindings.of(target)
                        .with("records", part)
                        .with("ids", part.stream().map(row -> row.get("id")).toList());
        if (match != null) {
            bindings.with("match", map.path(target, match, trace));
        }
        return new WriteRecord.Prepared(target, batch, bindings, bindings, null);
    }

    /** The records as they stand, where that takes few calls. */
    private List<Written> withRecords(Target target, Written[] written, Trace trace) {
        List<String> ids = new ArrayList<>();
        for (Written one : written) {
            if (one.outcome() == Written.Outcome.DONE && one.id() != null) {
                ids.add(one.id());
            }
        }
        if (ids.isEmpty() || target.resource().method(Method.BATCH_GET).isEmpty()) {
            return List.of(written);
        }
        Many read;
        try {
            read = get.many(target, ids, trace);
        } catch (Failure unread) {
            return List.of(written); // they are written all the same
        }
        List<Written> complete = new ArrayList<>();
        for (Written one : written) {
            Fetched record = one.id() == null ? null : read.found().get(one.id());
            complete.add(new Written(one.index(), one.outcome(), one.id(), record, one.why()));
        }
        return complete;
    }
}
