package dev.tributary.commission;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What commissions need of the record log and the record store. */
public interface RecordSource {
    /**
     * One numbered record event.
     *
     * @param resource such as {@code crm/opportunities}
     * @param data the unified record at that version; empty when it was deleted
     */
    record Change(
            long sequence,
            String eventId,
            String integratedAccountId,
            String resource,
            String recordId,
            long version,
            boolean deleted,
            Map<String, @Nullable Object> data) {}

    /** A record as it is now. */
    record Stored(
            String integratedAccountId,
            String recordId,
            long version,
            boolean deleted,
            Map<String, @Nullable Object> data) {}

    /** Events with a higher sequence, dense and in order. */
    List<Change> after(Handle handle, String environmentId, long sequence, int limit);

    /** The sequence of the newest event; 0 when there is none. */
    long latest(Handle handle, String environmentId);

    /** Those of the deals whose records are stored, deleted or not. */
    List<Stored> find(
            Handle handle, String environmentId, String resource, Collection<DealRef> deals);

    /** Every stored record of a resource, deleted ones too. */
    void each(Handle handle, String environmentId, String resource, Consumer<Stored> consumer);

    /** Runs after events were numbered; may be spurious. */
    void onAppend(Runnable wake);
}
