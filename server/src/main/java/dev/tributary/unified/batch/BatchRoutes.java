package dev.tributary.unified.batch;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Json;
import dev.tributary.http.Access;
import dev.tributary.http.Ask;
import dev.tributary.http.Dispatch;
import dev.tributary.http.Problem;
import dev.tributary.http.Reply;
import dev.tributary.http.Route;
import dev.tributary.http.Routes;
import dev.tributary.http.spec.Chapter;
import dev.tributary.http.spec.Schema;
import dev.tributary.unified.batch.References.Unresolved;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code POST /batch}. Each request goes through the routes that it would reach alone, with the
 * caller's key: the same scopes, the same checks, the same idempotency.
 */
public final class BatchRoutes implements Routes {
    private static final String KEY = "idempotency-key";
    private static final int KEY_CHARS_MAX = 255;
    private static final List<String> SHOWN_HEADERS =
            List.of(
                    "retry-after",
                    "ratelimit-limit",
                    "ratelimit-remaining",
                    "ratelimit-reset",
                    "server-timing",
                    "idempotency-replayed");

    private static final Schema ANSWER =
            Schema.object()
                    .with("id", Schema.text())
                    .with("outcome", Schema.words(Answered.Outcome.values()))
                    .with("status", Schema.whole())
                    .with("reason", Schema.text("why it was skipped or not waited for").orNull())
                    .with("headers", Schema.map(Schema.text()))
                    .with("body", Schema.anything().about("as the request alone is answered"));

    private static final Map<?, ?> EXAMPLE =
            Json.read(
                    """
                    {"integrated_account_id": "ia_…", "requests": [
                      {"id": "find", "method": "GET", "path": "/unified/crm/contacts",
                       "query": {"email_addresses": "ada@example.com"}},
                      {"id": "change", "depends_on": ["find"], "body": {"title": "Countess"},
                       "call": {"model": "crm", "resource": "contacts", "method": "update",
                                "id": "=find.result[0].id"}}]}
                    """,
                    Map.class);

    private final Dispatch dispatch;
    private final Batch.Limits limits;

    /** {@code dispatch} knows the routes that a batch may reach. */
    public BatchRoutes(Dispatch dispatch) {
        this(dispatch, Batch.Limits.STANDARD);
    }

    BatchRoutes(Dispatch dispatch, Batch.Limits limits) {
        this.dispatch = dispatch;
        this.limits = limits;
    }

    @Override
    public Chapter chapter() {
        return new Chapter("Batches", "Several unified requests in one.");
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post("/batch", Access.scopeInside("unified:read"), this::run)
                        .says(
                                "Run several unified requests",
                                "Up to 20, side by side where they can be, in 60 seconds, in which"
                                    + " they wait for a provider's budget. Each is a method and a"
                                    + " path, or a call; depends_on names those it waits for, and"
                                    + " in its query, body and call.id a text that starts with = is"
                                    + " JSONata over their answers by id, such as"
                                    + " =find.result[0].id. What depends on one that failed is"
                                    + " skipped. The batch is refused whole, with all problems,"
                                    + " when its graph is wrong.")
                        .header(
                                "Idempotency-Key",
                                "of each write: this, a colon and the request's id",
                                Schema.text())
                        .takes(Schema.given(Batch.class).example(EXAMPLE))
                        .answers(200, Schema.all(ANSWER)));
    }

    private Reply run(Ask ask) {
        if (ask.parameter("dry_run").isPresent()) {
            throw Failure.invalid("dry_run belongs into the query of each request of the batch");
        }
        Batch batch = ask.json(Batch.class);
        List<Planned> requests = CheckBatch.planned(batch, limits);
        String key = ask.header(KEY).orElse(null);
        for (Planned request : requests) {
            if (key != null && own(key, request).length() > KEY_CHARS_MAX) {
                throw Failure.invalid(
                        "Idempotency-Key with a colon and the id %s is longer than %d characters",
                        request.id(), KEY_CHARS_MAX);
            }
        }
        long end = System.nanoTime() + limits.patience().toNanos();
        List<Answered> answers;
        try {
            answers =
                    RunBatch.run(
                            requests,
                            limits,
                            (request, before) -> send(ask, key, request, before, end));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(Code.NOT_READY, "the server is stopping", e);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("result", answers.stream().map(Answered::shown).toList());
        answer.put("result_count", answers.size());
        return Reply.ok(answer);
    }

    private static String own(String key, Planned request) {
        return key + ":" + request.id();
    }

    private Answered send(
            Ask ask,
            @Nullable String key,
            Planned request,
            Map<String, @Nullable Object> before,
            long end) {
        try {
            Duration patience = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
            return answered(
                    request,
                    dispatch.answer(
                            single(ask, key, request, before, patience), a -> ask.caller()));
        } catch (Unresolved unresolved) {
            Failure failure =
                    new Failure(Code.UNPROCESSABLE, String.valueOf(unresolved.getMessage()));
            return Answered.of(
                    request.id(), failure.code().status(), Map.of(), Problem.document(failure));
        } catch (RuntimeException e) {
            Failure failure = new Failure(Code.INTERNAL, "the answer cannot be shown", e);
            return Answered.of(
                    request.id(), failure.code().status(), Map.of(), Problem.document(failure));
        }
    }

    private static Dispatch.Request single(
            Ask ask,
            @Nullable String key,
            Planned request,
            Map<String, @Nullable Object> before,
            Duration patience)
            throws Unresolved {
        String id = request.id();
        List<String> pairs = new ArrayList<>();
        for (Map.Entry<String, Object> parameter : request.query().entrySet()) {
            String where = id + ".query." + parameter.getKey();
            Object value = References.resolved(where, parameter.getValue(), before);
            pairs.add(
                    CheckBatch.encoded(parameter.getKey())
                            + "="
                            + CheckBatch.encoded(plain(where, value)));
        }
        Object body = References.resolved(id + ".body", request.body(), before);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json");
        if (key != null && !request.method().equals("GET")) {
            headers.put(KEY, own(key, request));
        }
        byte[] content = body == null ? new byte[0] : Json.bytes(body);
        Planned.Where where = request.where();
        String path = where.before();
        if (where.id() != null) {
            String at = id + ".call.id";
            path +=
                    "/"
                            + CheckBatch.encoded(
                                    plain(at, References.resolved(at, where.id(), before)));
        }
        return new Dispatch.Request(
                ask.id() + "/" + id,
                request.method(),
                path + where.after(),
                String.join("&", pairs),
                headers,
                () -> new ByteArrayInputStream(content),
                patience);
    }

    private static String plain(String where, @Nullable Object value) throws Unresolved {
        return switch (value) {
            case String text -> text;
            case java.math.BigDecimal number -> number.toPlainString();
            case Number number -> number.toString();
            case Boolean flag -> flag.toString();
            case null, default ->
                    throw new Unresolved(where + " is no text, number, true or false");
        };
    }

    private static Answered answered(Planned request, Reply reply) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : SHOWN_HEADERS) {
            String value = reply.headers().get(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        byte[] bytes = reply.bytes();
        Object body = bytes.length == 0 ? null : Json.read(bytes, Object.class);
        return Answered.of(request.id(), reply.status(), headers, body);
    }
}
