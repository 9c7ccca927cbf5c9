package dev.tributary.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.Code;
import dev.tributary.Config;
import dev.tributary.Failure;
import dev.tributary.Secret;
import dev.tributary.Within;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;

class DatabaseTest {
    @RegisterExtension static final TestDatabase DB = new TestDatabase();

    record Thing(
            String id,
            BigDecimal amount,
            Instant madeAt,
            LocalDate due,
            List<String> tags,
            Jsonb body,
            byte[] raw,
            @Nullable String note) {}

    record Counted(int n) {}

    @BeforeAll
    static void make_tables() {
        // As a migration would: by the owner, with the default privileges applying.
        var owner = org.jdbi.v3.core.Jdbi.create(DB.url(), login().user(), login().plainPassword());
        owner.useHandle(
                handle -> {
                    handle.execute(
                            """
                            CREATE TABLE thing (id text PRIMARY KEY, amount numeric, made_at timestamptz,
                                due date, tags text[], body jsonb, raw bytea, note text)
                            """);
                    handle.execute("CREATE TABLE counter (id int PRIMARY KEY, n int)");
                });
    }

    private static JdbcUrl login() {
        return JdbcUrl.parse(DB.url(), DB.config());
    }

    @Test
    void records_go_in_and_come_out_with_every_digit() {
        Instant now = Instant.parse("2017-03-01T12:00:00.123456Z");
        DB.get()
                .transact(
                        handle ->
                                handle.createUpdate(
                                                """
                                                INSERT INTO thing
                                                VALUES (:id, :amount, :now, :due, :tags, :body, :raw, NULL)
                                                """)
                                        .bind("id", "a")
                                        .bind("amount", new BigDecimal("12345678901234567.8900"))
                                        .bind("now", now)
                                        .bind("due", LocalDate.of(2017, 3, 31))
                                        .bindArray("tags", String.class, List.of("x", "y,\"z"))
                                        .bind("body", new Jsonb("{\"a\": 1.50}"))
                                        .bind("raw", new byte[] {0, 1, (byte) 255})
                                        .execute());
        Thing thing =
                DB.get()
                        .read(
                                handle ->
                                        handle.createQuery("SELECT * FROM thing WHERE id = :id")
                                                .bind("id", "a")
                                                .mapTo(Thing.class)
                                                .one());
        assertThat(thing.amount()).isEqualTo(new BigDecimal("12345678901234567.8900"));
        assertThat(thing.madeAt()).isEqualTo(now);
        assertThat(thing.due()).isEqualTo(LocalDate.of(2017, 3, 31));
        assertThat(thing.tags()).containsExactly("x", "y,\"z");
        assertThat(thing.body()).isEqualTo(new Jsonb("{\"a\": 1.50}"));
        assertThat(thing.raw()).containsExactly(0, 1, 255);
        assertThat(thing.note()).isNull();
    }

    @Test
    void many_rows_go_in_with_one_statement_of_arrays() {
        int rows =
                DB.get()
                        .write(
                                handle ->
                                        handle.createUpdate(
                                                        """
                                                        INSERT INTO thing (id, amount, made_at, due, body, raw)
                                                        SELECT * FROM unnest(:ids, :amounts, :times, :dates, :bodies, :raws)
                                                        """)
                                                .bindArray("ids", String.class, List.of("m1", "m2"))
                                                .bindArray(
                                                        "amounts",
                                                        BigDecimal.class,
                                                        new BigDecimal("1.10"),
                                                        new BigDecimal("1E+3"))
                                                .bindArray(
                                                        "times",
                                                        Instant.class,
                                                        Instant.EPOCH,
                                                        Instant.EPOCH)
                                                .bindArray(
                                                        "dates",
                                                        LocalDate.class,
                                                        LocalDate.EPOCH,
                                                        LocalDate.EPOCH)
                                                .bindArray(
                                                        "bodies",
                                                        Jsonb.class,
                                                        new Jsonb("{\"q\": \"\\\"\"}"),
                                                        new Jsonb("[]"))
                                                .bindArray(
                                                        "raws",
                                                        byte[].class,
                                                        new byte[] {1},
                                                        new byte[] {2, 0})
                                                .execute());
        assertThat(rows).isEqualTo(2);
        List<Thing> made =
                DB.get()
                        .read(
                                handle ->
                                        handle.createQuery(
                                                        "SELECT * FROM thing WHERE id LIKE 'm%'"
                                                                + " ORDER BY id")
                                                .mapTo(Thing.class)
                                                .list());
        assertThat(made.get(0).body()).isEqualTo(new Jsonb("{\"q\": \"\\\"\"}"));
        assertThat(made.get(0).madeAt()).isEqualTo(Instant.EPOCH);
        assertThat(made.get(1).amount()).isEqualByComparingTo("1000");
        assertThat(made.get(1).raw()).containsExactly(2, 0);
    }

