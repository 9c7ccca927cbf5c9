package dev.tributary.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Ids;
import dev.tributary.Json;
import dev.tributary.ops.Metrics;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;

class HttpServerTest {
    private final PooledHttp http = new PooledHttp(true);
    private final Metrics metrics = new Metrics();
    private HttpServer server;

    @BeforeEach
    void start() {
        Routes routes =
                () ->
                        List.of(
                                Route.get("/things/{id}", Access.scope("things:read"), this::echo),
                                Route.post("/things/{id}:close", Access.OPEN, this::echo),
                                Route.post(
                                        "/things",
                                        Access.OPEN,
                                        ask -> Reply.created(ask.json(Map.class))),
                                Route.get("/admin", Access.ADMIN, this::echo),
                                new Route("*", "/raw/{id}/{path...}", Access.OPEN, this::echo),
                                Route.get("/slow", Access.OPEN, ask -> slow()),
                                Route.get("/bug", Access.OPEN, ask -> bug()));
        Authenticator authenticator =
                token ->
                        switch (token) {
                            case "reader" -> new Caller("key_1", "env_1", Set.of("things:*"));
                            case "other" -> new Caller("key_2", "env_1", Set.of("sync"));
                            case "admin" -> Caller.ADMIN;
                            default -> throw new Failure(Code.UNAUTHORIZED, "unknown key");
                        };
        server =
                new HttpServer(
                        new HttpServer.Settings("127.0.0.1", 0, "http://localhost", 100),
                        List.of(routes),
                        authenticator,
                        new Ids(Clock.systemUTC(), new Random(1)),
                        metrics);
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_port_that_is_taken_is_said_and_nothing_runs() {
        HttpServer second =
                new HttpServer(
                        new HttpServer.Settings("127.0.0.1", server.port(), "http://localhost", 1),
                        List.of(),
                        token -> Caller.ADMIN,
                        new Ids(Clock.systemUTC(), new Random(1)),
                        metrics);
        assertThatThrownBy(second::start)
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> assertThat(failure.code()).isEqualTo(Code.NOT_READY))
                .hasMessageContaining("port " + server.port());
        assertThat(ask("GET", "/things/1", "reader", "").status()).isEqualTo(200);
    }

    @Test
    void a_body_that_nobody_reads_is_not_waited_for_and_its_connection_ends() throws Exception {
        try (var socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(
                            """
                            GET /things/1 HTTP/1.1\r
                            host: here\r
                            transfer-encoding: chunked\r
                            \r
                            7fffffff\r
                            the beginning of two gigabytes\
                            """
                                    .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 401").contains("unauthorized");
            assertThat(answer.toLowerCase(Locale.ROOT)).contains("connection: close");
        }
        assertThat(ask("GET", "/things/1", "reader", "").status()).isEqualTo(200);
    }

    @Test
    void after_a_body_that_was_read_the_connection_goes_on() throws Exception {
        String chunked =
                """
                POST /things HTTP/1.1\r
                host: here\r
                transfer-encoding: chunked\r
                \r
                7\r
                {"a":1}\r
                0\r
                \r
                """;
        try (var socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(10_000);
            for (int i = 0; i < 2; i++) {
                socket.getOutputStream().write(chunked.getBytes(StandardCharsets.US_ASCII));
                byte[] answer = new byte[4_096];
                int read = socket.getInputStream().read(answer);
                assertThat(new String(answer, 0, read, UTF_8))
                        .startsWith("HTTP/1.1 201")
                        .doesNotContainIgnoringCase("connection: close");
            }
        }
    }

    @Test
    void path_variables_are_decoded_and_query_parameters_keep_all_values() {
        HttpReply reply = ask("GET", "/things/a%2Fb%20%3Ac?x=1&x=2&y=%26", "reader", "");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(tree(reply))
                .containsEntry("variables", Map.of("id", "a/b :c"))
                .containsEntry("query", Map.of("x", List.of("1", "2"), "y", List.of("&")))
                .containsEntry("key", "key_1");
    }

    @Test
    void a_custom_method_hangs_on_a_colon() {
        assertThat(tree(ask("POST", "/things/7:close", "", "")))
                .containsEntry("variables", Map.of("id", "7"));
    }

    @Test
    void the_rest_of_a_path_stays_as_it_was_encoded() {
        assertThat(tree(ask("PATCH", "/raw/ia_1/v1/a%2Fb:c/d", "", "")))
                .containsEntry("variables", Map.of("id", "ia_1", "path", "v1/a%2Fb:c/d"));
    }

    @Test
    void an_unknown_path_is_not_found_and_a_wrong_method_names_the_right_ones() {
        assertThat(code(ask("GET", "/nothing", "", ""))).isEqualTo("not_found");
        HttpReply wrong = ask("DELETE", "/things", "", "");
        assertThat(code(wrong)).isEqualTo("method_not_allowed");
        assertThat(wrong.headers()).containsEntry("allow", "POST");
    }

    @Test
    void keys_are_checked_against_what_the_route_asks_for() {
        assertThat(code(ask("GET", "/things/1", "", ""))).isEqualTo("unauthorized");
        assertThat(code(ask("GET", "/things/1", "wrong", ""))).isEqualTo("unauthorized");
        assertThat(code(ask("GET", "/things/1", "other", ""))).isEqualTo("forbidden");
        assertThat(code(ask("GET", "/things/1", "admin", ""))).isEqualTo("forbidden");
        assertThat(code(ask("GET", "/admin", "reader", ""))).isEqualTo("forbidden");
        assertThat(ask("GET", "/admin", "admin", "").status()).isEqualTo(200);
    }

    @Test
    void a_failure_is_a_problem_document_that_says_what_to_do() {
        HttpReply reply = ask("GET", "/slow", "", "");
        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.headers())
                .containsEntry("retry-after", "7")
                .containsEntry("content-type", "application/problem+json");
        assertThat(tree(reply))
                .containsEntry("type", "http://localhost/errors#budget_exhausted")
                .containsEntry("detail", "the budget is empty")
                .containsKey("advice")
                .containsEntry("request_id", reply.headers().get("x-request-id"));
    }

