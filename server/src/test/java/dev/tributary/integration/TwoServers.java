package dev.tributary.integration;

import dev.tributary.Code;
import dev.tributary.Eventually;
import dev.tributary.Failure;
import dev.tributary.Within;
import dev.tributary.connector.Connector;
import dev.tributary.db.Database;
import dev.tributary.db.TestDatabase;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Two servers on one database, a strict authorization server, and an account that connects there.
 */
final class TwoServers implements BeforeEachCallback, AfterEachCallback {
    private static int count;
    private final TestDatabase db;
    private Database secondPool;
    StrictOAuth oauth;
    AcmeConnector acme;
    TestServer one;
    TestServer two;
    String key;

    TwoServers(TestDatabase db) {
        this.db = db;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        oauth = new StrictOAuth();
        acme = new AcmeConnector(oauth.url());
        acme.after = false;
        secondPool = db.connect();
        one = new TestServer(db.get(), Clock.systemUTC(), acme);
        two = new TestServer(secondPool, Clock.systemUTC(), acme);
        key = one.environmentKey("tokens" + count++);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        sqlUpdate("DELETE FROM credential");
        one.close();
        two.close();
        secondPool.close();
        oauth.close();
    }

    IntegratedAccount connect() {
        String id = (String) one.connect(key, "tenant-1").get("id");
        String environment =
                sql("SELECT environment_id FROM integrated_account WHERE id = '" + id + "'");
        return one.integration.integratedAccounts().require(environment, id);
    }

    IntegratedAccount account(TestServer server, IntegratedAccount account) {
        server.integration.integratedAccounts().changed(account.environmentId(), account.id());
        return server.integration
                .integratedAccounts()
                .require(account.environmentId(), account.id());
    }

    String fresh(TestServer server, IntegratedAccount account) {
        return token(server.integration.tokens().fresh(account, connector(server, account)));
    }

    Connector connector(TestServer server, IntegratedAccount account) {
        return server.integration.connectors().of(account);
    }

    static String token(Authorization authorization) {
        return authorization.headers().get("authorization").substring("Bearer ".length());
    }

    String sql(String select) {
        return db.get().read(handle -> handle.select(select).mapTo(String.class).one());
    }

    void sqlUpdate(String update) {
        Within.everything().run(() -> db.get().transact(handle -> handle.execute(update)));
    }

    static <T> List<T> together(int threads, Callable<T> work) throws Exception {
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> futures =
                    IntStream.range(0, threads)
                            .mapToObj(i -> pool.submit(() -> Within.everything().call(work::call)))
                            .toList();
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }

    static void asOwner(TestDatabase db, String statement) throws SQLException {
        var login = db.config();
        try (var connection =
                        DriverManager.getConnection(
                                db.url(), login.user(), login.password().orElseThrow().value());
                var work = connection.createStatement()) {
            work.execute(statement);
        }
    }

    boolean attempted() {
        return sql("SELECT count(*) FROM credential WHERE attempt_of IS NOT NULL").equals("1");
    }

    void untilExpired() {
        Eventually.until("all tokens have expired", oauth::allExpired);
    }

    boolean needsReauth(TestServer server, IntegratedAccount account) {
        try {
            fresh(server, account);
            return false;
        } catch (Failure failure) {
            return failure.code() == Code.NEEDS_REAUTH;
        }
    }

    /** As if the token had been obtained a while ago. */
    void backdate(IntegratedAccount account) {
        sqlUpdate(
                """
                UPDATE credential SET obtained_at = obtained_at - interval '1 minute'
                WHERE integrated_account_id = '%s'
                """
                        .formatted(account.id()));
    }
}
