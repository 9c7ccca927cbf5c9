package dev.tributary.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.connector.Fixture.Exchange;
import dev.tributary.mapping.Expression;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Plays a fixture without a network: builds each request, holds it against the one written down,
 * takes the canned reply and maps it. Simple on purpose; the server's own pipeline plays them too.
 */
final class PlayFixture {
    private final Connector connector;
    private final Fixture fixture;
    private final Iterator<Exchange> upstream;
    private final Map<String, @Nullable Object> bindings = new HashMap<>();

    PlayFixture(Connector connector, Fixture fixture) {
        this.connector = connector;
        this.fixture = fixture;
        upstream = fixture.upstream().iterator();
    }

    /** A reply that is a failure by the connector's rules. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Fixture.Refusal refusal;

        Refused(ErrorRule.Kind kind, @Nullable Object message) {
            super(kind + ": " + message);
            refusal = new Fixture.Refusal(kind, message == null ? null : message.toString());
        }
    }

    void play() {
        Object result;
        try {
            result = answer();
        } catch (Refused refused) {
            assertThat(refused.refusal).isEqualTo(fixture.failure());
            return;
        }
        assertThat(fixture.failure()).as("it did not fail").isNull();
        assertThat(upstream.hasNext()).as("requests that were not sent").isFalse();
        assertThat(Exact.of(result)).isEqualTo(Exact.of(fixture.result()));
    }

    private @Nullable Object answer() {
        return switch (fixture.subject()) {
            case Fixture.Hook hook ->
                    connector.webhooks().orElseThrow().events().evaluate(hook.body(), Map.of());
            case Fixture.Call call -> {
                int slash = call.resource().indexOf('/');
                Resource resource =
                        connector
                                .resource(
                                        call.resource().substring(0, slash),
                                        call.resource().substring(slash + 1))
                                .orElseThrow();
                bindings.put("account", fixture.account());
                bindings.put("object", resource.object());
                bindings.put("fields", resource.mapping().selects(fixture.custom()));
                bindings.putAll(call.arguments());
                yield called(resource, call);
            }
        };
    }

    private @Nullable Object called(Resource resource, Fixture.Call call) {
        return switch (call.method()) {
            case "discover" -> {
                Discover discover = resource.discover().orElseThrow();
                run(List.of(discover.step()));
                yield discover.fields().evaluate(bindings.get("discover"), bindings);
            }
            case "find", "read", "send", "confirm" ->
                    new PlayCells(resource, this, bindings).play(call);
            case Method.LIST, Method.SEARCH -> {
                bindings.put("query", QueryTree.of(resource, call.arguments(), bindings));
                yield list(resource, method(resource, call.method()));
            }
            case Method.CREATE, Method.UPDATE -> {
                Map<String, @Nullable Object> body = new LinkedHashMap<>();
                if (call.arguments().get("body") instanceof Map<?, ?> given) {
                    given.forEach((key, value) -> body.put(key.toString(), value));
                }
                bindings.put("body", resource.mapping().write(body, fixture.custom(), Map.of()));
                yield single(resource, method(resource, call.method()));
            }
            case Method.DELETE -> {
                send(Objects.requireNonNull(method(resource, Method.DELETE).request()), Map.of());
                yield "deleted";
            }
            case Method.BATCH_GET -> list(resource, method(resource, Method.BATCH_GET));
            default -> single(resource, method(resource, call.method()));
        };
    }

    private static Method method(Resource resource, String name) {
        return resource.method(name).orElseThrow();
    }

    private @Nullable Object single(Resource resource, Method method) {
        Object body = send(Objects.requireNonNull(method.request()), Map.of());
        Object item = pick(method.items(), body);
        return item == null ? null : mapped(resource, item);
    }

    private List<@Nullable Object> list(Resource resource, Method method) {
        List<@Nullable Object> records = new ArrayList<>();
        Expression items = method.items();
        gather(Objects.requireNonNull(method.request()), items, method.paging())
                .forEach(item -> records.add(mapped(resource, Objects.requireNonNull(item))));
        return records;
    }

    @SuppressWarnings("unchecked")
    private @Nullable Object mapped(Resource resource, Object item) {
        return resource.mapping()
                .read((Map<String, @Nullable Object>) item, fixture.custom(), Map.of())
                .data();
    }

    void run(List<Step> steps) {
        for (Step step : steps) {
            Object result =
                    step.paging() == null
                            ? pick(step.items(), send(step.request(), Map.of()))
                            : gather(step.request(), step.items(), step.paging());
            bindings.put(step.name(), pick(step.pick(), result));
        }
    }

    /** Pages as long as there are exchanges for them. */
    private List<@Nullable Object> gather(
            Request request, @Nullable Expression items, @Nullable Paging paging) {
        List<@Nullable Object> gathered = new ArrayList<>();
        Paged paged = new Paged(paging, bindings);
        do {
            Object body = send(request, paged.parameters());
            List<?> page = Exact.list(pick(items, body));
            gathered.addAll(page);
            paged.after(body, page.size());
        } while (paged.more() && upstream.hasNext());
        return gathered;
    }

    private @Nullable Object pick(@Nullable Expression expression, @Nullable Object value) {
        return expression == null ? value : expression.evaluate(value, bindings);
    }

    @Nullable Object send(Request request, Map<String, @Nullable Object> parameters) {
        assertThat(upstream.hasNext()).as("one request more than written down").isTrue();
        Exchange expected = upstream.next();
        new CheckRequest(connector, request, bindings, fixture.account())
                .against(expected, parameters);
        Map<String, @Nullable Object> reply = new HashMap<>();
        reply.put("status", (long) expected.status());
        reply.put("headers", expected.replyHeaders());
        reply.put("body", expected.reply());
        for (ErrorRule rule : connector.errors()) {
            if (Boolean.TRUE.equals(rule.when().evaluate(reply, Map.of()))) {
                Expression message = rule.message();
                throw new Refused(
                        rule.is(), message == null ? null : message.evaluate(reply, Map.of()));
            }
        }
        assertThat(expected.status()).as("no rule for this failure").isLessThan(400);
        return expected.reply();
    }
}
