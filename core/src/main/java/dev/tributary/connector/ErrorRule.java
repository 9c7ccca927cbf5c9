package dev.tributary.connector;

import dev.tributary.mapping.Expression;

import org.jspecify.annotations.Nullable;

/**
 * Recognises one failure from any shape; its expressions read {@code {status, headers, body}}. The
 * first rule that matches wins; without a match the status decides.
 */
public record ErrorRule(Expression when, Kind is, @Nullable Expression message) {
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
