package dev.tributary.call;

import dev.tributary.SettableClock;
import dev.tributary.budget.Lane;
import dev.tributary.db.Database;
import dev.tributary.db.TestDatabase;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** For each test class a server, for each test an {@link Acme} that a customer has connected. */
public final class AcmeConnected
        implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {
    public final SettableClock clock = SettableClock.at("2026-03-01T09:00:00Z");
    private final TestDatabase database = new TestDatabase();
    private LiveServer server;
    private Acme acme;
    private String environment;
    private String key;
    private String account;
    private int count;

    @Override
    public void beforeAll(ExtensionContext context) {
        database.open();
        server = new LiveServer(database.get(), clock);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        server.close();
        database.close();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        acme = new Acme();
        acme.on("GET /fields/contacts", asked -> Acme.ok(Map.of("fields", List.of())));
        environment = server.environment("environment " + count);
        key = server.key(environment, "*");
        server.use(acme, key, Map.of());
        account = server.connect(key, "tenant-" + count++);
        clock.advance(Duration.ofMinutes(1));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        acme.close();
    }

    public Database database() {
        return database.get();
    }

    public LiveServer server() {
        return server;
    }

    public Acme acme() {
        return acme;
    }

    public String environment() {
        return environment;
    }

    /** A key that may do everything in the environment. */
    public String key() {
        return key;
    }

    /** The integrated account's id. */
    public String account() {
        return account;
    }

    /** Another server on the same database; the caller closes it. */
    public LiveServer anotherServer() {
        return new LiveServer(database.get(), clock);
    }

    /** Lays this over the connector. */
    public void override(Map<String, Object> override) {
        server.use(acme, key, override);
    }

    /** {@code resource} is {@code crm/contacts} with whatever follows it. */
    public LiveServer.Answer unified(
            String method, String resource, Object body, String... headers) {
        return unified(server, method, resource, body, headers);
    }

    public LiveServer.Answer unified(
            LiveServer at, String method, String resource, Object body, String... headers) {
        String mark = resource.contains("?") ? "&" : "?";
        return at.send(
                method,
                "/unified/" + resource + mark + "integrated_account_id=" + account,
                key,
                body,
                headers);
    }

    public Target target(String model, String resource) {
        return server.calls.target(environment, account, model, resource);
    }

    public static Trace trace() {
        return new Trace(Lane.INTERACTIVE);
    }
}
