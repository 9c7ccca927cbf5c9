package dev.tributary.connector;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What environments and integrated accounts may lay over a bundled connector. */
class OverlayTest {
    private static final Map<String, @Nullable Object> DEAL =
            new HashMap<>(
                    Map.of(
                            "id", "1",
                            "properties", Map.of("dealname", "X", "tier", "gold", "region", "EU"),
                            "createdAt", "2017-03-01T00:00:00Z",
                            "updatedAt", "2017-03-01T00:00:00Z"));

    @Test
    void a_base_url_is_replaced_and_nothing_else() {
        Connector plain = Bundled.connector("hubspot");
        Connector changed = over(Map.of("http", Map.of("base", "http://127.0.0.1:1")));
        assertThat(changed.base().source()).isEqualTo("http://127.0.0.1:1");
        assertThat(changed.timeout()).isEqualTo(plain.timeout());
        assertThat(changed.version()).isNotEqualTo(plain.version());
        assertThat(over(Map.of()).version()).isEqualTo(plain.version());
    }

    @Test
    void a_mapping_adds_its_field_and_touches_no_other() {
        Connector changed =
                over(resource(Map.of("read", "{\"custom_fields\": {\"tier\": properties.tier}}")));
        Map<String, @Nullable Object> plain = read(Bundled.connector("hubspot"));
        Map<String, @Nullable Object> data = read(changed);
        assertThat(data.remove("custom_fields")).isEqualTo(Map.of("tier", "gold"));
        assertThat(data).isEqualTo(plain);
    }

    @Test
    void an_account_adds_to_what_its_environment_added() {
        Layer environment =
                new Layer(
                        "environment",
                        resource(
                                Map.of("fields", Map.of("custom_fields.tier", "properties.tier"))));
        Layer account =
                new Layer(
                        "account",
                        resource(
                                Map.of(
                                        "read",
                                        "{\"custom_fields\": {\"area\": properties.region}}")));
        Connector changed = Bundled.CONNECTORS.compile("hubspot", List.of(environment, account));
        assertThat(read(changed))
                .containsEntry("custom_fields", Map.of("tier", "gold", "area", "EU"));
        assertThat(resource(changed).mapping().selects(List.of())).contains("tier");
    }

    @Test
    void null_takes_a_method_away_from_one_resource_or_from_all() {
        Map<String, @Nullable Object> none = new HashMap<>();
        none.put("delete", null);
        Connector one = over(resource(none));
        assertThat(resource(one).methods()).doesNotContainKey("delete").containsKey("update");
        assertThat(one.resource("crm", "contacts").orElseThrow().methods()).containsKey("delete");
        Connector all = over(Map.of("methods", none));
        assertThat(all.resource("crm", "contacts").orElseThrow().methods())
                .doesNotContainKey("delete");
    }

    @Test
    void a_path_prefix_can_be_swapped_for_all_resources() {
        Connector changed =
                over(
                        Map.of(
                                "methods",
                                Map.of("list", Map.of("get", "/crm/objects/2026-03/{object}"))));
        Method list = resource(changed).methods().get("list");
        assertThat(list.request()).isNotNull();
        assertThat(list.request().path().source()).isEqualTo("/crm/objects/2026-03/{object}");
        assertThat(list.paging()).isInstanceOf(Paging.Cursor.class);
    }

    private static Map<String, ?> resource(Map<String, ? extends @Nullable Object> changes) {
        return Map.of("crm", Map.of("opportunities", changes));
    }

    private static Connector over(Map<String, ?> document) {
        return Bundled.CONNECTORS.compile("hubspot", List.of(new Layer("environment", document)));
    }

    private static Resource resource(Connector connector) {
        return connector.resource("crm", "opportunities").orElseThrow();
    }

    private static Map<String, @Nullable Object> read(Connector connector) {
        return resource(connector).mapping().read(DEAL, List.of(), Map.of()).data();
    }
}
