package dev.tributary.call;

import org.jspecify.annotations.Nullable;

/**
 * How a provider's bulk job is doing.
 *
 * @param done it has come to its end, and has results
 * @param open it still waits for rows, or for word that all are there
 * @param failed why it came to nothing; null: it did not
 */
public record BulkProgress(boolean done, boolean open, @Nullable String failed) {}
