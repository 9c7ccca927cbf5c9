package dev.tributary.db;

import dev.tributary.Config;
import dev.tributary.Secret;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A migrated database of its own for each test class, on one real Postgres per JVM:
 *
 * <pre>{@code
 * @RegisterExtension static final TestDatabase DB = new TestDatabase();
 * … DB.get().write(handle -> …)
 * }</pre>
 *
 * The schema is migrated once into a template; each class gets a copy of that.
 */
public final class TestDatabase implements BeforeAllCallback, AfterAllCallback {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final String TEMPLATE = "migrated";

    private Database database;
    private String name;

    @Override
    public void beforeAll(ExtensionContext context) {
        open();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    /** For tests that want more databases than one per class. */
    public TestDatabase open() {
        name = "test" + COUNT.incrementAndGet();
        sql("CREATE DATABASE %s TEMPLATE %s".formatted(name, TEMPLATE));
        database = connect();
        return this;
    }

    /** The database of this test class, under the application's role. */
    public Database get() {
        return database;
    }

    /** One more pool on the same database, as a second server would have. */
    public Database connect() {
        return Database.connect(config(url()), login(name));
    }

    /** The address for things that bring their own connections; logs in as the owner. */
    public String url() {
        return Server.POSTGRES.jdbcUrl(name);
    }

    /** What a server needs to know to work on this database. */
    public Config.Database config() {
        return config(url());
    }

    /** Takes every row out of these tables, as their owner, for tests that share a database. */
    public void empty(String... tables) {
        asOwner("TRUNCATE " + String.join(", ", tables));
    }

    /** Whether Postgres itself keeps environments apart; without it only queries do. */
    public void rowSecurity(boolean on) {
        asOwner(
                """
                DO $$ DECLARE t text; BEGIN
                    FOR t IN SELECT DISTINCT tablename FROM pg_policies LOOP
                        EXECUTE format('ALTER TABLE %%I %s ROW LEVEL SECURITY', t);
                    END LOOP;
                END $$
                """
                        .formatted(on ? "ENABLE" : "DISABLE"));
    }

    /** Ends up to {@code most} connections of the servers on this database, at work or not. */
    public void cutConnections(int most) {
        asOwner(
                """
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid()
                ORDER BY random() LIMIT %d
                """
                        .formatted(most));
    }

    private void asOwner(String statement) {
        var login = login(name);
        try (Connection connection =
                        DriverManager.getConnection(
                                login.url(), login.user(), login.plainPassword());
                var work = connection.createStatement()) {
            work.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }

    public void close() {
        database.close();
        sql("DROP DATABASE %s WITH (FORCE)".formatted(name));
    }

    private static Config.Database config(String url) {
        return new Config.Database(
                Optional.of(new Secret(url)),
                EmbeddedPostgres.USER,
                Optional.of(Server.POSTGRES.superuserPassword()),
                10,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                new Config.Embedded(Path.of("unused"), 0, false));
    }

    private static JdbcUrl login(String database) {
        return new JdbcUrl(
                Server.POSTGRES.jdbcUrl(database),
                EmbeddedPostgres.USER,
                Server.POSTGRES.superuserPassword());
    }

    private static void sql(String statement) {
        var login = login("postgres");
        try (Connection connection =
                        DriverManager.getConnection(
                                login.url(), login.user(), login.plainPassword());
                var work = connection.createStatement()) {
            work.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }

    /** Started when the first test needs it, stopped and removed when the JVM ends. */
    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                Path directory = Files.createTempDirectory("tributary-test-");
                var settings = EmbeddedPostgres.Settings.of(directory, 0).withoutFsync();
                var postgres = new EmbeddedPostgres(settings).start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(postgres, directory)));
                migrateTemplate(postgres);
                return postgres;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        private static void migrateTemplate(EmbeddedPostgres postgres) {
            var password = postgres.superuserPassword();
            try (Connection connection =
                            DriverManager.getConnection(
                                    postgres.jdbcUrl("postgres"),
                                    EmbeddedPostgres.USER,
                                    password.value());
                    var statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + TEMPLATE);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            Database.migrate(
                    new JdbcUrl(postgres.jdbcUrl(TEMPLATE), EmbeddedPostgres.USER, password));
        }

        private static void stop(EmbeddedPostgres postgres, Path directory) {
            try {
                postgres.close();
                UnpackPostgres.delete(directory);
            } catch (IOException e) {
                System.err.println("left behind: " + directory + ": " + e);
            }
        }
    }
}
