package dev.tributary.sandbox.pipedrive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Wire;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class PipedriveControlTest {
    private final LetIn letIn = new LetIn();
    private final Wire admin = letIn.anonymous();

    @AfterEach
    void close() {
        letIn.close();
    }

    @Test
    void companies_users_tokens_fields_and_records_can_be_made_over_http() {
        Wire.Answer company = admin.post("/_sandbox/companies", Map.of("name", "Big Corp"));
        assertThat(company.status()).isEqualTo(201);
        assertThat(company.at("api_domain")).isEqualTo(letIn.emulator.address() + "/c/big-corp");
        String path = "/_sandbox/companies/" + company.at("id");
        Wire.Answer user =
                admin.post(
                        path + "/records/users", Map.of("name", "Bo", "email", "bo@example.com"));
        Wire.Answer token = admin.post(path + "/tokens", LetIn.body("user_id", user.at("id")));
        Wire.Answer field =
                admin.post(
                        path + "/fields/deals",
                        Map.of(
                                "name",
                                "Tier",
                                "field_type",
                                "enum",
                                "options",
                                List.of("Gold", "Iron")));
        assertThat(field.at("key") + "").matches("[0-9a-f]{40}");
        Wire.Answer deal = admin.post(path + "/records/deals", Map.of("title", "Ten", "value", 5));
        assertThat(deal.status()).as(deal.body()).isEqualTo(201);
        admin.patch(path + "/records/deals/" + deal.at("id"), Map.of("value", 6));

        Wire client = admin.with("x-api-token", token.at("api_token") + "");
        assertThat(client.get("/api/v2/deals").at("data", 0, "value")).isEqualTo(6);
        assertThat(client.get("/v1/users/me").at("data", "name")).isEqualTo("Bo");
        assertThat(admin.delete(path + "/records/deals/" + deal.at("id")).status()).isEqualTo(204);
        assertThat(admin.get(path + "/records/deals").list()).isEmpty();
        assertThat(admin.get("/_sandbox/webhooks").json()).containsEntry("pending", 0);
        assertThat(admin.get("/_sandbox/companies").list()).hasSize(2);
    }

    @Test
    void what_cannot_be_made_is_refused_with_a_reason() {
        String path = "/_sandbox/companies/sandbox-inc";
        assertThat(admin.post(path + "/tokens", Map.of("user_id", 1)).status()).isEqualTo(400);
        assertThat(admin.post(path + "/records/unicorns", Map.of()).status()).isEqualTo(400);
        assertThat(admin.post(path + "/records/deals", Map.of("title", 5)).status()).isEqualTo(400);
        assertThat(
                        admin.post(path + "/fields/deals", Map.of("name", "x", "field_type", "no"))
                                .status())
                .isEqualTo(400);
        assertThat(admin.get("/_sandbox/companies/nobody/records/deals").status()).isEqualTo(404);
    }

    @Test
    void apps_are_made_and_their_tokens_expire_on_demand() {
        Wire.Answer app =
                admin.post(
                        "/_sandbox/apps",
                        Map.of(
                                "redirect_uris",
                                List.of(LetIn.REDIRECT),
                                "scopes",
                                List.of("base", "deals:read")));
        assertThat(app.at("scopes")).isEqualTo(List.of("base", "deals:read"));
        Wire client = letIn.appWith("deals:read");
        assertThat(client.get("/api/v2/deals").status()).isEqualTo(200);

        admin.send("POST", "/_sandbox/expire-access-tokens", "application/json", "");

        assertThat(client.get("/api/v2/deals").status()).isEqualTo(401);
    }

    @Test
    void a_reset_forgets_everything_and_one_seed_makes_the_same_world_again() {
        String key = key();
        letIn.deal("Gone");

        admin.post("/_sandbox/reset", Map.of("seed", 1));

        assertThat(letIn.emulator.items().all(ItemType.DEAL)).isEmpty();
        assertThat(key()).isEqualTo(key);
        admin.post("/_sandbox/reset", Map.of("seed", 2));
        assertThat(key()).isNotEqualTo(key);
        assertThat(Json.text(admin.get("/_sandbox/dials").json())).contains("\"seed\":2");
    }

    private String key() {
        return letIn.emulator
                .company()
                .fields()
                .add(ItemType.DEAL, "x", FieldType.TEXT, List.of())
                .code();
    }
}
