package dev.tributary.unified;

import dev.tributary.Failure;
import dev.tributary.budget.Lane;
import dev.tributary.call.Calls;
import dev.tributary.call.Fetched;
import dev.tributary.call.Page;
import dev.tributary.call.Target;
import dev.tributary.call.Trace;
import dev.tributary.db.Database;
import dev.tributary.http.Access;
import dev.tributary.http.Ask;
import dev.tributary.http.Reply;
import dev.tributary.http.Route;
import dev.tributary.http.Routes;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** {@code /unified/{model}/{resource}}: one schema for every provider. */
public final class UnifiedRoutes implements Routes {
    private static final Access ACCESS = Access.scope("unified");
    private static final String COLLECTION = "/unified/{model}/{resource}";
    private static final String SINGLE = COLLECTION + "/{id}";

    private final Calls calls;
    private final IdempotentWrites idempotent;

    public UnifiedRoutes(Calls calls, Database db, Clock clock) {
        this.calls = calls;
        this.idempotent = new IdempotentWrites(db, clock);
    }

    /** Forgets idempotency keys that are too old to be asked for again. */
    public void purge() {
        idempotent.purge();
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(COLLECTION, ACCESS, ask -> run(ask, this::list)),
                Route.post(COLLECTION, ACCESS, ask -> write(ask, this::create)),
                Route.get(SINGLE, ACCESS, ask -> run(ask, this::get)),
                Route.patch(SINGLE, ACCESS, ask -> write(ask, this::update)),
                Route.delete(SINGLE, ACCESS, ask -> write(ask, this::delete)));
    }

    private Reply run(Ask ask, BiFunction<Ask, Trace, Reply> method) {
        Trace trace = new Trace(Lane.INTERACTIVE);
        long start = System.nanoTime();
        try {
            Reply reply = method.apply(ask, trace);
            return CallHeaders.on(reply, trace, System.nanoTime() - start);
        } catch (Failure failure) {
            throw failure.withHeaders(CallHeaders.of(trace, System.nanoTime() - start));
        }
    }

    private Reply write(Ask ask, BiFunction<Ask, Trace, Reply> method) {
        byte[] body = ask.body();
        Ask again = ask.withBody(body);
        if (flag(ask, "dry_run", false)) {
            return run(again, method);
        }
        return run(
                again,
                (own, trace) -> idempotent.run(own, body, write -> method.apply(write, trace)));
    }

    private Reply list(Ask ask, Trace trace) {
        boolean remote = flag(ask, "include_remote_data", false);
        Page page = calls.list(target(ask), ReadQuery.of(ask), trace);
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("result", page.records().stream().map(r -> shown(ask, r, remote)).toList());
        answer.put("next_cursor", page.nextCursor());
        answer.put("result_count", page.records().size());
        return Reply.ok(answer);
    }

    private Reply get(Ask ask, Trace trace) {
        boolean remote = flag(ask, "include_remote_data", true);
        return Reply.ok(shown(ask, calls.get(target(ask), ask.variable("id"), trace), remote));
    }

    private Reply create(Ask ask, Trace trace) {
        Target target = target(ask);
        Map<String, @Nullable Object> body = body(ask);
        boolean remote = flag(ask, "include_remote_data", true);
        if (flag(ask, "dry_run", false)) {
            return dryRun(calls.dryRunCreate(target, body, trace));
        }
        return Reply.created(shown(ask, calls.create(target, body, trace), remote));
    }

    private Reply update(Ask ask, Trace trace) {
        Target target = target(ask);
        String id = ask.variable("id");
        Map<String, @Nullable Object> body = body(ask);
        boolean remote = flag(ask, "include_remote_data", true);
        if (flag(ask, "dry_run", false)) {
            return dryRun(calls.dryRunUpdate(target, id, body, trace));
        }
        return Reply.ok(shown(ask, calls.update(target, id, body, trace), remote));
    }

    private Reply delete(Ask ask, Trace trace) {
        String id = ask.variable("id");
        Target target = target(ask);
        if (flag(ask, "dry_run", false)) {
            return dryRun(calls.dryRunDelete(target, id));
        }
        calls.delete(target, id, trace);
        return Reply.ok(Map.of("id", id));
    }

    private Target target(Ask ask) {
        return calls.target(
                ask.environmentId(),
                ask.required("integrated_account_id"),
                ask.variable("model"),
                ask.variable("resource"));
    }

    private static Reply dryRun(Map<String, @Nullable Object> request) {
        return Reply.ok(Map.of("dry_run", true, "requests", List.of(request)));
    }

    private static Map<String, @Nullable Object> shown(Ask ask, Fetched record, boolean remote) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>(record.data());
        ask.parameter("fields")
                .ifPresent(
                        fields -> {
                            Set<String> wanted =
                                    Arrays.stream(fields.split(",")).collect(Collectors.toSet());
                            shown.keySet().removeIf(f -> !f.equals("id") && !wanted.contains(f));
                        });
        if (remote) {
            shown.put("remote_data", record.remote());
        }
        return shown;
    }

    @SuppressWarnings("unchecked") // JSON objects have text keys
    private static Map<String, @Nullable Object> body(Ask ask) {
        Map<String, @Nullable Object> body = ask.json(Map.class);
        if (body == null) {
            throw Failure.invalid("the body is null; send an object");
        }
        return body;
    }

    private static boolean flag(Ask ask, String name, boolean otherwise) {
        String value = ask.parameter(name).orElse(null);
        if (value == null) {
            return otherwise;
        }
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Failure.invalid("%s is '%s'; it must be true or false", name, value);
        };
    }
}
