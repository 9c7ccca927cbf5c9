package dev.tributary.call;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.connector.DescribedField;
import dev.tributary.connector.Discover;
import dev.tributary.mapping.Mapping.CustomField;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * The fields that each integrated account's records have, asked for once and kept for the
 * connector's {@code ttl}. One question at a time per account and resource. Thread-safe.
 */
final class DiscoverFields {
    /** Of a provider's name, which are enough to tell a customer's few fields apart. */
    private static final int APART_CHARS = 6;

    private static final int KEPT_MAX = 20_000;

    private record Key(
            String integratedAccountId, String resource, String object, String connectorVersion) {}

    private static final class Slot {
        private final ReentrantLock lock = new ReentrantLock();
        private volatile @Nullable Known known;
    }

    /** What a provider says of a resource's fields. */
    record Known(
            List<DescribedField> fields,
            List<CustomField> custom,
            Set<String> paths,
            Instant until) {
        static final Known NOTHING = new Known(List.of(), List.of(), Set.of(), Instant.MAX);

        /**
         * Those of the selected paths that there are. A path through another object is taken on
         * trust, and so is everything where only the customer's own fields are described.
         */
        List<String> there(List<String> selected, @Nullable String select) {
            boolean complete = fields.stream().anyMatch(field -> !field.custom());
            if (!complete) {
                return selected;
            }
            return selected.stream()
                    .filter(
                            path ->
                                    select == null && path.contains(".")
                                            || paths.contains(
                                                    select == null ? path : select + "." + path))
                    .toList();
        }
    }

    private final RunSteps steps;
    private final FieldsWatch watch;
    private final Clock clock;
    private final Map<Key, Slot> slots = new ConcurrentHashMap<>();

    DiscoverFields(RunSteps steps, FieldsWatch watch, Clock clock) {
        this.steps = steps;
        this.watch = watch;
        this.clock = clock;
    }

    List<CustomField> custom(Target target, Trace trace) {
        return of(target, trace).custom();
    }

    /** Nothing where the connector has no way to ask. */
    Known of(Target target, Trace trace) {
        Discover discover = target.resource().discover().orElse(null);
        if (discover == null) {
            return Known.NOTHING;
        }
        Slot slot = slot(target);
        Known known = slot.known;
        if (known != null && clock.instant().isBefore(known.until())) {
            return known;
        }
        slot.lock.lock();
        try {
            known = slot.known;
            if (known != null && clock.instant().isBefore(known.until())) {
                return known;
            }
            known = ask(target, discover, trace);
            slot.known = known;
        } finally {
            slot.lock.unlock();
        }
        watch.described(target, known.fields());
        return known;
    }

    /** From now on for the connector's {@code ttl}; without a way to ask nothing changes. */
    void assume(Target target, List<DescribedField> fields) {
        target.resource()
                .discover()
                .ifPresent(discover -> slot(target).known = known(target, discover, fields));
    }

    private Slot slot(Target target) {
        Key key =
                new Key(
                        target.account().id(),
                        target.resource().path(),
                        target.resource().object(),
                        target.connector().version());
        Slot slot = slots.get(key);
        if (slot != null) {
            return slot;
        }
        if (slots.size() >= KEPT_MAX) {
            slots.clear();
        }
        return slots.computeIfAbsent(key, k -> new Slot());
    }

    private Known ask(Target target, Discover discover, Trace trace) {
        Bindings bindings = Bindings.of(target);
        steps.run(target.link(), List.of(discover.step()), bindings, trace);
        Object answer = bindings.values().get(discover.step().name());
        List<DescribedField> fields = new ArrayList<>();
        for (Object item : Trees.list(discover.fields().evaluate(answer, bindings.values()))) {
            fields.add(described(target, item));
        }
        return known(target, discover, apart(fields));
    }

    /**
     * Names are the customer's: fields may share one. All that do get a part of the provider's own
     * name behind it, so that a name is never silently another field's.
     */
    private static List<DescribedField> apart(List<DescribedField> fields) {
        Map<String, Long> shared =
                fields.stream()
                        .collect(Collectors.groupingBy(DescribedField::key, Collectors.counting()));
        Set<String> taken = new HashSet<>();
        List<DescribedField> apart = new ArrayList<>();
        for (DescribedField field : fields) {
            DescribedField named = field;
            if (shared.getOrDefault(field.key(), 1L) > 1) {
                String theirs = field.path().substring(field.path().lastIndexOf('.') + 1);
                String part = theirs.substring(0, Math.min(APART_CHARS, theirs.length()));
                named = field.under(field.key() + "_" + part);
                if (taken.contains(named.key())) {
                    named = field.under(field.key() + "_" + theirs);
                }
            }
            taken.add(named.key());
            apart.add(named);
        }
        return apart;
    }

    private Known known(Target target, Discover discover, List<DescribedField> fields) {
        return new Known(
                List.copyOf(fields),
                fields.stream()
                        .filter(field -> isOwn(target, field))
                        .map(DescribedField::asCustom)
                        .toList(),
                fields.stream().map(DescribedField::path).collect(Collectors.toUnmodifiableSet()),
                clock.instant().plus(discover.ttl()));
    }

    private static boolean isOwn(Target target, DescribedField field) {
        return field.custom() || (target.resource().isCustom() && !inTable(target, field));
    }

    private static boolean inTable(Target target, DescribedField field) {
        return target.resource().mapping().table().stream()
                .anyMatch(rule -> rule.from().equals(field.path()));
    }

    private static DescribedField described(Target target, @Nullable Object item) {
        try {
            return DescribedField.of(Trees.object(item, "a discovered field"));
        } catch (IllegalArgumentException incomplete) {
            throw new Failure(
                    Code.MAPPING_FAILED,
                    "discover of %s at %s: %s"
                            .formatted(
                                    target.resource().path(),
                                    target.connector().title(),
                                    incomplete.getMessage()),
                    incomplete);
        }
    }
}
