package dev.tributary.call;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.connector.Method;
import dev.tributary.connector.Request;
import dev.tributary.connector.Step;
import dev.tributary.connector.Variants;
import dev.tributary.http.HttpCall;
import dev.tributary.mapping.Expression;
import dev.tributary.mapping.MappingException;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Create, update and delete. The unified fields become the provider's body, {@code remote_data} is
 * merged over it, and after the write the record is read back whole, since providers answer a write
 * with as little as they like.
 */
final class WriteRecord {
    private static final String REMOTE_DATA = "remote_data";

    /** Detail of a failure that says what became of a write. */
    static final String OUTCOME = "outcome";

    static final String UNKNOWN = "unknown";

    /**
     * After these, if anything was sent, the provider may have written; after others it did not.
     */
    private static final Set<Code> OUTCOME_UNKNOWN =
            Set.of(Code.UPSTREAM_TIMEOUT, Code.UPSTREAM_ERROR, Code.UPSTREAM_INVALID);

    /** A write that is ready to be sent; {@code id} null: a create. */
    record Prepared(Target target, Method method, Bindings bindings, @Nullable String id) {}

    private final SendRequest send;
    private final MapRecords map;
    private final GetMany get;
    private final NameFields names;

    WriteRecord(SendRequest send, MapRecords map, GetMany get) {
        this.send = send;
        this.map = map;
        this.get = get;
        this.names = new NameFields(map);
    }

    NameFields names() {
        return names;
    }

    Prepared create(Target target, Map<String, @Nullable Object> body, Trace trace) {
        return prepared(ofBody(target, body), Method.CREATE, null, body, trace);
    }

    Prepared update(Target target, String id, Map<String, @Nullable Object> body, Trace trace) {
        Target own = target.ofId(id);
        return prepared(own, Method.UPDATE, own.theirs(id), body, trace);
    }

    /** The variant that a new record shall be of. */
    private static Target ofBody(Target target, Map<String, @Nullable Object> body) {
        Variants variants = target.resource().variants().orElse(null);
        if (variants == null) {
            return target;
        }
        if (!(body.get(variants.field()) instanceof String word)) {
            throw new Failure(
                    Code.UNPROCESSABLE,
                    "%s is needed: one of %s"
                            .formatted(
                                    variants.field(),
                                    String.join(", ", variants.byWord().keySet())));
        }
        return target.of(word);
    }

    /** Sends a batch once; a failure says whether it may have been carried out. */
    Answer send(Target target, Method method, Bindings bindings, Trace trace) {
        return sendOnce(new Prepared(target, method, bindings, null), trace);
    }

    static boolean mayBeWritten(Failure failure) {
        return UNKNOWN.equals(failure.detail().get(OUTCOME));
    }

    Prepared delete(Target target, String id) {
        Target own = target.ofId(id);
        String theirs = own.theirs(id);
        Bindings bindings = Bindings.of(own).with("id", theirs);
        return new Prepared(own, own.method(Method.DELETE), bindings, theirs);
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
        Bindings bindings =
                Bindings.of(target)
                        .with("body", body)
                        .with("id", id == null ? null : target.theirs(id));
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

    /** The upstream request as it would be sent, without credentials. */
    Map<String, @Nullable Object> dryRun(Prepared write) {
        HttpCall call = Address.call(write.target().link(), request(write), write.bindings());
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("method", call.method());
        shown.put("url", call.uri().toString());
        shown.put("headers", call.headers());
        shown.put(
                "body",
                call.body().length == 0 ? null : new String(call.body(), StandardCharsets.UTF_8));
        return shown;
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
            return target.resource().method(Method.GET).isPresent()
                    ? get.one(target, id, trace)
                    : map.one(target, item, trace);
        } catch (Failure | MappingException unread) {
            throw unread(write, id, unread);
        }
    }

    private static Failure unread(Prepared write, @Nullable String id, RuntimeException why) {
        Failure failure =
                new Failure(
                                Code.WRITE_UNKNOWN,
                                "%s accepted the write, but the record cannot be read back: %s"
                                        .formatted(
                                                write.target().connector().title(),
                                                why.getMessage()),
                                why)
                        .with(OUTCOME, "written");
        return id == null ? failure : failure.with("id", id);
    }

    /**
     * @throws Failure with the detail {@code outcome: unknown} when the write may have been carried
     *     out all the same
     */
    Answer sendOnce(Prepared write, Trace trace) {
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
    }

    Answer once(Target target, Supplier<Answer> sending, Trace trace) {
        int before = trace.calls();
        try {
            return sending.get();
        } catch (Failure failed) {
            boolean unknown = trace.calls() > before && OUTCOME_UNKNOWN.contains(failed.code());
            throw unknown ? failed.with(OUTCOME, UNKNOWN) : names.in(failed, target, trace);
        }
    }

    private Prepared prepared(
            Target target,
            String name,
            @Nullable String id,
            Map<String, @Nullable Object> unified,
            Trace trace) {
        Method method = target.method(name);
        Map<String, @Nullable Object> body = body(target, unified, id == null, trace);
        Bindings bindings = Bindings.of(target).with("body", body);
        return new Prepared(target, method, id == null ? bindings : bindings.with("id", id), id);
    }

    /** The provider's body: the unified fields', with {@code remote_data} laid over. */
    Map<String, @Nullable Object> body(
            Target target, Map<String, @Nullable Object> unified, boolean isNew, Trace trace) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>(unified);
        Object extra = fields.remove(REMOTE_DATA);
        Target.Variant variant = target.variant();
        // It has chosen the provider's object: most have no property that says it once more.
        if (variant != null
                && variant.word().equals(fields.get(variant.field()))
                && !target.resource().mapping().writes(variant.field())) {
            fields.remove(variant.field());
        }
        Map<String, @Nullable Object> body = map.body(target, fields, isNew, trace);
        Map<String, @Nullable Object> over = remote(extra);
        if (trace.explains()) {
            trace.written(map.explainBody(target, fields, over, isNew, trace));
        }
        return over.isEmpty() ? body : Trees.merge(body, over);
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

    private static Request request(Prepared write) {
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
