package dev.tributary.unified;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.call.Acme;
import dev.tributary.call.AcmeConnected;
import dev.tributary.call.LiveServer.Answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** {@code ANY /proxy/{integrated_account_id}/{path}}. */
class ProxyTest {
    @RegisterExtension static final AcmeConnected LIVE = new AcmeConnected();

    private static Answer proxy(String method, String path, Object body, String... headers) {
        return LIVE.server()
                .send(method, "/proxy/" + LIVE.account() + path, LIVE.key(), body, headers);
    }

    @Test
    void every_method_arrives_with_its_body_and_our_credentials_instead_of_the_caller_s() {
        for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")) {
            LIVE.acme().on(method + " /things", asked -> Acme.ok(Map.of("method", method)));
            byte[] body = method.equals("GET") ? null : "a=ü".getBytes(StandardCharsets.UTF_8);
            Answer answer = proxy(method, "/things", body, "content-type", "text/odd");
            assertThat(answer.json()).containsEntry("method", method);
            Acme.Asked asked = LIVE.acme().last();
            assertThat(asked.text()).isEqualTo(body == null ? "" : "a=ü");
            assertThat(asked.headers())
                    .containsEntry("content-type", "text/odd")
                    .containsEntry("authorization", "Bearer token-1")
                    .doesNotContainEntry("authorization", "Bearer " + LIVE.key());
        }
    }

    @Test
    void a_request_without_a_body_goes_on_without_one() {
        LIVE.acme().on("DELETE /things", asked -> new Acme.Reply.Whole(204, Map.of(), new byte[0]));
        Answer answer = proxy("DELETE", "/things", null);
        assertThat(answer.status()).isEqualTo(204);
        assertThat(LIVE.acme().last().headers()).doesNotContainKey("transfer-encoding");
    }

    @Test
    void a_provider_that_does_not_answer_in_time_is_504() {
        LIVE.override(Map.of("http", Map.of("timeout", "300ms")));
        LIVE.acme().on("GET /slow", asked -> new Acme.Reply.Hang());
        Answer answer = proxy("GET", "/slow", null);
        assertThat(answer.status()).isEqualTo(504);
        assertThat(answer.code()).isEqualTo("upstream_timeout");
    }

    @Test
    void status_headers_and_body_come_back_untouched() {
        LIVE.acme()
                .on(
                        "GET /odd",
                        asked ->
                                new Acme.Reply.Whole(
                                        418,
                                        Map.of("content-type", "text/x-odd; a=b", "x-their", "own"),
                                        "{ not: json".getBytes(StandardCharsets.UTF_8)));
        Answer answer = proxy("GET", "/odd", null);
        assertThat(answer.status()).isEqualTo(418);
        assertThat(answer.text()).isEqualTo("{ not: json");
        assertThat(answer.header("content-type")).isEqualTo("text/x-odd; a=b");
        assertThat(answer.header("x-their")).isEqualTo("own");
        assertThat(answer.header("ratelimit-limit")).isEqualTo("500");
        assertThat(answer.header("server-timing")).contains("upstream;dur=");
    }

    @Test
    void a_head_tells_the_length_that_a_get_would_have() {
        LIVE.acme()
                .on(
                        "HEAD /things",
                        asked ->
                                new Acme.Reply.Whole(
                                        200, Map.of("content-length", "70000"), new byte[0]));
        Answer answer = proxy("HEAD", "/things", null);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-length")).isEqualTo("70000");
    }

    @Test
    void an_answer_that_breaks_off_is_an_error_and_not_a_short_answer() {
        LIVE.acme()
                .on(
                        "GET /broken",
                        asked ->
                                new Acme.Reply.Whole(
                                        200, Map.of("content-length", "5000"), new byte[10]));
        Answer answer = proxy("GET", "/broken", null);
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.json()).containsEntry("code", "upstream_error");
    }

    @Test
    void a_redirect_is_the_caller_s_to_follow() {
        LIVE.acme()
                .on(
                        "GET /moved",
                        asked ->
                                new Acme.Reply.Whole(
                                        307, Map.of("location", "/v1/there"), new byte[0]));
        Answer answer = proxy("GET", "/moved", null);
        assertThat(answer.status()).isEqualTo(307);
        assertThat(answer.header("location")).isEqualTo("/v1/there");
    }

    @Test
    void paths_and_queries_arrive_byte_for_byte() {
        for (String target :
                List.of(
                        "/a%2Fb/c%20d;v=1/%C3%A9/:batch?q=x+y%2Bz&a=1&b=2&a=%5B3%5D&flag&empty=",
                        "/things?filter%5Bname%5D=%22x%22&filter[size]=3",
                        "/things/",
                        "/things?",
                        "/~tilde/(round)/star*/comma,")) {
            proxy("GET", target, null);
            String arrived = LIVE.acme().last().uri();
            assertThat(arrived).isEqualTo(target.endsWith("?") ? "/things" : target);
        }
    }

    @Test
    void the_path_cannot_leave_the_provider_s_base() throws IOException {
        for (String path :
                List.of(
                        "/../admin",
                        "/a/../../admin",
                        "/%2e%2e/admin",
                        "/a/.%2E/admin",
                        "/..%2fadmin",
                        "/%252e%252e/admin",
                        "/..;x/admin",
                        "/..%5cadmin",
                        "/./a")) {
            assertThat(raw("GET /proxy/" + LIVE.account() + path))
                    .as(path)
                    .startsWith("HTTP/1.1 400");
        }
        assertThat(LIVE.acme().lines()).isEmpty();
    }

    /** Written by hand: no client's own idea of paths comes between. */
    private static String raw(String line, String... headers) throws IOException {
        URI server = URI.create(LIVE.server().url);
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
            String head =
                    line
                            + " HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer "
                            + LIVE.key()
                            + "\r\n"
                            + String.join(
                                    "", List.of(headers).stream().map(h -> h + "\r\n").toList())
                            + "\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            ByteArrayOutputStream reply = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            while (!reply.toString(StandardCharsets.UTF_8).contains("\r\n\r\n")) {
                int read = socket.getInputStream().read(buffer);
                if (read < 0) {
                    break;
                }
                reply.write(buffer, 0, read);
            }
            return reply.toString(StandardCharsets.UTF_8);
        }
    }

    @Test
    void headers_that_belong_to_one_hop_stay_on_it() throws IOException {
        LIVE.acme()
                .on(
                        "GET /things",
                        asked ->
                                Acme.ok(Map.of())
                                        .with("connection", "x-inner")
                                        .with("x-inner", "1"));
        String reply =
                raw(
                        "GET /proxy/" + LIVE.account() + "/things",
                        "Connection: keep-alive, X-Secret-Hop",
                        "X-Secret-Hop: yes",
                        "TE: trailers",
                        "Proxy-Authorization: Basic abc",
                        "X-Kept: yes");
        assertThat(reply).startsWith("HTTP/1.1 200").doesNotContainIgnoringCase("x-inner");
        assertThat(LIVE.acme().last().headers())
                .containsEntry("x-kept", "yes")
                .doesNotContainKeys("x-secret-hop", "te", "proxy-authorization");
        assertThat(LIVE.acme().last().headers().get("host")).doesNotContain("here");
    }

    @Test
    void compressed_bodies_pass_as_they_are() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("{\"a\":1}".getBytes(StandardCharsets.UTF_8));
        }
        byte[] bytes = packed.toByteArray();
        LIVE.acme()
                .on(
                        "POST /things",
                        asked ->
                                new Acme.Reply.Whole(
                                        200,
                                        Map.of(
                                                "content-type", "application/json",
                                                "content-encoding", "gzip"),
                                        asked.body()));
        Answer answer = proxy("POST", "/things", bytes, "content-encoding", "gzip");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(LIVE.acme().last().headers()).containsEntry("content-encoding", "gzip");
        assertThat(LIVE.acme().last().body()).isEqualTo(bytes);
        assertThat(answer.header("content-encoding")).isEqualTo("gzip");
        assertThat(answer.raw().body()).isEqualTo(bytes);
    }

    @Test
    void another_environment_s_account_is_not_there() {
        String other = LIVE.server().key(LIVE.server().environment("other"), "*");
        Answer answer =
                LIVE.server().send("GET", "/proxy/" + LIVE.account() + "/things", other, null);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("not_found");
        assertThat(LIVE.acme().lines()).isEmpty();
    }

    @Test
    void a_key_without_the_scope_is_turned_away() {
        String unifiedOnly = LIVE.server().key(LIVE.environment(), "unified");
        Answer answer =
                LIVE.server()
                        .send("GET", "/proxy/" + LIVE.account() + "/things", unifiedOnly, null);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).contains("proxy");
        assertThat(LIVE.acme().lines()).isEmpty();
    }

    @Test
    void an_expired_token_is_refreshed_and_the_request_repeated_once() {
        LIVE.acme().on("GET /things", asked -> Acme.ok(Map.of("fine", true)));
        LIVE.acme().expireToken();
        assertThat(proxy("GET", "/things", null).json()).containsEntry("fine", true);
        assertThat(LIVE.acme().tokens()).isEqualTo(2);
        assertThat(LIVE.acme().lines()).containsExactly("GET /things", "GET /things");
    }

    @Test
    void a_body_is_sent_again_with_the_new_token_unless_it_is_large() {
        LIVE.acme().on("POST /things", asked -> Acme.ok(Map.of("length", asked.body().length)));
        LIVE.acme().expireToken();
        byte[] small = "x".repeat(200_000).getBytes(StandardCharsets.UTF_8);
        assertThat(proxy("POST", "/things", small).json()).containsEntry("length", 200_000);
        assertThat(LIVE.acme().tokens()).isEqualTo(2);
        LIVE.clock.advance(Duration.ofMinutes(1));
        LIVE.acme().expireToken();
        byte[] large = "x".repeat(300_000).getBytes(StandardCharsets.UTF_8);
        assertThat(proxy("POST", "/things", large).status()).isEqualTo(401);
        assertThat(proxy("GET", "/things", null).status()).isNotEqualTo(401);
    }

    @Test
    void a_provider_s_429_passes_and_holds_later_calls_back() {
        LIVE.acme().next(Acme.json(429, Map.of("their", "words")).with("retry-after", "30"));
        Answer first = proxy("GET", "/things", null);
        assertThat(first.status()).isEqualTo(429);
        assertThat(first.json()).containsEntry("their", "words");
        assertThat(first.header("retry-after")).isEqualTo("30");
        Answer second = proxy("GET", "/things", null);
        assertThat(second.code()).isEqualTo("budget_exhausted");
        assertThat(LIVE.acme().lines()).hasSize(1);
    }
}
