package dev.tributary.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Wire;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class SalesforceOAuthTest {
    private final LetIn in = new LetIn();

    @AfterEach
    void close() {
        in.close();
    }

    @Test
    void the_page_shows_what_the_app_asks_for_and_the_orgs_to_choose_from() {
        in.emulator.orgs().create("Elsewhere Ltd");

        Wire.Answer page =
                in.anonymous()
                        .get("/services/oauth2/authorize?" + Wire.encode(in.wish("api", "id")));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .contains("<li>api</li>", "Approve", "s&amp;t=1", "Sandbox Inc", "Elsewhere Ltd");
    }

    @Test
    void wishes_that_are_not_registered_are_refused_without_a_redirect() {
        for (Map.Entry<String, String> wrong :
                Map.of(
                                "client_id", "nobody",
                                "redirect_uri", "http://evil.example/",
                                "scope", "chatter_api",
                                "response_type", "token")
                        .entrySet()) {
            Map<String, String> wish = new HashMap<>(in.wish());
            wish.put(wrong.getKey(), wrong.getValue());
            Wire.Answer asked =
                    in.anonymous().get("/services/oauth2/authorize?" + Wire.encode(wish));
            Wire.Answer approved = in.anonymous().form("/services/oauth2/authorize", wish);
            assertThat(List.of(asked.status(), approved.status())).containsOnly(400);
            assertThat(approved.header("Location")).isEmpty();
        }
    }

    @Test
    void approving_sends_back_a_code_and_the_state_and_denying_an_error() {
        Wire.Answer approved = in.anonymous().form("/services/oauth2/authorize", in.wish());
        Map<String, String> denial = in.wish();
        denial.put("decision", "deny");
        Wire.Answer denied = in.anonymous().form("/services/oauth2/authorize", denial);

        assertThat(approved.header("Location"))
                .startsWith(LetIn.REDIRECT + "?code=")
                .endsWith("&state=s%26t%3D1");
        assertThat(denied.header("Location")).contains("error=access_denied", "state=s%26t%3D1");
    }

    @Test
    void a_code_gives_tokens_once_and_no_answer_says_how_long_they_live() {
        String code = in.code(in.wish());

        Wire.Answer first = in.exchange(code);
        Wire.Answer second = in.exchange(code);

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.json())
                .containsEntry("token_type", "Bearer")
                .containsEntry("instance_url", in.emulator.address().toString())
                .containsKeys("access_token", "refresh_token", "id", "issued_at", "signature")
                .doesNotContainKey("expires_in");
        assertThat((String) first.at("access_token")).startsWith("00DHs1").contains("!");
        assertThat((String) first.at("id")).contains("/id/" + in.org.id() + "/005");
        assertThat(second.status()).isEqualTo(400);
        assertThat(second.json()).containsEntry("error", "invalid_grant");
    }

    @Test
    void a_refresh_token_comes_only_with_its_scope() {
        assertThat(in.exchange(in.code(in.wish("api"))).json())
                .containsEntry("scope", "api")
                .doesNotContainKey("refresh_token");
        assertThat(in.exchange(in.code(in.wish("api", "offline_access"))).json())
                .containsKey("refresh_token");
    }

    @Test
    void clients_are_told_apart_by_id_secret_redirect_and_verifier() throws Exception {
        String verifier = "v".repeat(64);
        Map<String, String> proven = in.wish();
        proven.put(
                "code_challenge",
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(
                                MessageDigest.getInstance("SHA-256")
                                        .digest(verifier.getBytes(StandardCharsets.US_ASCII))));
        String code = in.code(proven);
        Map<String, String> form = Map.of("code", code, "redirect_uri", LetIn.REDIRECT);

        assertThat(refusal("authorization_code", form, "client_id", "x"))
                .isEqualTo("invalid_client_id");
        assertThat(refusal("authorization_code", form, "client_secret", "x"))
                .isEqualTo("invalid_client");
        assertThat(refusal("authorization_code", form, "redirect_uri", "http://else/"))
                .isEqualTo("redirect_uri_mismatch");
        assertThat(refusal("authorization_code", form, "code_verifier", "guessed"))
                .isEqualTo("invalid_grant");
        assertThat(refusal("password", form, "username", "admin"))
                .isEqualTo("unsupported_grant_type");
        Map<String, String> right = new HashMap<>(form);
        right.put("code_verifier", verifier);
        assertThat(in.token("authorization_code", right).status()).isEqualTo(200);
    }

    private Object refusal(String type, Map<String, String> form, String name, String value) {
        Map<String, String> wrong = new HashMap<>(form);
        wrong.put(name, value);
        Wire.Answer answer = in.token(type, wrong);
        assertThat(answer.status()).isEqualTo(400);
        return answer.at("error");
    }

    @Test
    void a_session_ends_after_two_hours_and_a_refresh_begins_another() {
        Wire.Answer tokens = in.exchange(in.code(in.wish()));
        Wire client = in.anonymous().as(tokens.at("access_token") + "");

        in.clock.pass(Duration.ofMinutes(119));
        assertThat(client.get(LetIn.DATA + "/limits").status()).isEqualTo(200);
        in.clock.pass(Duration.ofMinutes(1));
        Wire.Answer ended = client.get(LetIn.DATA + "/limits");

        assertThat(ended.status()).isEqualTo(401);
        assertThat(ended.at(0, "errorCode")).isEqualTo("INVALID_SESSION_ID");
        assertThat(ended.at(0, "message")).isEqualTo("Session expired or invalid");
        Wire.Answer again =
                in.token("refresh_token", Map.of("refresh_token", tokens.at("refresh_token") + ""));
        assertThat(again.json())
                .containsKeys("access_token", "issued_at", "signature")
                .doesNotContainKeys("refresh_token", "expires_in");
        assertThat(in.anonymous().as(again.at("access_token") + "").get(LetIn.DATA).status())
                .isEqualTo(200);
    }

    @Test
    void the_org_decides_how_long_sessions_live() {
        in.emulator.dials().set(SalesforceDial.TOKEN_LIFE_SECONDS, 60);
        Wire client = in.client();
        in.clock.pass(Duration.ofSeconds(60));
        assertThat(client.get(LetIn.DATA).status()).isEqualTo(401);

        Wire other = in.client();
        in.anonymous().post("/_sandbox/expire-access-tokens", Map.of());
        assertThat(other.get(LetIn.DATA).status()).isEqualTo(401);
    }

    @Test
    void refresh_tokens_stay_unless_the_dial_rotates_them() {
        String token = in.exchange(in.code(in.wish())).at("refresh_token") + "";
        assertThat(in.token("refresh_token", Map.of("refresh_token", token)).status())
                .isEqualTo(200);

        in.emulator.dials().set(SalesforceDial.ROTATE_REFRESH_TOKENS, true);
        Wire.Answer rotated = in.token("refresh_token", Map.of("refresh_token", token));
        Wire.Answer reused = in.token("refresh_token", Map.of("refresh_token", token));

        assertThat(rotated.at("refresh_token")).isNotNull().isNotEqualTo(token);
        assertThat(reused.json())
                .containsEntry("error", "invalid_grant")
                .containsEntry("error_description", "expired access/refresh token");
        assertThat(
                        in.token(
                                        "refresh_token",
                                        Map.of("refresh_token", rotated.at("refresh_token") + ""))
                                .status())
                .as("a second use ends the whole grant")
                .isEqualTo(400);
    }

    @Test
    void revoking_an_access_token_ends_it_alone_and_a_refresh_token_all() {
        Wire.Answer tokens = in.exchange(in.code(in.wish()));
        String refresh = tokens.at("refresh_token") + "";
        Wire client = in.anonymous().as(tokens.at("access_token") + "");

        assertThat(revoke(tokens.at("access_token") + "").status()).isEqualTo(200);
        assertThat(client.get(LetIn.DATA).status()).isEqualTo(401);
        Wire.Answer again = in.token("refresh_token", Map.of("refresh_token", refresh));
        assertThat(again.status()).isEqualTo(200);
        assertThat(revoke(refresh).status()).isEqualTo(200);
        assertThat(in.anonymous().as(again.at("access_token") + "").get(LetIn.DATA).status())
                .isEqualTo(401);
        assertThat(revoke(refresh).json()).containsEntry("error", "unsupported_token_type");
    }

    private Wire.Answer revoke(String token) {
        return in.anonymous().form("/services/oauth2/revoke", Map.of("token", token));
    }

    @Test
    void client_credentials_stand_for_the_apps_user_at_the_orgs_own_host() {
        Org other = in.emulator.orgs().create("Elsewhere Ltd");
        SObject user = other.addUser("Robo", "T", "robot@example.com");
        assertThat(in.token("client_credentials", Map.of()).at("error_description"))
                .isEqualTo("no client credentials user enabled");

        in.emulator.apps().change(in.app.clientId(), app -> app.withRunAs("robot@example.com"));
        Map<String, String> form =
                Map.of(
                        "grant_type", "client_credentials",
                        "client_id", in.app.clientId(),
                        "client_secret", in.app.clientSecret());
        Wire.Answer elsewhere = in.anonymous().form("/services/oauth2/token", form);
        Wire.Answer home = Wire.to(other.address()).form("/services/oauth2/token", form);

        assertThat(elsewhere.at("error_description"))
                .isEqualTo("request not supported on this domain");
        assertThat((String) home.at("id")).endsWith(user.id());
        assertThat(home.json()).doesNotContainKeys("refresh_token", "expires_in");
    }

    @Test
    void each_org_has_an_address_of_its_own_and_takes_no_others_tokens() {
        Org other = in.emulator.orgs().create("Elsewhere Ltd");
        other.create("Account", Map.of("Name", "There"));
        Map<String, String> wish = in.wish();
        wish.put("org_id", other.id());

        Wire.Answer tokens = in.exchange(in.code(wish));

        assertThat(tokens.at("instance_url")).isEqualTo(other.address().toString());
        String token = tokens.at("access_token") + "";
        assertThat(in.anonymous().as(token).get(LetIn.DATA).status()).isEqualTo(401);
        Wire there = Wire.to(other.address()).as(token);
        assertThat(in.column(there, "SELECT Name FROM Account", "Name")).containsExactly("There");
        assertThat(Wire.to(other.address()).as(token).get("/_sandbox/dials").status())
                .isEqualTo(404);
    }

    @Test
    void a_token_says_whose_it_is() {
        SObject user = in.org.addUser("Ann", "Other", "ann@example.com");
        Map<String, String> wish = in.wish();
        wish.put("username", "ann@example.com");
        Wire.Answer tokens = in.exchange(in.code(wish));
        Wire client = in.anonymous().as(tokens.at("access_token") + "");
        String identity = (tokens.at("id") + "").replace(in.emulator.address().toString(), "");

        assertThat(client.get("/services/oauth2/userinfo").json())
                .containsEntry("user_id", user.id())
                .containsEntry("organization_id", in.org.id())
                .containsEntry("preferred_username", "ann@example.com");
        assertThat(client.get(identity).json())
                .containsEntry("username", "ann@example.com")
                .containsEntry("display_name", "Ann Other");
        Wire.Answer dead = in.anonymous().as("00D!dead").get("/services/oauth2/userinfo");
        assertThat(dead.status()).isEqualTo(403);
        assertThat(dead.body()).isEqualTo("Bad_OAuth_Token");
        assertThat(in.anonymous().get(identity).body()).isEqualTo("Missing_OAuth_Token");
    }

    @Test
    void a_session_without_the_api_scope_cannot_use_the_api() {
        Wire.Answer tokens = in.exchange(in.code(in.wish("id", "openid")));
        Wire client = in.anonymous().as(tokens.at("access_token") + "");

        assertThat(client.get(LetIn.DATA).status()).isEqualTo(403);
        assertThat(client.get("/services/oauth2/userinfo").status()).isEqualTo(200);
    }
}
