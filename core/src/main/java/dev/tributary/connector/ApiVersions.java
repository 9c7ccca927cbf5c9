package dev.tributary.connector;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The versions of a provider's API that its connector carries side by side.
 *
 * @param usual the one that the connector's own keys are about; null: it names none
 * @param names all of them, the usual one too
 */
public record ApiVersions(@Nullable String usual, SortedSet<String> names) {
    public static final ApiVersions NONE = new ApiVersions(null, new TreeSet<>());

    public ApiVersions {
        names = Collections.unmodifiableSortedSet(new TreeSet<>(names));
    }
}
