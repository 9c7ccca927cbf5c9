package dev.tributary.event;

import dev.tributary.Ids;
import dev.tributary.Within;
import dev.tributary.db.Database;
import dev.tributary.http.Routes;
import dev.tributary.http.spec.Chapter;
import dev.tributary.job.Loop;
import dev.tributary.ops.AuditLog;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The feature's assembly: from the inbox to the log of record events. */
public final class Events implements AutoCloseable {
    static final Chapter CHAPTER =
            new Chapter("Events", "What changed in your customers' systems, and what got stuck.");

    private static final Duration HINTS_IDLE = Duration.ofMillis(100);
    private static final Duration FLUSH_EVERY = Duration.ofSeconds(1);
    private static final Duration TIDY_EVERY = Duration.ofMinutes(10);

    private final Database db;
    private final Clock clock;
    private final AuditLog audit;
    private final Inbox inbox;
    private final RecordLog log = new RecordLog();
    private final Records records = new Records();
    private final DirtyStore dirty = new DirtyStore();
    private final Parked parked;
    private final Stats stats;
    private final Lag lag;
    private final Sweeps sweeps;
    private final Pipeline pipeline;
    private final Loop hints;
    private final Loop flush;
    private final Loop tidy;

    private Events(Database db, Upstream upstream, Ids ids, Clock clock, RandomGenerator random) {
        this.db = db;
        this.clock = clock;
        this.audit = new AuditLog(ids, clock);
        inbox = new Inbox(db);
        stats = new Stats(db);
        parked = new Parked(ids, clock);
        new RetryRecords(dirty, parked, clock);
        lag = new Lag(db, inbox, dirty, parked, clock);
        VersionStore versions = new VersionStore();
        var write = new WriteVersions(db, dirty, versions, parked, stats, log, ids, clock);
        var refresh = new RefreshRecords(db, dirty, upstream, write, clock, random);
        pipeline = new Pipeline(db, dirty, refresh, ids, clock);
        var mark = new MarkRecords(new HintStore(), dirty, stats);
        var take = new TakeHints(db, inbox, upstream, mark, parked, stats, clock);
        sweeps = new Sweeps(dirty, versions, clock, pipeline::wake);
        hints = new Loop("take-hints", HINTS_IDLE, () -> Within.everything().call(take::turn));
        flush =
                new Loop(
                        "stats",
                        FLUSH_EVERY,
                        () -> {
                            stats.flush();
                            return false;
                        });
        tidy = new Loop("tidy-inbox", TIDY_EVERY, () -> Within.everything().call(this::tidy));
        inbox.onAppend(hints::wake);
        stats.addSource(this::counts);
    }

    public static Events create(
            Database db, Upstream upstream, Ids ids, Clock clock, RandomGenerator random) {
        return new Events(db, upstream, ids, clock, random);
    }

    public void start() {
        Within.everything().run(() -> inbox.start(Inbox.day(clock.instant())));
        hints.start();
        pipeline.start();
        flush.start();
        tidy.start();
    }

    @Override
    public void close() {
        inbox.close();
        hints.close();
        pipeline.close();
        flush.close();
        tidy.close();
        stats.flush();
    }

    public Inbox inbox() {
        return inbox;
    }

    public RecordLog log() {
        return log;
    }

    public Records records() {
        return records;
    }

    public Parked parked() {
        return parked;
    }

    public Stats stats() {
        return stats;
    }

    public Lag lag() {
        return lag;
    }

    public Sweeps sweeps() {
        return sweeps;
    }

    public List<Routes> routes() {
        return List.of(
                new EventRoutes(db, log, lag, stats),
                new ParkedRoutes(db, parked, audit, pipeline::wake));
    }

    /** What is known from the tables themselves; requests not yet read are counted there. */
    private Map<String, Long> counts(String environmentId) {
        return db.snapshot(
                handle -> {
                    Inbox.Unread unread = inbox.unread(handle, environmentId);
                    return Map.of(
                            "webhook_requests", unread.events(),
                            "events_in", unread.items(),
                            "duplicates", 0L,
                            "out_of_order", 0L,
                            "record_events", log.latest(handle, environmentId));
                });
    }

    private boolean tidy() {
        inbox.keepDays(Inbox.day(clock.instant()));
        stats.fold();
        return false;
    }
}
