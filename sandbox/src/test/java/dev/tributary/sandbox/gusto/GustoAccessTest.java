package dev.tributary.sandbox.gusto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.HttpFault;
import dev.tributary.sandbox.Wire;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

class GustoAccessTest {
    private final Connected connected = new Connected();

    @AfterEach
    void close() {
        connected.close();
    }

    @Test
    void the_page_names_the_company_and_its_button_leads_back() {
        Map<String, String> wish = connected.wish(connected.app);
        assertThat(connected.anonymous().get("/oauth/authorize?" + Wire.encode(wish)).body())
                .contains("Sandbox Inc", "payrolls:write", "Approve");
        assertThat(connected.anonymous().form("/oauth/authorize", wish).header("Location"))
                .startsWith(Connected.REDIRECT + "?code=")
                .endsWith("&state=xyz");
        wish.put("decision", "deny");
        assertThat(connected.anonymous().form("/oauth/authorize", wish).header("Location"))
                .contains("error=access_denied");
    }

    @Test
    void wishes_that_are_not_registered_are_refused() {
        for (Map.Entry<String, String> wrong :
                Map.of("client_id", "x", "redirect_uri", "http://x/", "response_type", "token")
                        .entrySet()) {
            Map<String, String> wish = new HashMap<>(connected.wish(connected.app));
            wish.put(wrong.getKey(), wrong.getValue());
            assertThat(connected.anonymous().form("/oauth/authorize", wish).status())
                    .isEqualTo(400);
        }
    }

    @Test
    void tokens_are_for_one_company_and_say_what_they_are_good_for() {
        Wire.Answer tokens = connected.tokens(connected.app);

        assertThat(tokens.json())
                .containsEntry("token_type", "Bearer")
                .containsEntry("expires_in", 7200)
                .containsKeys("access_token", "refresh_token", "created_at", "scope");
        Wire client = connected.anonymous().as(tokens.json().get("access_token") + "");
        assertThat(client.get("/v1/token_info").at("resource", "uuid"))
                .isEqualTo(connected.emulator.company().uuid());
        Company other = connected.emulator.companies().create("Other Inc");
        assertThat(client.get("/v1/companies/" + other.uuid() + "/employees").status())
                .isEqualTo(404);
    }

    @Test
    void forms_are_refused_at_the_token_endpoint_unless_the_dial_allows_them() {
        Map<String, String> form =
                Map.of(
                        "grant_type",
                        "refresh_token",
                        "client_id",
                        connected.app.clientId(),
                        "client_secret",
                        connected.app.clientSecret(),
                        "refresh_token",
                        "x");

        assertThat(connected.anonymous().form("/oauth/token", form).json())
                .containsEntry("error", "invalid_request");
        connected.emulator.dials().set(GustoDial.FORM_TOKEN_REQUESTS, true);
        assertThat(connected.anonymous().form("/oauth/token", form).json())
                .containsEntry("error", "invalid_grant");
    }

    @Test
    void a_refresh_token_is_good_once_and_its_second_use_ends_the_family() {
        Object first = connected.tokens(connected.app).json().get("refresh_token");

        Wire.Answer rotated = connected.refresh(first);
        assertThat(rotated.status()).isEqualTo(200);
        assertThat(connected.refresh(first).json()).containsEntry("error", "invalid_grant");
        assertThat(connected.refresh(rotated.json().get("refresh_token")).status()).isEqualTo(400);
        assertThat(
                        connected
                                .anonymous()
                                .as(rotated.json().get("access_token") + "")
                                .get(connected.company() + "/employees")
                                .status())
                .isEqualTo(401);
    }

    @Test
    void without_rotation_a_refresh_token_stays_good() {
        connected.emulator.dials().set(GustoDial.ROTATE_REFRESH_TOKENS, false);
        Object token = connected.tokens(connected.app).json().get("refresh_token");

        assertThat(connected.refresh(token).json()).containsEntry("refresh_token", token);
        assertThat(connected.refresh(token).status()).isEqualTo(200);
    }

    @Test
    void access_tokens_die_of_age() {
        Wire client = connected.client();
        connected.clock.pass(Duration.ofSeconds(7201));

        Wire.Answer expired = client.get(connected.company() + "/employees");
        assertThat(expired.status()).isEqualTo(401);
        assertThat(expired.header("WWW-Authenticate")).contains("invalid_token");
    }

