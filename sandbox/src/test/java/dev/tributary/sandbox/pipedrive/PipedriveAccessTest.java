package dev.tributary.sandbox.pipedrive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Wire;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

class PipedriveAccessTest {
    private final LetIn letIn = new LetIn();

    @AfterEach
    void close() {
        letIn.close();
    }

    @Test
    void without_a_token_nothing_is_answered() {
        Wire.Answer refused = letIn.anonymous().get("/api/v2/deals");

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.json())
                .containsEntry("success", false)
                .containsEntry("error", "unauthorized access")
                .containsEntry("errorCode", 401);
        assertThat(letIn.anonymous().as("made-up").get("/api/v2/deals").status()).isEqualTo(401);
        assertThat(letIn.anonymous().with("x-api-token", "x").get("/v1/users").status())
                .isEqualTo(401);
    }

    @Test
    void a_personal_token_is_good_in_both_versions_and_a_new_one_ends_the_old() {
        Wire client = letIn.client();
        assertThat(client.get("/api/v2/deals").status()).isEqualTo(200);
        assertThat(client.get("/v1/users/me").status()).isEqualTo(200);
        assertThat(client.get("/api/v1/users/me").status()).isEqualTo(200);

        letIn.client();

        assertThat(client.get("/api/v2/deals").status()).isEqualTo(401);
    }

    @Test
    void a_token_in_the_query_is_taken_by_version_one_alone_and_only_if_the_dial_says_so() {
        Company company = letIn.emulator.company();
        String token = letIn.emulator.tokens().create(company, company.adminId());

        assertThat(letIn.anonymous().get("/v1/users/me?api_token=" + token).status())
                .isEqualTo(200);
        assertThat(letIn.anonymous().get("/api/v2/deals?api_token=" + token).status())
                .isEqualTo(401);
        letIn.emulator.dials().set(PipedriveDial.API_TOKEN_IN_QUERY, false);
        assertThat(letIn.anonymous().get("/v1/users/me?api_token=" + token).status())
                .isEqualTo(401);
    }

    @Test
    void an_app_is_let_in_by_a_person_and_gets_the_companys_own_address() {
        Wire.Answer page =
                letIn.anonymous()
                        .get(
                                "/oauth/authorize?client_id="
                                        + letIn.app.clientId()
                                        + "&redirect_uri=http%3A%2F%2F127.0.0.1%3A9%2Fcallback");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("Approve", "deals:full", "Sandbox Inc");

        Wire.Answer approved = letIn.approve(letIn.app, Map.of());
        assertThat(approved.status()).isEqualTo(302);
        assertThat(approved.header("Location")).endsWith("&state=s%26t%3D1");
        Wire.Answer tokens = letIn.exchange(letIn.app, approved.code());

        assertThat(tokens.status()).isEqualTo(200);
        assertThat(tokens.json())
                .containsOnlyKeys(
                        "access_token",
                        "token_type",
                        "refresh_token",
                        "scope",
                        "expires_in",
                        "api_domain")
                .containsEntry("token_type", "Bearer")
                .containsEntry("expires_in", 3600)
                .containsEntry("api_domain", letIn.emulator.company().address().toString());
        assertThat(tokens.at("scope") + "").contains("deals:full", "base");
        Wire client = letIn.anonymous().as(tokens.at("access_token") + "");
        String company = "/c/" + letIn.emulator.company().domain();
        assertThat(client.get(company + "/api/v2/deals").status()).isEqualTo(200);
        assertThat(client.get(company + "/v1/users/me").at("data", "company_domain"))
                .isEqualTo("sandbox-inc");
    }

    @Test
    void a_company_is_not_reached_at_the_address_of_another() {
        Company other = letIn.emulator.companies().create("Other Ltd");
        Wire client = letIn.client();

        assertThat(client.get("/c/other-ltd/api/v2/deals").status()).isEqualTo(401);
        assertThat(client.get("/c/sandbox-inc/api/v2/deals").status()).isEqualTo(200);
        Wire.Answer approved =
                letIn.approve(letIn.app, Map.of("company_id", Long.toString(other.id())));
        assertThat(letIn.exchange(letIn.app, approved.code()).at("api_domain"))
                .isEqualTo(letIn.emulator.address() + "/c/other-ltd");
        other.items().create(ItemType.DEAL, Map.of("title", "Theirs"));
        assertThat(LetIn.ids(client.get("/api/v2/deals"))).isEmpty();
    }

    @Test
    void wrong_clients_codes_and_redirects_are_refused() {
        String code = letIn.approve(letIn.app, Map.of()).code();
        App other = letIn.emulator.apps().create(Set.of(LetIn.REDIRECT), App.ALL_SCOPES);

        assertThat(letIn.exchange(other, code).at("error")).isEqualTo("invalid_grant");
        Wire.Answer unknown =
                letIn.anonymous()
                        .with("Authorization", LetIn.basic(letIn.app.clientId(), "wrong"))
                        .form("/oauth/token", Map.of("grant_type", "refresh_token"));
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(unknown.at("error")).isEqualTo("invalid_client");
        assertThat(letIn.exchange(letIn.app, code).status()).isEqualTo(200);
        assertThat(letIn.exchange(letIn.app, code).at("error")).isEqualTo("invalid_grant");
        assertThat(
                        letIn.anonymous()
                                .get("/oauth/authorize?client_id=x&redirect_uri=http://evil/")
                                .status())
                .isEqualTo(400);
        assertThat(letIn.approve(letIn.app, Map.of("decision", "deny")).header("Location"))
                .contains("error=user_denied");
    }

    @Test
    void a_client_in_the_body_is_taken_when_the_dial_says_so() {
        Map<String, String> form =
                Map.of(
                        "grant_type", "authorization_code",
                        "redirect_uri", LetIn.REDIRECT,
                        "client_id", letIn.app.clientId(),
                        "client_secret", letIn.app.clientSecret(),
                        "code", letIn.approve(letIn.app, Map.of()).code());

        assertThat(letIn.anonymous().form("/oauth/token", form).status()).isEqualTo(401);
        letIn.emulator.dials().set(PipedriveDial.CLIENT_IN_BODY, true);
        assertThat(letIn.anonymous().form("/oauth/token", form).status()).isEqualTo(200);
    }

    @Test
    void access_tokens_expire_and_are_refreshed() {
        Wire.Answer tokens = letIn.exchange(letIn.app, letIn.approve(letIn.app, Map.of()).code());
        Wire client = letIn.anonymous().as(tokens.at("access_token") + "");
        letIn.clock.pass(Duration.ofSeconds(3600));
        assertThat(client.get("/api/v2/deals").status()).isEqualTo(401);

        Wire.Answer fresh = letIn.refresh(tokens.at("refresh_token") + "");

        assertThat(fresh.at("refresh_token")).isEqualTo(tokens.at("refresh_token"));
        assertThat(
                        letIn.anonymous()
                                .as(fresh.at("access_token") + "")
                                .get("/api/v2/deals")
                                .status())
                .isEqualTo(200);
        letIn.emulator.dials().set(PipedriveDial.ROTATE_REFRESH_TOKENS, true);
        Wire.Answer rotated = letIn.refresh(tokens.at("refresh_token") + "");
        assertThat(rotated.at("refresh_token")).isNotEqualTo(tokens.at("refresh_token"));
        assertThat(letIn.refresh(tokens.at("refresh_token") + "").status()).isEqualTo(400);
    }

    @Test
    void a_refresh_token_that_nobody_uses_for_sixty_days_is_dead() {
        String refresh =
                letIn.exchange(letIn.app, letIn.approve(letIn.app, Map.of()).code())
                                .at("refresh_token")
                        + "";
        letIn.clock.pass(Duration.ofDays(59));
        assertThat(letIn.refresh(refresh).status()).isEqualTo(200);
        letIn.clock.pass(Duration.ofDays(59));
        assertThat(letIn.refresh(refresh).status()).isEqualTo(200);
        letIn.clock.pass(Duration.ofDays(60));
        assertThat(letIn.refresh(refresh).at("error")).isEqualTo("invalid_grant");
    }

    @Test
    void revoking_ends_the_whole_grant() {
        Wire.Answer tokens = letIn.exchange(letIn.app, letIn.approve(letIn.app, Map.of()).code());
        letIn.anonymous()
                .with("Authorization", LetIn.basic(letIn.app.clientId(), letIn.app.clientSecret()))
                .form("/oauth/revoke", Map.of("token", tokens.at("refresh_token") + ""));

        assertThat(
                        letIn.anonymous()
                                .as(tokens.at("access_token") + "")
                                .get("/api/v2/deals")
                                .status())
                .isEqualTo(401);
        assertThat(letIn.refresh(tokens.at("refresh_token") + "").status()).isEqualTo(400);
    }

    @Test
    void an_app_can_do_what_its_scopes_say_and_no_more() {
        Wire reader = letIn.appWith("base", "deals:read");
        assertThat(reader.get("/api/v2/deals").status()).isEqualTo(200);
        assertThat(reader.get("/api/v2/stages").status()).isEqualTo(200);
        assertThat(reader.get("/v1/users/me").status()).isEqualTo(200);
        for (Wire.Answer refused :
                new Wire.Answer[] {
                    reader.post("/api/v2/deals", Map.of("title", "No")),
                    reader.get("/api/v2/persons"),
                    reader.get("/v1/users"),
                    reader.get("/v1/leads"),
                    reader.get("/api/v2/itemSearch?term=deal"),
                    reader.get("/v1/webhooks"),
                    reader.post("/api/v2/pipelines", Map.of("name", "No")),
                    reader.post("/api/v2/dealFields", Map.of())
                }) {
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.json())
                    .containsEntry("error", "Scope and URL mismatch")
                    .containsEntry("errorCode", 403);
        }
        assertThat(letIn.appWith("search:read").get("/api/v2/deals/search?term=deal").status())
                .isEqualTo(200);
    }
}
