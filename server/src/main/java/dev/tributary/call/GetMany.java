package dev.tributary.call;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.connector.Method;
import dev.tributary.connector.Request;
import dev.tributary.ops.Metrics;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Records by id, in the provider's batches where it has them. An id that a batch answer leaves out
 * is only taken for gone after a single read says so too: partial answers must not become
 * deletions.
 */
final class GetMany {
    private final SendRequest send;
    private final RunSteps steps;
    private final FetchStated stated;
    private final MapRecords map;
    private final Metrics metrics;

    GetMany(SendRequest send, RunSteps steps, FetchStated stated, MapRecords map, Metrics metrics) {
        this.send = send;
        this.steps = steps;
        this.stated = stated;
        this.map = map;
        this.metrics = metrics;
    }

    Many many(Target target, List<String> ids, Trace trace) {
        Collected collected = new Collected();
        Set<String> open = new LinkedHashSet<>(ids);
        Method batch = target.resource().methods().get(Method.BATCH_GET);
        if (batch != null && batch.request() != null) {
            List<String> all = new ArrayList<>(open);
            for (int from = 0; from < all.size(); from += batch.max()) {
                List<String> part = all.subList(from, Math.min(all.size(), from + batch.max()));
                batch(target, batch, part, collected, trace);
            }
            open.removeAll(collected.found.keySet());
            open.removeAll(collected.failed.keySet());
        }
        open.forEach(id -> single(target, id, collected, trace));
        return new Many(collected.found, collected.missing, collected.failed);
    }

    /**
     * @param remote parameters for the provider, untranslated
     */
    Fetched asked(Target target, String id, Map<String, String> remote, Trace trace) {
        Bindings.requireTakes(target, target.method(Method.GET), remote);
        return one(
                target,
                id,
                remote.isEmpty() ? Map.of() : Map.of(Bindings.REMOTE_QUERY, remote),
                trace);
    }

    /**
     * @param known results of steps that were there before, by their names
     */
    Fetched one(Target target, String id, Map<String, @Nullable Object> known, Trace trace) {
        Read read = read(target, id, known, trace);
        return map.one(target, read.item(), read.found(), trace);
    }

    /** What the provider said, and what the steps around it found. */
    private record Read(@Nullable Object item, Map<String, @Nullable Object> found) {}

    private void batch(
            Target target, Method batch, List<String> ids, Collected collected, Trace trace) {
        metrics.count("batch_reads", "provider", target.connector().name());
        Bindings bindings =
                Bindings.of(target).with("ids", ids).with("fields", map.selects(target, trace));
        steps.before(target, batch, bindings, trace);
        Object items = asked(target, batch, ids, bindings, trace);
        steps.after(target, batch, items, bindings, trace);
        Map<String, @Nullable Object> found = RunSteps.found(batch, bindings);
        for (Object item : Trees.list(items)) {
            String id = target.resource().mapping().id(Trees.object(item, "a record"));
            // What was not asked for, or does not say what it is, is left to the single reads.
            if (id != null && ids.contains(id)) {
                collect(target, id, new Read(item, found), collected, trace);
            }
        }
    }

    private void collect(Target target, String id, Read read, Collected collected, Trace trace) {
        try {
            collected.found.put(id, map.one(target, read.item(), read.found(), trace));
        } catch (Failure failed) {
            collected.failed.put(id, failed);
        }
    }

    private void single(Target target, String id, Collected collected, Trace trace) {
        Read read;
        try {
            read = read(target, id, Map.of(), trace);
        } catch (Failure failed) {
            if (failed.code() != Code.NOT_FOUND) {
                throw failed;
            }
            collected.missing.add(id);
            return;
        }
        collect(target, id, read, collected, trace);
    }

    private Read read(Target target, String id, Map<String, @Nullable Object> known, Trace trace) {
        Method get = target.method(Method.GET);
        Bindings bindings =
                Bindings.of(target)
                        .with(known)
                        .with("id", id)
                        .with("fields", map.selects(target, trace));
        steps.before(target, get, bindings, trace);
        Object item = asked(target, get, List.of(id), bindings, trace);
        if (item instanceof List<?> found && found.size() <= 1) {
            if (found.isEmpty()) {
                throw Failure.notFound("record of " + target.resource().path(), id);
            }
            item = found.getFirst();
        }
        steps.after(target, get, item, bindings, trace);
        Map<String, @Nullable Object> found = new HashMap<>(known);
        found.putAll(RunSteps.found(get, bindings));
        return new Read(item, found);
    }

    /** What the method's request answers, from where its items are. */
    private @Nullable Object asked(
            Target target, Method method, List<String> ids, Bindings bindings, Trace trace) {
        Request request = Objects.requireNonNull(method.request(), method.name());
        if (request.stated()) {
            var route =
                    new WalkPages.Route(
                            target.resource().path(),
                            request,
                            method.items(),
                            null,
                            method.budgets());
            return stated.byId(target, route, ids, bindings, trace);
        }
        Answer answer = send.send(target.link(), request, bindings, method.budgets(), trace);
        return method.items() == null
                ? answer.body()
                : method.items().evaluate(answer.body(), bindings.values());
    }

    private static final class Collected {
        private final Map<String, Fetched> found = new HashMap<>();
        private final Set<String> missing = new HashSet<>();
        private final Map<String, Failure> failed = new HashMap<>();
    }
}
