package dev.tributary.event;

import dev.tributary.event.DirtyStore.Mark;
import dev.tributary.event.HintStore.Noted;
import dev.tributary.event.TakeHints.Addressed;

import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Marks the records of a batch of hints as dirty, each once. A repeated hint is counted and
 * dropped: the first one already made us look after the change. A late one is counted and kept.
 */
final class MarkRecords {
    private static final Logger LOG = LoggerFactory.getLogger(MarkRecords.class);

    private final HintStore hints;
    private final DirtyStore dirty;
    private final Stats stats;

    MarkRecords(HintStore hints, DirtyStore dirty, Stats stats) {
        this.hints = hints;
        this.dirty = dirty;
        this.stats = stats;
    }

    /** An inbound event's hints. */
    record Source(Inbox.Placed event, List<Addressed> hints) {}

    /** One hint for one integrated account. */
    private record One(Inbox.Placed event, AccountResource of, Hint hint) {
        UUID record() {
            return Sha256.name(of.integratedAccountId(), of.path(), hint.id());
        }

        UUID identity() {
            return Sha256.name(
                    of.integratedAccountId(),
                    of.path(),
                    hint.id(),
                    hint.property(),
                    hint.value(),
                    String.valueOf(hint.occurredAt()));
        }
    }

    void all(Handle handle, List<Source> sources, Instant now) {
        Map<String, Counts> counts = new HashMap<>();
        List<One> all = new ArrayList<>();
        for (Source source : sources) {
            for (Addressed addressed : source.hints) {
                if (addressed.accounts().isEmpty()) {
                    counts(counts, source.event.environmentId()).unknown++;
                    LOG.debug("{}: nobody has account {}", source.event.id(), addressed.hint());
                }
                addressed
                        .accounts()
                        .forEach(account -> all.add(one(source.event, account, addressed.hint())));
            }
        }
        Marks marks = new Marks();
        List<Noted> fresh = fresh(handle, all, counts, marks);
        if (!fresh.isEmpty()) {
            hints.add(handle, fresh, now);
        }
        if (!marks.byRecord.isEmpty()) {
            dirty.mark(handle, marks.list(), now, now.plus(DirtyStore.GATHER));
        }
        counts.forEach((environment, each) -> each.add(handle, stats, environment));
    }

    private static One one(Inbox.Placed event, String account, Hint hint) {
        var of = new AccountResource(event.environmentId(), account, hint.model(), hint.resource());
        return new One(event, of, hint);
    }

    // A hint without a time has no identity: it is neither a repeat nor late.
    private List<Noted> fresh(
            Handle handle, List<One> all, Map<String, Counts> counts, Marks marks) {
        List<One> timed = all.stream().filter(one -> one.hint.occurredAt() != null).toList();
        Set<UUID> known = hints.known(handle, timed.stream().map(One::identity).toList());
        Map<UUID, Instant> newest =
                hints.newest(handle, timed.stream().map(One::record).distinct().toList());
        List<Noted> fresh = new ArrayList<>();
        for (One one : all) {
            Instant at = one.hint.occurredAt();
            if (at != null) {
                Counts count = counts(counts, one.of.environmentId());
                if (!known.add(one.identity())) {
                    count.duplicates++;
                    continue;
                }
                Instant last = newest.get(one.record());
                if (last != null && at.isBefore(last)) {
                    count.outOfOrder++;
                } else {
                    newest.put(one.record(), at);
                }
                fresh.add(new Noted(one.of.environmentId(), one.identity(), one.record(), at));
            }
            marks.add(one);
        }
        return fresh;
    }

    private static Counts counts(Map<String, Counts> counts, String environmentId) {
        return counts.computeIfAbsent(environmentId, key -> new Counts());
    }

    private static final class Counts {
        int duplicates;
        int outOfOrder;
        int unknown;

        void add(Handle handle, Stats stats, String environmentId) {
            stats.add(handle, environmentId, "duplicates", duplicates);
            stats.add(handle, environmentId, "out_of_order", outOfOrder);
            stats.add(handle, environmentId, "unknown_accounts", unknown);
        }
    }

    private static final class Marks {
        final Map<UUID, Mark> byRecord = new LinkedHashMap<>();

        void add(One one) {
            Instant at = one.hint.occurredAt();
            Mark mark = new Mark(one.of, one.hint.id(), "webhook", List.of(one.event.id()), at);
            byRecord.merge(one.record(), mark, Marks::together);
        }

        List<Mark> list() {
            return List.copyOf(byRecord.values());
        }

        private static Mark together(Mark first, Mark second) {
            List<String> causes = new ArrayList<>(first.causes());
            if (!causes.getLast().equals(second.causes().getFirst())) {
                causes.addAll(second.causes());
            }
            Instant a = first.occurredAt();
            Instant b = second.occurredAt();
            Instant latest = a == null || (b != null && b.isAfter(a)) ? b : a;
            return new Mark(first.of(), first.recordId(), first.via(), causes, latest);
        }
    }
}
