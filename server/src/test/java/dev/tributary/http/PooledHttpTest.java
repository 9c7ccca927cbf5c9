package dev.tributary.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.tributary.Code;
import dev.tributary.Failure;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

class PooledHttpTest {
    private final PooledHttp http = new PooledHttp(true);
    private final AtomicReference<String> asked = new AtomicReference<>();
    private final AtomicReference<String> length = new AtomicReference<>();
    private final AtomicInteger from = new AtomicInteger();
    private final CountDownLatch never = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        never.countDown();
        server.stop(0);
    }

    @Test
    void the_uri_arrives_as_it_was_encoded() {
        HttpReply reply = http.send(call("GET", "/a%2Fb?q=x%20y%2B&list=1&list=2", ""));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(asked.get()).isEqualTo("GET /a%2Fb?q=x%20y%2B&list=1&list=2 ");
        assertThat(reply.headers()).containsEntry("x-test", "yes");
    }

    @Test
    void a_body_is_sent_with_any_method() {
        for (String method : new String[] {"POST", "PUT", "PATCH", "DELETE"}) {
            http.send(call(method, "/", "{\"ä\":1}"));
            assertThat(asked.get()).isEqualTo(method + " / {\"ä\":1}");
        }
    }

    @Test
    void a_redirect_is_an_answer() {
        assertThat(http.send(call("GET", "/redirect", "")).status()).isEqualTo(302);
    }

    @Test
    void a_provider_that_hangs_is_a_timeout() {
        assertThatThrownBy(() -> http.send(call("GET", "/hang", "")))
                .isInstanceOfSatisfying(
                        Failure.class, f -> assertThat(f.code()).isEqualTo(Code.UPSTREAM_TIMEOUT))
                .hasMessageContaining("/hang");
    }

    @Test
    void an_answer_above_the_limit_is_refused() {
        assertThatThrownBy(() -> http.send(call("GET", "/large", "")))
                .isInstanceOfSatisfying(
                        Failure.class, f -> assertThat(f.code()).isEqualTo(Code.UPSTREAM_INVALID));
    }

    @Test
    @Timeout(20)
    void an_endless_answer_can_be_given_up() throws IOException {
        try (HttpStream answer = http.open(call("GET", "/endless", ""), null)) {
            assertThat(answer.body().readNBytes(10)).hasSize(10);
        }
        assertThatThrownBy(() -> http.send(call("GET", "/endless", "")))
                .isInstanceOfSatisfying(
                        Failure.class, f -> assertThat(f.code()).isEqualTo(Code.UPSTREAM_INVALID));
        assertThat(http.send(call("GET", "/", "")).status()).isEqualTo(200);
    }

    @Test
    void a_call_that_closes_its_connection_gets_a_new_one() {
        http.send(call("GET", "/text", ""));
        int kept = from.get();
        http.send(call("GET", "/text", ""));
        assertThat(from.get()).isEqualTo(kept);
        http.send(call("GET", "/text", "").with(Map.of("connection", "close"), ""));
        assertThat(from.get()).isNotEqualTo(kept);
        http.send(call("GET", "/text", ""));
        assertThat(from.get()).isEqualTo(kept);
    }

    @Test
    void a_write_without_a_body_says_so() {
        http.send(call("POST", "/", ""));
        assertThat(length.get()).isEqualTo("0");
        http.send(call("GET", "/", ""));
        assertThat(length.get()).isNull();
    }

    @Test
    void a_refused_or_cut_connection_is_an_upstream_error() {
        assertThatThrownBy(() -> http.send(call("GET", "/cut", "")))
                .isInstanceOfSatisfying(
                        Failure.class, f -> assertThat(f.code()).isEqualTo(Code.UPSTREAM_ERROR));
        server.stop(0);
        assertThatThrownBy(() -> http.send(call("GET", "/", "")))
                .isInstanceOfSatisfying(
                        Failure.class, f -> assertThat(f.code()).isEqualTo(Code.UPSTREAM_ERROR));
    }

    private HttpCall call(String method, String path, String body) {
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
        return new HttpCall(
                method,
                uri,
                Map.of("accept", "application/json"),
                body.getBytes(StandardCharsets.UTF_8),
                Duration.ofMillis(500),
                10_000);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.set(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
        from.set(exchange.getRemoteAddress().getPort());
        length.set(exchange.getRequestHeaders().getFirst("Content-Length"));
        exchange.getResponseHeaders().add("X-Test", "yes");
        switch (exchange.getRequestURI().getPath()) {
            case "/hang" -> {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            case "/endless" -> {
                exchange.sendResponseHeaders(200, 0);
                while (true) {
                    exchange.getResponseBody().write(new byte[20_000]);
                }
            }
            case "/large" -> {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write(new byte[20_000]);
            }
            case "/text" -> {
                exchange.sendResponseHeaders(200, 2);
                exchange.getResponseBody().write(new byte[2]);
            }
            case "/redirect" -> {
                exchange.getResponseHeaders().add("Location", "/elsewhere");
                exchange.sendResponseHeaders(302, -1);
            }
            case "/cut" -> throw new IOException("cut");
            default -> exchange.sendResponseHeaders(200, -1);
        }
        exchange.close();
    }
}
