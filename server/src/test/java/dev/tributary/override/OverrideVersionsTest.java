package dev.tributary.override;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.call.Acme;
import dev.tributary.call.AcmeConnected;
import dev.tributary.call.LiveServer.Answer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.List;
import java.util.Map;

/** PUT, GET, DELETE /overrides/{provider}, its versions, their differences, and the way back. */
class OverrideVersionsTest {
    @RegisterExtension static final AcmeConnected LIVE = new AcmeConnected();
    private final Overridden over = new Overridden(LIVE);

    @BeforeEach
    void aContact() {
        LIVE.acme()
                .on(
                        "GET /contacts/7",
                        asked -> Acme.ok(Map.of("number", 7, "last", "Byron", "nick", "B.")));
    }

    private static Map<String, Object> title(String jsonata) {
        return Overridden.read("{\"title\": " + jsonata + "}");
    }

    @Test
    void each_write_is_a_version_and_is_in_force_when_it_is_answered() {
        assertThat(over.contact("7")).containsEntry("title", null);
        Answer first = over.put(title("nick"));
        assertThat(first.status()).as(first.text()).isEqualTo(200);
        assertThat(first.json())
                .containsEntry("version", 1)
                .containsEntry("scope", "account")
                .containsEntry("integrated_account_id", LIVE.account())
                .containsEntry("rollout", 100)
                .containsEntry("document", title("nick"));
        assertThat(over.contact("7")).containsEntry("title", "B.");
        over.put(title("last"));
        assertThat(over.contact("7")).containsEntry("title", "Byron");
        assertThat(over.send("GET", over.account(), null).json())
                .containsEntry("version", 2)
                .containsEntry("document", title("last"));
        List<Map<String, Object>> versions = Overridden.result(over.send("GET", versions(), null));
        assertThat(versions).extracting("version").containsExactly(2, 1);
    }

    private static String versions() {
        return "/overrides/acme/versions?integrated_account_id=" + LIVE.account();
    }

    @Test
    void layers_lie_over_each_other_from_the_platform_to_the_account() {
        LIVE.server()
                .asAdmin(
                        "PUT",
                        "/platform/overrides/acme",
                        Map.of(
                                "document",
                                Overridden.read(
                                        "{\"title\": \"p\", \"department\": \"p\","
                                                + " \"first_name\": \"p\"}")));
        try {
            over.putEnvironment(
                    Overridden.read("{\"title\": \"e\", \"department\": \"e\"}"), Map.of());
            over.put(Overridden.read("{\"title\": \"a\"}"));
            assertThat(over.contact("7"))
                    .containsEntry("title", "a")
                    .containsEntry("department", "e")
                    .containsEntry("first_name", "p");
        } finally {
            assertThat(LIVE.server().asAdmin("DELETE", "/platform/overrides/acme", null).status())
                    .isEqualTo(204);
        }
        assertThat(over.contact("7")).containsEntry("first_name", null);
    }

    @Test
    void two_versions_are_compared_place_by_place() {
        over.put(Overridden.contacts(Map.of("fields", Map.of("title", "nick", "department", "d"))));
        over.put(
                Overridden.contacts(
                        Map.of("fields", Map.of("title", "last", "first_name", "nick"))));
        String diff = "/overrides/acme/diff?integrated_account_id=" + LIVE.account();
        List<Map<String, Object>> changes =
                Overridden.result(over.send("GET", diff + "&from=1&to=2", null));
        assertThat(changes)
                .extracting(each -> each.get("pointer") + " " + each.get("kind"))
                .containsExactlyInAnyOrder(
                        "/crm/contacts/fields/title changed",
                        "/crm/contacts/fields/department removed",
                        "/crm/contacts/fields/first_name added");
        assertThat(Overridden.result(over.send("GET", diff + "&from=0&to=1", null)))
                .singleElement()
                .satisfies(each -> assertThat(each).containsEntry("pointer", "/crm"));
        assertThat(over.send("GET", diff + "&from=1&to=9", null).status()).isEqualTo(404);
    }

