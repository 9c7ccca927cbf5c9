package dev.tributary.event;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Json;
import dev.tributary.connector.Webhooks;
import dev.tributary.db.Database;
import dev.tributary.event.Inbox.Placed;
import dev.tributary.mapping.MappingException;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads the inbox in order and marks the records it hints at. What becomes of a batch and how far
 * the inbox is read are one transaction, so a crash repeats a batch and never half of it. An event
 * that cannot be read is parked and stops nothing. One server at a time does this.
 */
final class TakeHints {
    static final String STAGE = "hint";
    private static final int BATCH = 200;
    private static final long BATCH_BYTES = 8 << 20;

    private final Database db;
    private final Inbox inbox;
    private final Upstream upstream;
    private final MarkRecords mark;
    private final Parked parked;
    private final Stats stats;
    private final Clock clock;

    TakeHints(
            Database db,
            Inbox inbox,
            Upstream upstream,
            MarkRecords mark,
            Parked parked,
            Stats stats,
            Clock clock) {
        this.db = db;
        this.inbox = inbox;
        this.upstream = upstream;
        this.mark = mark;
        this.parked = parked;
        this.stats = stats;
        this.clock = clock;
        parked.onRetry(STAGE, this::retry);
    }

    /** A hint and the integrated accounts it is about: none when nobody knows the account. */
    record Addressed(Hint hint, List<String> accounts) {}

    /** An inbound event read: hints, or the reason why not. */
    private record Read(Placed event, List<Addressed> hints, @Nullable Failure failure) {}

    /** One batch; false when there was none, or when another server is at it. */
    boolean turn() {
        long from = db.read(inbox::progress);
        List<Placed> batch = db.read(handle -> inbox.after(handle, from, BATCH, BATCH_BYTES));
        if (batch.isEmpty()) {
            return false;
        }
        List<Read> read = batch.stream().map(this::read).toList();
        return db.write(handle -> store(handle, from, read));
    }

    private Read read(Placed event) {
        try {
            Webhooks webhooks = upstream.webhooks(event.environmentId(), event.provider());
            Object body = Json.read(event.body(), Object.class);
            List<Addressed> hints = new ArrayList<>();
            for (Hint hint : Hint.readAll(webhooks.events().evaluate(body, Map.of()))) {
                hints.add(new Addressed(hint, accounts(event, webhooks, hint)));
            }
            return new Read(event, hints, null);
        } catch (MappingException e) {
            return new Read(
                    event, List.of(), new Failure(Code.MAPPING_FAILED, e.getMessage() + "", e));
        } catch (Failure failure) {
            if (failure.code().retryable()) {
                throw failure; // the database is away: the same batch again, later
            }
            return new Read(event, List.of(), failure);
        }
    }

    private List<String> accounts(Placed event, Webhooks webhooks, Hint hint) {
        if (event.integratedAccountId() != null) {
            return List.of(event.integratedAccountId());
        }
        return hint.account().isEmpty()
                ? List.of()
                : upstream.accounts(
                        event.environmentId(),
                        event.provider(),
                        webhooks.accountVariable(),
                        hint.account());
    }

    private boolean store(Handle handle, long from, List<Read> batch) {
        boolean mine =
                handle.createQuery("SELECT pg_try_advisory_xact_lock(:lock, 0)")
                        .bind("lock", Locks.HINTS)
                        .mapTo(Boolean.class)
                        .one();
        if (!mine || inbox.progress(handle) != from) {
            return false;
        }
        Instant now = clock.instant();
        mark.all(
                handle,
                batch.stream().map(each -> new MarkRecords.Source(each.event, each.hints)).toList(),
                now);
        for (Read each : batch) {
            if (each.failure != null) {
                park(handle, each.event, each.failure);
            }
        }
        count(handle, batch);
        inbox.progress(handle, batch.getLast().event.position(), now);
        return true;
    }

    private void count(Handle handle, List<Read> batch) {
        batch.stream()
                .map(each -> each.event.environmentId())
                .distinct()
                .forEach(
                        environment -> {
                            List<Placed> events =
                                    batch.stream()
                                            .map(Read::event)
                                            .filter(e -> e.environmentId().equals(environment))
                                            .toList();
                            stats.add(handle, environment, "webhook_requests", events.size());
                            stats.add(
                                    handle,
                                    environment,
                                    "events_in",
                                    events.stream().mapToLong(Placed::items).sum());
                        });
    }

    private void park(Handle handle, Placed event, Failure failure) {
        parked.park(
                handle,
                STAGE,
                Parked.Subject.of(event.environmentId(), event.id(), event.integratedAccountId()),
                failure.code().text(),
                failure.getMessage(),
                1,
                Map.of("position", event.position(), "provider", event.provider()));
    }

    private void retry(Handle handle, Parked.Entry entry) {
        Object position = Json.read(entry.detail().text(), Map.class).get("position");
        Placed event =
                inbox.at(handle, Long.parseLong(String.valueOf(position)))
                        .orElseThrow(() -> Failure.notFound("inbound event", entry.subject()));
        handle.createQuery("SELECT pg_advisory_xact_lock(:lock, 0)::text")
                .bind("lock", Locks.HINTS)
                .mapTo(String.class)
                .one();
        Read read = read(event);
        if (read.failure != null) {
            park(handle, event, read.failure);
        } else {
            mark.all(handle, List.of(new MarkRecords.Source(event, read.hints)), clock.instant());
        }
    }
}
