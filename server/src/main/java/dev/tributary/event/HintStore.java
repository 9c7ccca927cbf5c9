package dev.tributary.event;

import org.jdbi.v3.core.Handle;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The hints of the last days, as far as needed to know repeated and late ones. */
final class HintStore {
    /**
     * One hint for one integrated account.
     *
     * @param identity of account, record, property, value and time
     * @param record of account and record
     */
    record Noted(String environmentId, UUID identity, UUID record, Instant occurredAt) {}

    private record Newest(UUID record, Instant occurredAt) {}

    Set<UUID> known(Handle handle, Collection<UUID> identities) {
        return new HashSet<>(
                handle.createQuery("SELECT identity FROM hint WHERE identity = ANY(:identities)")
                        .bindArray("identities", UUID.class, identities.toArray())
                        .mapTo(UUID.class)
                        .list());
    }

    /** When the newest known change of each record occurred. */
    Map<UUID, Instant> newest(Handle handle, Collection<UUID> records) {
        Map<UUID, Instant> newest = new HashMap<>();
        handle.createQuery(
                        """
                        SELECT r.record, n.occurred_at
                        FROM unnest(:records) AS r(record), LATERAL (
                            SELECT max(occurred_at) AS occurred_at FROM hint h
                            WHERE h.record = r.record) AS n
                        WHERE n.occurred_at IS NOT NULL
                        """)
                .bindArray("records", UUID.class, records.toArray())
                .mapTo(Newest.class)
                .forEach(each -> newest.put(each.record, each.occurredAt));
        return newest;
    }

    void add(Handle handle, List<Noted> noted, Instant now) {
        handle.createUpdate(
                        """
                        INSERT INTO hint
                        SELECT e.*, :now FROM unnest(:environments, :identities, :records, :times)
                            AS e
                        """)
                .bind("now", now)
                .bindArray(
                        "environments",
                        String.class,
                        noted.stream().map(Noted::environmentId).toArray())
                .bindArray("identities", UUID.class, noted.stream().map(Noted::identity).toArray())
                .bindArray("records", UUID.class, noted.stream().map(Noted::record).toArray())
                .bindArray("times", Instant.class, noted.stream().map(Noted::occurredAt).toArray())
                .execute();
    }
}
