package dev.tributary.event;

import dev.tributary.Ids;
import dev.tributary.SettableClock;
import dev.tributary.db.Database;
import dev.tributary.event.DirtyStore.Claim;
import dev.tributary.event.DirtyStore.Due;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/** All parts of the pipeline, moved by hand: nothing happens between two calls. */
final class TestPipeline implements AutoCloseable {
    static final String ENVIRONMENT = "env_1";
    static final AccountResource DEALS =
            new AccountResource(ENVIRONMENT, ScriptedUpstream.ACCOUNT, "crm", "deals");
    static final String[] TABLES = {
        "inbound_event",
        "inbound_progress",
        "hint",
        "dirty_record",
        "record",
        "record_version",
        "record_event",
        "parked",
        "stat"
    };
    static final Duration LEASE = Duration.ofSeconds(6);

    final Database db;
    final SettableClock clock;
    final ScriptedUpstream upstream;
    final Ids ids;
    final Inbox inbox;
    final Stats stats;
    final Parked parked;
    final RecordLog log = new RecordLog();
    final Records records = new Records();
    final DirtyStore dirty = new DirtyStore();
    final VersionStore versions = new VersionStore();
    final Sweeps sweeps;
    final TakeHints hints;
    final RefreshRecords refresh;
    final Lag lag;

    TestPipeline(Database db) {
        this(
                db,
                SettableClock.at("2026-11-21T10:00:00Z"),
                new ScriptedUpstream(new ConcurrentHashMap<>()));
    }

    TestPipeline(Database db, SettableClock clock, ScriptedUpstream upstream) {
        this.db = db;
        this.clock = clock;
        this.upstream = upstream;
        ids = new Ids(clock, new Random(1));
        parked = new Parked(ids, clock);
        inbox = new Inbox(db);
        stats = new Stats(db);
        lag = new Lag(db, inbox, dirty, parked, clock);
        var mark = new MarkRecords(new HintStore(), dirty, stats);
        hints = new TakeHints(db, inbox, upstream, mark, parked, stats, clock);
        var write = new WriteVersions(db, dirty, versions, parked, stats, log, ids, clock);
        refresh = new RefreshRecords(db, dirty, upstream, write, clock, new Random(2));
        new RetryRecords(dirty, parked, clock);
        sweeps = new Sweeps(dirty, versions, clock, () -> {});
        inbox.start(Inbox.day(clock.instant()));
    }

    void receive(byte[] body) {
        receive(null, body);
    }

    void receive(String account, byte[] body) {
        inbox.append(
                new InboundEvent(
                        ids.next("in"),
                        ENVIRONMENT,
                        ScriptedUpstream.PROVIDER,
                        account,
                        clock.instant(),
                        1,
                        body));
    }

    void hint(String id, String value, long occurredAt) {
        receive(ScriptedUpstream.body(ScriptedUpstream.hint("7", id, value, occurredAt)));
    }

    Optional<Claim> claim() {
        Instant now = clock.instant();
        List<Due> due = db.read(handle -> dirty.due(handle, Instant.EPOCH, now, 10));
        return due.isEmpty()
                ? Optional.empty()
                : db.write(
                        handle ->
                                dirty.claim(
                                        handle,
                                        due.getFirst().of(),
                                        new DirtyStore.Token(ids.next("claim"), now.plus(LEASE)),
                                        Instant.EPOCH,
                                        now));
    }

    /** Everything that is due now or becomes due within {@code within}. */
    void drain(Duration within) {
        Instant end = clock.instant().plus(within);
        do {
            while (hints.turn()) {}
            for (Optional<Claim> claim = claim(); claim.isPresent(); claim = claim()) {
                refresh.run(claim.get());
            }
        } while (advanceToNext(end));
    }

    private boolean advanceToNext(Instant end) {
        Instant next =
                db.read(
                        handle ->
                                handle.select("SELECT min(ready_at) FROM dirty_record")
                                        .mapTo(Instant.class)
                                        .one());
        if (next == null || next.isAfter(end)) {
            return false;
        }
        clock.set(next.isBefore(clock.instant()) ? clock.instant() : next);
        return true;
    }

    void drain() {
        drain(Duration.ofSeconds(7));
    }

    List<RecordEvent> events() {
        return db.read(handle -> log.after(handle, ENVIRONMENT, 0, 100_000));
    }

    List<StoredRecord> stored() {
        List<StoredRecord> stored = new ArrayList<>();
        db.transact(handle -> records.iterate(handle, ENVIRONMENT, "crm", "deals", stored::add));
        return stored;
    }

    Optional<StoredRecord> stored(String id) {
        return db.read(
                handle ->
                        records.find(
                                handle, ENVIRONMENT, ScriptedUpstream.ACCOUNT, "crm", "deals", id));
    }

    long stat(String name) {
        return stats.all(ENVIRONMENT).getOrDefault(name, 0L);
    }

    List<Parked.Entry> parkedEntries() {
        return db.read(handle -> parked.list(handle, ENVIRONMENT, null, null, 100));
    }

    @Override
    public void close() {
        inbox.close();
    }
}
