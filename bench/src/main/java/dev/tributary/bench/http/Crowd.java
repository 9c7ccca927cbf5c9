package dev.tributary.bench.http;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Many more customers in the database, written past the server because they only have to be there.
 */
final class Crowd {
    private Crowd() {}

    /** Environments with an override each, and one integrated account with a credential in each. */
    static void settle(String jdbcUrl, int count) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    INSERT INTO environment (id, name, created_at)
                    SELECT 'env_crowd_' || n, 'crowd ' || n, now() FROM generate_series(1, %1$d) n;
                    INSERT INTO provider_app
                        (environment_id, provider, client_id, client_secret, version, updated_at)
                    SELECT 'env_crowd_' || n, 'hubspot', 'client', client_secret, 1, now()
                    FROM generate_series(1, %1$d) n, (SELECT * FROM provider_app LIMIT 1) app;
                    INSERT INTO override (id, environment_id, provider, created_at)
                    SELECT 'ovr_crowd_' || n, 'env_crowd_' || n, 'hubspot', now()
                    FROM generate_series(1, %1$d) n;
                    INSERT INTO override_version
                        (override_id, environment_id, version, change, document, rollout, created_by,
                         created_at)
                    SELECT 'ovr_crowd_' || n, 'env_crowd_' || n, 1, number + n, document, 100, 'crowd', now()
                    FROM generate_series(1, %1$d) n, catalog_change,
                        (SELECT document FROM override_version LIMIT 1) one;
                    UPDATE catalog_change SET number = number + %1$d;
                    INSERT INTO integrated_account
                        (id, environment_id, provider, tenant_id, status, created_at, updated_at)
                    SELECT 'ia_crowd_' || n, 'env_crowd_' || n, 'hubspot', 'tenant', 'active', now(), now()
                    FROM generate_series(1, %1$d) n;
                    INSERT INTO credential
                        (integrated_account_id, environment_id, scheme, access, obtained_at, rotates, version)
                    SELECT 'ia_crowd_' || n, 'env_crowd_' || n, scheme, access, now(), false, 1
                    FROM generate_series(1, %1$d) n, (SELECT scheme, access FROM credential LIMIT 1) one;
                    """
                            .formatted(count));
        }
    }
}
