package dev.tributary.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.Code;
import dev.tributary.Eventually;
import dev.tributary.Failure;
import dev.tributary.Ids;
import dev.tributary.SettableClock;
import dev.tributary.Within;
import dev.tributary.budget.Lane;
import dev.tributary.call.Fetched;
import dev.tributary.call.Page;
import dev.tributary.db.TestDatabase;
import dev.tributary.event.AccountResource;
import dev.tributary.event.TestEvents;
import dev.tributary.mapping.Mapping;
import dev.tributary.sync.SyncRun.Kind;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;

class SyncRunTest {
    private static final String ENVIRONMENT = "env_1";
    private static final String ACCOUNT = "ia_1";
    private static final Duration LEASE = Duration.ofSeconds(10);
    @RegisterExtension static final TestDatabase DB = new TestDatabase();

    private final SettableClock clock = SettableClock.at("2026-11-21T10:00:00Z");
    private final SyncRunStore runs = new SyncRunStore(new Ids(clock, new Random(1)), clock);
    private final Listed listed = new Listed();
    private TestEvents events;
    private RunSync run;

    /** A provider's list in pages of two; a page may be the last one that comes. */
    private static final class Listed implements Walk {
        final Map<String, Map<String, Object>> records = new TreeMap<>();
        final List<String> asked = new ArrayList<>();
        boolean windowed = true;
        int pages = Integer.MAX_VALUE;
        Failure failure = new Failure(Code.UPSTREAM_TIMEOUT, "no answer");

        @Override
        public boolean windowed(AccountResource of) {
            return windowed;
        }

        @Override
        public void each(
                AccountResource of,
                Instant since,
                String cursor,
                Lane lane,
                Consumer<Page> consumer) {
            List<Fetched> all =
                    records.entrySet().stream()
                            .map(each -> fetched(each.getKey(), each.getValue()))
                            .toList();
            int from = cursor == null ? 0 : Integer.parseInt(cursor);
            asked.add("%s since %s from %d".formatted(of.path(), since, from));
            do {
                if (pages-- <= 0) {
                    throw failure;
                }
                int to = Math.min(from + 2, all.size());
                consumer.accept(
                        new Page(
                                all.subList(from, to),
                                to < all.size() ? String.valueOf(to) : null));
                from = to;
            } while (from < all.size());
        }

        private static Fetched fetched(String id, Map<String, Object> data) {
            return new Fetched(new Mapping.Mapped(id, data), data);
        }
    }

    @BeforeEach
    void open() {
        DB.empty("sync_run", "sync_run_part");
        DB.empty(TestEvents.TABLES);
        events = new TestEvents(DB.get(), clock, listed.records);
        run = new RunSync(DB.get(), runs, events.sweeps(), listed, clock);
        for (int i = 1; i <= 5; i++) {
            listed.records.put("r" + i, Map.of("id", "r" + i, "amount", i + ".00"));
        }
    }

    @AfterEach
    void close() {
        events.close();
    }

    private String queue(Kind kind, Instant since) {
        return DB.get()
                .write(
                        handle ->
                                runs.add(
                                        handle,
                                        ENVIRONMENT,
                                        ACCOUNT,
                                        kind,
                                        List.of("crm/deals"),
                                        since));
    }

    private Optional<SyncRun> claimAny() {
        return DB.get().write(handle -> runs.claim(handle, LEASE));
    }

    private SyncRun claim() {
        return claimAny().orElseThrow();
    }

    private int schedule() {
        return DB.get().write(handle -> runs.schedule(handle, Duration.ofHours(4)));
    }

    private SyncRun find(String id) {
        return DB.get().read(handle -> runs.find(handle, ENVIRONMENT, id)).orElseThrow();
    }

