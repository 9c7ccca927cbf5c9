package dev.tributary.integration;

import dev.tributary.Secret;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Map;

/** What a token endpoint's answer, or its absence, means for the token that was sent. */
sealed interface TokenReply {
    /**
     * @param refresh null: the former one stays
     * @param life null: the provider does not say
     * @param variables what the connector keeps of the answer
     */
    record Granted(
            Secret access,
            @Nullable Secret refresh,
            @Nullable Duration life,
            Map<String, Object> variables)
            implements TokenReply {}

    /** The authorisation has ended: no repeat will help. */
    record Ended(String reason) implements TokenReply {}

    /** Certainly nothing happened: it may be tried again. */
    record NotDone(String reason, @Nullable Duration retryAfter) implements TokenReply {}

    /** It may have happened or not: with a single-use token there is no second try. */
    record Lost(String reason) implements TokenReply {}
}