    @Test
    void a_null_where_a_record_has_a_primitive_is_refused() {
        assertThatThrownBy(
                        () ->
                                DB.get()
                                        .read(
                                                handle ->
                                                        handle.createQuery("SELECT NULL::int AS n")
                                                                .mapTo(Counted.class)
                                                                .one()))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void the_application_cannot_change_the_schema() {
        assertThatThrownBy(() -> DB.get().transact(handle -> handle.execute("DROP TABLE thing")))
                .hasMessageContaining("must be owner");
        assertThatThrownBy(
                        () -> DB.get().transact(handle -> handle.execute("CREATE TABLE x (a int)")))
                .hasMessageContaining("permission denied");
    }

    @Test
    void a_failed_transaction_leaves_nothing() {
        assertThatThrownBy(
                        () ->
                                DB.get()
                                        .transact(
                                                handle -> {
                                                    handle.execute(
                                                            "INSERT INTO counter VALUES (9, 1)");
                                                    throw new Failure(Code.CONFLICT, "no");
                                                }))
                .isInstanceOf(Failure.class)
                .hasMessage("no");
        assertThat(count(9)).isZero();
    }

    @Test
    void a_deadlock_is_run_again() throws Exception {
        DB.get().transact(handle -> handle.execute("INSERT INTO counter VALUES (1, 0), (2, 0)"));
        CyclicBarrier both = new CyclicBarrier(2);
        AtomicInteger runs = new AtomicInteger();
        Thread one =
                Thread.ofVirtual()
                        .start(() -> Within.everything().run(() -> addTo(1, 2, both, runs)));
        Thread two =
                Thread.ofVirtual()
                        .start(() -> Within.everything().run(() -> addTo(2, 1, both, runs)));
        one.join();
        two.join();
        assertThat(count(1) + count(2)).isEqualTo(4);
        assertThat(runs.get()).as("two first runs and the repeats").isBetween(3, 10);
    }

    private static void addTo(int first, int second, CyclicBarrier both, AtomicInteger runs) {
        DB.get()
                .transact(
                        handle -> {
                            int run = runs.incrementAndGet();
                            handle.execute("UPDATE counter SET n = n + 1 WHERE id = ?", first);
                            if (run <= 2) {
                                meet(both);
                            }
                            handle.execute("UPDATE counter SET n = n + 1 WHERE id = ?", second);
                        });
    }

    private static void meet(CyclicBarrier both) {
        try {
            both.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int count(int id) {
        return DB.get()
                .read(
                        handle ->
                                handle.createQuery(
                                                "SELECT coalesce(sum(n), 0) FROM counter WHERE id ="
                                                        + " :id")
                                        .bind("id", id)
                                        .mapTo(Integer.class)
                                        .one());
    }

    @Test
    void a_snapshot_cannot_write() {
        assertThatThrownBy(
                        () ->
                                DB.get()
                                        .snapshot(
                                                handle ->
                                                        handle.execute(
                                                                "INSERT INTO counter VALUES (3,"
                                                                        + " 1)")))
                .hasMessageContaining("read-only");
    }

    @Test
    void an_address_that_answers_nobody_is_a_clear_failure() {
        var config =
                new Config.Database(
                        Optional.of(new Secret("postgres://u:p@127.0.0.1:1/x")),
                        "",
                        Optional.empty(),
                        1,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        new Config.Embedded(Path.of("unused"), 0, false));
        assertThatThrownBy(() -> Database.open(config))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("127.0.0.1:1");
    }

    @Test
    void both_spellings_of_an_address_are_read() {
        var config = DB.config();
        JdbcUrl url =
                JdbcUrl.parse(
                        "postgres://ann:p%40ss+1@db.example:5433/trb?sslmode=require", config);
        assertThat(url.url()).isEqualTo("jdbc:postgresql://db.example:5433/trb?sslmode=require");
        assertThat(url.user()).isEqualTo("ann");
        assertThat(url.password()).isEqualTo(new Secret("p@ss+1"));
        assertThat(JdbcUrl.parse("jdbc:postgresql://h/d", config).user()).isEqualTo("tributary");
        assertThatThrownBy(() -> JdbcUrl.parse("mysql://h/d", config))
                .hasMessageContaining("mysql");
    }
}
