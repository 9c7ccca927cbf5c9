package dev.tributary.connector;

import dev.tributary.mapping.Expression;

import org.jspecify.annotations.Nullable;

/**
 * One named request of a method that takes several. Its result is the answer's body, or what {@code
 * pick} takes from it, bound as {@code $name} for later paths and expressions. With {@code paging},
 * the {@code items} of all pages are gathered into one array first (bounded), and {@code pick}
 * reads that array.
 */
public record Step(
        String name,
        Request request,
        @Nullable Expression items,
        @Nullable Paging paging,
        @Nullable Expression pick) {}
