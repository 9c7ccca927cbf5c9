package dev.tributary.bulk;

import dev.tributary.Ids;
import dev.tributary.SettableClock;
import dev.tributary.call.Acme;
import dev.tributary.call.Calls;
import dev.tributary.call.LiveServer;
import dev.tributary.db.Database;
import dev.tributary.db.TestDatabase;
import dev.tributary.http.Http;
import dev.tributary.http.HttpCall;
import dev.tributary.http.HttpReply;
import dev.tributary.http.HttpStream;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.io.InputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;

/** A server with bulk jobs whose turns a test takes, and an {@link Acme} with a bulk API. */
final class BulkConnected
        implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {
    private static final int TURNS_MAX = 200;
    private static final Duration KEPT = Duration.ofDays(7);

    final SettableClock clock = SettableClock.at("2026-03-01T09:00:00Z");
    final TestDatabase database = new TestDatabase();
    LiveServer server;
    Bulk bulk;
    Acme acme;
    BulkDesk desk;
    String key;
    String account;

    /** What lies between us and the provider; tests put something else there. */
    volatile UnaryOperator<Http> line = http -> http;

    private int count;

    @Override
    public void beforeAll(ExtensionContext context) {
        database.open();
        server = server(database.get());
    }

    private LiveServer server(Database db) {
        return new LiveServer(
                db,
                clock,
                http -> new Line(http),
                calls -> {
                    bulk = node(db, calls);
                    return bulk.routes();
                });
    }

    /** One more node on the database; it does nothing until somebody takes its turns. */
    Bulk node() {
        return node(database.get(), server.calls);
    }

    private Bulk node(Database db, Calls calls) {
        return Bulk.create(db, calls, KEPT, new Ids(clock, new Random()), clock);
    }

    /** Goes by way of whatever the test has put there. */
    private final class Line implements Http {
        private final Http http;

        Line(Http http) {
            this.http = http;
        }

        @Override
        public HttpReply send(HttpCall call) {
            return line.apply(http).send(call);
        }

        @Override
        public HttpStream open(HttpCall call, InputStream body) {
            return line.apply(http).open(call, body);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        server.close();
        database.close();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        line = http -> http;
        acme = new Acme();
        acme.on("GET /fields/contacts", asked -> Acme.ok(Map.of("fields", List.of())));
        desk = new BulkDesk(acme);
        String environment = server.environment("environment " + count);
        key = server.key(environment, "*");
        server.use(acme, key, Map.of());
        account = server.connect(key, "tenant-" + count++);
        bulk = node();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        database.empty("bulk_job", "bulk_part", "bulk_row");
        acme.close();
    }

    void override(Map<String, Object> override) {
        server.use(acme, key, override);
    }

    LiveServer.Answer post(Map<String, Object> more, String... headers) {
        return postTo("/bulk-jobs", more, headers);
    }

    LiveServer.Answer postTo(String path, Map<String, Object> more, String... headers) {
        Map<String, Object> body = new HashMap<>();
        body.put("integrated_account_id", account);
        body.put("model", "crm");
        body.put("resource", "contacts");
        body.putAll(more);
        return server.send("POST", path, key, body, headers);
    }

    /** A new job's id. */
    String job(Map<String, Object> more) {
        LiveServer.Answer answer = post(more);
        if (answer.status() != 202) {
            throw new AssertionError(answer.text());
        }
        return answer.json().get("id").toString();
    }

    Map<String, Object> look(String id) {
        return server.send("GET", "/bulk-jobs/" + id, key, null).json();
    }

    LiveServer.Answer results(String id, String query) {
        return server.send("GET", "/bulk-jobs/" + id + "/results" + query, key, null);
    }

    @SuppressWarnings("unchecked")
    List<Map<String, Object>> rows(String id, String query) {
        return (List<Map<String, Object>>) results(id, query).json().get("result");
    }

    /** Takes turns, and lets time pass between them, until the job has ended; how it did. */
    String untilEnded(String id) {
        for (int turn = 0; turn < TURNS_MAX; turn++) {
            String state = look(id).get("state").toString();
            if (!state.equals("queued") && !state.equals("running")) {
                return state;
            }
            if (!bulk.turn()) {
                clock.advance(Duration.ofSeconds(11));
            }
        }
        throw new AssertionError("it does not end: " + look(id));
    }
}
