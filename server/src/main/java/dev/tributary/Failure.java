package dev.tributary;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The one exception that the server throws on purpose. The message says what failed, for which id,
 * and what to do; it is shown to API callers, so it carries no secret and no stack. The detail adds
 * members to the problem document: upstream status, limits, field names. Immutable.
 */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Members of the detail that say it better than the code does. */
    public static final String ADVICE = "advice";

    public static final String RETRYABLE = "retryable";

    private final Code code;
    private final transient Map<String, Object> detail;
    private final transient Map<String, String> headers;

    public Failure(Code code, String message) {
        this(code, message, null, Map.of());
    }

    public Failure(Code code, String message, @Nullable Throwable cause) {
        this(code, message, cause, Map.of());
    }

    public Failure(Code code, String message, Map<String, ?> detail) {
        this(code, message, null, detail);
    }

    public Failure(Code code, String message, @Nullable Throwable cause, Map<String, ?> detail) {
        this(code, message, cause, detail, Map.of());
    }

    private Failure(
            Code code,
            String message,
            @Nullable Throwable cause,
            Map<String, ?> detail,
            Map<String, String> headers) {
        super(message, cause);
        this.code = code;
        this.detail = Collections.unmodifiableMap(new LinkedHashMap<>(detail));
        this.headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    public static Failure invalid(String message, Object... arguments) {
        return new Failure(Code.INVALID_REQUEST, message.formatted(arguments));
    }

    public static Failure notFound(String what, String id) {
        return new Failure(Code.NOT_FOUND, "there is no %s %s".formatted(what, id));
    }

    public Code code() {
        return code;
    }

    /** Members for the problem document beside code and message, in a stable order. */
    public Map<String, Object> detail() {
        return detail;
    }

    /** The message of this failure; unlike other exceptions it is never absent. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /** This failure with one more member in its detail. */
    public Failure with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(detail);
        more.put(name, value);
        return copy(more, headers);
    }

    /** Headers that an answer with this failure carries. */
    public Map<String, String> headers() {
        return headers;
    }

    /** This failure, answered with these headers too. */
    public Failure withHeaders(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return copy(detail, all);
    }

    private Failure copy(Map<String, ?> newDetail, Map<String, String> newHeaders) {
        Failure copy = new Failure(code, getMessage(), getCause(), newDetail, newHeaders);
        copy.setStackTrace(getStackTrace());
        return copy;
    }
}