    @Test
    void a_bug_answers_with_an_id_and_no_inner_word() {
        HttpReply reply = ask("GET", "/bug", "", "");
        assertThat(reply.status()).isEqualTo(500);
        assertThat(new String(reply.body(), StandardCharsets.UTF_8))
                .doesNotContain("inner")
                .contains(reply.headers().get("x-request-id"));
    }

    @Test
    void bodies_are_bounded_and_must_be_json() {
        assertThat(code(ask("POST", "/things", "", "{\"a\":\"" + "x".repeat(200) + "\"}")))
                .isEqualTo("payload_too_large");
        assertThat(code(ask("POST", "/things", "", "{\"a\":"))).isEqualTo("invalid_request");
        assertThat(code(ask("POST", "/things", "", ""))).isEqualTo("invalid_request");
        assertThat(ask("POST", "/things", "", "{\"a\":1.10}").status()).isEqualTo(201);
    }

    @Test
    void requests_are_counted_by_route_and_status() {
        ask("GET", "/nothing", "", "");
        ask("POST", "/things/7:close", "", "");
        assertThat(metrics.total("http_requests")).isEqualTo(2);
        assertThat(metrics.text())
                .contains("tributary_http_requests_total{route=\"none\",status=\"404\"} 1")
                .contains("tributary_http_seconds_count{route=\"/things/{id}:close\"} 1");
    }

    private Reply echo(Ask ask) {
        Map<String, Object> seen = new LinkedHashMap<>();
        seen.put("variables", ask.variables());
        seen.put("query", ask.query());
        seen.put("key", ask.caller().keyId());
        return Reply.ok(seen);
    }

    private static Reply slow() {
        throw new Failure(Code.BUDGET_EXHAUSTED, "the budget is empty").with("retry_after", 7);
    }

    private static Reply bug() {
        throw new IllegalStateException("an inner word");
    }

    private HttpReply ask(String method, String path, String key, String body) {
        return http.send(
                new HttpCall(
                        method,
                        URI.create("http://127.0.0.1:" + server.port() + path),
                        key.isEmpty() ? Map.of() : Map.of("authorization", "Bearer " + key),
                        body.getBytes(StandardCharsets.UTF_8),
                        Duration.ofSeconds(5),
                        100_000));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> tree(HttpReply reply) {
        return Json.read(reply.body(), Map.class);
    }

    private static String code(HttpReply reply) {
        return String.valueOf(tree(reply).get("code"));
    }
}
