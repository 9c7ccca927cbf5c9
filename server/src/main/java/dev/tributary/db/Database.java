package dev.tributary.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import dev.tributary.Code;
import dev.tributary.Config;
import dev.tributary.Failure;
import dev.tributary.Within;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The way to Postgres: a migrated schema, a bounded pool, and transactions. Connections work under
 * roles that own nothing: they read and write rows as far as the migrations grant it, and can
 * change no table. Statements see the rows that the thread is {@link Within}. Thread-safe. {@code
 * not_ready} when the database cannot be reached in time.
 */
public final class Database implements AutoCloseable {
    private static final int WRITE_ATTEMPTS = 5;
    private static final Duration LOGIN_LIMIT = Duration.ofSeconds(10);

    private final @Nullable EmbeddedPostgres embedded;
    private final HikariDataSource pool;
    private final ActAs actAs = new ActAs();
    private final Jdbi jdbi;

    private Database(@Nullable EmbeddedPostgres embedded, HikariDataSource pool) {
        this.embedded = embedded;
        this.pool = pool;
        this.jdbi = Rows.configure(Jdbi.create(this::connection));
    }

    private Connection connection() throws SQLException {
        String environment = Within.present();
        Connection connection = pool.getConnection();
        try {
            actAs.become(connection, environment);
            return connection;
        } catch (SQLException | RuntimeException e) {
            pool.evictConnection(connection);
            throw e;
        }
    }

