package dev.tributary.sandbox.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Wire;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

class HubSpotOAuthTest {
    private final Installed installed = new Installed();

    @AfterEach
    void close() {
        installed.close();
    }

    @Test
    void the_page_shows_what_the_app_asks_for_and_a_button() {
        Wire.Answer page =
                installed
                        .anonymous()
                        .get("/oauth/authorize?" + Wire.encode(installed.wish(Set.of("oauth"))));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("<li>oauth</li>", "Approve", "s&amp;t=1", "Sandbox Inc");
    }

    @Test
    void wishes_that_are_not_registered_are_refused_without_a_redirect() {
        for (Map.Entry<String, String> wrong :
                Map.of(
                                "client_id", "nobody",
                                "redirect_uri", "http://evil.example/",
                                "scope", "automation")
                        .entrySet()) {
            Map<String, String> wish = new HashMap<>(installed.wish(Set.of("oauth")));
            wish.put(wrong.getKey(), wrong.getValue());
            Wire.Answer asked = installed.anonymous().get("/oauth/authorize?" + Wire.encode(wish));
            Wire.Answer approved = installed.anonymous().form("/oauth/authorize", wish);
            assertThat(List.of(asked.status(), approved.status())).containsOnly(400);
            assertThat(approved.header("Location")).isEmpty();
        }
    }

    @Test
    void approving_sends_back_a_code_and_the_state_as_it_was() {
        Wire.Answer approved =
                installed.anonymous().form("/oauth/authorize", installed.wish(Set.of("oauth")));

        assertThat(approved.status()).isEqualTo(302);
        assertThat(approved.header("Location"))
                .startsWith(Installed.REDIRECT + "?code=")
                .endsWith("&state=s%26t%3D1");
    }

    @Test
    void denying_sends_back_an_error() {
        Map<String, String> wish = installed.wish(Set.of("oauth"));
        wish.put("decision", "deny");

        assertThat(installed.anonymous().form("/oauth/authorize", wish).header("Location"))
                .contains("error=access_denied")
                .contains("state=s%26t%3D1");
    }

