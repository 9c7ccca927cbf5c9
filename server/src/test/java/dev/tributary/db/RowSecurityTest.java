package dev.tributary.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.Within;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** The second net: what Postgres itself keeps apart, whatever a query forgets. */
class RowSecurityTest {
    @RegisterExtension static final TestDatabase DB = new TestDatabase();

    /** Tables whose rows name no environment, and what an environment sees of them. */
    private static final Map<String, String> WITHOUT_ENVIRONMENT =
            Map.of(
                    "environment", "itself alone",
                    "admin_key", "nothing",
                    "catalog_change", "a number of changes, which tells nothing",
                    "inbound_progress", "a position in the inbox of all, which tells nothing",
                    "described_fields", "those of integrated accounts that it sees",
                    "sync_run_part", "those of runs that it sees",
                    "flyway_schema_history", "nothing: only its owner has rights to it");

    private static final String OWN =
            "texteq(environment_id, ( SELECT current_setting('tributary.environment'::text, true)"
                    + " AS current_setting))";

    private record Table(String name, boolean named, boolean secured, boolean partition) {}

    @BeforeEach
    void rows_of_two() {
        DB.empty("stat", "environment CASCADE");
        DB.get()
                .transact(
                        handle -> {
                            handle.execute(
                                    """
                                    INSERT INTO environment VALUES
                                        ('env_a', 'a', now()), ('env_b', 'b', now())
                                    """);
                            handle.execute(
                                    """
                                    INSERT INTO stat VALUES ('env_a', 'x', 1), ('env_b', 'x', 2)
                                    """);
                        });
    }

    private static List<Table> tables() {
        return DB.get()
                .read(
                        handle ->
                                handle.createQuery(
                                                """
                                                SELECT c.relname AS name,
                                                    EXISTS (SELECT FROM pg_attribute a
                                                        WHERE a.attrelid = c.oid
                                                            AND a.attname = 'environment_id')
                                                        AS named,
                                                    c.relrowsecurity AS secured,
                                                    c.relispartition AS partition
                                                FROM pg_class c
                                                WHERE c.relkind IN ('r', 'p') AND c.relnamespace =
                                                    'public'::regnamespace
                                                """)
                                        .mapTo(Table.class)
                                        .list());
    }

    private static long sum() {
        return DB.get()
                .read(
                        handle ->
                                handle.select("SELECT coalesce(sum(amount), 0)::bigint FROM stat")
                                        .mapTo(Long.class)
                                        .one());
    }

    @Test
    void every_table_is_secured_and_the_exceptions_are_listed() {
        List<Table> tables = tables();
        assertThat(tables).hasSizeGreaterThan(30);
        assertThat(tables.stream().filter(t -> !t.named).map(Table::name))
                .as("without environment_id")
                .containsExactlyInAnyOrderElementsOf(WITHOUT_ENVIRONMENT.keySet());
        assertThat(
                        tables.stream()
                                .filter(t -> !t.secured && !t.partition)
                                .map(Table::name)
                                .filter(name -> !name.equals("flyway_schema_history")))
                .as("SELECT keep_environments_apart('…') in the migration that makes it")
                .isEmpty();
    }

    @Test
    void a_table_with_environments_shows_each_its_own_and_the_system_all() {
        List<String> policies =
                DB.get()
                        .read(
                                handle ->
                                        handle.createQuery(
                                                        """
                                                        SELECT concat_ws(' ', c.relname,
                                                            array_to_string(p.roles, ','),
                                                            p.cmd, p.permissive, p.qual,
                                                            p.with_check)
                                                        FROM pg_class c JOIN pg_policies p
                                                            ON p.tablename = c.relname
                                                        JOIN pg_attribute a ON a.attrelid = c.oid
                                                            AND a.attname = 'environment_id'
                                                        """)
                                                .mapTo(String.class)
                                                .list());
        List<Table> named = tables().stream().filter(t -> t.named && !t.partition).toList();
        assertThat(policies)
                .containsExactlyInAnyOrderElementsOf(
                        named.stream()
                                .flatMap(
                                        t ->
                                                List.of(
                                                        t.name
                                                                + " tributary_app ALL PERMISSIVE "
                                                                + OWN,
                                                        t.name
                                                                + " tributary_system ALL PERMISSIVE"
                                                                + " true")
                                                        .stream())
                                .toList());
    }

