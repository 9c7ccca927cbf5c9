package dev.tributary.mapping;

import dev.tributary.jsonata.JsonataException;

import org.jspecify.annotations.Nullable;

/** A mapping or expression failed on a record; the message says which one and why. */
public final class MappingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What {@code $error} throws. */
    private static final String SAID = "D3137";

    /** Null: it is not one that failed but what was given. */
    private final transient @Nullable Provenance by;

    private final boolean overLimit;

    public MappingException(String message, @Nullable Throwable cause) {
        this(message, null, cause);
    }

    public MappingException(String message) {
        this(message, null);
    }

    MappingException(String message, @Nullable Provenance by, @Nullable Throwable cause) {
        this(message, by, cause instanceof MappingException whole && whole.overLimit, cause);
    }

    MappingException(
            String message, @Nullable Provenance by, boolean overLimit, @Nullable Throwable cause) {
        super(message, cause);
        this.by = by;
        this.overLimit = overLimit;
    }

    /** The same of an expression that stands there. */
    MappingException of(Provenance place) {
        return by != null
                ? this
                : new MappingException(String.valueOf(getMessage()), place, overLimit, getCause());
    }

    /** Whether an expression has used more than it may. */
    public boolean isOverLimit() {
        return overLimit;
    }

    /** What the expression itself says, by {@code $error}; null: it failed in another way. */
    public @Nullable String said() {
        return getCause() instanceof JsonataException failed && failed.code().equals(SAID)
                ? failed.reason()
                : null;
    }

    /** Whose line or expression it was; null: not known, or nobody's. */
    public @Nullable Provenance by() {
        return by;
    }
}
