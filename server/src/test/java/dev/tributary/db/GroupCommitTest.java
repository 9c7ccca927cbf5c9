package dev.tributary.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.Code;
import dev.tributary.Eventually;
import dev.tributary.Failure;
import dev.tributary.Within;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

class GroupCommitTest {
    @RegisterExtension static final TestDatabase DB = new TestDatabase();
    private static final AtomicInteger STATEMENTS = new AtomicInteger();

    @BeforeAll
    static void make_table() {
        var login = JdbcUrl.parse(DB.url(), DB.config());
        org.jdbi.v3.core.Jdbi.create(login.url(), login.user(), login.plainPassword())
                .useHandle(
                        handle ->
                                handle.execute(
                                        "CREATE TABLE item (id text PRIMARY KEY, CHECK (id <>"
                                                + " 'poison'))"));
    }

    private static List<String> insert(List<String> ids) {
        STATEMENTS.incrementAndGet();
        Within.everything()
                .run(
                        () ->
                                DB.get()
                                        .transact(
                                                handle ->
                                                        handle.createUpdate(
                                                                        "INSERT INTO item SELECT *"
                                                                            + " FROM unnest(:ids)")
                                                                .bindArray("ids", String.class, ids)
                                                                .execute()));
        return ids;
    }

    private static boolean stored(String id) {
        return Within.everything()
                .call(
                        () ->
                                DB.get()
                                                .read(
                                                        handle ->
                                                                handle.createQuery(
                                                                                "SELECT count(*)"
                                                                                    + " FROM item"
                                                                                    + " WHERE id ="
                                                                                    + " :id")
                                                                        .bind("id", id)
                                                                        .mapTo(Long.class)
                                                                        .one())
                                        == 1);
    }

    @Test
    void every_caller_returns_after_its_item_is_committed() throws InterruptedException {
        STATEMENTS.set(0);
        Queue<String> missing = new ConcurrentLinkedQueue<>();
        try (var commits =
                new GroupCommit<>("test", GroupCommit.Limits.DEFAULT, GroupCommitTest::insert)
                        .start()) {
            List<Thread> callers = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                String id = "a" + i;
                callers.add(
                        Thread.ofVirtual()
                                .start(
                                        () -> {
                                            if (!commits.submit(id).equals(id) || !stored(id)) {
                                                missing.add(id);
                                            }
                                        }));
            }
            for (Thread caller : callers) {
                caller.join();
            }
        }
        assertThat(missing).isEmpty();
        assertThat(STATEMENTS.get()).isLessThan(500);
    }

    @Test
    void a_poisonous_item_harms_only_its_own_caller() throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        Queue<Object> outcomes = new ConcurrentLinkedQueue<>();
        var limits = new GroupCommit.Limits(1, 256, 1000, Duration.ofSeconds(10));
        try (var commits =
                new GroupCommit<String, String>(
                        "test",
                        limits,
                        group -> {
                            entered.countDown();
                            hold(gate);
                            return insert(group);
                        })) {
            commits.start();
            List<Thread> callers = new ArrayList<>();
            for (String id : List.of("b1", "b2", "poison", "b3", "b4")) {
                callers.add(Thread.ofVirtual().start(() -> outcomes.add(outcome(commits, id))));
                // One item is with the writer, the rest make one group with the poison in it.
                entered.await();
            }
            Eventually.until("four wait", () -> commits.waiting() >= 4 || outcomes.size() > 0);
            gate.countDown();
            for (Thread caller : callers) {
                caller.join();
            }
        }
        assertThat(outcomes).contains("b1", "b2", "b3", "b4").hasSize(5);
        assertThat(outcomes.stream().filter(IllegalStateException.class::isInstance)).hasSize(1);
        assertThat(stored("b4")).isTrue();
    }

    @Test
    void a_full_queue_answers_overloaded_and_stores_nothing_of_it() throws InterruptedException {
        CountDownLatch gate = new CountDownLatch(1);
        Queue<Object> outcomes = new ConcurrentLinkedQueue<>();
        var limits = new GroupCommit.Limits(1, 1, 1, Duration.ofMillis(200));
        var commits =
                new GroupCommit<String, String>(
                                "test",
                                limits,
                                group -> {
                                    hold(gate);
                                    return insert(group);
                                })
                        .start();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            String id = "c" + i;
            callers.add(Thread.ofVirtual().start(() -> outcomes.add(outcome(commits, id))));
        }
        Eventually.until("four are refused", () -> outcomes.size() == 4);
        gate.countDown();
        for (Thread caller : callers) {
            caller.join();
        }
        commits.close();
        assertThat(outcomes.stream().filter(Failure.class::isInstance))
                .hasSize(4)
                .allMatch(e -> ((Failure) e).code() == Code.OVERLOADED);
        long stored =
                DB.get()
                        .read(
                                handle ->
                                        handle.createQuery(
                                                        "SELECT count(*) FROM item WHERE id LIKE"
                                                                + " 'c%'")
                                                .mapTo(Long.class)
                                                .one());
        assertThat(stored).isEqualTo(1);
    }

    @Test
    void when_the_database_is_away_all_callers_hear_it_at_once() {
        AtomicInteger calls = new AtomicInteger();
        try (var commits =
                new GroupCommit<String, String>(
                        "test",
                        GroupCommit.Limits.DEFAULT,
                        group -> {
                            calls.addAndGet(group.size());
                            throw new Failure(Code.NOT_READY, "the database cannot be reached");
                        })) {
            commits.start();
            assertThat(outcome(commits, "d"))
                    .isInstanceOfSatisfying(
                            Failure.class, e -> assertThat(e.code()).isEqualTo(Code.NOT_READY));
        }
        assertThat(calls.get()).isEqualTo(1);
    }

    @Test
    void closing_stores_what_waits_and_refuses_what_comes_later() throws InterruptedException {
        var commits =
                new GroupCommit<>("test", GroupCommit.Limits.DEFAULT, GroupCommitTest::insert);
        Queue<Object> outcomes = new ConcurrentLinkedQueue<>();
        Thread early = Thread.ofVirtual().start(() -> outcomes.add(outcome(commits, "e1")));
        Eventually.until("one waits", () -> commits.waiting() == 1);
        commits.start();
        commits.close();
        early.join();
        assertThat(outcomes).containsExactly("e1");
        assertThatThrownBy(() -> commits.submit("e2")).isInstanceOf(Failure.class);
    }

    private static Object outcome(GroupCommit<String, String> commits, String id) {
        try {
            return commits.submit(id);
        } catch (RuntimeException e) {
            return e;
        }
    }

    private static void hold(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
