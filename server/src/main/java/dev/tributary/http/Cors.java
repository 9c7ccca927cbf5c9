package dev.tributary.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lets pages of some origins ask what account tokens may ask, and browsers show them the answer.
 */
final class Cors {
    private static final String ORIGIN = "access-control-allow-origin";

    private final Set<String> origins;

    Cors(List<String> origins) {
        this.origins = Set.copyOf(origins);
    }

    boolean isOn() {
        return !origins.isEmpty();
    }

    /**
     * The answer to a browser that asks whether a page may go on; empty: it is no such question, or
     * the page may not.
     *
     * @param headers by lower-case name
     */
    Optional<Reply> preflight(
            String method, String path, Map<String, String> headers, Dispatch dispatch) {
        String wanted = headers.get("access-control-request-method");
        String origin = headers.getOrDefault("origin", "");
        if (wanted == null
                || !method.equals("OPTIONS")
                || !origins.contains(origin)
                || !dispatch.takesAccountTokens(wanted, path)) {
            return Optional.empty();
        }
        return Optional.of(
                Reply.nothing()
                        .with(ORIGIN, origin)
                        .with("vary", "Origin")
                        .with("access-control-allow-methods", wanted)
                        .with(
                                "access-control-allow-headers",
                                "authorization, content-type, idempotency-key")
                        .with("access-control-max-age", "600"));
    }

    /** What an answer for a page says so that the page may see it; empty for all others. */
    Map<String, String> shownTo(Map<String, String> headers) {
        String origin = headers.getOrDefault("origin", "");
        if (!origins.contains(origin)) {
            return Map.of();
        }
        return Map.of(
                ORIGIN,
                origin,
                "access-control-expose-headers",
                "ratelimit, ratelimit-policy, ratelimit-limit, ratelimit-remaining,"
                        + " ratelimit-reset, retry-after, server-timing, x-request-id");
    }
}
