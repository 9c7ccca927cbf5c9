package dev.tributary.unified;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.tributary.call.AcmeConnected;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** Headers that say how a message is framed, or come more than once, stay as they were sent. */
class ProxyHeadersTest {
    @RegisterExtension static final AcmeConnected LIVE = new AcmeConnected();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicReference<Headers> arrived = new AtomicReference<>();
    private HttpServer provider;

    @BeforeEach
    void start() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/cookies", ProxyHeadersTest::cookies);
        provider.createContext("/nothing", exchange -> bodyless(exchange, 204));
        provider.createContext("/same", exchange -> bodyless(exchange, 304));
        provider.createContext("/there", exchange -> bodyless(exchange, 200));
        provider.createContext("/upload", this::take);
        provider.start();
        LIVE.override(
                Map.of(
                        "http",
                        Map.of("base", "http://127.0.0.1:" + provider.getAddress().getPort())));
    }

    @AfterEach
    void stop() {
        provider.stop(0);
        client.close();
    }

    private static void cookies(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders()
                .add("Set-Cookie", "a=1; expires=Fri, 01 Jan 2027 00:00:00 GMT");
        exchange.getResponseHeaders().add("Set-Cookie", "b=2");
        exchange.getResponseHeaders().add("x-many", "1");
        exchange.getResponseHeaders().add("x-many", "2");
        exchange.sendResponseHeaders(200, 2);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(new byte[2]);
        }
    }

    private static void bodyless(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private void take(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        arrived.set(exchange.getRequestHeaders());
        bodyless(exchange, 204);
    }

    private HttpHeaders send(String method, String path, BodyPublisher body)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(LIVE.server().url + "/proxy/" + LIVE.account() + path))
                        .header("authorization", "Bearer " + LIVE.key())
                        .method(method, body)
                        .build();
        return client.send(request, BodyHandlers.ofByteArray()).headers();
    }

    @Test
    void several_cookies_stay_several() throws Exception {
        HttpHeaders headers = send("GET", "/cookies", BodyPublishers.noBody());
        assertThat(headers.allValues("set-cookie"))
                .containsExactlyInAnyOrder("a=1; expires=Fri, 01 Jan 2027 00:00:00 GMT", "b=2");
        assertThat(headers.allValues("x-many")).hasSize(1);
    }

    @Test
    void what_has_no_body_is_not_said_to_have_one_of_no_bytes() throws Exception {
        assertThat(send("GET", "/nothing", BodyPublishers.noBody()).map())
                .doesNotContainKey("content-length");
        assertThat(send("GET", "/same", BodyPublishers.noBody()).map())
                .doesNotContainKey("content-length");
        assertThat(send("HEAD", "/there", BodyPublishers.noBody()).map())
                .doesNotContainKeys("content-length", "transfer-encoding");
    }

    @Test
    void a_body_of_known_length_goes_on_with_it_and_another_in_chunks() throws Exception {
        byte[] bytes = new byte[300_000];
        send("POST", "/upload", BodyPublishers.ofByteArray(bytes));
        assertThat(arrived.get().getFirst("content-length")).isEqualTo("300000");
        assertThat(arrived.get().containsKey("transfer-encoding")).isFalse();
        send("PUT", "/upload", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)));
        assertThat(arrived.get().getFirst("transfer-encoding")).isEqualTo("chunked");
        assertThat(arrived.get().containsKey("content-length")).isFalse();
    }
}
