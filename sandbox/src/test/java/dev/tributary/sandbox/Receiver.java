package dev.tributary.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntUnaryOperator;

/** An app's webhook endpoint, which keeps what it got and answers as told. */
public final class Receiver implements AutoCloseable {
    /** One request as it came. */
    public record Delivery(String uri, Map<String, String> headers, byte[] body) {
        /** The one JSON object that came. */
        public Map<String, @Nullable Object> event() {
            return Json.object(body).orElseThrow();
        }

        /** The JSON objects of the list that came. */
        public List<Map<String, @Nullable Object>> events() {
            List<Map<String, @Nullable Object>> events = new ArrayList<>();
            for (@Nullable Object event : Json.parse(body).flatMap(Json::asList).orElseThrow()) {
                events.add(Json.asObject(event).orElseThrow());
            }
            return events;
        }
    }

    public final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    public final AtomicInteger underWayMax = new AtomicInteger();
    public volatile IntUnaryOperator status = number -> 200;
    public volatile long answerMillis;

    private final AtomicInteger underWay = new AtomicInteger();
    private final HttpServer server;

    public Receiver() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::take);
        server.start();
    }

    public URI address() {
        return URI.create(
                "http://127.0.0.1:" + server.getAddress().getPort() + "/hook%2C1?env=a%20b%3Bc");
    }

    public List<Map<String, @Nullable Object>> events() {
        return deliveries.stream().flatMap(delivery -> delivery.events().stream()).toList();
    }

    /** Waits until so many events have come; false when they take too long. */
    public boolean awaitEvents(int count, Duration patience) {
        return await(() -> events().size() >= count, patience);
    }

    /** Waits until so many requests have come; false when they take too long. */
    public boolean awaitDeliveries(int count, Duration patience) {
        return await(() -> deliveries.size() >= count, patience);
    }

    private boolean await(BooleanSupplier condition, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        synchronized (deliveries) {
            while (!condition.getAsBoolean()) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return false;
                }
                try {
                    deliveries.wait(left);
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
        }
        return true;
    }

    private void take(HttpExchange exchange) throws IOException {
        underWayMax.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name, values.getFirst()));
            synchronized (deliveries) {
                deliveries.add(new Delivery(exchange.getRequestURI().toString(), headers, body));
                deliveries.notifyAll();
            }
            int number = deliveries.size();
            if (answerMillis > 0) {
                Thread.sleep(answerMillis);
            }
            underWay.decrementAndGet(); // before the sender can know
            exchange.sendResponseHeaders(status.applyAsInt(number), -1);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
