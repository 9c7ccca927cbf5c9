package dev.tributary.sandbox.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Wire;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a token may not do because one scope is missing. */
class HubSpotScopesTest {
    private final Installed installed = new Installed();

    static List<ObjectType> types() {
        return ObjectType.standard();
    }

    @AfterEach
    void close() {
        installed.close();
    }

    @ParameterizedTest
    @MethodSource("types")
    void reading_takes_one_scope_and_nothing_replaces_it(ObjectType type) {
        Wire only = with(Set.copyOf(type.scopes().read()));
        Wire other = without(type.scopes().read());

        for (String path : List.of("", "?archived=true")) {
            assertThat(only.get(path(type) + path).status()).isEqualTo(200);
            assertThat(other.get(path(type) + path).status()).isEqualTo(403);
        }
        assertThat(only.get(path(type) + "/404").status()).isEqualTo(404);
        assertThat(other.post(path(type) + "/search", Map.of()).status()).isEqualTo(403);
        assertThat(other.post(path(type) + "/batch/read", Map.of()).status()).isEqualTo(403);
        assertThat(other.get("/crm/v4/objects/%s/1/associations/contacts".formatted(type)).status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @MethodSource("types")
    void writing_takes_another(ObjectType type) {
        Wire only = with(Set.copyOf(type.scopes().write()));
        Wire other = without(type.scopes().write());
        Map<String, ?> body = Installed.properties("nonsense", "x");

        assertThat(only.post(path(type), body).status()).isEqualTo(400);
        assertThat(other.post(path(type), body).status()).isEqualTo(403);
        assertThat(other.delete(path(type) + "/1").status()).isEqualTo(403);
        assertThat(other.post(path(type) + "/batch/upsert", Map.of()).status()).isEqualTo(403);
        assertThat(
                        other.put(
                                        "/crm/v4/objects/%s/1/associations/default/contacts/1"
                                                .formatted(type),
                                        List.of())
                                .status())
                .isEqualTo(403);
    }

    private static String path(ObjectType type) {
        return "/crm/v3/objects/" + type.plural();
    }

    private Wire without(List<String> scopes) {
        Set<String> left = new TreeSet<>(App.ALL_SCOPES);
        left.removeAll(scopes);
        return with(left);
    }

    private Wire with(Set<String> scopes) {
        return installed.client(scopes.toArray(String[]::new));
    }
}
