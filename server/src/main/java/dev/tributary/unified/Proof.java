package dev.tributary.unified;

import dev.tributary.connector.Fixture;
import dev.tributary.connector.Resource;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What the fixtures of a connector show to work. Those that come with the server were all played in
 * its build, which fails when one does not pass; so that a fixture that is there is one that
 * passes. Thread-safe.
 */
final class Proof {
    private final Function<String, List<Fixture>> fixtures;
    private final Map<String, Shown> byConnector = new ConcurrentHashMap<>();

    /**
     * @param methods how many fixtures by {@code crm/contacts list}
     * @param webhooks kinds of change by {@code crm/contacts}
     */
    record Shown(Map<String, Integer> methods, Map<String, Set<String>> webhooks) {
        int of(String resource, String method) {
            return methods.getOrDefault(resource + " " + method, 0);
        }
    }

    /** {@code fixtures} reads those of a connector, by its name. */
    Proof(Function<String, List<Fixture>> fixtures) {
        this.fixtures = fixtures;
    }

    Shown of(String connector) {
        return byConnector.computeIfAbsent(connector, name -> shown(fixtures.apply(name)));
    }

    private static Shown shown(List<Fixture> fixtures) {
        Map<String, Integer> methods = new HashMap<>();
        Map<String, Set<String>> webhooks = new HashMap<>();
        for (Fixture fixture : fixtures) {
            switch (fixture.subject()) {
                case Fixture.Call call ->
                        methods.merge(path(call.resource()) + " " + call.method(), 1, Integer::sum);
                case Fixture.Hook _ -> {
                    if (fixture.result() instanceof List<?> hints) {
                        hints.forEach(hint -> add(webhooks, (Map<?, ?>) hint));
                    }
                }
            }
        }
        return new Shown(methods, webhooks);
    }

    /** Every object of the provider is a case of {@code crm/custom}. */
    private static String path(String resource) {
        int custom = resource.indexOf("/" + Resource.CUSTOM + "/");
        return custom < 0 ? resource : resource.substring(0, custom + 1) + Resource.CUSTOM;
    }

    private static void add(Map<String, Set<String>> webhooks, Map<?, ?> hint) {
        webhooks.computeIfAbsent(
                        hint.get("model") + "/" + hint.get("resource"), absent -> new TreeSet<>())
                .add(String.valueOf(hint.get("change")));
    }
}
