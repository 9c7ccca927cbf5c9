package dev.tributary.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.Config;
import dev.tributary.Ids;
import dev.tributary.db.TestDatabase;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What provider apps had as their override is the first version of the environment's. */
class MovedOverridesTest {
    private static final String NAME = "before_overrides";
    @RegisterExtension static final TestDatabase DB = new TestDatabase();

    private static Connection connect(String url) throws SQLException {
        Config.Database config = DB.config();
        return DriverManager.getConnection(
                url, config.user(), config.password().orElseThrow().value());
    }

    private static void migrate(String url, String target) {
        Config.Database config = DB.config();
        Flyway.configure()
                .dataSource(url, config.user(), config.password().orElseThrow().value())
                .locations("classpath:db/migration")
                .target(target)
                .load()
                .migrate();
    }

    @Test
    void an_upgrade_carries_them_over() throws SQLException {
        try (Connection connection = connect(DB.url());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + NAME);
        }
        String url = DB.url().replaceFirst("/test\\d+", "/" + NAME);
        migrate(url, "071");
        List<String> moved = new ArrayList<>();
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    INSERT INTO environment VALUES ('env_a', 'a', now()), ('env_b', 'b', now());
                    INSERT INTO provider_app
                        (environment_id, provider, client_id, client_secret, override, version,
                         updated_at)
                    VALUES ('env_a', 'acme', 'c', '', '{"title": "A"}', 3, '2026-01-01'),
                        ('env_a', 'other', 'c', '', NULL, 1, now()),
                        ('env_b', 'acme', 'c', '', '{"title": "B"}', 1, now())
                    """);
            migrate(url, "latest");
            ResultSet rows =
                    statement.executeQuery(
                            """
                            SELECT concat_ws(' ', override.environment_id, provider, version, rollout,
                                document, created_by) AS row, id
                            FROM override JOIN override_version ON override_id = id
                            ORDER BY override.environment_id
                            """);
            while (rows.next()) {
                moved.add(rows.getString("row"));
                assertThat(Ids.is("ovr", rows.getString("id"))).isTrue();
            }
            rows = statement.executeQuery("SELECT number FROM catalog_change");
            assertThat(rows.next()).isTrue();
            assertThat(rows.getLong(1)).isEqualTo(2);
        }
        assertThat(moved)
                .containsExactly(
                        "env_a acme 1 100 {\"title\": \"A\"} migration",
                        "env_b acme 1 100 {\"title\": \"B\"} migration");
    }
}
