package dev.tributary;

import java.util.Locale;

/**
 * Every way in which a request to Tributary, or a piece of its background work, can fail: the HTTP
 * status, whether the same request may succeed later, and what to do next. Problem documents,
 * metrics and retry decisions are all read from this table. Codes are part of the API: they are
 * added, never renamed.
 */
public enum Code {
    INVALID_REQUEST(400, false, "Correct the request: the message names the part that is wrong."),
    UNSUPPORTED_FILTER(400, false, "Use a filter or sort field that the resource's meta lists."),
    UNAUTHORIZED(401, false, "Send a valid API key as 'Authorization: Bearer trb_live_…'."),
    BAD_SIGNATURE(401, false, "Check the signing secret, the public URL and the sender's clock."),
    FORBIDDEN(403, false, "Use an API key or a token that has the scope named in the message."),
    MISSING_SCOPE(403, false, "Reconnect the integrated account with the scope in the message."),
    MAKER_CHECKER(403, false, "Let another person approve: whoever closes may not approve."),
    NOT_FOUND(404, false, "Check the id and that the API key belongs to its environment."),
    METHOD_NOT_ALLOWED(405, false, "Use one of the HTTP methods in the Allow header."),
    METHOD_NOT_SUPPORTED(501, false, "This provider has no such method: see the resource's meta."),
    CONFLICT(409, false, "Read the current state, then decide again."),
    NEEDS_REAUTH(409, false, "Send the customer a new link token: the authorisation has ended."),
    IDEMPOTENCY_MISMATCH(409, false, "Use a new Idempotency-Key for a different body."),
    WRITE_UNKNOWN(
            409,
            false,
            "Read the record back before writing again, and then with a new key: the reply was"
                    + " lost."),
    VERSION_CONFLICT(409, true, "Read the record again and repeat the write on its new version."),
    PERIOD_CLOSED(409, false, "Book into the open period: a closed one is never touched."),
    GONE(410, false, "Ask for a new one: this one can be used no more."),
    PAYLOAD_TOO_LARGE(413, false, "Send a smaller body: the message names the limit."),
    UNPROCESSABLE(422, false, "Correct the values that the message names."),
    RATE_LIMITED(429, true, "Wait for the seconds in Retry-After: this API key asks too often."),
    BUDGET_EXHAUSTED(429, true, "Wait for the seconds in Retry-After: our API budget is empty."),
    UPSTREAM_RATE_LIMITED(429, true, "Wait for the seconds in Retry-After: the provider says so."),
    INTERNAL(500, false, "Report the problem's id: it is in the server's log."),
    UPSTREAM_ERROR(502, true, "Try again; if it stays, look at the provider's status page."),
    UPSTREAM_INVALID(502, false, "Look at the provider's answer: it is not what its API promises."),
    MAPPING_FAILED(502, false, "Correct the mapping or the override that the message names."),
    NOT_READY(503, true, "Try again in a moment: the server cannot reach what it needs."),
    OVERLOADED(503, true, "Try again in a moment: a queue is full."),
    UPSTREAM_TIMEOUT(504, true, "Try again; read a record back before repeating a write.");

    private final int status;
    private final boolean retryable;
    private final String advice;

    Code(int status, boolean retryable, String advice) {
        this.status = status;
        this.retryable = retryable;
        this.advice = advice;
    }

    /** The HTTP status of an answer with this code. */
    public int status() {
        return status;
    }

    /** Whether the same request may succeed later without anybody changing it. */
    public boolean retryable() {
        return retryable;
    }

    /** What to do next, in one sentence. */
    public String advice() {
        return advice;
    }

    /** The stable name in the API, in metrics and in the docs: {@code invalid_request}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The page that explains this code, relative to the server's public URL. */
    public String docs() {
        return "/errors#" + text();
    }
}
