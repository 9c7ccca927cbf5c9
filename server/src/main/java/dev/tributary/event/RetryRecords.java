package dev.tributary.event;

import dev.tributary.Json;

import org.jdbi.v3.core.Handle;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Sends parked records through the pipeline once more, with the causes they had. */
final class RetryRecords {
    private final DirtyStore dirty;
    private final Clock clock;

    RetryRecords(DirtyStore dirty, Parked parked, Clock clock) {
        this.dirty = dirty;
        this.clock = clock;
        parked.onRetry(WriteVersions.FETCH, this::retry);
        parked.onRetry(WriteVersions.MAP, this::retry);
    }

    private void retry(Handle handle, Parked.Entry entry) {
        Map<?, ?> detail = Json.read(entry.detail().text(), Map.class);
        List<String> causes =
                detail.get("causes") instanceof List<?> list
                        ? list.stream().map(String::valueOf).toList()
                        : List.of();
        var of =
                new AccountResource(
                        entry.environmentId(),
                        String.valueOf(entry.integratedAccountId()),
                        String.valueOf(entry.model()),
                        String.valueOf(entry.resource()));
        var mark =
                new DirtyStore.Mark(
                        of,
                        String.valueOf(entry.recordId()),
                        String.valueOf(detail.get("via")),
                        causes,
                        null);
        Instant now = clock.instant();
        dirty.mark(handle, List.of(mark), now, now);
    }
}