    @Test
    void a_rollback_appends_a_version_that_equals_an_earlier_one() {
        over.put(title("nick"));
        over.put(title("last"));
        over.put(title("\"third\""));
        String rollback = "/overrides/acme:rollback?integrated_account_id=" + LIVE.account();
        Answer back = over.send("POST", rollback, Map.of("version", 1, "note", "too bold"));
        assertThat(back.json())
                .containsEntry("version", 4)
                .containsEntry("document", title("nick"))
                .containsEntry("note", "rolled back to version 1: too bold");
        assertThat(over.contact("7")).containsEntry("title", "B.");
        assertThat(over.send("POST", rollback, Map.of()).json())
                .containsEntry("version", 5)
                .containsEntry("document", title("\"third\""));
    }

    @Test
    void what_is_taken_away_is_a_version_too_and_can_come_back() {
        over.put(title("nick"));
        assertThat(over.send("DELETE", over.account(), null).status()).isEqualTo(204);
        assertThat(over.contact("7")).containsEntry("title", null);
        assertThat(over.send("GET", over.account(), null).status()).isEqualTo(404);
        assertThat(over.send("DELETE", over.account(), null).status()).isEqualTo(404);
        over.send(
                "POST",
                "/overrides/acme:rollback?integrated_account_id=" + LIVE.account(),
                Map.of("version", 1));
        assertThat(over.contact("7")).containsEntry("title", "B.");
    }

    @Test
    void whoever_expects_another_version_is_told() {
        over.put(title("nick"));
        Answer late =
                over.send(
                        "PUT",
                        over.account(),
                        Map.of("document", title("last"), "expected_version", 0));
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.code()).isEqualTo("version_conflict");
        assertThat(over.contact("7")).containsEntry("title", "B.");
    }

    @Test
    void other_environments_neither_see_nor_touch_it() {
        over.put(title("nick"));
        String other = LIVE.server().key(LIVE.server().environment("o" + LIVE.account()), "*");
        assertThat(LIVE.server().send("GET", over.account(), other, null).status()).isEqualTo(404);
        assertThat(LIVE.server().send("GET", "/overrides", other, null).text())
                .doesNotContain(LIVE.account());
        assertThat(LIVE.server().send("GET", "/platform/overrides", other, null).status())
                .isEqualTo(403);
        assertThat(LIVE.server().send("GET", "/overrides", LIVE.key(), null).text())
                .contains(LIVE.account());
    }

    @Test
    void who_wrote_it_stands_in_the_audit_log() {
        over.put(title("nick"));
        over.send("DELETE", over.account(), null);
        List<String> acts =
                LIVE.database()
                        .read(
                                handle ->
                                        handle.createQuery(
                                                        """
                                                        SELECT action || ' ' || (after ->> 'version')
                                                        FROM audit_log WHERE subject = ?
                                                            AND action LIKE 'override%' ORDER BY id
                                                        """)
                                                .bind(0, LIVE.account())
                                                .mapTo(String.class)
                                                .list());
        assertThat(acts).containsExactly("override.put 1", "override.delete 2");
    }

    @Test
    void the_provider_app_s_override_is_the_environment_s() {
        Answer before = over.send("GET", Overridden.ENVIRONMENT, null);
        assertThat(before.json()).containsEntry("version", 1).containsEntry("scope", "environment");
        LIVE.override(title("nick"));
        Answer after = over.send("GET", Overridden.ENVIRONMENT, null);
        assertThat(after.json()).containsEntry("version", 2);
        LIVE.override(title("nick"));
        assertThat(over.send("GET", Overridden.ENVIRONMENT, null).json())
                .containsEntry("version", 2);
        over.send("PUT", "/provider-apps/acme", Map.of("client_id", "us", "client_secret", "s"));
        assertThat(over.contact("7")).containsEntry("title", "B.");
    }
}
