package dev.tributary.integration;

import dev.tributary.Secret;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What a token endpoint's answer, or its absence, means for the token that was sent. */
sealed interface TokenReply {
    /**
     * @param access null: what was typed in is all there is
     * @param refresh null: the former one stays
     * @param life null: the provider does not say
     * @param variables what the connector keeps of the answer
     * @param scopes what was granted; empty: the provider does not say
     */
    record Granted(
            @Nullable Secret access,
            @Nullable Secret refresh,
            @Nullable Duration life,
            Map<String, Object> variables,
            List<String> scopes)
            implements TokenReply {
        static final Granted NO_TOKEN = new Granted(null, null, null, Map.of(), List.of());

        Granted withRefresh(@Nullable Secret token) {
            return new Granted(access, token, life, variables, scopes);
        }
    }

    /** The authorisation has ended: no repeat will help. */
    record Ended(String reason) implements TokenReply {}

    /** Certainly nothing happened: it may be tried again. */
    record NotDone(String reason, @Nullable Duration retryAfter) implements TokenReply {}

    /** It may have happened or not: with a single-use token there is no second try. */
    record Lost(String reason) implements TokenReply {}
}
