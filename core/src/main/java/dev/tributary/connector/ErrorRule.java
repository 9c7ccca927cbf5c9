package dev.tributary.connector;

import dev.tributary.mapping.Expression;

import org.jspecify.annotations.Nullable;

/**
 * Recognises one failure from any shape; its expressions read {@code {status, headers, body}}. The
 * first rule that matches wins; without a match the status decides.
 *
 * @param fields the provider's names of the fields that it refuses; of a missing scope: of the
 *     scopes
 */
public record ErrorRule(
        Expression when, Kind is, @Nullable Expression message, @Nullable Expression fields) {
    public enum Kind {
        BUDGET,
        EXPIRED,
        SCOPE,
        CONFLICT,
        CLOSED,
        NOT_FOUND,
        INVALID,
        TRANSIENT
    }
}
