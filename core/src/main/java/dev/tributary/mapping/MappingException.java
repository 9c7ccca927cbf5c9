package dev.tributary.mapping;

import org.jspecify.annotations.Nullable;

/** A mapping or expression failed on a record; the message says which one and why. */
public final class MappingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MappingException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public MappingException(String message) {
        this(message, null);
    }
}
