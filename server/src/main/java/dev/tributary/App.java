package dev.tributary;

import dev.tributary.budget.Budgets;
import dev.tributary.bulk.Bulk;
import dev.tributary.call.Calls;
import dev.tributary.call.FollowPages;
import dev.tributary.call.Links;
import dev.tributary.call.drift.WatchFields;
import dev.tributary.catalog.BundledConnectors;
import dev.tributary.commission.Commission;
import dev.tributary.connect.ConnectRoutes;
import dev.tributary.connect.RunAfterSteps;
import dev.tributary.db.Database;
import dev.tributary.event.Events;
import dev.tributary.event.Upstream;
import dev.tributary.http.ErrorRoutes;
import dev.tributary.http.Http;
import dev.tributary.http.HttpServer;
import dev.tributary.http.PooledHttp;
import dev.tributary.http.Routes;
import dev.tributary.inbound.Inbound;
import dev.tributary.inbound.InboundRoutes;
import dev.tributary.integration.Integration;
import dev.tributary.job.Loop;
import dev.tributary.mapping.WatchExpressions;
import dev.tributary.ops.AuditLog;
import dev.tributary.ops.AuditRoutes;
import dev.tributary.ops.ExpressionMetrics;
import dev.tributary.ops.HealthRoutes;
import dev.tributary.ops.KeepHeapSmall;
import dev.tributary.ops.Metrics;
import dev.tributary.override.OverrideApi;
import dev.tributary.payroll.Payroll;
import dev.tributary.sync.Sync;
import dev.tributary.sync.Walk;
import dev.tributary.tool.PlayAll;
import dev.tributary.tool.PlayedFixtures;
import dev.tributary.unified.ProxyRoutes;
import dev.tributary.unified.Unified;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The composition root: everything that joins features is made here, and nowhere else. */
final class App implements AutoCloseable {
    /** Of this server since it started, over all environments; the others are counted in tables. */
    private static final List<String> SHOWN_IN_STATS =
            List.of("api_calls", "batch_reads", "upstream_429", "token_refreshes");

    private final Database db;
    private final Integration integration;
    private final Events events;
    private final Commission commission;
    private final Payroll payroll;
    private final Sync sync;
    private final Unified unified;
    private final Bulk bulk;
    private final HttpServer server;
    private final Optional<HttpServer> proxyOrigin;
    private final Optional<Loop> keepHeapSmall = KeepHeapSmall.loop();

