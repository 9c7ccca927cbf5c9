package dev.tributary.call;

import dev.tributary.Failure;

import java.util.Map;
import java.util.Set;

/**
 * Records asked for by id: each id is in exactly one of the three. {@code missing} are known to be
 * gone at the provider; {@code failed} are there but could not be mapped.
 */
public record Many(Map<String, Fetched> found, Set<String> missing, Map<String, Failure> failed) {
    public Many {
        found = Map.copyOf(found);
        missing = Set.copyOf(missing);
        failed = Map.copyOf(failed);
    }
}
