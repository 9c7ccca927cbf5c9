package dev.tributary.unified;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.call.Acme;
import dev.tributary.call.AcmeConnected;
import dev.tributary.call.LiveServer.Answer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A connector that carries two versions of its provider's API: v2 is the usual one. */
class ApiVersionsTest {
    @RegisterExtension static final AcmeConnected LIVE = new AcmeConnected();

    @BeforeEach
    void twoVersions() {
        LIVE.acme()
                .on("GET /contacts/7", asked -> Acme.ok(Map.of("number", 7, "last", "Byron")))
                .on(
                        "GET /old/contacts/7",
                        asked -> Acme.ok(Map.of("number", 7, "surname", "Noel", "dept", "art")));
    }

    private static Answer move(String account, String version) {
        Map<String, Object> body = new HashMap<>();
        body.put("api_version", version);
        return LIVE.server().send("PATCH", "/integrated-accounts/" + account, LIVE.key(), body);
    }

    private static Answer account(String account) {
        return LIVE.server().send("GET", "/integrated-accounts/" + account, LIVE.key(), null);
    }

    private static Answer contact(String account) {
        return LIVE.server()
                .send(
                        "GET",
                        "/unified/crm/contacts/7?integrated_account_id=" + account,
                        LIVE.key(),
                        null);
    }

    @Test
    void an_account_has_the_usual_version_until_it_is_moved() {
        assertThat(account(LIVE.account()).json()).containsEntry("api_version", "v2");
        assertThat(contact(LIVE.account()).json()).containsEntry("last_name", "Byron");
    }

    @Test
    void one_account_is_moved_and_the_others_stay() {
        String other = LIVE.server().connect(LIVE.key(), "beside-" + LIVE.account());
        Answer moved = move(other, "v1");
        assertThat(moved.status()).as(moved.text()).isEqualTo(200);
        assertThat(moved.json()).containsEntry("api_version", "v1").containsEntry("id", other);
        assertThat(account(other).json()).containsEntry("api_version", "v1");
        assertThat(contact(other).json())
                .containsEntry("last_name", "Noel")
                .containsEntry("department", "of art");
        // Acme knows one token at a time: the other account needs a new one.
        LIVE.clock.advance(Duration.ofMinutes(1));
        assertThat(contact(LIVE.account()).json())
                .containsEntry("last_name", "Byron")
                .doesNotContainKey("department");
        LIVE.clock.advance(Duration.ofMinutes(1));
        assertThat(move(other, null).json()).containsEntry("api_version", "v2");
        assertThat(contact(other).json()).containsEntry("last_name", "Byron");
    }

    @Test
    void the_environment_s_override_lies_over_either_version() {
        LIVE.override(
                Map.of("crm", Map.of("contacts", Map.of("fields", Map.of("title", "surname")))));
        move(LIVE.account(), "v1");
        assertThat(contact(LIVE.account()).json())
                .containsEntry("last_name", "Noel")
                .containsEntry("title", "Noel");
        move(LIVE.account(), "v2");
        assertThat(contact(LIVE.account()).json())
                .containsEntry("last_name", "Byron")
                .containsEntry("title", null);
    }

    @Test
    void an_override_must_fit_every_version() {
        Map<String, Object> override =
                Map.of("crm", Map.of("contacts", Map.of("search", Map.of("cap", 5))));
        Answer refused =
                LIVE.server()
                        .send(
                                "PUT",
                                "/provider-apps/acme",
                                LIVE.key(),
                                Map.of(
                                        "client_id", "us",
                                        "client_secret", "s",
                                        "override", override));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("the override of acme in version v1 does not fit");
    }

    @Test
    void a_version_that_the_connector_does_not_carry_is_refused_with_those_it_does() {
        Answer refused = move(LIVE.account(), "v3");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text())
                .contains("there is no version 'v3' of acme's API; the connector carries v1, v2");
        assertThat(account(LIVE.account()).json()).containsEntry("api_version", "v2");
        for (Map<String, Object> body :
                List.<Map<String, Object>>of(
                        Map.of(), Map.of("api_version", 2), Map.of("api_version", "v1", "x", 1))) {
            assertThat(
                            LIVE.server()
                                    .send(
                                            "PATCH",
                                            "/integrated-accounts/" + LIVE.account(),
                                            LIVE.key(),
                                            body)
                                    .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void an_account_whose_version_is_gone_is_told_where_it_can_move() {
        LIVE.database()
                .transact(
                        handle ->
                                handle.execute(
                                        "UPDATE integrated_account SET api_version = 'v0' WHERE id"
                                                + " = ?",
                                        LIVE.account()));
        LIVE.clock.advance(Duration.ofSeconds(2));
        Answer refused = contact(LIVE.account());
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text()).contains("is on version v0", "the connector carries v1, v2");
        assertThat(account(LIVE.account()).json()).containsEntry("api_version", "v0");
        move(LIVE.account(), null);
        assertThat(contact(LIVE.account()).status()).isEqualTo(200);
    }

    @Test
    void who_moved_it_stands_in_the_audit_log() {
        move(LIVE.account(), "v1");
        move(LIVE.account(), null);
        List<String> acts =
                LIVE.database()
                        .read(
                                handle ->
                                        handle.createQuery(
                                                        """
                                                        SELECT concat_ws(' ', action, before, after)
                                                        FROM audit_log WHERE subject = ?
                                                            AND action LIKE '%api_version'
                                                        ORDER BY id
                                                        """)
                                                .bind(0, LIVE.account())
                                                .mapTo(String.class)
                                                .list());
        assertThat(acts)
                .containsExactly(
                        "integrated_account.api_version \"v1\"",
                        "integrated_account.api_version \"v1\"");
    }
}
