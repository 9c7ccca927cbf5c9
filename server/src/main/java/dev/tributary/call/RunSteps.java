package dev.tributary.call;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.connector.Step;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Runs a method's named steps in order; each result is bound for the ones that follow. */
final class RunSteps {
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
                    AsFailure.of(link.connector(), () -> picked(link, step, bindings, trace));
            bindings.with(step.name(), result);
        }
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
