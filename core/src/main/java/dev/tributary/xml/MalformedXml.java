package dev.tributary.xml;

import org.jspecify.annotations.Nullable;

/** XML that cannot be read, or a tree that cannot be written as XML. */
public final class MalformedXml extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedXml(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
