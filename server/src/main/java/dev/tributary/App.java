package dev.tributary;

import dev.tributary.db.Database;
import dev.tributary.http.Authenticator;
import dev.tributary.http.ErrorRoutes;
import dev.tributary.http.HttpServer;
import dev.tributary.http.Routes;
import dev.tributary.ops.HealthRoutes;
import dev.tributary.ops.Metrics;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/** The composition root: everything that joins features is made here, and nowhere else. */
final class App implements AutoCloseable {
    private final Database db;
    private final HttpServer server;

    private App(Database db, HttpServer server) {
        this.db = db;
        this.server = server;
    }

    static App open(Config config, Clock clock) {
        Ids ids = new Ids(clock, new SecureRandom());
        Metrics metrics = new Metrics();
        Database db = Database.open(config.database());
        metrics.gauge("database_connections_in_use", db::connectionsInUse);
        metrics.gauge("database_connections_max", db::connectionsMax);
        Authenticator nobody =
                key -> {
                    throw new Failure(Code.UNAUTHORIZED, "no API key is known yet");
                };
        List<Routes> routes = List.of(new HealthRoutes(metrics, db::reachable), new ErrorRoutes());
        var http =
                new HttpServer.Settings(
                        config.http().host(),
                        config.http().port(),
                        config.http().publicUrl(),
                        config.http().bodyBytesMax());
        return new App(db, new HttpServer(http, routes, nobody, ids, metrics));
    }

    /** Answers requests from now on; {@code not_ready} when the port is taken. */
    void start() {
        server.start();
    }

    int port() {
        return server.port();
    }

    /** Ends in the opposite order: no new requests, then the work, then the database. */
    @Override
    public void close() {
        server.close();
        db.close();
    }
}
