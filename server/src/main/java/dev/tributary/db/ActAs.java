package dev.tributary.db;

import dev.tributary.Within;

import org.postgresql.PGConnection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Puts connections into the environment that their next statements are for. A connection stays
 * there, so the next one for the same environment costs nothing, and another one round trip.
 * Thread-safe.
 */
final class ActAs {
    /** Sees one environment, and nothing without one. */
    static final String ONE = "tributary_app";

    /** Sees all of them. */
    static final String ALL = "tributary_system";

    private final Map<PGConnection, String> present =
            Collections.synchronizedMap(new WeakHashMap<>());

    /** {@code connection} is in no transaction, so that nothing takes this back. */
    void become(Connection connection, String environment) throws SQLException {
        PGConnection real = connection.unwrap(PGConnection.class);
        if (environment.equals(present.get(real))) {
            return;
        }
        present.remove(real);
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT set_config('role', ?, false),
                            set_config('tributary.environment', ?, false)
                        """)) {
            statement.setString(1, environment.equals(Within.EVERYTHING) ? ALL : ONE);
            statement.setString(2, environment);
            statement.execute();
        }
        present.put(real, environment);
    }

    /** Whether a connection is where it should be. */
    boolean is(Connection connection, String environment) throws SQLException {
        return environment.equals(present.get(connection.unwrap(PGConnection.class)));
    }
}