    @Test
    void nobody_gets_around_a_table_by_its_partitions() {
        List<String> open =
                DB.get()
                        .read(
                                handle ->
                                        handle.createQuery(
                                                        """
                                                        SELECT c.relname || ' ' || p.privilege
                                                        FROM pg_class c, unnest(ARRAY['SELECT',
                                                            'INSERT', 'UPDATE', 'DELETE'])
                                                            AS p (privilege)
                                                        WHERE (c.relispartition OR c.relname =
                                                                'flyway_schema_history')
                                                            AND c.relkind IN ('r', 'p')
                                                            AND has_table_privilege(
                                                                'tributary_system', c.oid,
                                                                p.privilege)
                                                        """)
                                                .mapTo(String.class)
                                                .list());
        assertThat(open).isEmpty();
    }

    @Test
    void neither_role_owns_anything_or_passes_by_the_policies() {
        List<String> powers =
                DB.get()
                        .read(
                                handle ->
                                        handle.createQuery(
                                                        """
                                                        SELECT rolname FROM pg_roles r
                                                        WHERE rolname IN ('tributary_app', 'tributary_system') AND
                                                            (rolsuper OR rolbypassrls OR rolcanlogin
                                                            OR rolcreaterole OR EXISTS (
                                                                SELECT FROM pg_class c
                                                                WHERE c.relowner = r.oid))
                                                        """)
                                                .mapTo(String.class)
                                                .list());
        assertThat(powers).isEmpty();
    }

    @Test
    void a_query_that_forgets_the_environment_sees_only_its_own() {
        assertThat(Within.environment("env_a").call(RowSecurityTest::sum)).isEqualTo(1);
        assertThat(Within.environment("env_b").call(RowSecurityTest::sum)).isEqualTo(2);
        assertThat(Within.environment("env_c").call(RowSecurityTest::sum)).isZero();
        assertThat(Within.everything().call(RowSecurityTest::sum)).isEqualTo(3);
    }

    @Test
    void it_changes_nothing_of_another_and_writes_nothing_into_it() {
        Within.environment("env_a")
                .run(() -> DB.get().transact(handle -> handle.execute("DELETE FROM stat")));
        assertThat(sum()).isEqualTo(2);
        assertThatThrownBy(
                        () ->
                                Within.environment("env_a")
                                        .run(
                                                () ->
                                                        DB.get()
                                                                .transact(
                                                                        handle ->
                                                                                handle.execute(
                                                                                        "INSERT"
                                                                                            + " INTO"
                                                                                            + " stat"
                                                                                            + " VALUES"
                                                                                            + " ('env_b',"
                                                                                            + " 'x',"
                                                                                            + " 5)"))))
                .hasMessageContaining("row-level security");
        assertThat(sum()).isEqualTo(2);
    }

    @Test
    void work_inside_of_work_is_about_its_own_rows() {
        Within.environment("env_a")
                .run(
                        () ->
                                DB.get()
                                        .transact(
                                                handle -> {
                                                    assertThat(sum()).isEqualTo(1);
                                                    assertThat(
                                                                    Within.everything()
                                                                            .call(
                                                                                    RowSecurityTest
                                                                                            ::sum))
                                                            .isEqualTo(3);
                                                    assertThat(sum()).isEqualTo(1);
                                                }));
    }

    @Test
    void a_thread_that_has_not_said_whose_rows_gets_none() throws InterruptedException {
        AtomicReference<Object> outcome = new AtomicReference<>("");
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                outcome.set(sum());
                            } catch (IllegalStateException e) {
                                outcome.set(e.getMessage());
                            }
                        })
                .join();
        assertThat(outcome.get()).asString().contains("whose rows?");
    }

    @Test
    void a_connection_that_was_set_up_and_not_told_more_sees_nothing() {
        try (Database other = DB.connect()) {
            long seen =
                    other.read(
                            handle -> {
                                handle.execute("RESET ALL");
                                handle.execute("SET ROLE " + ActAs.ONE);
                                return handle.select("SELECT count(*) FROM stat")
                                        .mapTo(Long.class)
                                        .one();
                            });
            assertThat(seen).isZero();
        }
    }

    @Test
    void work_that_failed_or_was_rolled_back_leaves_no_environment_behind() {
        for (String environment : List.of("env_a", "env_b", "env_a")) {
            assertThatThrownBy(
                            () ->
                                    Within.environment(environment)
                                            .run(
                                                    () ->
                                                            DB.get()
                                                                    .transact(
                                                                            handle ->
                                                                                    handle.execute(
                                                                                            "no SQL"))))
                    .isInstanceOf(RuntimeException.class);
            assertThat(Within.environment("env_b").call(RowSecurityTest::sum)).isEqualTo(2);
        }
    }
}
