package dev.tributary.connector;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * One case of a connector, written down: what is asked in unified terms, what must go upstream,
 * what came back, and what the answer must be. It runs as a test.
 *
 * @param document the file, for messages
 * @param version of the provider's API; null: the connector's usual one
 * @param subject what is asked
 * @param account the integrated account's variables
 * @param described what the provider has said of the account's fields: nothing is asked about them
 * @param upstream the requests in order, each with its canned reply
 * @param result the unified answer; null when {@code failure} says otherwise
 */
public record Fixture(
        String document,
        String about,
        @Nullable String version,
        Subject subject,
        Map<String, @Nullable Object> account,
        List<DescribedField> described,
        List<Exchange> upstream,
        @Nullable Object result,
        @Nullable Refusal failure) {
    public Fixture {
        described = List.copyOf(described);
        upstream = List.copyOf(upstream);
    }

    /** What a fixture is about. */
    public sealed interface Subject {}

    /**
     * A method of a resource, {@code discover}, or one of {@code find}, {@code read}, {@code send}
     * and {@code confirm} of its compare-and-set.
     *
     * @param arguments {@code id}, {@code ids}, {@code filters}, {@code sort}, {@code limit},
     *     {@code body}, {@code destination}, {@code rows}; others are parameters of the unified
     *     request
     */
    public record Call(String resource, String method, Map<String, @Nullable Object> arguments)
            implements Subject {}

    /** A verified webhook body; the result are its hints. */
    public record Hook(@Nullable Object body) implements Subject {}

    /**
     * @param path with everything filled in, without the query
     * @param headers those that must be there; others may be
     * @param body null: none; names to values when it is sent as a form; text when it is not JSON
     * @param reply null: none; text that is no JSON when {@code replyHeaders} say another type
     */
    public record Exchange(
            Request.Verb verb,
            String path,
            Map<String, @Nullable Object> query,
            Map<String, @Nullable Object> headers,
            @Nullable Object body,
            Request.BodyFormat format,
            int status,
            Map<String, @Nullable Object> replyHeaders,
            @Nullable Object reply) {}

    /**
     * That it fails.
     *
     * @param is what the last reply is recognised as; null: it need not be the provider's refusal
     * @param code the unified API's code; null: any
     * @param message the provider's words, or the end of ours; null: any
     */
    public record Refusal(
            ErrorRule.@Nullable Kind is, @Nullable String code, @Nullable String message) {}
}
