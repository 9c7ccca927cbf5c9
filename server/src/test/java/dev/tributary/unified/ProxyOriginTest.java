package dev.tributary.unified;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.call.Acme;
import dev.tributary.call.AcmeConnected;
import dev.tributary.call.LiveServer.Answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The port where every path is the provider's, and the account is the token's. */
class ProxyOriginTest {
    @RegisterExtension static final AcmeConnected LIVE = new AcmeConnected();

    private static String token(String account, String scope) {
        return token(LIVE.key(), account, scope);
    }

    private static String token(String key, String account, String scope) {
        Map<String, Object> wanted =
                Map.of("integrated_account_id", account, "scopes", List.of(scope));
        Answer made = LIVE.server().send("POST", "/account-tokens", key, wanted);
        return String.valueOf(made.json().get("token"));
    }

    private static Answer at(
            String method, String path, String key, Object body, String... headers) {
        return LIVE.server().send(method, LIVE.server().origin + path, key, body, headers);
    }

    @Test
    void every_path_is_the_provider_s_and_arrives_byte_for_byte() {
        String token = token(LIVE.account(), "proxy");
        for (String target :
                List.of(
                        "/services/data/v60.0/jobs/query",
                        "/a%2Fb/c%20d;v=1/%C3%A9/:batch?q=x+y%2Bz&a=1&b=2&a=%5B3%5D&flag&empty=",
                        "/",
                        "/things/?",
                        "/docs",
                        "/connect/callback?state=x",
                        "/unified/crm/contacts?integrated_account_id=" + LIVE.account())) {
            at("GET", target, token, null);
            String arrived = LIVE.acme().last().uri();
            assertThat(arrived).isEqualTo(target.endsWith("/?") ? "/things/" : target);
        }
        assertThat(at("GET", "/a/%2e%2e/b", token, null).code()).isEqualTo("invalid_request");
    }

    @Test
    void methods_bodies_statuses_and_headers_pass_as_they_do_below_proxy() {
        String token = token(LIVE.account(), "proxy");
        byte[] large = new byte[5_000_000];
        new Random(1).nextBytes(large);
        LIVE.acme()
                .on(
                        "PUT /batches",
                        asked ->
                                new Acme.Reply.Whole(
                                        201, Map.of("sforce-locator", "abc"), asked.body()));
        Answer answer =
                at(
                        "PUT",
                        "/batches",
                        token,
                        BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(large)),
                        "content-type",
                        "text/csv");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.raw().body()).isEqualTo(large);
        assertThat(answer.header("sforce-locator")).isEqualTo("abc");
        assertThat(answer.header("ratelimit-limit")).isEqualTo("500");
        assertThat(answer.header("server-timing")).contains("upstream;dur=");
        assertThat(answer.header("x-request-id")).startsWith("req_");
        assertThat(LIVE.acme().last().headers())
                .containsEntry("content-type", "text/csv")
                .containsEntry("authorization", "Bearer token-1");
    }

    @Test
    void keys_are_refused_for_they_do_not_say_whose_account_is_meant() {
        Answer key = at("GET", "/things", LIVE.key(), null);
        assertThat(key.status()).isEqualTo(403);
        assertThat(key.text())
                .contains(
                        "takes account tokens alone",
                        "POST /account-tokens with integrated_account_id and scopes"
                                + " [\\\"proxy\\\"]");
        Answer admin = LIVE.server().asAdmin("GET", LIVE.server().origin + "/things", null);
        assertThat(admin.status()).isEqualTo(403);
        assertThat(admin.text()).contains("takes account tokens alone");
        Answer nobody = at("GET", "/things", "", null);
        assertThat(nobody.status()).isEqualTo(401);
        assertThat(nobody.text()).contains("send an account token");
        assertThat(at("GET", "/things", "trb_acct_x", null).status()).isEqualTo(401);
        Answer reader = at("GET", "/things", token(LIVE.account(), "unified"), null);
        assertThat(reader.status()).isEqualTo(403);
        assertThat(reader.text()).contains("lacks the scope proxy");
        assertThat(LIVE.acme().lines()).isEmpty();
    }

    @Test
    void a_token_that_has_ended_is_401_so_that_a_client_gets_another() {
        String token = token(LIVE.account(), "proxy");
        LIVE.clock.advance(Duration.ofMinutes(16));
        Answer ended = at("GET", "/things", token, null);
        assertThat(ended.status()).isEqualTo(401);
        assertThat(ended.text()).contains("expired");
        assertThat(LIVE.acme().lines()).isEmpty();
    }

    @Test
    void whatever_a_request_names_the_account_is_the_token_s() {
        String mine = LIVE.account();
        String other = LIVE.server().connect(LIVE.key(), "another-tenant");
        String mineAtOrigin = credential(token(mine, "proxy"), other);
        assertThat(credential(token(mine, "proxy"), other)).isEqualTo(mineAtOrigin);
        LIVE.server().send("GET", "/proxy/" + mine + "/things", LIVE.key(), null);
        assertThat(LIVE.acme().last().headers()).containsEntry("authorization", mineAtOrigin);
        assertThat(credential(token(other, "proxy"), mine)).isNotEqualTo(mineAtOrigin);
    }

    /** What the provider was shown when {@code token} asked and named {@code account}. */
    private static String credential(String token, String account) {
        String path = "/proxy/" + account + "/things?integrated_account_id=" + account;
        at("GET", path, token, null, "x-integrated-account-id", account);
        assertThat(LIVE.acme().last().uri()).isEqualTo(path);
        return LIVE.acme().last().headers().get("authorization");
    }

    @Test
    void cookies_are_not_passed_on_and_open_nothing() {
        String token = token(LIVE.account(), "proxy");
        at("GET", "/things", token, null, "cookie", "trb_connect=x; other=y");
        assertThat(LIVE.acme().last().headers()).doesNotContainKey("cookie");
        assertThat(at("GET", "/connect/callback", "", null, "cookie", "trb_connect=x").status())
                .isEqualTo(401);
    }

    @Test
    void requests_here_and_there_are_counted_together() {
        Map<String, Object> few =
                Map.of("name", "few", "scopes", List.of("*"), "requests_per_minute", 2);
        Answer made =
                LIVE.server()
                        .asAdmin("POST", "/environments/" + LIVE.environment() + "/api-keys", few);
        String key = made.json().get("key").toString();
        String token = token(key, LIVE.account(), "proxy");
        assertThat(at("GET", "/things", token, null).status()).isEqualTo(404);
        String below = "/proxy/" + LIVE.account() + "/things";
        assertThat(LIVE.server().send("GET", below, token, null).status()).isEqualTo(404);
        assertThat(at("GET", "/things", token, null).code()).isEqualTo("rate_limited");
    }
}