    @Test
    void a_code_gives_tokens_once() {
        String code = installed.code(Set.of("oauth", "crm.objects.deals.read"));

        Wire.Answer first = installed.exchange(code);
        Wire.Answer second = installed.exchange(code);

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.json())
                .containsEntry("token_type", "bearer")
                .containsEntry("expires_in", 1800)
                .containsEntry("hub_id", 20170001)
                .containsEntry("scopes", List.of("crm.objects.deals.read", "oauth"))
                .containsKeys("access_token", "refresh_token", "user_id", "token_use");
        assertThat(second.status()).isEqualTo(400);
        assertThat(second.json()).containsEntry("error", "invalid_grant");
    }

    @Test
    void parameters_in_the_query_are_refused_unless_the_dial_allows_them() {
        String query =
                "/oauth/v3/token?grant_type=refresh_token&refresh_token=x&client_id="
                        + installed.app.clientId()
                        + "&client_secret="
                        + installed.app.clientSecret();

        Wire.Answer strict = installed.anonymous().form(query, Map.of("a", "b"));
        installed.emulator.dials().set(HubSpotDial.TOKEN_QUERY_PARAMETERS, true);
        Wire.Answer lenient = installed.anonymous().form(query, Map.of("a", "b"));

        assertThat(strict.json()).containsEntry("error", "invalid_request");
        assertThat(lenient.json()).containsEntry("error", "invalid_grant");
    }

    @Test
    void json_and_wrong_secrets_are_refused_at_the_token_endpoint() {
        assertThat(installed.anonymous().post("/oauth/v3/token", Map.of("a", "b")).json())
                .containsEntry("error", "invalid_request");
        assertThat(
                        installed
                                .anonymous()
                                .form(
                                        "/oauth/v3/token",
                                        Map.of(
                                                "client_id",
                                                installed.app.clientId(),
                                                "client_secret",
                                                "wrong"))
                                .status())
                .isEqualTo(401);
    }

    @Test
    void an_access_token_dies_of_age_and_a_refresh_brings_a_new_one() {
        Wire.Answer tokens = installed.exchange(installed.code(App.ALL_SCOPES));
        Wire client = installed.anonymous().as(text(tokens, "access_token"));
        assertThat(client.get("/crm/v3/owners").status()).isEqualTo(200);

        installed.clock.pass(Duration.ofSeconds(1801));
        Wire.Answer expired = client.get("/crm/v3/owners");
        Wire.Answer refreshed = installed.refresh(text(tokens, "refresh_token"));

        assertThat(expired.status()).isEqualTo(401);
        assertThat(expired.json()).containsEntry("category", "EXPIRED_AUTHENTICATION");
        assertThat(refreshed.json()).containsEntry("refresh_token", text(tokens, "refresh_token"));
        assertThat(
                        installed
                                .anonymous()
                                .as(text(refreshed, "access_token"))
                                .get("/crm/v3/owners")
                                .status())
                .isEqualTo(200);
    }

    @Test
    void with_rotation_an_old_refresh_token_ends_the_grant() {
        installed.emulator.dials().set(HubSpotDial.ROTATE_REFRESH_TOKENS, true);
        Wire.Answer tokens = installed.exchange(installed.code(App.ALL_SCOPES));

        Wire.Answer rotated = installed.refresh(text(tokens, "refresh_token"));
        Wire.Answer reused = installed.refresh(text(tokens, "refresh_token"));

        assertThat(text(rotated, "refresh_token")).isNotEqualTo(text(tokens, "refresh_token"));
        assertThat(reused.status()).isEqualTo(400);
        assertThat(installed.refresh(text(rotated, "refresh_token")).status()).isEqualTo(400);
    }

    @Test
    void the_deprecated_endpoint_still_answers_in_its_own_shape() {
        Wire.Answer tokens =
                installed
                        .anonymous()
                        .form(
                                "/oauth/v1/token",
                                Map.of(
                                        "grant_type", "authorization_code",
                                        "client_id", installed.app.clientId(),
                                        "client_secret", installed.app.clientSecret(),
                                        "redirect_uri", Installed.REDIRECT,
                                        "code", installed.code(App.ALL_SCOPES)));

        assertThat(tokens.json())
                .containsOnlyKeys("token_type", "access_token", "refresh_token", "expires_in");
        assertThat(
                        installed
                                .anonymous()
                                .get("/oauth/v1/access-tokens/" + text(tokens, "access_token"))
                                .json())
                .containsEntry("hub_id", 20170001);
    }

    @Test
    void introspection_tells_live_tokens_from_dead_ones() {
        Wire.Answer tokens = installed.exchange(installed.code(Set.of("oauth")));
        Map<String, String> question =
                Map.of(
                        "client_id", installed.app.clientId(),
                        "client_secret", installed.app.clientSecret(),
                        "token", text(tokens, "access_token"));

        assertThat(installed.anonymous().form("/oauth/v3/token/introspect", question).json())
                .containsEntry("active", true)
                .containsEntry("scopes", List.of("oauth"));
        installed.emulator.expireAccessTokens();
        assertThat(installed.anonymous().form("/oauth/v3/token/introspect", question).json())
                .containsEntry("active", false);
    }

    @Test
    void calls_without_a_token_or_without_the_scope_are_refused() {
        assertThat(installed.anonymous().get("/crm/v3/owners").status()).isEqualTo(401);
        assertThat(installed.anonymous().as("made-up").get("/crm/v3/owners").status())
                .isEqualTo(401);

        Wire.Answer refused = installed.client("oauth").get("/crm/v3/objects/deals");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json()).containsEntry("category", "MISSING_SCOPES");
        assertThat(refused.at("errors", 0, "context", "requiredGranularScopes", 0))
                .isEqualTo("crm.objects.deals.read");
    }

    private static String text(Wire.Answer answer, String field) {
        return String.valueOf(answer.json().get(field));
    }
}