    @Test
    void a_revoked_token_is_no_use_and_cannot_be_refreshed() {
        Wire.Answer tokens = connected.tokens(connected.app);
        connected
                .anonymous()
                .post(
                        "/oauth/revoke",
                        Map.of(
                                "client_id", connected.app.clientId(),
                                "client_secret", connected.app.clientSecret(),
                                "token", tokens.json().get("access_token") + ""));

        assertThat(connected.refresh(tokens.json().get("refresh_token")).status()).isEqualTo(400);
    }

    @Test
    void a_system_token_has_no_refresh_token_and_no_company() {
        Wire.Answer system =
                connected
                        .anonymous()
                        .post(
                                "/oauth/token",
                                Map.of(
                                        "grant_type", "system_access",
                                        "client_id", connected.app.clientId(),
                                        "client_secret", connected.app.clientSecret()));

        assertThat(system.json()).containsEntry("refresh_token", null);
        Wire client = connected.anonymous().as(system.json().get("access_token") + "");
        assertThat(client.get("/v1/token_info").at("resource", "type"))
                .isEqualTo("Oauth::Application");
        assertThat(client.get(connected.company() + "/employees").status()).isEqualTo(404);
    }

    @Test
    void the_api_version_is_checked_and_echoed() {
        Wire client = connected.client();
        String path = connected.company() + "/employees";

        assertThat(client.get(path).header("X-Gusto-API-Version")).isEqualTo("2025-06-15");
        assertThat(version(client, "2026-06-15").get(path).header("X-Gusto-API-Version"))
                .isEqualTo("2026-06-15");
        Wire.Answer old = version(client, "2024-04-01").get(path);
        assertThat(old.status()).isEqualTo(406);
        assertThat(old.json()).containsEntry("name", "Invalid X-Gusto-API-Version Header");
        assertThat(version(client, "tomorrow").get(path).status()).isEqualTo(406);
    }

    @Test
    void missing_scopes_unknown_paths_and_wrong_methods_are_refused() {
        App reader = connected.emulator.apps().create(Set.of(Connected.REDIRECT), Set.of("public"));
        Wire.Answer refused = connected.client(reader).get(connected.company() + "/employees");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.at("errors", 0, "category")).isEqualTo("missing_oauth_scopes");

        Wire client = connected.client();
        assertThat(client.get("/v1/nothing").at("errors", 0, "category")).isEqualTo("not_found");
        assertThat(client.delete(connected.payrollPath()).status()).isEqualTo(405);
        assertThat(connected.anonymous().get(connected.payrollPath()).status()).isEqualTo(401);
    }

    @Test
    void unknown_parameters_are_refused_unless_the_dial_ignores_them() {
        Wire client = connected.client();
        String path = connected.company() + "/employees?pager=2";

        assertThat(client.get(path).status()).isEqualTo(422);
        connected.emulator.dials().set(GustoDial.REJECT_UNKNOWN_FIELDS, false);
        assertThat(client.get(path).status()).isEqualTo(200);
    }

    @Test
    void the_two_hundred_and_first_request_in_a_minute_is_refused() {
        Wire client = connected.client();
        String path = connected.company() + "/employees";
        for (int i = 0; i < 200; i++) {
            assertThat(client.get(path).status()).isEqualTo(200);
        }

        Wire.Answer refused = client.get(path);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isEqualTo("61");
        assertThat(refused.header("X-RateLimit-Limit")).isEqualTo("200");
        assertThat(refused.header("X-RateLimit-Remaining")).isEqualTo("0");
        assertThat(refused.header("X-RateLimit-Reset")).isEqualTo("2026-03-02 10:01:00 +0000");
        assertThat(connected.client().get(path).status()).isEqualTo(200);
        connected.clock.pass(Duration.ofSeconds(60));
        assertThat(client.get(path).status()).isEqualTo(200);
    }

    @Test
    void injected_faults_have_the_providers_shape() {
        Wire client = connected.client();
        String path = connected.company() + "/employees";
        connected.emulator.faults().set(HttpFault.RATE_LIMITED_NEXT, 1);
        Wire.Answer limited = client.get(path);
        assertThat(limited.status()).isEqualTo(429);
        assertThat(limited.header("Retry-After")).isEqualTo("1");
        connected.emulator.faults().set(HttpFault.SERVER_ERROR_NEXT, 1);
        assertThat(client.get(path).status()).isEqualTo(503);
    }

    private static Wire version(Wire client, String version) {
        return client.with("X-Gusto-API-Version", version);
    }
}
