package dev.tributary.call;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.connector.Bulk;
import dev.tributary.connector.Request;
import dev.tributary.mapping.Expression;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** The steps that bulk reads and bulk writes have in common. */
final class RunBulk {
    private final SendRequest send;
    private final WalkPages walk;
    private final WriteRecord write;

    RunBulk(SendRequest send, WalkPages walk, WriteRecord write) {
        this.send = send;
        this.walk = walk;
        this.write = write;
    }

    /** Sends something that changes the job; a failure says whether that may have been done. */
    Answer change(Target target, Request request, Bindings bindings, Trace trace) {
        return write.once(
                target, () -> send.send(target.link(), request, bindings, List.of(), trace), trace);
    }

    /**
     * Makes a job; its id at the provider.
     *
     * @throws Failure with the detail {@code outcome: unknown} when it may have been made
     */
    String begin(Target target, Bulk.Steps steps, Bindings bindings, Trace trace) {
        Answer answer = change(target, steps.create(), bindings, trace);
        Object id;
        try {
            Bindings own = bindings.copy().with(WalkPages.HEADERS, answer.headers());
            id = steps.job().evaluate(answer.body(), own.values());
        } catch (RuntimeException broken) {
            throw withoutId(target, broken);
        }
        if (id == null) {
            throw withoutId(target, null);
        }
        return Trees.text(id);
    }

    private static Failure withoutId(Target target, @Nullable Throwable why) {
        return WriteOutcome.UNKNOWN.in(
                new Failure(
                        Code.UPSTREAM_INVALID,
                        "%s answered a new bulk job without its id"
                                .formatted(target.connector().title()),
                        why));
    }

    BulkProgress look(
            Target target,
            Bulk.Steps steps,
            @Nullable Expression open,
            Bindings bindings,
            Trace trace) {
        Answer answer = send.send(target.link(), steps.poll(), bindings, List.of(), trace);
        Map<String, @Nullable Object> values =
                bindings.copy().with(WalkPages.HEADERS, answer.headers()).values();
        Object failed =
                steps.failed() == null ? null : steps.failed().evaluate(answer.body(), values);
        return new BulkProgress(
                Boolean.TRUE.equals(steps.done().evaluate(answer.body(), values)),
                open != null && Boolean.TRUE.equals(open.evaluate(answer.body(), values)),
                failed == null || Boolean.FALSE.equals(failed) ? null : Trees.text(failed));
    }

    /** One page of what a job gave; {@code position} null: the first. */
    WalkPages.Fetch results(
            Target target,
            Bulk.Results results,
            Bindings bindings,
            @Nullable Object position,
            Trace trace) {
        var route =
                new WalkPages.Route(
                        target.resource().path(),
                        results.request(),
                        results.items(),
                        results.paging(),
                        List.of());
        WalkPages.Fetch fetch =
                walk.page(
                        target.link(), route, bindings, position, WalkPages.maximum(route), trace);
        boolean stands =
                position != null
                        && fetch.next() != null
                        && Cursor.place(position).equals(Cursor.place(fetch.next()));
        if (stands) {
            throw new Failure(
                    Code.UPSTREAM_INVALID,
                    "%s gave the position %s of a bulk job twice"
                            .formatted(target.connector().title(), position));
        }
        return fetch;
    }
}
