package dev.tributary.connector;

import dev.tributary.mapping.Expression;

import org.jspecify.annotations.Nullable;

/**
 * One named request of a method that takes several. Its result is the answer's body, or what {@code
 * pick} takes from it, bound as {@code $name} for later paths and expressions. With {@code paging},
 * the {@code items} of all pages are gathered into one array first (bounded), and {@code pick}
 * reads that array.
 *
 * @param when whether it is sent, read from what the method answered where that is there already;
 *     null: always. A step that is not sent has no result
 */
public record Step(
        String name,
        Request request,
        @Nullable Expression items,
        @Nullable Paging paging,
        @Nullable Expression pick,
        @Nullable Expression when) {}
