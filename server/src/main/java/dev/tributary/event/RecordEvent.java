package dev.tributary.event;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What changed, normalised and numbered.
 *
 * @param sequence dense per environment, in commit order: who has read n has seen all below n
 * @param type {@code record:created}, {@code record:updated} or {@code record:deleted}
 * @param version of the record, dense from 1; an initial load makes version 1 without an event
 * @param data the unified record at that version; for a deleted one, what was last known
 * @param occurredAt when it changed at the provider, as far as the provider told
 * @param recordedAt when we stored it
 * @param via {@code webhook}, or {@code sweep} when reconciliation saw it first
 * @param causes the inbound events that hinted at it, oldest first; a long list keeps its newest
 */
public record RecordEvent(
        long sequence,
        String id,
        String environmentId,
        String type,
        String integratedAccountId,
        String model,
        String resource,
        String recordId,
        long version,
        Map<String, @Nullable Object> data,
        Instant occurredAt,
        Instant recordedAt,
        String via,
        List<String> causes) {
    public static final String CREATED = "record:created";
    public static final String UPDATED = "record:updated";
    public static final String DELETED = "record:deleted";

    public RecordEvent {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
        causes = List.copyOf(causes);
    }

    public boolean deleted() {
        return type.equals(DELETED);
    }
}