    private void complete(Kind kind, Instant since) throws InterruptedException {
        String id = queue(kind, since);
        Thread worker =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        Within.everything()
                                                .call(
                                                        () -> {
                                                            run.run(claim());
                                                            return true;
                                                        });
                                    } catch (InterruptedException e) {
                                        Thread.currentThread().interrupt();
                                    }
                                });
        Eventually.until(
                "the run is completed",
                () -> {
                    events.drain();
                    return !worker.isAlive();
                });
        assertThat(find(id).status()).isEqualTo("completed");
    }

    @Test
    void an_initial_load_fills_the_store_quietly() throws InterruptedException {
        String id = queue(Kind.INITIAL_LOAD, null);
        run.run(claim());
        SyncRun done = find(id);
        assertThat(done.status()).isEqualTo("completed");
        assertThat(done.parts().getFirst())
                .extracting(SyncRun.Part::pages, SyncRun.Part::records, SyncRun.Part::changed)
                .containsExactly(3L, 5L, 5L);
        assertThat(events.stored()).hasSize(5);
        assertThat(events.log()).isEmpty();
    }

    @Test
    void a_run_whose_worker_died_goes_on_where_the_last_page_ended() throws InterruptedException {
        listed.pages = 2;
        listed.failure = new Failure(Code.INTERNAL, "");
        String id = queue(Kind.INITIAL_LOAD, null);
        SyncRun dead = claim();
        assertThatThrownBy(
                        () ->
                                listed.each(
                                        dead.of(dead.parts().getFirst()),
                                        null,
                                        null,
                                        Lane.BACKFILL,
                                        page -> {
                                            run.store(
                                                    dead,
                                                    dead.parts().getFirst(),
                                                    dead.of(dead.parts().getFirst()),
                                                    page);
                                        }))
                .isInstanceOf(Failure.class);
        assertThat(claimAny()).isEmpty();
        clock.advance(LEASE);
        listed.pages = Integer.MAX_VALUE;
        run.run(claim());
        assertThat(listed.asked.getLast()).isEqualTo("crm/deals since null from 4");
        assertThat(find(id).parts().getFirst().records()).isEqualTo(5);
        assertThat(events.stored()).hasSize(5);

        assertThatThrownBy(
                        () ->
                                run.store(
                                        dead,
                                        dead.parts().getFirst(),
                                        dead.of(dead.parts().getFirst()),
                                        new Page(List.of(), null)))
                .as("the dead one changes nothing when it wakes up")
                .isInstanceOf(RuntimeException.class);
        assertThat(find(id).parts().getFirst().pages()).isEqualTo(3);
    }

    @Test
    void a_passing_failure_pauses_a_run_and_a_lasting_one_ends_it() throws InterruptedException {
        listed.pages = 1;
        String id = queue(Kind.INITIAL_LOAD, null);
        run.run(claim());
        assertThat(find(id).status()).isEqualTo("running");
        clock.advance(Duration.ofSeconds(5));
        listed.pages = 0;
        listed.failure = new Failure(Code.NEEDS_REAUTH, "connect again");
        run.run(claim());
        assertThat(find(id).status()).isEqualTo("failed");
        assertThat(find(id).errorCode()).isEqualTo("needs_reauth");
        assertThat(events.stored()).as("what was loaded stays").hasSize(2);
    }

    @Test
    void reconciliation_finds_what_no_webhook_told_and_waits_until_it_is_through()
            throws InterruptedException {
        complete(Kind.INITIAL_LOAD, null);
        clock.advance(Duration.ofHours(1));
        listed.records.put("r2", Map.of("id", "r2", "amount", "2.50"));
        listed.records.put("r6", Map.of("id", "r6", "amount", "6.00"));
        complete(Kind.RECONCILE, null);
        assertThat(listed.asked.getLast())
                .as("the window begins before the initial load")
                .isEqualTo("crm/deals since 2026-11-21T09:50:00Z from 0");
        assertThat(events.log())
                .extracting(event -> event.recordId() + " " + event.type() + " " + event.via())
                .containsExactlyInAnyOrder("r2 record:updated sweep", "r6 record:created sweep");
        assertThat(events.stat("lost_found_by_reconciliation")).isEqualTo(2);

        clock.advance(Duration.ofHours(1));
        complete(Kind.RECONCILE, null);
        assertThat(events.log()).as("nothing differs any more").hasSize(2);
    }

    @Test
    void a_provider_without_windows_is_walked_whole_and_a_chosen_window_certifies_nothing()
            throws InterruptedException {
        complete(Kind.INITIAL_LOAD, null);
        clock.advance(Duration.ofHours(1));
        complete(Kind.RECONCILE, clock.instant());
        complete(Kind.RECONCILE, null);
        assertThat(listed.asked.getLast()).isEqualTo("crm/deals since 2026-11-21T09:50:00Z from 0");
        listed.windowed = false;
        complete(Kind.RECONCILE, null);
        assertThat(listed.asked.getLast()).isEqualTo("crm/deals since null from 0");
    }

    @Test
    void one_run_at_a_time_walks_an_integrated_account() {
        queue(Kind.INITIAL_LOAD, null);
        queue(Kind.RECONCILE, null);
        claim();
        assertThat(claimAny()).isEmpty();
    }

    @Test
    void what_was_loaded_is_reconciled_every_four_hours() throws InterruptedException {
        DB.get()
                .transact(
                        handle -> {
                            handle.execute(
                                    "INSERT INTO environment VALUES ('env_1', 'one', now())"
                                            + " ON CONFLICT DO NOTHING");
                            handle.execute(
                                    """
                                    INSERT INTO integrated_account (id, environment_id, provider,
                                        tenant_id, status, created_at, updated_at)
                                    VALUES ('ia_1', 'env_1', 'acme', 't', 'active', now(), now())
                                    """);
                        });
        complete(Kind.INITIAL_LOAD, null);
        assertThat(schedule()).isZero();
        clock.advance(Duration.ofHours(4).plusSeconds(1));
        assertThat(schedule()).isOne();
        assertThat(schedule()).isZero();
        assertThat(claim().kind()).isEqualTo(Kind.RECONCILE);
    }
}
