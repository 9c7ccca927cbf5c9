package dev.tributary.event;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A record as we know it now.
 *
 * @param data the unified record; for a deleted one, what was last known
 * @param deletedAt null while it exists at the provider
 */
public record StoredRecord(
        String environmentId,
        String integratedAccountId,
        String model,
        String resource,
        String recordId,
        long version,
        Map<String, @Nullable Object> data,
        @Nullable Instant deletedAt,
        Instant updatedAt) {

    public StoredRecord {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }

    public boolean deleted() {
        return deletedAt != null;
    }
}
