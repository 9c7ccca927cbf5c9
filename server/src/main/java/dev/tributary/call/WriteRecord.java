package dev.tributary.call;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.connector.Method;
import dev.tributary.connector.Request;
import dev.tributary.connector.Step;
import dev.tributary.mapping.Expression;
import dev.tributary.mapping.MappingException;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Create, update and delete. The unified fields become the provider's body, {@code remote_data} is
 * merged over it, and after the write the record is read back whole, since providers answer a write
 * with as little as they like.
 */
final class WriteRecord {
    private static final String REMOTE_DATA = "remote_data";

    /** Whether the steps before a write are sent, without which it is only nearly ready. */
    enum Steps {
        SENT,
        LEFT_OUT
    }

    /**
     * A write that is ready to be sent.
     *
     * @param early what the steps before it see: {@code body} is what was asked for
     * @param bindings what it sees: {@code body} is the provider's
     * @param id null: a create
     */
    record Prepared(
            Target target, Method method, Bindings early, Bindings bindings, @Nullable String id) {}

    private final SendRequest send;
    private final RunSteps steps;
    private final MapRecords map;
    private final GetMany get;
    private final NameFields names;

    WriteRecord(SendRequest send, RunSteps steps, MapRecords map, GetMany get) {
        this.send = send;
        this.steps = steps;
        this.map = map;
        this.get = get;
        this.names = new NameFields(map);
    }

    NameFields names() {
        return names;
    }

    Prepared create(Target target, Map<String, @Nullable Object> body, Steps before, Trace trace) {
        return prepared(target.ofBody(body), Method.CREATE, null, body, before, trace);
    }

    Prepared update(
            Target target,
            String id,
            Map<String, @Nullable Object> body,
            Steps before,
            Trace trace) {
        Target own = target.ofId(id);
        return prepared(own, Method.UPDATE, own.theirs(id), body, before, trace);
    }

    Prepared delete(Target target, String id, Steps before, Trace trace) {
        Target own = target.ofId(id);
        String theirs = own.theirs(id);
        Bindings bindings = Bindings.of(own).with("id", theirs);
        Method method = own.method(Method.DELETE);
        if (before == Steps.SENT) {
            steps.before(own, method, bindings, trace);
        }
        return new Prepared(own, method, bindings, bindings, theirs);
    }

    /**
     * @param id of ours; null: the action is not about one record
     */
    @Nullable Object act(
            Target target,
            String name,
            @Nullable String id,
            Map<String, @Nullable Object> body,
            Trace trace) {
        Step action = target.action(name, id != null);
        Bindings bindings = ofAction(target, id, body);
        Answer answer =
                once(
                        target,
                        () ->
                                send.send(
                                        target.link(),
                                        action.request(),
                                        bindings,
                                        List.of(),
                                        trace),
                        trace);
        return action.pick() == null
                ? answer.body()
                : action.pick().evaluate(answer.body(), bindings.values());
    }

    /** The request that {@link #act} would send. */
    static DryRun dryRunAct(
            Target target, String name, @Nullable String id, Map<String, @Nullable Object> body) {
        Request request = target.action(name, id != null).request();
        return DryRun.of(target.link(), request, ofAction(target, id, body));
    }

    private static Bindings ofAction(
            Target target, @Nullable String id, Map<String, @Nullable Object> body) {
        return Bindings.of(target)
                .with("body", body)
                .with("id", id == null ? null : target.theirs(id));
    }

    /**
     * The record as it stands after the write.
     *
     * @throws Failure {@code write_unknown} when it was written but cannot be shown
     */
    Fetched run(Prepared write, Trace trace) {
        Target target = write.target();
        Answer answer = sendOnce(write, trace);
        String id = write.id();
        try {
            Expression items = write.method().items();
            Object item =
                    items == null
                            ? answer.body()
                            : items.evaluate(answer.body(), write.bindings().values());
            id = id == null ? map.id(target, item) : id;
            Map<String, @Nullable Object> found = after(write, id, item, trace);
            return target.resource().method(Method.GET).isPresent()
                    ? get.one(target, id, found, trace)
                    : map.one(target, item, found, trace);
        } catch (Failure | MappingException unread) {
            throw unread(write, id, unread);
        }
    }

    /**
     * Deletes the record.
     *
     * @throws Failure {@code write_unknown} when it is deleted but a step after that failed
     */
    void runDelete(Prepared write, Trace trace) {
        Answer answer = sendOnce(write, trace);
        try {
            after(write, String.valueOf(write.id()), answer.body(), trace);
        } catch (Failure failed) {
            throw unread(write, write.id(), failed);
        }
    }

