package dev.tributary.sandbox.hubspot;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One version of a CRM record. Immutable: a change makes the next version.
 *
 * @param properties the values that are set, all of them text
 * @param changes how many events the record has caused; names its next event for the dice
 * @param before the version before this one, kept for a while for the search index's lag
 */
public record CrmRecord(
        ObjectType type,
        long id,
        Map<String, String> properties,
        Instant createdAt,
        Instant updatedAt,
        Optional<Instant> archivedAt,
        long changes,
        @Nullable CrmRecord before) {

    public CrmRecord {
        properties = Collections.unmodifiableMap(new TreeMap<>(properties));
    }

    public boolean archived() {
        return archivedAt.isPresent();
    }

    public Optional<String> property(String name) {
        return Optional.ofNullable(properties.get(name));
    }

    /** The version that stood at an instant; empty when the record is younger. */
    Optional<CrmRecord> asOf(Instant instant) {
        CrmRecord version = this;
        while (version.updatedAt().isAfter(instant)) {
            if (version.before == null) {
                return Optional.empty();
            }
            version = version.before;
        }
        return Optional.of(version);
    }

    /** This version without those that were replaced before an instant. */
    CrmRecord forgetting(Instant instant) {
        CrmRecord old = before;
        if (old == null) {
            return this;
        }
        CrmRecord kept = updatedAt.isBefore(instant) ? null : old.forgetting(instant);
        return new CrmRecord(type, id, properties, createdAt, updatedAt, archivedAt, changes, kept);
    }
}
