package dev.tributary.connector;

import dev.tributary.mapping.Expression;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** How a provider knows us. */
public sealed interface Auth {
    /** How the client's own id and secret travel to the token endpoint. */
    enum ClientIn {
        BODY,
        BASIC
    }

    /**
     * OAuth 2.0 authorization code with refresh.
     *
     * @param rotates the refresh token is single use: a lost reply ends in {@code needs_reauth}
     * @param keep account variables read from the token answer
     * @param after requests made once after connecting; each result is kept as the account variable
     *     of the step's name
     */
    record OAuth2(
            String authorize,
            String token,
            List<String> scopes,
            Map<String, String> authorizeParameters,
            ClientIn client,
            Request.BodyFormat format,
            boolean pkce,
            boolean rotates,
            Map<String, Expression> keep,
            List<Step> after)
            implements Auth {}

    /** A static key in a header or a query parameter, behind a prefix such as {@code Bearer }. */
    record ApiKey(@Nullable String header, @Nullable String query, String prefix) implements Auth {}

    /** HTTP Basic with the credential's {@code username} and {@code password}. */
    record Basic() implements Auth {}
}
