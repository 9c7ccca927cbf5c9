package dev.tributary.tool;

import dev.tributary.Failure;
import dev.tributary.connector.Connector;
import dev.tributary.connector.DescribedField;
import dev.tributary.connector.Fixture;
import dev.tributary.connector.Webhooks;
import dev.tributary.event.ReadHints;
import dev.tributary.http.Http;
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
            return List.of(Difference.said("result", "hints", String.valueOf(broken.getMessage())));
        }
    }

    private List<Difference> call(Fixture fixture, Fixture.Call call) {
        Map<String, Object> variables = variables(connector, fixture.account());
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
            return List.of(Difference.said("failure", fixture.failure().toString(), "no failure"));
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
    Object answer(
            Http http,
            BooleanSupplier more,
            Map<String, Object> variables,
            List<DescribedField> described,
            Fixture.Call call) {
        AtomicLong hours = new AtomicLong();
        Workbench bench =
                new Workbench(
                        connector,
                        connector.usualScheme(),
                        variables,
                        NOBODY_ASKS,
                        http,
                        () -> Duration.ofHours(hours.incrementAndGet()).toNanos(),
                        clock);
        if (!call.method().equals(CallMethod.DISCOVER)) {
            bench.calls().assume(bench.target(call.resource()), described);
        }
        return CallMethod.whole(bench, call, more);
    }

    private static @Nullable Object expected(Fixture fixture, Fixture.Call call) {
        if (call.method().equals(CallMethod.DISCOVER)
                && fixture.result() instanceof List<?> fields) {
            return fields.stream().map(PlayFixture::field).toList();
        }
        return fixture.result();
    }

    private static @Nullable Object field(@Nullable Object field) {
        return field instanceof Map<?, ?> map ? DescribedField.of(map).tree() : field;
    }

    /** Those that are given; a base URL's that are missing stand for some host. */
    static Map<String, Object> variables(
            Connector connector, Map<String, ? extends @Nullable Object> given) {
        Map<String, Object> variables = new LinkedHashMap<>();
        boolean whole = connector.base().source().startsWith("{");
        for (String name : connector.base().variables()) {
            variables.put(name, whole ? "https://provider.example" : "provider");
        }
        given.forEach(
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
