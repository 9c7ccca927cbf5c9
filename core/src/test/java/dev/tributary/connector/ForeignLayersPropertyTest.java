package dev.tributary.connector;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one account lays over its connector is nothing to any other. That layers give the same in
 * any grouping stands beside the merge itself.
 */
class ForeignLayersPropertyTest {
    private static final Map<String, @Nullable Object> DEAL =
            new HashMap<>(
                    Map.of(
                            "id", "1",
                            "properties",
                                    Map.of("dealname", "X", "tier", "gold", "amount", "10.50"),
                            "createdAt", "2017-03-01T00:00:00Z",
                            "updatedAt", "2017-03-01T00:00:00Z"));

    /**
     * What an account can be told apart by: its connector's version, and what its records become.
     */
    private record Compiled(String version, @Nullable String record, String requests) {
        static Compiled of(List<Layer> layers) {
            Connector connector = Bundled.CONNECTORS.compile("hubspot", layers);
            Resource deals = connector.resource("crm", "opportunities").orElse(null);
            return new Compiled(
                    connector.version(),
                    deals == null
                            ? null
                            : String.valueOf(
                                    deals.mapping().read(DEAL, List.of(), Map.of()).data()),
                    deals == null
                            ? ""
                            : deals.methods().keySet() + " " + connector.base().source());
        }
    }

    @Property(tries = 20)
    void an_override_for_one_account_never_changes_another_s_bytes(
            @ForAll("documents") Map<String, Object> environment,
            @ForAll("documents") Map<String, Object> ours,
            @ForAll("documents") Map<String, Object> theirs,
            @ForAll("documents") Map<String, Object> theirsLater) {
        Compiled before = Compiled.of(layers(environment, ours));
        Compiled plain = Compiled.of(List.of());
        Compiled.of(layers(environment, theirs));
        Compiled.of(layers(environment, theirsLater));
        assertThat(Compiled.of(layers(environment, ours))).isEqualTo(before);
        assertThat(Compiled.of(List.of())).isEqualTo(plain);
    }

    @Property(tries = 20)
    void what_was_compiled_is_not_changed_by_what_is_compiled_later(
            @ForAll("documents") Map<String, Object> ours,
            @ForAll("documents") Map<String, Object> theirs) {
        Connector held = Bundled.CONNECTORS.compile("hubspot", List.of(new Layer("account", ours)));
        Resource deals = held.resource("crm", "opportunities").orElseThrow();
        Object before = deals.mapping().read(DEAL, List.of(), Map.of()).data();
        Bundled.CONNECTORS.compile("hubspot", List.of(new Layer("account", theirs)));
        assertThat(deals.mapping().read(DEAL, List.of(), Map.of()).data()).isEqualTo(before);
    }

    private static List<Layer> layers(
            Map<String, Object> environment, Map<String, Object> account) {
        return List.of(new Layer("environment", environment), new Layer("account", account));
    }

    @Provide
    Arbitrary<Map<String, Object>> documents() {
        Arbitrary<String> field = Arbitraries.of("properties.tier", "properties.dealname");
        Arbitrary<String> word = Arbitraries.strings().withCharRange('a', 'z').ofLength(3);
        Arbitrary<Map.Entry<String, Object>> parts =
                Arbitraries.oneOf(
                        word.map(w -> Map.entry("title", (Object) ("Title " + w))),
                        word.map(
                                w ->
                                        Map.entry(
                                                "http/base",
                                                (Object) ("https://" + w + ".example"))),
                        Arbitraries.integers()
                                .between(1, 60)
                                .map(n -> Map.entry("http/timeout", (Object) (n + "s"))),
                        word.map(w -> Map.entry("http/headers/x-" + w, (Object) w)),
                        field.map(
                                f -> Map.entry("crm/opportunities/fields/description", (Object) f)),
                        word.map(
                                w ->
                                        Map.entry(
                                                "crm/opportunities/read",
                                                (Object)
                                                        ("{\"custom_fields\": {\""
                                                                + w
                                                                + "\": id}}"))),
                        word.map(w -> Map.entry("crm/opportunities/get/query/q", (Object) w)),
                        Arbitraries.of("delete", "batch_get")
                                .map(m -> Map.entry("crm/opportunities/" + m, NULL)));
        return parts.list().ofMaxSize(5).map(ForeignLayersPropertyTest::document);
    }

    private static final Object NULL = new Object();

    @SuppressWarnings("unchecked")
    private static Map<String, Object> document(List<Map.Entry<String, Object>> parts) {
        Map<String, Object> document = new LinkedHashMap<>();
        for (Map.Entry<String, Object> part : parts) {
            String[] path = part.getKey().split("/");
            Map<String, Object> at = document;
            for (int i = 0; i < path.length - 1; i++) {
                at = (Map<String, Object>) at.computeIfAbsent(path[i], k -> new LinkedHashMap<>());
            }
            at.put(path[path.length - 1], part.getValue() == NULL ? null : part.getValue());
        }
        return document;
    }
}
