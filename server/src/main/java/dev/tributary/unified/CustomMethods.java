package dev.tributary.unified;

import dev.tributary.Failure;
import dev.tributary.call.Calls;
import dev.tributary.call.DryBatch;
import dev.tributary.call.Target;
import dev.tributary.call.Trace;
import dev.tributary.call.Written;
import dev.tributary.connector.Method;
import dev.tributary.http.Ask;
import dev.tributary.http.Problem;
import dev.tributary.http.Reply;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code POST …/{resource}:{method}} and {@code POST …/{id}:{method}}: batch writes, upserts, and
 * whatever else a connector names.
 */
final class CustomMethods {
    private static final int RECORDS_MAX = 1000;
    private static final int MULTI_STATUS = 207;

    private final Calls calls;

    CustomMethods(Calls calls) {
        this.calls = calls;
    }

    Reply onOne(Ask ask, Trace trace) {
        Target target = UnifiedRoutes.target(calls, ask);
        return act(ask, target, ask.variable("id"), Parameters.body(ask), trace);
    }

    Reply onMany(Ask ask, Trace trace) {
        Target target = UnifiedRoutes.target(calls, ask);
        Map<String, @Nullable Object> body = Parameters.body(ask);
        String method = ask.variable("method");
        return switch (method) {
            case Method.BATCH_CREATE, Method.BATCH_UPDATE, Method.BATCH_DELETE ->
                    many(ask, target, records(body, method), null, trace);
            case Method.BATCH_UPSERT ->
                    many(ask, target, records(body, method), match(body), trace);
            case "upsert" -> upsert(ask, target, body, trace);
            default -> act(ask, target, null, body, trace);
        };
    }

    private Reply act(
            Ask ask,
            Target target,
            @Nullable String id,
            Map<String, @Nullable Object> body,
            Trace trace) {
        String method = ask.variable("method");
        return Parameters.isDryRun(ask)
                ? Parameters.dryRun(calls.dryRunAct(target, method, id, body), trace)
                : result(calls.act(target, method, id, body, trace));
    }

    private Reply upsert(Ask ask, Target target, Map<String, @Nullable Object> body, Trace trace) {
        List<Map<String, @Nullable Object>> record = List.of(object(body.get("record"), "record"));
        String match = match(body);
        if (Parameters.isDryRun(ask)) {
            DryBatch dry = calls.dryRunMany(target, Method.BATCH_UPSERT, record, match, trace);
            dry.refused().forEach(CustomMethods::thrown);
            return Parameters.dryRun(dry.requests(), trace);
        }
        Written written =
                calls.writeMany(target, Method.BATCH_UPSERT, record, match, trace).getFirst();
        thrown(written);
        boolean remote = Parameters.flag(ask, Parameters.REMOTE, true);
        if (written.record() != null) {
            return Reply.ok(Parameters.shown(ask, written.record(), remote));
        }
        Map<String, @Nullable Object> only = new LinkedHashMap<>();
        only.put("id", written.id());
        return Reply.ok(only);
    }

    private static String match(Map<String, @Nullable Object> body) {
        if (body.get("match") instanceof String match) {
            return match;
        }
        throw Failure.invalid("match is needed: the field that tells whether a record is there");
    }

    private static List<Map<String, @Nullable Object>> records(
            Map<String, @Nullable Object> body, String method) {
        boolean ids = method.equals(Method.BATCH_DELETE);
        String name = ids ? "ids" : "records";
        if (!(body.get(name) instanceof List<?> given) || given.isEmpty()) {
            throw Failure.invalid("%s must be a list with something in it", name);
        }
        if (given.size() > RECORDS_MAX) {
            throw Failure.invalid(
                    "%s has %d entries; at most %d at a time", name, given.size(), RECORDS_MAX);
        }
        List<Map<String, @Nullable Object>> records = new ArrayList<>();
        for (Object one : given) {
            records.add(ids ? Map.of("id", String.valueOf(one)) : object(one, "a record"));
        }
        return records;
    }

    @SuppressWarnings("unchecked") // JSON objects have text keys
    private static Map<String, @Nullable Object> object(@Nullable Object value, String what) {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, @Nullable Object>) map;
        }
        throw Failure.invalid("%s must be an object", what);
    }

    private static void thrown(Written written) {
        if (written.why() != null) {
            throw written.why();
        }
    }

    private Reply many(
            Ask ask,
            Target target,
            List<Map<String, @Nullable Object>> records,
            @Nullable String match,
            Trace trace) {
        String method = ask.variable("method");
        if (Parameters.isDryRun(ask)) {
            DryBatch dry = calls.dryRunMany(target, method, records, match, trace);
            return Parameters.dryRun(dry.requests(), shown(ask, dry.refused()), trace);
        }
        return many(ask, calls.writeMany(target, method, records, match, trace));
    }

    private static Reply many(Ask ask, List<Written> written) {
        List<Map<String, @Nullable Object>> results = shown(ask, written);
        long done = written.stream().filter(one -> one.outcome() == Written.Outcome.DONE).count();
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("result", results);
        answer.put("done", done);
        answer.put("not_done", written.size() - done);
        Reply reply = Reply.ok(answer);
        return done == written.size()
                ? reply
                : new Reply(MULTI_STATUS, reply.headers(), reply.body());
    }

    private static List<Map<String, @Nullable Object>> shown(Ask ask, List<Written> written) {
        boolean remote = Parameters.flag(ask, Parameters.REMOTE, false);
        List<Map<String, @Nullable Object>> results = new ArrayList<>();
        for (Written one : written) {
            Map<String, @Nullable Object> result = new LinkedHashMap<>();
            result.put("index", one.index());
            result.put("status", one.outcome().name().toLowerCase(Locale.ROOT));
            result.put("id", one.id());
            if (one.record() != null) {
                result.put("record", Parameters.shown(ask, one.record(), remote));
            }
            if (one.why() != null) {
                result.put("error", Problem.document(one.why()));
            }
            results.add(result);
        }
        return results;
    }

    private static Reply result(@Nullable Object value) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("result", value);
        return Reply.ok(answer);
    }
}
