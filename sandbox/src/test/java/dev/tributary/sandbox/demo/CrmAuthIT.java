package dev.tributary.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.salesforce.App;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The other ways in: what a customer types on the connect page instead of clicking Approve. */
@ExtendWith(Connected.class)
class CrmAuthIT {
    private final String robot = "robot" + System.nanoTime() + "@example.com";
    private final ThreeCrms crms;
    private final Api api;

    CrmAuthIT(ThreeCrms crms) {
        this.crms = crms;
        api = crms.environment("ways in " + System.nanoTime());
    }

    @Test
    void a_salesforce_org_is_connected_by_a_signed_assertion_and_again_when_its_session_ends()
            throws NoSuchAlgorithmException {
        useSignedAssertions();
        String account = connect("salesforce", "jwt_bearer", Map.of("username", robot));
        String made = create(account, "Signed");
        crms.salesforce.expireAccessTokens();
        assertThat(names(account)).contains("Signed");
        assertThat(shown(account).path("auth").asString()).isEqualTo("jwt_bearer");
        assertThat(record(account, made).path("name").asString()).isEqualTo("Signed");
    }

    @Test
    void a_user_whom_nobody_has_let_in_is_not_connected() throws NoSuchAlgorithmException {
        useSignedAssertions();
        String page = offer("salesforce", "jwt_bearer", Map.of("username", "nobody@example.com"));
        assertThat(page).contains("invalid_grant");
        assertThat(accounts("salesforce")).noneMatch(CrmAuthIT::isActive);
    }

    @Test
    void a_pipedrive_company_is_connected_by_a_person_s_api_token() {
        useApiTokens();
        String token =
                crms.pipedrive
                        .tokens()
                        .create(crms.pipedrive.company(), crms.pipedrive.company().adminId());
        String account =
                connect("pipedrive", "api_key", Map.of("api_key", token, "api_domain", drive()));
        String made = create(account, "By token");
        assertThat(names(account)).contains("By token");
        assertThat(record(account, made).path("name").asString()).isEqualTo("By token");
        assertThat(shown(account).toString()).doesNotContain(token);
    }

    @Test
    void a_token_that_the_provider_does_not_know_connects_nobody() {
        useApiTokens();
        offer("pipedrive", "api_key", Map.of("api_key", "0".repeat(40), "api_domain", drive()));
        assertThat(accounts("pipedrive")).noneMatch(CrmAuthIT::isActive);
    }

    private void useSignedAssertions() throws NoSuchAlgorithmException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair keys = generator.generateKeyPair();
        App app = crms.salesforce.apps().create(Set.of("http://127.0.0.1:9/cb"), App.ALL_SCOPES);
        crms.salesforce.org().addUser("Robo", "T", robot);
        crms.salesforce.apps().change(app.clientId(), known -> known.withKey(keys.getPublic()));
        String at = crms.salesforce.address().toString();
        Map<String, Object> bearer =
                Json.of("token", at + "/services/oauth2/token", "claims", Json.of("aud", at));
        api.put(
                "/provider-apps/salesforce",
                Json.of(
                        "client_id",
                        app.clientId(),
                        "client_secret",
                        app.clientSecret(),
                        "private_key",
                        pem(keys.getPrivate().getEncoded()),
                        "override",
                        Json.of("auth", Json.of("jwt_bearer", bearer))));
    }

    /** The connector asks for an address at the provider's; here it is the emulator's. */
    private void useApiTokens() {
        Map<String, Object> ask = Json.of("api_domain", Json.of("pattern", "http://.+"));
        api.put(
                "/provider-apps/pipedrive",
                Json.of(
                        "client_id",
                        "none",
                        "client_secret",
                        "none",
                        "override",
                        Json.of("auth", Json.of("api_key", Json.of("ask", ask)))));
    }

    private String drive() {
        return crms.pipedrive.address().toString();
    }

    private static String pem(byte[] key) {
        return "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
                .formatted(Base64.getMimeEncoder().encodeToString(key));
    }

    /** The id of the integrated account. */
    private String connect(String provider, String scheme, Map<String, String> typed) {
        String page = offer(provider, scheme, typed);
        return accounts(provider).stream()
                .filter(CrmAuthIT::isActive)
                .map(account -> account.path("id").asString())
                .findFirst()
                .orElseThrow(() -> new AssertionError(provider + " is not connected:\n" + page));
    }

    /** Types into the connect page; the page that comes after. */
    private String offer(String provider, String scheme, Map<String, String> typed) {
        JsonNode link =
                api.post(
                        "/link-tokens",
                        Json.of(
                                "provider",
                                provider,
                                "tenant_id",
                                "t-" + System.nanoTime(),
                                "auth",
                                scheme));
        StringBuilder form = new StringBuilder();
        typed.forEach(
                (name, value) ->
                        form.append(name)
                                .append('=')
                                .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
                                .append('&'));
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(link.path("url").asString()))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form.toString()))
                        .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, BodyHandlers.ofString()).body();
        } catch (IOException broken) {
            throw new AssertionError(broken);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stop);
        }
    }

    private List<JsonNode> accounts(String provider) {
        return api.list("/integrated-accounts?provider=" + provider);
    }

    private static boolean isActive(JsonNode account) {
        return account.path("status").asString().equals("active");
    }

    private JsonNode shown(String account) {
        return api.get("/integrated-accounts/" + account);
    }

    private String create(String account, String name) {
        return api.post(unified("", account), Json.of("name", name)).path("id").asString();
    }

    private JsonNode record(String account, String id) {
        return api.get(unified("/" + id, account));
    }

    private List<String> names(String account) {
        return api.list(unified("", account)).stream()
                .map(record -> record.path("name").asString())
                .toList();
    }

    private static String unified(String what, String account) {
        return "/unified/crm/accounts" + what + "?integrated_account_id=" + account;
    }
}
