package dev.tributary.tool;

import dev.tributary.Failure;
import dev.tributary.Json;
import dev.tributary.budget.Lane;
import dev.tributary.call.Many;
import dev.tributary.call.Target;
import dev.tributary.call.Trace;
import dev.tributary.connector.Connector;
import dev.tributary.connector.DescribedField;
import dev.tributary.connector.Fixture;
import dev.tributary.connector.Method;
import dev.tributary.connector.Webhooks;
import dev.tributary.event.ReadHints;
import dev.tributary.http.Http;
import dev.tributary.http.Reply;
import dev.tributary.integration.Authorization;
import dev.tributary.integration.Authorizer;
import dev.tributary.integration.IntegratedAccount;
import dev.tributary.mapping.MappingException;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * Plays a fixture with the classes that serve production: all that is not real is the provider's
 * end of the line.
 */
final class PlayFixture {
    /** What {@code discover} is called, which is no method of the unified API. */
    static final String DISCOVER = "discover";

    private final Connector connector;
    private final Clock clock;

    PlayFixture(Connector connector, Clock clock) {
        this.connector = connector;
        this.clock = clock;
    }

    /** What is not as the fixture says; empty: all is. */
    List<Difference> play(Fixture fixture) {
        return switch (fixture.subject()) {
            case Fixture.Hook hook -> hook(fixture, hook);
            case Fixture.Call call -> call(fixture, call);
        };
    }

    private List<Difference> hook(Fixture fixture, Fixture.Hook hook) {
        Webhooks webhooks = connector.webhooks().orElse(null);
        if (webhooks == null) {
            return List.of(new Difference("webhooks", "of the connector", null));
        }
        try {
            return Difference.between(
                    "result", fixture.result(), ReadHints.of(webhooks, hook.body()));
        } catch (MappingException broken) {
            return List.of(
                    Difference.said("result", "hints", String.valueOf(broken.getMessage())));
        }
    }

    private List<Difference> call(Fixture fixture, Fixture.Call call) {
        Map<String, Object> variables = variables(fixture);
        String base = connector.base().expandRaw(variables::get);
        ScriptedHttp http = new ScriptedHttp(fixture.upstream(), base);
        Object result;
        try {
            result = answer(http, http::hasMore, variables, fixture.described(), call);
        } catch (NotAsWritten other) {
            return other.differences();
        } catch (Failure failure) {
            return http.differences().isEmpty()
                    ? CheckFailure.against(fixture.failure(), failure)
                    : http.differences();
        }
        if (fixture.failure() != null) {
            return List.of(
                    Difference.said("failure", fixture.failure().toString(), "no failure"));
        }
        List<Difference> found = new ArrayList<>(http.differences());
        found.addAll(Difference.between("result", expected(fixture, call), result));
        return found;
    }

    /**
     * The answer to a call.
     *
     * @param more whether a list shall go on after a page
     * @param described what the provider says of fields
     * @throws Failure as production does
     */
    @Nullable Object answer(
            Http http,
            BooleanSupplier more,
            Map<String, Object> variables,
            List<DescribedField> described,
            Fixture.Call call) {
        AtomicLong hours = new AtomicLong();
        Workbench bench =
                new Workbench(
                        connector,
                        variables,
                        NOBODY_ASKS,
                        http,
                        () -> Duration.ofHours(hours.incrementAndGet()).toNanos(),
                        clock);
        Target target = bench.target(call.resource());
        if (call.method().equals(DISCOVER)) {
            return bench.calls().fields(target, new Trace(Lane.INTERACTIVE)).stream()
                    .map(DescribedField::tree)
                    .toList();
        }
        bench.calls().assume(target, described);
        return switch (call.method()) {
            case "find", "read", "send", "confirm" ->
                    new PlayCells(bench.calls().compareAndSet(), target).play(call);
            case Method.BATCH_GET -> many(bench, target, call);
            default ->
                    unified(
                            bench,
                            new UnifiedRequest(call.resource(), call.method(), call.arguments()),
                            more);
        };
    }

    /** No route of the unified API asks for records by their ids: webhooks do. */
    private static Object many(Workbench bench, Target target, Fixture.Call call) {
        List<String> ids = new ArrayList<>();
        if (call.arguments().get("ids") instanceof List<?> list) {
            list.forEach(id -> ids.add(String.valueOf(id)));
        }
        Many many = bench.calls().getMany(target, ids, Lane.INTERACTIVE);
        for (Failure failed : many.failed().values()) {
            throw failed;
        }
        return ids.stream()
                .filter(many.found()::containsKey)
                .map(id -> plain(many.found().get(id).data()))
                .toList();
    }

    private static @Nullable Object unified(
            Workbench bench, UnifiedRequest asked, BooleanSupplier more) {
        UnifiedRequest request =
                asked.arguments().containsKey("include_remote_data")
                        ? asked
                        : asked.with("include_remote_data", false);
        Object answer = tree(bench.ask(request));
        if (!request.lists() || !(answer instanceof Map<?, ?> page)) {
            return answer;
        }
        List<@Nullable Object> records = new ArrayList<>(items(page));
        while (page.get("next_cursor") != null && more.getAsBoolean()) {
            request = request.with("next_cursor", String.valueOf(page.get("next_cursor")));
            page = (Map<?, ?>) tree(bench.ask(request));
            records.addAll(items(page));
        }
        return records;
    }

    private static List<?> items(Map<?, ?> page) {
        return page.get("result") instanceof List<?> list ? list : List.of();
    }

    private static Object tree(Reply reply) {
        return reply.bytes().length == 0 ? Map.of() : Json.read(reply.bytes(), Object.class);
    }

    private static Object plain(Object value) {
        return Json.read(Json.bytes(value), Object.class);
    }

    private static @Nullable Object expected(Fixture fixture, Fixture.Call call) {
        if (call.method().equals(DISCOVER) && fixture.result() instanceof List<?> fields) {
            return fields.stream().map(PlayFixture::field).toList();
        }
        return fixture.result();
    }

    private static @Nullable Object field(@Nullable Object field) {
        return field instanceof Map<?, ?> map ? DescribedField.of(map).tree() : field;
    }

    /** Those of the fixture; a base URL's that are missing stand for some host. */
    private Map<String, Object> variables(Fixture fixture) {
        Map<String, Object> variables = new LinkedHashMap<>();
        boolean whole = connector.base().source().startsWith("{");
        for (String name : connector.base().variables()) {
            variables.put(name, whole ? "https://provider.example" : "provider");
        }
        fixture.account()
                .forEach(
                        (name, value) -> {
                            if (value != null) {
                                variables.put(name, value);
                            }
                        });
        return variables;
    }

    /** Lets everybody in, and gives a new key to whoever is sent away. */
    private static final Authorizer NOBODY_ASKS =
            new Authorizer() {
                @Override
                public Authorization fresh(IntegratedAccount account, Connector connector) {
                    return new Authorization(Map.of(), Map.of(), 1);
                }

                @Override
                public Authorization afterRejected(
                        IntegratedAccount account, Connector connector, Authorization rejected) {
                    return new Authorization(Map.of(), Map.of(), rejected.version() + 1);
                }
            };
}
