package dev.tributary.call;

import dev.tributary.connector.Discover;
import dev.tributary.mapping.Mapping;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The custom fields of each integrated account's resources, asked for once and kept for the
 * connector's {@code ttl}. One question at a time per account and resource. Thread-safe.
 */
final class DiscoverFields {
    private record Key(String integratedAccountId, String resource, String connectorVersion) {}

    private static final class Slot {
        private final ReentrantLock lock = new ReentrantLock();
        private volatile @Nullable Known known;
    }

    private record Known(List<Mapping.CustomField> fields, Instant until) {}

    private final SendRequest send;
    private final Clock clock;
    private final Map<Key, Slot> slots = new ConcurrentHashMap<>();

    DiscoverFields(SendRequest send, Clock clock) {
        this.send = send;
        this.clock = clock;
    }

    List<Mapping.CustomField> of(Target target, Trace trace) {
        if (target.resource().discover().isEmpty()) {
            return List.of();
        }
        Key key =
                new Key(
                        target.account().id(),
                        target.resource().path(),
                        target.connector().version());
        Slot slot = slots.computeIfAbsent(key, k -> new Slot());
        Known known = slot.known;
        if (known != null && clock.instant().isBefore(known.until())) {
            return known.fields();
        }
        slot.lock.lock();
        try {
            known = slot.known;
            if (known == null || !clock.instant().isBefore(known.until())) {
                known = ask(target, target.resource().discover().orElseThrow(), trace);
                slot.known = known;
            }
            return known.fields();
        } finally {
            slot.lock.unlock();
        }
    }

    private Known ask(Target target, Discover discover, Trace trace) {
        Bindings bindings = Bindings.of(target);
        Answer answer = send.send(target.link(), discover.request(), bindings, List.of(), trace);
        List<Mapping.CustomField> fields = new ArrayList<>();
        Object found = discover.fields().evaluate(answer.body(), bindings.values());
        for (Object item : Trees.list(found)) {
            Map<String, @Nullable Object> field = Trees.object(item, "a discovered field");
            fields.add(
                    new Mapping.CustomField(
                            String.valueOf(field.get("key")),
                            String.valueOf(field.get("path")),
                            String.valueOf(field.get("type"))));
        }
        return new Known(List.copyOf(fields), clock.instant().plus(discover.ttl()));
    }
}
