package dev.tributary.unified;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.call.AcmeConnected;
import dev.tributary.call.LiveServer.Answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code GET /connectors}, {@code GET /connectors/{name}/capabilities} and {@code GET
 * /integrated-accounts/{id}/capabilities}.
 */
class CapabilitiesTest {
    @RegisterExtension static final AcmeConnected LIVE = new AcmeConnected();

    private static Answer get(String path) {
        Answer answer = LIVE.server().send("GET", path, LIVE.key(), null);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer;
    }

    private static Map<?, ?> resource(Answer answer, String model, String name) {
        Map<?, ?> models = (Map<?, ?>) answer.json().get("models");
        return (Map<?, ?>) ((Map<?, ?>) models.get(model)).get(name);
    }

    @Test
    void every_connector_is_listed_with_its_resources() {
        Map<?, ?> acme = (Map<?, ?>) ((List<?>) get("/connectors").json().get("result")).getFirst();
        assertThat(acme.get("name")).isEqualTo("acme");
        assertThat(acme.get("title")).isEqualTo("Acme");
        assertThat(acme.get("custom_fields")).isEqualTo(true);
        assertThat((List<?>) acme.get("resources"))
                .asList()
                .contains("crm/contacts", "hris/employees");
    }

    @Test
    void a_connector_has_what_it_is_compiled_to_and_no_more() {
        Answer acme = get("/connectors/acme/capabilities");
        assertThat(acme.json())
                .containsEntry("auth", List.of("oauth2"))
                .containsEntry("webhooks", null);
        Map<?, ?> contacts = resource(acme, "crm", "contacts");
        assertThat(((Map<?, ?>) contacts.get("methods")).keySet().stream().map(Object::toString))
                .contains("list", "get", "create", "update", "delete", "search");
        assertThat((List<?>) contacts.get("writable_fields"))
                .asList()
                .contains("first_name", "email_addresses", "custom_fields")
                .doesNotContain("owner.id", "updated_at");
        assertThat((List<?>) contacts.get("fields")).asList().contains("owner.id", "updated_at");
        assertThat(contacts.get("sorts")).isEqualTo(List.of("last_name", "updated_at"));
        Map<?, ?> users = resource(acme, "crm", "users");
        assertThat(((Map<?, ?>) users.get("methods")).keySet()).isEqualTo(java.util.Set.of("list"));
        assertThat(users.get("writable_fields")).isEqualTo(List.of());
        assertThat(users.get("custom_fields")).isEqualTo(false);
        assertThat(resource(acme, "hris", "payroll_inputs").get("compare_and_set")).isEqualTo(true);
    }

    @Test
    void an_account_has_what_its_environment_has_made_of_the_connector() {
        Map<String, Object> contacts = new HashMap<>();
        contacts.put("delete", null);
        LIVE.override(Map.of("crm", Map.of("contacts", contacts)));
        Answer account = get("/integrated-accounts/" + LIVE.account() + "/capabilities");
        assertThat(account.json())
                .containsEntry("integrated_account_id", LIVE.account())
                .containsEntry("status", "active");
        Map<?, ?> methods = (Map<?, ?>) resource(account, "crm", "contacts").get("methods");
        assertThat(methods.containsKey("delete")).isFalse();
        assertThat(methods.containsKey("update")).isTrue();
    }

    @Test
    void a_method_that_no_fixture_shows_is_unproven_and_says_so() {
        Map<?, ?> methods =
                (Map<?, ?>)
                        resource(get("/connectors/acme/capabilities"), "crm", "contacts")
                                .get("methods");
        Map<?, ?> list = (Map<?, ?>) methods.get("list");
        assertThat(list.get("fixtures")).isEqualTo(0);
        assertThat(list.get("unproven")).isEqualTo("no fixture shows it");
    }

    @Test
    void an_unknown_connector_names_those_there_are() {
        Answer answer =
                LIVE.server().send("GET", "/connectors/acmee/capabilities", LIVE.key(), null);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).contains("there are acme");
    }

    @Test
    void the_account_of_another_environment_is_not_there() {
        String other = LIVE.server().key(LIVE.server().environment("other"), "*");
        Answer answer =
                LIVE.server()
                        .send(
                                "GET",
                                "/integrated-accounts/" + LIVE.account() + "/capabilities",
                                other,
                                null);
        assertThat(answer.code()).isEqualTo("not_found");
    }

    @Test
    void nothing_is_asked_of_the_provider() {
        get("/integrated-accounts/" + LIVE.account() + "/capabilities");
        assertThat(LIVE.acme().asked()).isEmpty();
    }
}
