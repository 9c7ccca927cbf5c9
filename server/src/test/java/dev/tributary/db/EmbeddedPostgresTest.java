package dev.tributary.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.Eventually;
import dev.tributary.Failure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Kills what an operator or the kernel may kill, and looks whether a committed row is gone. */
class EmbeddedPostgresTest {
    @TempDir Path folder;

    private EmbeddedPostgres start() {
        return new EmbeddedPostgres(EmbeddedPostgres.Settings.of(folder, 0)).start();
    }

    private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        return DriverManager.getConnection(
                postgres.jdbcUrl(EmbeddedPostgres.DATABASE),
                EmbeddedPostgres.USER,
                postgres.superuserPassword().value());
    }

    private static String ask(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (var connection = connect(postgres);
                var statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            statement.getResultSet().next();
            return statement.getResultSet().getString(1);
        }
    }

    @Test
    void data_and_password_survive_a_restart_and_commits_are_forced_to_disk() throws SQLException {
        try (var postgres = start()) {
            ask(postgres, "CREATE TABLE t AS SELECT 7 AS n");
            assertThat(ask(postgres, "SHOW fsync")).isEqualTo("on");
            assertThat(ask(postgres, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(ask(postgres, "SHOW server_encoding")).isEqualTo("UTF8");
        }
        try (var postgres = start()) {
            assertThat(ask(postgres, "SELECT n FROM t")).isEqualTo("7");
        }
    }

    @Test
    void a_wrong_password_is_refused() {
        try (var postgres = start()) {
            assertThatThrownBy(
                            () ->
                                    DriverManager.getConnection(
                                            postgres.jdbcUrl("tributary"), "tributary", "guess"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password");
        }
    }

    @Test
    void a_server_left_by_a_killed_process_is_stopped_and_replaced() throws Exception {
        var first = start();
        ask(first, "CREATE TABLE t AS SELECT 7 AS n");
        long orphan = first.pid();
        first.forget(); // what kill -9 of this JVM would do: the lock goes, the server stays
        try (var second = start()) {
            assertThat(second.pid()).isNotEqualTo(orphan);
            assertThat(ask(second, "SELECT n FROM t")).isEqualTo("7");
            Eventually.until(
                    "the orphan ends",
                    () -> !ProcessHandle.of(orphan).map(ProcessHandle::isAlive).orElse(false));
        }
    }

    @Test
    void killing_server_and_backends_during_inserts_loses_no_acknowledged_row() throws Exception {
        var first = start();
        ask(first, "CREATE TABLE t (n int PRIMARY KEY)");
        AtomicInteger acknowledged = new AtomicInteger();
        Thread inserting = Thread.ofVirtual().start(() -> insertUntilKilled(first, acknowledged));
        Eventually.until("some rows are in", () -> acknowledged.get() > 500);
        ProcessHandle server = ProcessHandle.of(first.pid()).orElseThrow();
        List<ProcessHandle> all = server.descendants().toList();
        server.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        inserting.join();
        first.forget();
        try (var second = start()) {
            assertThat(Integer.parseInt(ask(second, "SELECT count(*) FROM t")))
                    .isGreaterThanOrEqualTo(acknowledged.get());
            assertThat(ask(second, "SELECT max(n) = count(*) FROM t")).isEqualTo("t");
        }
    }

    @Test
    void killing_only_the_server_while_backends_end_by_themselves_is_survived() throws Exception {
        var first = start();
        ask(first, "CREATE TABLE t AS SELECT 7 AS n");
        ProcessHandle.of(first.pid()).orElseThrow().destroyForcibly();
        first.forget();
        try (var second = start()) {
            assertThat(ask(second, "SELECT n FROM t")).isEqualTo("7");
        }
    }

    @Test
    void a_lock_file_that_names_a_foreign_process_does_not_stop_the_start() throws Exception {
        start().close();
        // As a zombie or a recycled pid would: alive for the kernel, but not a Postgres.
        String foreign = ProcessHandle.current().pid() + "\n/x\n1\n1\n\n127.0.0.1\n1 1\nready\n";
        Files.writeString(folder.resolve("data/postmaster.pid"), foreign);
        try (var postgres = start()) {
            assertThat(ask(postgres, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void a_folder_in_use_is_refused_without_touching_its_server() throws SQLException {
        try (var postgres = start()) {
            assertThatThrownBy(this::start)
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("in use by another Tributary process");
            assertThat(ask(postgres, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void a_taken_port_is_named() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var settings = EmbeddedPostgres.Settings.of(folder, taken.getLocalPort());
            assertThatThrownBy(() -> new EmbeddedPostgres(settings).start())
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("port " + taken.getLocalPort());
        }
    }

    private static void insertUntilKilled(EmbeddedPostgres postgres, AtomicInteger acknowledged) {
        try (var connection = connect(postgres);
                var insert = connection.prepareStatement("INSERT INTO t VALUES (?)")) {
            for (int n = 1; n < 1_000_000; n++) {
                insert.setInt(1, n);
                insert.executeUpdate();
                acknowledged.set(n);
            }
        } catch (SQLException e) {
            // killed: what was acknowledged until here must be found again
        }
    }
}
