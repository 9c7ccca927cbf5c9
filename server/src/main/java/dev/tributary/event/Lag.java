package dev.tributary.event;

import dev.tributary.db.Database;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What is accepted and still under way. Stages are asked in the order in which work goes through
 * them, so work that moves on meanwhile is met later and never missed. Thread-safe.
 */
public final class Lag {
    private final Database db;
    private final Inbox inbox;
    private final DirtyStore dirty;
    private final Parked parked;
    private final Clock clock;
    private final List<LagSource> sources = new CopyOnWriteArrayList<>();

    Lag(Database db, Inbox inbox, DirtyStore dirty, Parked parked, Clock clock) {
        this.db = db;
        this.inbox = inbox;
        this.dirty = dirty;
        this.parked = parked;
        this.clock = clock;
    }

    /** Adds a stage behind the record log; earlier stages first. */
    public void addSource(LagSource source) {
        sources.add(source);
    }

    private record Pipeline(Inbox.Unread inbox, DirtyStore.Backlog dirty, long parked) {}

    /** The answer of {@code GET /lag}. */
    Map<String, Object> of(String environmentId) {
        Pipeline pipeline =
                db.snapshot(
                        handle ->
                                new Pipeline(
                                        inbox.unread(handle, environmentId),
                                        dirty.backlog(handle, environmentId),
                                        parked.count(handle, environmentId)));
        Map<String, Object> lag = new LinkedHashMap<>();
        lag.put("inbox", pipeline.inbox.events());
        lag.put("hints", pipeline.dirty.records());
        boolean zero = pipeline.inbox.events() == 0 && pipeline.dirty.records() == 0;
        for (LagSource source : sources) {
            long behind = source.behind(environmentId);
            lag.put(source.name(), behind);
            zero &= behind == 0;
        }
        lag.put(
                "oldest_seconds",
                Math.max(age(pipeline.inbox.oldest()), age(pipeline.dirty.oldest())));
        lag.put("parked", pipeline.parked);
        lag.put("zero", zero);
        return lag;
    }

    private long age(@Nullable Instant since) {
        return since == null
                ? 0
                : Math.max(0, Duration.between(since, clock.instant()).toSeconds());
    }
}
