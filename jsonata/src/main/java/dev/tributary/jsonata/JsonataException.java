package dev.tributary.jsonata;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * An expression that does not compile or that failed. {@link #code()} is the reference's error code
 * (such as T2001), or one of this engine's own, listed in the module's README. Immutable; carries
 * no stack trace, as the position in the expression is what helps.
 */
public final class JsonataException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;
    private final int position;
    private final @Nullable String token;
    private final transient Object[] details;
    private final @Nullable String source;

    /** A failure whose place is not known yet; {@code details} fill the message of the code. */
    public JsonataException(String code, @Nullable Object... details) {
        this(code, -1, null, null, details);
    }

    private JsonataException(
            String code,
            int position,
            @Nullable String token,
            @Nullable String source,
            Object[] details) {
        super(null, null, false, false);
        this.code = code;
        this.position = position;
        this.token = token;
        this.source = source;
        this.details = details;
    }

    /** The same failure, with position and token where it has none yet. */
    public JsonataException at(int where, @Nullable String what) {
        if (source != null) return this;
        return new JsonataException(
                code,
                position >= 0 ? position : where,
                token == null ? what : token,
                null,
                details);
    }

    /** The same failure, at this position and token whatever it said before; null for no token. */
    public JsonataException movedTo(int where, @Nullable String what) {
        return new JsonataException(code, where, what, null, details);
    }

    /** The same failure, with the expression's text to show in the message. */
    public JsonataException in(String text) {
        return source != null ? this : new JsonataException(code, position, token, text, details);
    }

    public String code() {
        return code;
    }

    /**
     * Offset of the character after the offending token, as the reference counts; -1 when unknown.
     */
    public int position() {
        return position;
    }

    /** The operator, function or symbol at fault. */
    public @Nullable String token() {
        return token;
    }

    /** The value at fault, where the message names one. */
    public @Nullable Object value() {
        return details.length == 0 ? null : details[0];
    }

    /** What went wrong, without code, line and caret. */
    public String reason() {
        return ErrorMessages.render(code, token, Arrays.asList(details));
    }

    @Override
    public String getMessage() {
        String text = code + ": " + reason();
        return source == null || position < 0 ? text : text + ErrorMessages.caret(source, position);
    }
}
