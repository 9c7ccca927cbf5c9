package dev.tributary.call;

import java.util.List;

/**
 * What a write of many records would send.
 *
 * @param requests one for each of the provider's batches
 * @param refused the records that would be in none of them
 */
public record DryBatch(List<DryRun> requests, List<Written> refused) {
    public DryBatch {
        requests = List.copyOf(requests);
        refused = List.copyOf(refused);
    }
}