    /** What the steps around it have found, once those after it have run, too. */
    private Map<String, @Nullable Object> after(
            Prepared write, String id, @Nullable Object item, Trace trace) {
        Bindings bindings = write.bindings().with("id", id);
        steps.after(write.target(), write.method(), item, bindings, trace);
        return RunSteps.found(write.method(), bindings);
    }

    private static Failure unread(Prepared write, @Nullable String id, RuntimeException why) {
        Object step = why instanceof Failure failed ? failed.detail().get(RunSteps.STEP) : null;
        Failure failure =
                WriteOutcome.WRITTEN.in(
                        new Failure(
                                Code.WRITE_UNKNOWN,
                                "%s accepted the write, but %s%s"
                                        .formatted(
                                                write.target().connector().title(),
                                                step == null
                                                        ? "the record cannot be read back: "
                                                        : "then failed ",
                                                why.getMessage()),
                                why));
        failure = step == null ? failure : failure.with(RunSteps.STEP, step);
        return id == null ? failure : failure.with("id", write.target().ours(id));
    }

    /**
     * @throws Failure with the detail {@code outcome: unknown} when the write may have been carried
     *     out all the same
     */
    Answer sendOnce(Prepared write, Trace trace) {
        try {
            return once(
                    write.target(),
                    () ->
                            send.send(
                                    write.target().link(),
                                    request(write),
                                    write.bindings(),
                                    write.method().budgets(),
                                    trace),
                    trace);
        } catch (Failure failed) {
            throw write.method().name().equals(Method.CREATE) ? asReference(failed) : failed;
        }
    }

    /** A create looks for no record: what is not found is one that its body refers to. */
    private static Failure asReference(Failure failed) {
        if (failed.code() != Code.NOT_FOUND) {
            return failed;
        }
        Failure invalid =
                new Failure(Code.UNPROCESSABLE, failed.getMessage(), failed, failed.detail());
        return invalid.with(ReadFailure.KIND, "invalid");
    }

    Answer once(Target target, Supplier<Answer> sending, Trace trace) {
        try {
            return WriteOutcome.of(sending, trace);
        } catch (Failure failed) {
            throw WriteOutcome.isUnknown(failed) ? failed : names.in(failed, target, trace);
        }
    }

    private Prepared prepared(
            Target target,
            String name,
            @Nullable String id,
            Map<String, @Nullable Object> unified,
            Steps before,
            Trace trace) {
        Method method = target.method(name);
        Bindings bindings = Bindings.of(target).with("body", unified);
        if (id != null) {
            bindings.with("id", id);
        }
        if (before == Steps.SENT && !method.before().isEmpty()) {
            map.check(target, fields(target, unified), trace); // a step may write, too
            steps.before(target, method, bindings, trace);
        }
        Map<String, @Nullable Object> found = RunSteps.found(method, bindings);
        Map<String, @Nullable Object> body = body(target, unified, id == null, found, trace);
        Bindings early = method.before().isEmpty() ? bindings : bindings.copy();
        return new Prepared(target, method, early, bindings.with("body", body), id);
    }

    /**
     * The provider's body: the unified fields', with {@code remote_data} laid over.
     *
     * @param found results of steps, by their names: expressions see them
     */
    Map<String, @Nullable Object> body(
            Target target,
            Map<String, @Nullable Object> unified,
            boolean isNew,
            Map<String, @Nullable Object> found,
            Trace trace) {
        Map<String, @Nullable Object> fields = fields(target, unified);
        Map<String, @Nullable Object> body = map.body(target, fields, isNew, found, trace);
        Map<String, @Nullable Object> over = remote(unified.get(REMOTE_DATA));
        if (trace.explains()) {
            trace.written(map.explainBody(target, fields, over, isNew, found, trace));
        }
        return over.isEmpty() ? body : Trees.merge(body, over);
    }

    /** What the mapping gets of a body. */
    private static Map<String, @Nullable Object> fields(
            Target target, Map<String, @Nullable Object> unified) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>(unified);
        fields.remove(REMOTE_DATA);
        target.keepsVariant(fields);
        Target.Variant variant = target.variant();
        // It has chosen the provider's object: most have no property that says it once more.
        if (variant != null
                && variant.word().equals(fields.get(variant.field()))
                && !target.resource().mapping().writes(variant.field())) {
            fields.remove(variant.field());
        }
        return fields;
    }

    private static Map<String, @Nullable Object> remote(@Nullable Object extra) {
        if (extra == null) {
            return Map.of();
        }
        if (!(extra instanceof Map<?, ?>)) {
            throw new Failure(Code.UNPROCESSABLE, "remote_data must be an object");
        }
        return Trees.object(extra, REMOTE_DATA);
    }

    static Request request(Prepared write) {
        Request request = write.method().request();
        if (request == null) {
            throw new IllegalStateException(
                    write.target().resource().path()
                            + "."
                            + write.method().name()
                            + " has no request");
        }
        return request;
    }
}
