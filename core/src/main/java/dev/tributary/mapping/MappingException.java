package dev.tributary.mapping;

import org.jspecify.annotations.Nullable;

/** A mapping or expression failed on a record; the message says which one and why. */
public final class MappingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Null: it is not one that failed but what was given. */
    private final transient @Nullable Provenance by;

    public MappingException(String message, @Nullable Throwable cause) {
        this(message, null, cause);
    }

    public MappingException(String message) {
        this(message, null);
    }

    MappingException(String message, @Nullable Provenance by, @Nullable Throwable cause) {
        super(message, cause);
        this.by = by;
    }

    /** Whose line or expression it was; null: not known, or nobody's. */
    public @Nullable Provenance by() {
        return by;
    }
}
