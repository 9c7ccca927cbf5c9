package dev.tributary.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

class ApiTest {
    private final AtomicInteger away = new AtomicInteger();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private Api api;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        HttpClient http = HttpClient.newHttpClient();
        api = new Api(http, Clock.systemUTC(), base, "key", away::incrementAndGet);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void an_unready_server_is_asked_again_with_the_same_idempotency_key() {
        answer("/runs", 503, "{}", 503, "{}", 201, "{\"id\":\"run_1\"}");

        assertThat(api.post("/runs", Map.of()).path("id").asString()).isEqualTo("run_1");
        assertThat(keys).hasSize(3);
        assertThat(keys.stream().distinct()).hasSize(1);
        assertThat(away).hasValue(2);
    }

    @Test
    void a_refusal_is_not_asked_again_and_says_what_was_refused() {
        answer("/periods/2017-03:approve", 403, "{\"code\":\"maker_checker\"}");

        assertThatThrownBy(() -> api.post("/periods/2017-03:approve", Map.of()))
                .isInstanceOf(Api.Refused.class)
                .hasMessageContaining("POST /periods/2017-03:approve: 403")
                .hasMessageContaining("maker_checker");
        assertThat(away).hasValue(0);
    }

    @Test
    void a_server_that_is_gone_for_good_ends_the_asking() {
        server.stop(0);
        Api hopeless =
                new Api(
                        HttpClient.newHttpClient(),
                        Clock.systemUTC(),
                        api.base(),
                        "key",
                        () -> {
                            throw new DemoFailure("the server died");
                        });

        assertThatThrownBy(() -> hopeless.get("/lag")).hasMessage("the server died");
    }

    @Test
    void lists_are_read_to_their_last_page() {
        answer(
                "/events",
                200,
                "{\"result\":[{\"id\":1},{\"id\":2}],\"next_cursor\":\"c2\"}",
                200,
                "{\"result\":[{\"id\":3}],\"next_cursor\":null}");

        assertThat(api.list("/events?limit=2").stream().map(JsonNode::toString))
                .containsExactly("{\"id\":1}", "{\"id\":2}", "{\"id\":3}");
    }

    /** Pairs of status and body, one per request. */
    private void answer(String path, Object... answers) {
        List<Object> left = new ArrayList<>(List.of(answers));
        server.createContext(
                path,
                exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    keys.add(
                            String.valueOf(
                                    exchange.getRequestHeaders().getFirst("Idempotency-Key")));
                    int status = (int) left.removeFirst();
                    byte[] body = left.removeFirst().toString().getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(status, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
    }
}
