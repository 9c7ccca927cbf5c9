package dev.tributary.unified;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.tributary.Ids;
import dev.tributary.Json;
import dev.tributary.call.AcmeConnected;
import dev.tributary.http.Caller;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What is too long, or stops on its way, is never taken for whole, on neither side. */
class ProxyLimitsTest {
    @RegisterExtension static final AcmeConnected LIVE = new AcmeConnected();

    private static final int LIMIT = 300_000;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final BlockingQueue<String> uploads = new LinkedBlockingQueue<>();
    private HttpServer provider;
    private dev.tributary.http.HttpServer server;

    @BeforeEach
    void start() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        provider.createContext("/sized/", exchange -> send(exchange, number(exchange)));
        provider.createContext("/chunked/", exchange -> send(exchange, 0));
        provider.createContext("/upload", this::take);
        provider.start();
        lead("http://127.0.0.1:" + provider.getAddress().getPort(), "30s");
        server =
                new dev.tributary.http.HttpServer(
                        new dev.tributary.http.HttpServer.Settings(
                                "127.0.0.1", 0, "http://localhost", 1000),
                        List.of(
                                new ProxyRoutes(
                                        LIVE.server().calls, new ProxyRoutes.Limits(LIMIT, LIMIT))),
                        token -> new Caller("key_1", LIVE.environment(), Set.of("proxy")),
                        new Ids(Clock.systemUTC(), new Random(1)),
                        LIVE.server().metrics);
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
        provider.stop(0);
        client.close();
    }

    private static int number(HttpExchange exchange) {
        return Integer.parseInt(exchange.getRequestURI().getPath().replaceFirst(".*/", ""));
    }

    /** As many bytes as the path says. */
    private static void send(HttpExchange exchange, long length) throws IOException {
        exchange.sendResponseHeaders(200, length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(new byte[number(exchange)]);
        }
    }

    /** A provider that says this to whoever asks, and nothing more. */
    private static ServerSocket saying(String reply, boolean hangsUp) throws IOException {
        ServerSocket provider = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(
                () -> {
                    while (!provider.isClosed()) {
                        try {
                            Socket asked = provider.accept();
                            asked.getInputStream().read(new byte[8192]);
                            asked.getOutputStream()
                                    .write(reply.getBytes(StandardCharsets.US_ASCII));
                            if (hangsUp) {
                                asked.close();
                            }
                        } catch (IOException over) {
                            return;
                        }
                    }
                });
        lead("http://127.0.0.1:" + provider.getLocalPort(), "300ms");
        return provider;
    }

    private static void lead(String base, String timeout) {
        LIVE.override(Map.of("http", Map.of("base", base, "timeout", timeout)));
    }

    private void take(HttpExchange exchange) throws IOException {
        try {
            uploads.add("whole: " + exchange.getRequestBody().readAllBytes().length);
        } catch (IOException broken) {
            uploads.add("cut");
            throw broken;
        }
        exchange.sendResponseHeaders(201, -1);
        exchange.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                        URI.create(
                                "http://127.0.0.1:%d/proxy/%s%s"
                                        .formatted(server.port(), LIVE.account(), path)))
                .timeout(Duration.ofSeconds(30))
                .header("authorization", "Bearer key");
    }

    private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofByteArray());
    }

    private int upload(int length, boolean chunked) throws IOException, InterruptedException {
        var body = BodyPublishers.ofByteArray(new byte[length]);
        var sent = chunked ? BodyPublishers.fromPublisher(body) : body;
        return client.send(request("/upload").POST(sent).build(), BodyHandlers.discarding())
                .statusCode();
    }

    /** All that comes back over a connection of its own until the server ends it. */
    private String raw(String method, String path, String rest) throws IOException {
        try (Socket socket = asked(method, path, rest)) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            try {
                socket.getInputStream().transferTo(all);
            } catch (SocketException reset) {
                // which is how a connection ends on which something was left unread
            }
            return all.toString(StandardCharsets.US_ASCII);
        }
    }

    private Socket asked(String method, String path, String rest) throws IOException {
        Socket socket = new Socket("127.0.0.1", server.port());
        socket.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
        String head =
                "%s /proxy/%s%s HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer key\r\n%s"
                        .formatted(method, LIVE.account(), path, rest);
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private void nextCallsWork() throws IOException, InterruptedException {
        for (int i = 0; i < 3; i++) {
            assertThat(get("/sized/10").body()).hasSize(10);
            assertThat(upload(10, true)).isEqualTo(201);
            assertThat(uploads.poll(10, TimeUnit.SECONDS)).isEqualTo("whole: 10");
        }
    }

    @Test
    void what_is_as_long_as_it_may_be_passes_both_ways() throws Exception {
        for (String path : List.of("/sized/", "/chunked/")) {
            assertThat(get(path + LIMIT).body()).as(path).hasSize(LIMIT);
        }
        for (boolean chunked : new boolean[] {false, true}) {
            assertThat(upload(LIMIT, chunked)).isEqualTo(201);
            assertThat(uploads.poll(10, TimeUnit.SECONDS)).isEqualTo("whole: " + LIMIT);
        }
    }

    @Test
    void an_answer_that_says_it_is_too_long_is_refused_before_it_begins() throws Exception {
        for (int i = 0; i < 3; i++) {
            HttpResponse<byte[]> answer = get("/sized/" + (LIMIT + 1));
            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(Json.read(answer.body(), Map.class))
                    .containsEntry("code", "upstream_invalid")
                    .containsEntry(
                            "detail",
                            "the provider's answer has 300001 bytes, and the proxy passes on"
                                    + " 300000: ask for it in parts, or have"
                                    + " proxy.answer_bytes_max raised");
            assertThat(answer.headers().map()).containsKey("server-timing");
        }
        nextCallsWork();
    }

    @Test
    void an_answer_that_grows_too_long_breaks_off_and_has_no_end() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> get("/chunked/" + (LIMIT + 1)))
                    .isInstanceOf(IOException.class);
        }
        hasNoEnd(raw("GET", "/chunked/" + (LIMIT + 1), "\r\n"));
        nextCallsWork();
    }

    @Test
    void an_answer_that_a_provider_does_not_end_has_no_end_either() throws Exception {
        String sized = "HTTP/1.1 200 OK\r\nContent-Length: 250000\r\n\r\n";
        String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        for (String begun :
                List.of(
                        sized + "x".repeat(249_900),
                        chunked,
                        chunked + "5\r\nbegun\r\n",
                        chunked + "186a0\r\n" + "x".repeat(100_000) + "\r\n")) {
            for (boolean hangsUp : new boolean[] {true, false}) {
                try (ServerSocket other = saying(begun, hangsUp)) {
                    assertThat(other.isBound()).isTrue();
                    assertThatThrownBy(() -> get("/things")).isInstanceOf(IOException.class);
                    hasNoEnd(raw("GET", "/things", "\r\n"));
                }
            }
        }
        lead("http://127.0.0.1:" + provider.getAddress().getPort(), "30s");
        nextCallsWork();
    }

    /** Neither the mark of the last chunk nor anything in its place. */
    private static void hasNoEnd(String reply) {
        String end = reply.substring(Math.max(0, reply.length() - 300));
        assertThat(end).doesNotContain("0\r\n\r\n", "HTTP/1.1 500");
    }

    @Test
    void a_body_that_says_it_is_too_long_goes_nowhere() throws Exception {
        String reply = raw("POST", "/upload", "Content-Length: 300001\r\n\r\n");
        isRefused(reply, 413);
        assertThat(reply)
                .contains(
                        "the body is larger than the 300000 bytes that the proxy passes on: send"
                                + " it in parts, or have proxy.body_bytes_max raised");
        assertThat(uploads).isEmpty();
        nextCallsWork();
    }

    @Test
    void a_body_that_grows_too_long_is_refused_and_the_provider_sees_it_cut() throws Exception {
        String chunk = "186a0\r\n" + "x".repeat(100_000) + "\r\n";
        for (int i = 0; i < 3; i++) {
            String begun =
                    "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(3) + "1\r\nx\r\n0\r\n\r\n";
            String reply = raw("POST", "/upload", begun);
            isRefused(reply, 413);
            assertThat(reply).contains("proxy.body_bytes_max");
            assertThat(uploads.poll(10, TimeUnit.SECONDS)).isEqualTo("cut");
        }
        nextCallsWork();
    }

    @Test
    void a_body_that_its_caller_breaks_off_is_cut_too() throws Exception {
        String some = "x".repeat(100_000);
        for (String begun :
                List.of(
                        "Content-Length: 200000\r\n\r\n" + some,
                        "Transfer-Encoding: chunked\r\n\r\n186a0\r\n" + some + "\r\n")) {
            try (Socket socket = asked("POST", "/upload", begun)) {
                socket.shutdownOutput();
                assertThat(uploads.poll(10, TimeUnit.SECONDS)).isEqualTo("cut");
            }
        }
        nextCallsWork();
    }

    private static void isRefused(String reply, int status) {
        assertThat(reply).startsWith("HTTP/1.1 " + status).containsOnlyOnce("HTTP/1.1 ");
        assertThat(reply.toLowerCase(java.util.Locale.ROOT)).contains("connection: close");
    }
}
