package dev.tributary.unified;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;

import dev.tributary.call.AcmeConnected;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Bodies flow through the proxy: neither side's is held until it is whole. */
class ProxyStreamTest {
    @RegisterExtension static final AcmeConnected LIVE = new AcmeConnected();

    private static final int CHUNK = 64 * 1024;
    private static final int CHUNKS = 320;
    private static final int EVENTS = 5;

    private static byte[] chunk(int number) {
        byte[] chunk = new byte[CHUNK];
        Arrays.fill(chunk, (byte) number);
        return chunk;
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                        URI.create(LIVE.server().url + "/proxy/" + LIVE.account() + path))
                .header("authorization", "Bearer " + LIVE.key());
    }

    private static HttpServer upstream() throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        LIVE.override(
                Map.of(
                        "http",
                        Map.of("base", "http://127.0.0.1:" + server.getAddress().getPort())));
        return server;
    }

    /** The upstream writes its second half only after the caller has read the first. */
    @Test
    void an_answer_of_20_mb_comes_through_while_it_is_still_being_written() throws Exception {
        HttpServer server = upstream();
        CountDownLatch halfRead = new CountDownLatch(1);
        server.createContext(
                "/large",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    try (OutputStream out = exchange.getResponseBody()) {
                        for (int i = 0; i < CHUNKS; i++) {
                            if (i == CHUNKS / 2 && !awaited(halfRead)) {
                                return;
                            }
                            out.write(chunk(i));
                        }
                    }
                });
        long read = 0;
        try (HttpClient client = HttpClient.newHttpClient();
                InputStream in =
                        client.send(
                                        request("/large").build(),
                                        HttpResponse.BodyHandlers.ofInputStream())
                                .body()) {
            for (int i = 0; i < CHUNKS; i++) {
                assertThat(in.readNBytes(CHUNK)).isEqualTo(chunk(i));
                read += CHUNK;
                // What lies in buffers on the way is not read yet: leave room for it.
                if (i == CHUNKS / 4) {
                    halfRead.countDown();
                }
            }
            assertThat(in.read()).isEqualTo(-1);
        } finally {
            server.stop(0);
        }
        assertThat(read).isEqualTo((long) CHUNK * CHUNKS);
    }

    /** The caller sends its second half only after the upstream has read a quarter. */
    @Test
    void a_body_of_20_mb_goes_through_while_it_is_still_being_sent() throws Exception {
        HttpServer server = upstream();
        CountDownLatch quarterArrived = new CountDownLatch(1);
        AtomicLong arrived = new AtomicLong();
        server.createContext(
                "/upload",
                exchange -> {
                    byte[] buffer = new byte[CHUNK];
                    InputStream in = exchange.getRequestBody();
                    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                        if (arrived.addAndGet(n) >= (long) CHUNK * CHUNKS / 4) {
                            quarterArrived.countDown();
                        }
                    }
                    exchange.sendResponseHeaders(201, -1);
                    exchange.close();
                });
        HttpRequest.BodyPublisher slow =
                HttpRequest.BodyPublishers.ofInputStream(() -> new Halting(quarterArrived));
        try (HttpClient client = HttpClient.newHttpClient()) {
            var reply =
                    client.send(
                            request("/upload").POST(slow).build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(reply.statusCode()).as(reply.body()).isEqualTo(201);
        } finally {
            server.stop(0);
        }
        assertThat(arrived.get()).isEqualTo((long) CHUNK * CHUNKS);
    }

    /** The provider sends each event only when the caller says that it has the one before. */
    @Test
    void each_event_arrives_before_the_next_is_sent() throws Exception {
        HttpServer server = upstream();
        Semaphore acknowledged = new Semaphore(0);
        server.createContext(
                "/events",
                exchange -> {
                    exchange.getResponseHeaders().set("content-type", "text/event-stream");
                    exchange.sendResponseHeaders(200, 0);
                    OutputStream out = exchange.getResponseBody();
                    for (int i = 0; i < EVENTS; i++) {
                        out.write(event(i));
                        out.flush();
                        if (!acquired(acknowledged)) {
                            break; // and the answer never ends
                        }
                        if (i == EVENTS - 1) {
                            out.close();
                        }
                    }
                });
        try (HttpClient client = HttpClient.newHttpClient();
                InputStream in =
                        client.send(
                                        request("/events").build(),
                                        HttpResponse.BodyHandlers.ofInputStream())
                                .body()) {
            for (int i = 0; i < EVENTS; i++) {
                assertThat(in.readNBytes(event(i).length)).isEqualTo(event(i));
                acknowledged.release();
            }
            assertThat(in.read()).isEqualTo(-1);
        } finally {
            server.stop(0);
        }
    }

    /** The caller sends each chunk only when the provider says that it has the one before. */
    @Test
    void each_chunk_of_a_body_arrives_before_the_next_is_sent() throws Exception {
        for (boolean sized : new boolean[] {false, true}) {
            HttpServer server = upstream();
            Semaphore acknowledged = new Semaphore(0);
            server.createContext(
                    "/chunks",
                    exchange -> {
                        for (int i = 0; i < EVENTS; i++) {
                            byte[] chunk = new byte[event(i).length];
                            int n = exchange.getRequestBody().readNBytes(chunk, 0, chunk.length);
                            if (n < chunk.length || !Arrays.equals(chunk, event(i))) {
                                throw new IOException("event %d is another".formatted(i));
                            }
                            acknowledged.release();
                        }
                        exchange.sendResponseHeaders(201, -1);
                        exchange.close();
                    });
            try (Socket caller = speaking("/chunks", sized)) {
                OutputStream out = caller.getOutputStream();
                for (int i = 0; i < EVENTS; i++) {
                    out.write(sized ? event(i) : chunked(event(i)));
                    assertThat(acquired(acknowledged)).as("chunk %d arrived", i).isTrue();
                }
                out.write(sized ? new byte[0] : chunked(new byte[0]));
                byte[] status = caller.getInputStream().readNBytes("HTTP/1.1 201".length());
                assertThat(status).asString().isEqualTo("HTTP/1.1 201");
            } finally {
                server.stop(0);
            }
        }
    }

    /** A caller whose request has begun; clients of others collect what they send. */
    private static Socket speaking(String path, boolean sized) throws IOException {
        URI at = request(path).build().uri();
        Socket socket = new Socket(at.getHost(), at.getPort());
        socket.setSoTimeout(20_000);
        String head =
                "POST %s HTTP/1.1\r\nhost: here\r\nauthorization: Bearer %s\r\n%s\r\n\r\n"
                        .formatted(
                                at.getPath(),
                                LIVE.key(),
                                sized
                                        ? "content-length: " + EVENTS * event(0).length
                                        : "transfer-encoding: chunked");
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static byte[] chunked(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.US_ASCII);
        return "%x\r\n%s\r\n".formatted(bytes.length, text).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] event(int number) {
        return "data: %d\n\n".formatted(number).getBytes(StandardCharsets.UTF_8);
    }

    private static boolean acquired(Semaphore semaphore) {
        try {
            return semaphore.tryAcquire(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** 20 MB that stop half way until the latch opens. */
    private static final class Halting extends InputStream {
        private final CountDownLatch open;
        private long given;

        Halting(CountDownLatch open) {
            this.open = open;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            long total = (long) CHUNK * CHUNKS;
            if (given >= total) {
                return -1;
            }
            if (given >= total / 2 && !awaited(open)) {
                throw new IOException("nothing arrived upstream while the body was open");
            }
            int n = (int) Math.min(Math.min(length, CHUNK), total - given);
            given += n;
            return n;
        }
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
