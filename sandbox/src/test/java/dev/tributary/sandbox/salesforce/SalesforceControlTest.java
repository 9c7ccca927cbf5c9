package dev.tributary.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Wire;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What /_sandbox does here that it does nowhere else. */
class SalesforceControlTest {
    private final LetIn in = new LetIn();
    private final Wire admin = in.anonymous();

    @AfterEach
    void close() {
        in.close();
    }

    @Test
    void orgs_users_and_records_can_be_made_over_http() {
        Wire.Answer org = admin.post("/_sandbox/orgs", Map.of("name", "Elsewhere Ltd"));
        assertThat(org.status()).isEqualTo(201);
        assertThat((String) org.at("instance_url"))
                .startsWith("http://127.0.0.1:")
                .isNotEqualTo(in.emulator.address().toString());
        assertThat(admin.get("/_sandbox/orgs").list()).hasSize(2);

        String path = "/_sandbox/orgs/" + org.at("id");
        Wire.Answer user =
                admin.post(
                        path + "/users",
                        Map.of("first_name", "A", "last_name", "B", "email", "a@example.com"));
        assertThat(user.at("Name")).isEqualTo("A B");
        Wire.Answer account =
                admin.post(
                        path + "/records/Account",
                        Map.of("Name", "Acme", "OwnerId", user.at("Id") + ""));
        assertThat(account.status()).as(account.body()).isEqualTo(201);
        String record = path + "/records/Account/" + account.at("Id");
        assertThat(admin.patch(record, Map.of("Name", "Acme 2")).at("Name")).isEqualTo("Acme 2");
        assertThat(admin.delete(record).status()).isEqualTo(204);
        assertThat(admin.get(path + "/records/Account").list()).isEmpty();
        assertThat(admin.post(record + "/undelete", Map.of()).at("Name")).isEqualTo("Acme 2");
        assertThat(admin.post(path + "/records/Acount", Map.of()).status()).isEqualTo(400);
        assertThat(admin.post(path + "/records/Account", Map.of()).at(0, "errorCode"))
                .isEqualTo("REQUIRED_FIELD_MISSING");
        assertThat(admin.get("/_sandbox/orgs/nobody/records/Account").status()).isEqualTo(404);
    }

    @Test
    void records_that_belong_together_are_made_together() {
        String opportunity = in.opportunity("a", "Amount", 10).id();
        String other = in.org.addUser("A", "B", "a@example.com").id();
        String path = "/_sandbox/orgs/" + in.org.id() + "/records/OpportunitySplit";
        Map<String, Object> one =
                Map.of(
                        "OpportunityId",
                        opportunity,
                        "SplitOwnerId",
                        in.org.adminId(),
                        "SplitPercentage",
                        60);
        Map<String, Object> rest =
                Map.of(
                        "OpportunityId", opportunity,
                        "SplitOwnerId", other,
                        "SplitPercentage", 40);

        assertThat(admin.post(path, one).status()).isEqualTo(400);
        assertThat(admin.post(path, List.of(one, rest)).list()).hasSize(2);
    }

    @Test
    void apps_can_be_made_and_changed_over_http() {
        Wire.Answer app =
                admin.post(
                        "/_sandbox/apps",
                        Map.of(
                                "redirect_uris", List.of("http://127.0.0.1:9/cb"),
                                "scopes", List.of("api"),
                                "run_as", "robot@example.com"));

        assertThat(app.status()).isEqualTo(201);
        assertThat(app.json())
                .containsEntry("scopes", List.of("api"))
                .containsEntry("run_as", "robot@example.com")
                .containsEntry("preauthorized", true);
        assertThat((String) app.at("client_id")).startsWith("3MVG9");
        assertThat(admin.get("/_sandbox/apps").list()).hasSize(2);
        assertThat(admin.patch("/_sandbox/apps/nobody", Map.of()).status()).isEqualTo(404);
    }

    @Test
    void a_reset_forgets_orgs_and_closes_their_ports() {
        Org other = in.emulator.orgs().create("Elsewhere Ltd");
        String first = in.app.clientId();
        assertThat(Wire.to(other.address()).get("/services/data").status()).isEqualTo(200);

        assertThat(admin.post("/_sandbox/reset", Map.of("seed", 1)).status()).isEqualTo(200);

        assertThat(in.emulator.orgs().all()).hasSize(1);
        assertThat(in.emulator.org().all("Account")).isEmpty();
        assertThat(in.emulator.apps().create(Set.of(), Set.of()).clientId()).isEqualTo(first);
        assertThatThrownBy(() -> Wire.to(other.address()).get("/services/data"))
                .isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void requests_are_counted_by_route() {
        Wire client = in.client();
        in.query(client, "SELECT Id FROM Account");

        assertThat(in.emulator.counters().snapshot())
                .containsEntry("requests GET /services/data/{version}/query", 1L);
        assertThat(Json.text(admin.get("/_sandbox/counters").json())).contains("status 200");
    }
}