    private App(Config config, Clock clock, Database db) {
        this.db = db;
        SecureRandom secure = new SecureRandom();
        Ids ids = new Ids(clock, secure);
        Metrics metrics = new Metrics();
        metrics.gauge("database_connections_in_use", db::connectionsInUse);
        metrics.gauge("database_connections_max", db::connectionsMax);
        AuditLog audit = new AuditLog(ids, clock);
        Http http = new PooledHttp(config.call().allowPrivateNetworks());
        String publicUrl = config.http().publicUrl();

        BundledConnectors bundled =
                connectors(config, ExpressionMetrics.in(metrics, System::nanoTime));
        integration =
                Integration.create(
                        new Integration.Ground(db, http, metrics, audit, ids, clock, secure),
                        Integration.Settings.of(config, publicUrl, App::announce),
                        bundled);
        Calls calls =
                new Calls(
                        http,
                        Links.of(integration.integratedAccounts(), integration.connectors()),
                        integration.tokens(),
                        new Budgets(System::nanoTime),
                        metrics,
                        new WatchFields(db, integration.accountEvents(), metrics, clock),
                        new FollowPages(config.call().pagesMax()),
                        clock);

        events =
                Events.create(
                        db,
                        Upstream.of(
                                integration.integratedAccounts(), integration.connectors(), calls),
                        ids,
                        clock,
                        secure);
        Inbound inbound =
                Inbound.create(
                        integration,
                        events,
                        metrics,
                        ids,
                        clock,
                        InboundRoutes.Settings.of(publicUrl));

        commission =
                Commission.create(
                        db,
                        events,
                        integration.integratedAccounts()::require,
                        audit,
                        metrics,
                        ids,
                        clock);
        payroll =
                Payroll.create(
                        new Payroll.Ground(
                                db, commission.payroll(), audit, metrics, ids, clock, secure),
                        calls);
        sync = Sync.create(db, events.sweeps(), Walk.of(calls), ids, clock);
        bulk = Bulk.create(db, calls, config.bulk().recordsKept(), ids, clock);

        events.stats().addSource(environment -> metrics.totals(SHOWN_IN_STATS));

        unified =
                Unified.create(
                        new Unified.Ground(
                                db,
                                calls,
                                integration,
                                bundled,
                                new PlayedFixtures(bundled, clock),
                                metrics,
                                clock),
                        new Unified.Settings(
                                publicUrl,
                                config.http().bodyBytesMax(),
                                new ProxyRoutes.Limits(
                                        config.proxy().bodyBytesMax(),
                                        config.proxy().answerBytesMax())));

        // The order of chapters in the API's description; paths are told apart in any order.
        List<Routes> routes = new ArrayList<>();
        routes.addAll(unified.routes());
        routes.addAll(integration.routes());
        routes.addAll(OverrideApi.create(integration, calls, new PlayAll(clock)).routes());
        routes.add(new ConnectRoutes(integration, new RunAfterSteps(calls), publicUrl));
        routes.addAll(events.routes());
        routes.addAll(inbound.routes());
        routes.addAll(sync.routes());
        routes.addAll(bulk.routes());
        routes.addAll(commission.routes());
        routes.add(payroll.routes());
        routes.add(new AuditRoutes(db));
        routes.add(new HealthRoutes(metrics, db::reachable));
        routes.add(new ErrorRoutes());
        routes.add(unified.docs(routes));
        server =
                new HttpServer(
                        new HttpServer.Settings(
                                config.http().host(),
                                config.http().port(),
                                publicUrl,
                                config.http().bodyBytesMax(),
                                config.http().browserOrigins()),
                        routes,
                        integration.authenticator(),
                        ids,
                        metrics);
        proxyOrigin =
                config.proxy().port().isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                server.beside(
                                        config.proxy().port().getAsInt(),
                                        List.of(unified.proxyOrigin())));
    }

    /** Opens the database and builds everything; nothing runs yet. */
    static App open(Config config, Clock clock) {
        Database db = Database.open(config.database());
        try {
            return new App(config, clock, db);
        } catch (RuntimeException | Error e) {
            db.close();
            throw e;
        }
    }

    private static void announce(Secret adminKey) {
        System.out.println("The admin key, shown this once: " + adminKey.value());
    }

    private static BundledConnectors connectors(Config config, WatchExpressions watch) {
        List<Path> connectors = new ArrayList<>();
        connectors.add(BundledFolder.open("connectors"));
        config.connectors().folder().ifPresent(connectors::add);
        Path models = config.connectors().models().orElseGet(() -> BundledFolder.open("models"));
        return BundledConnectors.load(connectors, models, config.connectors().limits(), watch);
    }

    /** Works and answers requests from now on; {@code not_ready} when the port is taken. */
    void start() {
        work();
        answer();
    }

    /** The work that goes on between requests. */
    void work() {
        integration.start();
        events.start();
        commission.start();
        payroll.start();
        sync.start();
        unified.start();
        bulk.start();
        keepHeapSmall.ifPresent(Loop::start);
    }

    void answer() {
        server.start();
        proxyOrigin.ifPresent(HttpServer::start);
    }

    int port() {
        return server.port();
    }

    /** Where every path is a provider's, when that is set. */
    int proxyPort() {
        return proxyOrigin.map(HttpServer::port).orElse(-1);
    }

    /** Ends in the opposite order: no new requests, then the work, then the database. */
    @Override
    public void close() {
        proxyOrigin.ifPresent(HttpServer::close);
        server.close();
        keepHeapSmall.ifPresent(Loop::close);
        unified.close();
        payroll.close();
        commission.close();
        bulk.close();
        sync.close();
        events.close();
        integration.close();
        db.close();
    }
}
