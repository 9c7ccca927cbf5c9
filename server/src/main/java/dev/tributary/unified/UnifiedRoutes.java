package dev.tributary.unified;

import static dev.tributary.unified.UnifiedEntries.actsOnMany;
import static dev.tributary.unified.UnifiedEntries.actsOnOne;
import static dev.tributary.unified.UnifiedEntries.creates;
import static dev.tributary.unified.UnifiedEntries.deletes;
import static dev.tributary.unified.UnifiedEntries.gets;
import static dev.tributary.unified.UnifiedEntries.lists;
import static dev.tributary.unified.UnifiedEntries.updates;

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
import dev.tributary.http.spec.Chapter;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code /unified/{model}/{resource}}: one schema for every provider. */
public final class UnifiedRoutes implements Routes {
    private static final Access READ = Access.scope("unified:read", UnifiedEntries.ACCOUNT);
    private static final Access WRITE = Access.scope("unified", UnifiedEntries.ACCOUNT);
    private static final String COLLECTION = "/unified/{model}/{resource}";
    private static final String SINGLE = COLLECTION + "/{id}";
    private static final String CUSTOM = "/unified/{model}/custom/{object}";
    private static final String CUSTOM_SINGLE = CUSTOM + "/{id}";
    private static final String METHOD = ":{method}";

    private final Calls calls;
    private final Once once;
    private final RunCall run;
    private final CustomMethods methods;

    public UnifiedRoutes(Calls calls, Database db, Clock clock) {
        this(calls, new IdempotentWrites(db, clock));
    }

    private UnifiedRoutes(Calls calls, Once once) {
        this.calls = calls;
        this.once = once;
        this.run = new RunCall(once);
        this.methods = new CustomMethods(calls);
    }

    /** Without a memory for idempotency keys. */
    public static UnifiedRoutes forgetful(Calls calls) {
        return new UnifiedRoutes(calls, Once.NEVER_AGAIN);
    }

    /** Forgets idempotency keys that are too old to be asked for again. */
    public void purge() {
        once.purge();
    }

    @Override
    public Chapter chapter() {
        return UnifiedEntries.CHAPTER;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                lists(Route.get(CUSTOM, READ, ask -> RunCall.run(ask, this::list))),
                creates(Route.post(CUSTOM, WRITE, ask -> run.write(ask, this::create))),
                gets(Route.get(CUSTOM_SINGLE, READ, ask -> RunCall.run(ask, this::get))),
                updates(Route.patch(CUSTOM_SINGLE, WRITE, ask -> run.write(ask, this::update))),
                deletes(Route.delete(CUSTOM_SINGLE, WRITE, ask -> run.write(ask, this::delete))),
                lists(Route.get(COLLECTION, READ, ask -> RunCall.run(ask, this::list))),
                creates(Route.post(COLLECTION, WRITE, ask -> run.write(ask, this::create))),
                gets(Route.get(SINGLE, READ, ask -> RunCall.run(ask, this::get))),
                updates(Route.patch(SINGLE, WRITE, ask -> run.write(ask, this::update))),
                deletes(Route.delete(SINGLE, WRITE, ask -> run.write(ask, this::delete))),
                actsOnMany(
                        Route.post(CUSTOM + METHOD, WRITE, ask -> run.write(ask, methods::onMany))),
                actsOnOne(
                        Route.post(
                                CUSTOM_SINGLE + METHOD,
                                WRITE,
                                ask -> run.write(ask, methods::onOne))),
                actsOnMany(
                        Route.post(
                                COLLECTION + METHOD,
                                WRITE,
                                ask -> run.write(ask, methods::onMany))),
                actsOnOne(
                        Route.post(SINGLE + METHOD, WRITE, ask -> run.write(ask, methods::onOne))));
    }

    private Reply list(Ask ask, Trace trace) {
        boolean remote = Parameters.flag(ask, Parameters.REMOTE, false);
        Page page = calls.list(target(ask), ReadQuery.of(ask), trace);
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put(
                "result",
                page.records().stream().map(r -> Parameters.shown(ask, r, remote)).toList());
        answer.put("next_cursor", page.nextCursor());
        answer.put("result_count", page.records().size());
        if (Parameters.explains(ask)) {
            answer.put(
                    Parameters.EXPLAIN,
                    page.records().stream()
                            .map(r -> Parameters.explained(ask, r.id(), trace.explanation(r.id())))
                            .toList());
        }
        return Reply.ok(answer);
    }

    private Reply get(Ask ask, Trace trace) {
        boolean remote = Parameters.flag(ask, Parameters.REMOTE, true);
        Fetched record = calls.get(target(ask), ask.variable("id"), ReadQuery.remote(ask), trace);
        return Reply.ok(Parameters.single(ask, record, remote, trace));
    }

    private Reply create(Ask ask, Trace trace) {
        Target target = target(ask);
        Map<String, @Nullable Object> body = Parameters.body(ask);
        boolean remote = Parameters.flag(ask, Parameters.REMOTE, true);
        if (Parameters.isDryRun(ask)) {
            return Parameters.dryRun(calls.dryRunCreate(target, body, trace), trace);
        }
        Fetched created = calls.create(target, body, trace);
        return Reply.created(Parameters.single(ask, created, remote, trace));
    }

    private Reply update(Ask ask, Trace trace) {
        Target target = target(ask);
        String id = ask.variable("id");
        Map<String, @Nullable Object> body = Parameters.body(ask);
        boolean remote = Parameters.flag(ask, Parameters.REMOTE, true);
        if (Parameters.isDryRun(ask)) {
            return Parameters.dryRun(calls.dryRunUpdate(target, id, body, trace), trace);
        }
        Fetched updated = calls.update(target, id, body, trace);
        return Reply.ok(Parameters.single(ask, updated, remote, trace));
    }

    private Reply delete(Ask ask, Trace trace) {
        String id = ask.variable("id");
        Target target = target(ask);
        if (Parameters.isDryRun(ask)) {
            return Parameters.dryRun(calls.dryRunDelete(target, id, trace), trace);
        }
        calls.delete(target, id, trace);
        return Reply.ok(Map.of("id", id));
    }

    private Target target(Ask ask) {
        return target(calls, ask);
    }

    static Target target(Calls calls, Ask ask) {
        String account = ask.required("integrated_account_id");
        String object = ask.variables().get("object");
        Target target =
                object == null
                        ? calls.target(
                                ask.environmentId(),
                                account,
                                ask.variable("model"),
                                ask.variable("resource"))
                        : calls.custom(ask.environmentId(), account, ask.variable("model"), object);
        ShownFields.of(ask)
                .ifPresent(
                        shown ->
                                shown.require(
                                        target,
                                        () -> calls.fields(target, new Trace(Lane.INTERACTIVE))));
        return target;
    }
}