    /** Starts the embedded Postgres if no URL is given, migrates the schema, opens the pool. */
    public static Database open(Config.Database config) {
        if (config.url().isPresent()) {
            return open(config, JdbcUrl.parse(config.url().get().value(), config), null);
        }
        var settings =
                EmbeddedPostgres.Settings.of(
                        config.embedded().directory(), config.embedded().port());
        var server =
                new EmbeddedPostgres(
                        config.embedded().fsync() ? settings : settings.withoutFsync());
        server.start();
        var url =
                new JdbcUrl(
                        server.jdbcUrl(EmbeddedPostgres.DATABASE),
                        EmbeddedPostgres.USER,
                        server.superuserPassword());
        try {
            return open(config, url, server);
        } catch (RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    /** A pool on a schema that is migrated already. */
    static Database connect(Config.Database config, JdbcUrl url) {
        return new Database(null, pool(config, url));
    }

    private static Database open(
            Config.Database config, JdbcUrl url, @Nullable EmbeddedPostgres server) {
        migrate(url);
        return new Database(server, pool(config, url));
    }

    static void migrate(JdbcUrl url) {
        try {
            Flyway.configure()
                    .dataSource(url.url(), url.user(), url.plainPassword())
                    .locations("classpath:db/migration")
                    .validateMigrationNaming(true)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new Failure(
                    Code.NOT_READY, "the database cannot be migrated: " + e.getMessage(), e);
        }
    }

    private static HikariDataSource pool(Config.Database config, JdbcUrl url) {
        HikariConfig hikari = new HikariConfig();
        hikari.setPoolName("db");
        hikari.setJdbcUrl(url.url());
        hikari.setUsername(url.user());
        hikari.setPassword(url.plainPassword());
        hikari.setMaximumPoolSize(config.connections());
        hikari.setMinimumIdle(Math.min(2, config.connections()));
        hikari.setConnectionTimeout(config.connectTimeout().toMillis());
        hikari.setInitializationFailTimeout(LOGIN_LIMIT.toMillis());
        hikari.setConnectionInitSql(
                "SET ROLE %s; SET statement_timeout = %d; SET idle_in_transaction_session_timeout = %d"
                        .formatted(
                                ActAs.ONE,
                                config.statementTimeout().toMillis(),
                                2 * config.statementTimeout().toMillis()));
        // The server gives up on a statement first; this is for a network that swallows the answer.
        long socketSeconds = config.statementTimeout().toSeconds() + 10;
        hikari.addDataSourceProperty("socketTimeout", Long.toString(socketSeconds));
        hikari.addDataSourceProperty("loginTimeout", Long.toString(LOGIN_LIMIT.toSeconds()));
        hikari.addDataSourceProperty("logServerErrorDetail", "false"); // it quotes whole rows
        hikari.addDataSourceProperty("tcpKeepAlive", "true");
        hikari.addDataSourceProperty("reWriteBatchedInserts", "true");
        hikari.addDataSourceProperty("ApplicationName", "tributary");
        return new HikariDataSource(hikari);
    }

    /** Statements that only read, each seeing what is committed when it starts. */
    public <T extends @Nullable Object, X extends Exception> T read(HandleCallback<T, X> work)
            throws X {
        return reaching(() -> with(work));
    }

    // Inside of work on this thread its connection is used again, unless this is about the rows of
    // somebody else.
    private <T extends @Nullable Object, X extends Exception> T with(HandleCallback<T, X> work)
            throws X {
        return jdbi.withHandle(handle -> isHere(handle) ? work.withHandle(handle) : apart(work));
    }

    private boolean isHere(Handle handle) {
        try {
            return actAs.is(handle.getConnection(), Within.present());
        } catch (SQLException e) {
            throw new ConnectionException(e);
        }
    }

    private <T extends @Nullable Object, X extends Exception> T apart(HandleCallback<T, X> work)
            throws X {
        try (Handle own = jdbi.open()) {
            return work.withHandle(own);
        }
    }

    /** Several reads that all see the same moment. */
    public <T extends @Nullable Object, X extends Exception> T snapshot(HandleCallback<T, X> work)
            throws X {
        return reaching(
                () ->
                        with(
                                handle -> {
                                    handle.setReadOnly(true); // the pool resets it
                                    return handle.inTransaction(
                                            TransactionIsolationLevel.REPEATABLE_READ, work);
                                }));
    }

    /**
     * One transaction with a result. When Postgres ends it for a deadlock or a serialization
     * failure it is run again, a few times, so the work must not touch anything but the handle.
     */
    public <T extends @Nullable Object, X extends Exception> T write(HandleCallback<T, X> work)
            throws X {
        for (int attempt = 1; ; attempt++) {
            try {
                return reaching(() -> with(handle -> handle.inTransaction(work)));
            } catch (RuntimeException e) {
                if (attempt == WRITE_ATTEMPTS || !isRepeatable(e)) {
                    throw e;
                }
                pause(attempt);
            }
        }
    }

    /** One transaction without a result; see {@link #write}. */
    public <X extends Exception> void transact(HandleConsumer<X> work) throws X {
        this.<@Nullable Object, X>write(
                handle -> {
                    work.useHandle(handle);
                    return null;
                });
    }

    /** Connections in use and the most there can be. */
    public int connectionsInUse() {
        return pool.getHikariPoolMXBean().getActiveConnections();
    }

    public int connectionsMax() {
        return pool.getMaximumPoolSize();
    }

    /** Whether a statement is answered; never throws. */
    public boolean reachable() {
        try {
            return Within.everything()
                            .call(
                                    () ->
                                            read(
                                                    handle ->
                                                            handle.select("SELECT 1")
                                                                    .mapTo(Integer.class)
                                                                    .one()))
                    == 1;
        } catch (RuntimeException e) {
            return false;
        }
    }

    @Override
    public void close() {
        pool.close();
        if (embedded != null) {
            embedded.close();
        }
    }

    private interface Work<T extends @Nullable Object, X extends Exception> {
        T run() throws X;
    }

    private static <T extends @Nullable Object, X extends Exception> T reaching(Work<T, X> work)
            throws X {
        try {
            return work.run();
        } catch (ConnectionException e) {
            throw new Failure(Code.NOT_READY, "the database cannot be reached", e);
        } catch (RuntimeException e) {
            if (sqlState(e).startsWith("08") || sqlState(e).startsWith("57P")) {
                throw new Failure(Code.NOT_READY, "the connection to the database was lost", e);
            }
            throw e;
        }
    }

    private static boolean isRepeatable(RuntimeException e) {
        String state = sqlState(e);
        return state.equals("40001") || state.equals("40P01");
    }

    /** The SQLSTATE of a failed statement, wherever it is wrapped; empty when there is none. */
    public static String sqlState(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return "";
    }

    private static void pause(int attempt) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(10L << attempt));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(Code.NOT_READY, "interrupted while waiting for the database", e);
        }
    }
}
