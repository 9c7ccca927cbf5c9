package dev.tributary.event;

import static dev.tributary.event.ScriptedUpstream.body;
import static dev.tributary.event.ScriptedUpstream.hint;
import static dev.tributary.event.TestPipeline.ENVIRONMENT;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.Code;
import dev.tributary.Eventually;
import dev.tributary.Failure;
import dev.tributary.Ids;
import dev.tributary.Json;
import dev.tributary.db.Database;
import dev.tributary.db.TestDatabase;
import dev.tributary.http.AsDescribed;
import dev.tributary.http.Caller;
import dev.tributary.http.HttpServer;
import dev.tributary.ops.Metrics;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The feature as it runs: GET /events, /lag, /stats, /parked, and its loops. */
class EventsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    @RegisterExtension static final TestDatabase DB = new TestDatabase();

    private final ScriptedUpstream upstream = new ScriptedUpstream(new ConcurrentHashMap<>());
    private final Ids ids = new Ids(Clock.systemUTC(), new Random(3));
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private Events events;
    private HttpServer server;

    @BeforeEach
    void open() {
        DB.empty(TestPipeline.TABLES);
        events = events(DB.get());
        server =
                new HttpServer(
                        new HttpServer.Settings("127.0.0.1", 0, "http://localhost", 100_000),
                        AsDescribed.checked(events.routes()),
                        key -> new Caller(key, ENVIRONMENT, Set.of(key)),
                        ids,
                        new Metrics());
        server.start();
    }

    private Events events(Database db) {
        Events made = Events.create(db, upstream, ids, Clock.systemUTC(), new Random(4));
        made.start();
        opened.add(made);
        return made;
    }

    @AfterEach
    void close() throws Exception {
        server.close();
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }

    private void receive(Events at, byte[] body, int items) {
        at.inbox()
                .append(
                        new InboundEvent(
                                ids.next("in"),
                                ENVIRONMENT,
                                ScriptedUpstream.PROVIDER,
                                null,
                                Clock.systemUTC().instant(),
                                items,
                                body));
    }

    private Map<String, Object> ask(String method, String path, int status) {
        HttpResponse<String> reply = reply(method, path);
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(status);
        return asMap(Json.read(reply.body(), Map.class));
    }

    private HttpResponse<String> reply(String method, String path) {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .timeout(Duration.ofSeconds(40))
                        .header("authorization", "Bearer events")
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (java.io.IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> asMap(Object json) {
        return (Map<String, Object>) json;
    }

    private static List<?> result(Map<String, Object> answer) {
        return (List<?>) answer.get("result");
    }

    /** A connection that was cut lies in the pool until somebody takes it: a 503 is asked again. */
    private void zeroLag() {
        Eventually.until(
                "zero lag",
                PATIENCE,
                () -> {
                    HttpResponse<String> reply = reply("GET", "/lag");
                    if (reply.statusCode() == 503) {
                        return false;
                    }
                    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
                    return asMap(Json.read(reply.body(), Map.class)).get("zero").equals(true);
                });
    }

    @Test
    void whoever_waits_for_events_gets_them_when_they_come() {
        assertThat(result(ask("GET", "/events", 200))).isEmpty();
        upstream.put("1", "amount", "10.50");
        receive(events, body(hint("7", "1", "10.50", 1_700_000_000_000L)), 1);
        Map<String, Object> feed = ask("GET", "/events?after=0&wait=30s", 200);
        Map<String, Object> event = asMap(result(feed).getFirst());
        assertThat(event)
                .containsEntry("sequence", 1)
                .containsEntry("type", "record:created")
                .containsEntry("record_id", "1")
                .containsEntry("occurred_at", "2023-11-14T22:13:20Z")
                .containsEntry("via", "webhook")
                .containsEntry("data", Map.of("id", "1", "amount", "10.50"));
        assertThat(feed).containsEntry("next_after", 1).containsEntry("latest", 1);
        assertThat(result(ask("GET", "/events?after=1&wait=100ms", 200))).isEmpty();
        ask("GET", "/events?wait=31s", 400);
        ask("GET", "/events?after=-1", 400);
    }

    @Test
    void what_is_parked_is_shown_and_tried_again_on_demand() {
        upstream.put("1", "amount", "1.00");
        upstream.put("2", "amount", "2.00");
        upstream.broken.put("1", new Failure(Code.MAPPING_FAILED, "no close date"));
        upstream.broken.put("2", new Failure(Code.MAPPING_FAILED, "no close date"));
        receive(events, body(hint("7", "1", "a", 1L), hint("7", "2", "a", 2L)), 2);
        zeroLag();
        List<?> parked = result(ask("GET", "/parked?stage=map", 200));
        assertThat(parked).hasSize(2);
        Map<String, Object> first = asMap(parked.getFirst());
        assertThat(first)
                .containsEntry("resource", "crm/deals")
                .containsEntry("reason", "no close date")
                .containsEntry("code", "mapping_failed");
        assertThat(result(ask("GET", "/parked?stage=hint", 200))).isEmpty();

        upstream.broken.clear();
        ask("POST", "/parked/" + first.get("id") + ":retry", 202);
        ask("POST", "/parked/" + first.get("id") + ":retry", 404);
        assertThat(ask("POST", "/parked:retry", 202)).containsEntry("retried", 1);
        zeroLag();
        assertThat(ask("GET", "/lag", 200)).containsEntry("parked", 0);
        assertThat(ask("GET", "/stats", 200))
                .containsEntry("webhook_requests", 1)
                .containsEntry("events_in", 2)
                .containsEntry("duplicates", 0)
                .containsEntry("record_events", 2);
    }

    @Test
    void two_servers_whose_connections_are_cut_bring_everything_through_once() throws Exception {
        Database other = DB.connect();
        opened.add(other);
        List<Events> both = List.of(events, events(other));
        Random random = new Random(11);
        int hints = 0;
        for (int round = 0; round < 120; round++) {
            Object[] batch = new Object[50];
            for (int i = 0; i < batch.length; i++) {
                String id = "r" + random.nextInt(1_500);
                upstream.put(id, "round", round, "amount", round + ".25");
                batch[i] = hint("7", id, "v" + hints, (long) ++hints);
            }
            send(both.get(round % 2), body(batch));
            if (round % 10 == 5) {
                DB.cutConnections(random.nextInt(4));
            }
        }
        zeroLag();
        Map<String, RecordEvent> last = new HashMap<>();
        long sequence = 0;
        for (RecordEvent event : all()) {
            assertThat(event.sequence()).isEqualTo(++sequence);
            RecordEvent before = last.put(event.recordId(), event);
            assertThat(event.version()).isEqualTo(before == null ? 1 : before.version() + 1);
        }
        Map<String, Object> data = new TreeMap<>();
        last.forEach((id, event) -> data.put(id, event.data()));
        assertThat(data).isEqualTo(new TreeMap<>(upstream.records));
        assertThat(upstream.fetches.size()).as("batches, not single reads").isLessThan(hints / 5);
        // An append whose answer was cut off may be there twice; none may be missing.
        assertThat((Integer) ask("GET", "/stats", 200).get("events_in"))
                .isGreaterThanOrEqualTo(hints);
    }

    /** Sends until it is accepted, as providers do. */
    private void send(Events at, byte[] body) throws InterruptedException {
        for (int attempt = 0; attempt < 200; attempt++) {
            try {
                receive(at, body, 50);
                return;
            } catch (RuntimeException e) {
                Thread.sleep(20);
            }
        }
        throw new AssertionError("never accepted");
    }

    private List<RecordEvent> all() {
        return DB.get().read(handle -> events.log().after(handle, ENVIRONMENT, 0, 1_000_000));
    }
}
