package dev.tributary.call;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.connector.Method;
import dev.tributary.connector.Step;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs a method's named steps in order; each result is bound for the ones that follow. */
final class RunSteps {
    /** Detail of a failure that says in which step it was. */
    static final String STEP = "step";

    /** Most records that the pages of one step may gather. */
    private static final int GATHERED_MAX = 100_000;

    private final SendRequest send;
    private final WalkPages walk;

    RunSteps(SendRequest send, WalkPages walk) {
        this.send = send;
        this.walk = walk;
    }

    void run(Link link, List<Step> steps, Bindings bindings, Trace trace) {
        for (Step step : steps) {
            Object result =
                    AsFailure.of(
                            link.connector(),
                            () ->
                                    isWanted(step, bindings)
                                            ? picked(link, step, bindings, trace)
                                            : null);
            bindings.with(step.name(), result);
        }
    }

    private static boolean isWanted(Step step, Bindings bindings) {
        Map<String, @Nullable Object> values = bindings.values();
        return step.when() == null
                || Boolean.TRUE.equals(step.when().evaluate(values.get(Method.ANSWER), values));
    }

    /**
     * Runs what comes before a method.
     *
     * @throws Failure that names the step
     */
    void before(Target target, Method method, Bindings bindings, Trace trace) {
        around(target, method.before(), bindings, trace);
    }

    /**
     * Runs what comes after a method.
     *
     * @param answer what the method gave
     * @throws Failure that names the step
     */
    void after(
            Target target, Method method, @Nullable Object answer, Bindings bindings, Trace trace) {
        if (!method.after().isEmpty()) {
            around(target, method.after(), bindings.with(Method.ANSWER, answer), trace);
        }
    }

    /** What the mapping sees of the steps that have run. */
    static Map<String, @Nullable Object> found(Method method, Bindings bindings) {
        if (method.before().isEmpty() && method.after().isEmpty()) {
            return Map.of();
        }
        Map<String, @Nullable Object> found = new HashMap<>();
        for (List<Step> steps : List.of(method.before(), method.after())) {
            for (Step step : steps) {
                if (bindings.values().containsKey(step.name())) {
                    found.put(step.name(), bindings.values().get(step.name()));
                }
            }
        }
        return found;
    }

    private void around(Target target, List<Step> steps, Bindings bindings, Trace trace) {
        for (Step step : steps) {
            try {
                run(target.link(), List.of(step), bindings, trace);
            } catch (Failure failed) {
                throw named(step, failed);
            }
        }
    }

    /** What a step does not find is not the record that was asked for. */
    private static Failure named(Step step, Failure failed) {
        Code code = failed.code() == Code.NOT_FOUND ? Code.UPSTREAM_INVALID : failed.code();
        return new Failure(
                        code,
                        "the step %s: %s".formatted(step.name(), failed.getMessage()),
                        failed,
                        failed.detail())
                .withHeaders(failed.headers())
                .with(STEP, step.name());
    }

    private @Nullable Object picked(Link link, Step step, Bindings bindings, Trace trace) {
        Object result = result(link, step, bindings, trace);
        return step.pick() == null ? result : step.pick().evaluate(result, bindings.values());
    }

    private @Nullable Object result(Link link, Step step, Bindings bindings, Trace trace) {
        if (step.paging() == null) {
            Object body = send.send(link, step.request(), bindings, List.of(), trace).body();
            return step.items() == null ? body : step.items().evaluate(body, bindings.values());
        }
        List<@Nullable Object> gathered = new ArrayList<>();
        walk.each(
                link,
                new WalkPages.Route(
                        step.name(), step.request(), step.items(), step.paging(), List.of()),
                bindings,
                trace,
                items -> {
                    gathered.addAll(items);
                    if (gathered.size() > GATHERED_MAX) {
                        throw new Failure(
                                Code.UPSTREAM_INVALID,
                                "the step %s of %s gave more than %d items"
                                        .formatted(
                                                step.name(),
                                                link.connector().title(),
                                                GATHERED_MAX));
                    }
                });
        return gathered;
    }
}
