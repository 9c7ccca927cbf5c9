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
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Bodies flow through the proxy: neither side's is held until it is whole. */
class ProxyStreamTest {
    @RegisterExtension static final AcmeConnected LIVE = new AcmeConnected();

    private static final int CHUNK = 64 * 1024;
    private static final int CHUNKS = 320;

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
