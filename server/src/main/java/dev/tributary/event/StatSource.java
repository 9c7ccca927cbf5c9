package dev.tributary.event;

import java.util.Map;

/** A feature's numbers for {@code GET /stats}. */
@FunctionalInterface
public interface StatSource {
    /** By name, such as {@code api_calls}; names are unique over all sources. */
    Map<String, Long> stats(String environmentId);
}
