package dev.tributary.connector;

import dev.tributary.mapping.Expression;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How a provider knows us. */
public sealed interface Auth {
    /** How the client's own id and secret travel to the token endpoint. */
    enum ClientIn {
        BODY,
        BASIC,
        NONE
    }

    /** What a signature is made with. */
    enum Hash {
        SHA1,
        SHA256
    }

    /**
     * A token endpoint.
     *
     * @param url a template over account variables
     * @param form more fields of the request, beside those of the grant
     * @param expiresIn reads a token's life in seconds out of the answer; null: the usual {@code
     *     expires_in} says it
     * @param usualLife how long a token lives when its answer does not say; null: until it is
     *     rejected
     */
    record Endpoint(
            PathTemplate url,
            ClientIn client,
            Request.BodyFormat format,
            List<String> scopes,
            Map<String, Value> form,
            @Nullable Expression expiresIn,
            @Nullable Duration usualLife) {
        public Endpoint {
            scopes = List.copyOf(scopes);
            form = Map.copyOf(form);
        }
    }

    /** What gets its tokens from a token endpoint. */
    sealed interface Granted extends Auth {
        Endpoint endpoint();
    }

    /**
     * OAuth 2.0 authorization code with refresh.
     *
     * @param authorize a template over account variables
     * @param query more parameters of that address
     * @param rotates the refresh token is single use: a lost reply ends in {@code needs_reauth}
     */
    record OAuth2(
            PathTemplate authorize,
            Map<String, Value> query,
            boolean pkce,
            boolean rotates,
            Endpoint endpoint)
            implements Granted {
        public OAuth2 {
            query = Map.copyOf(query);
        }
    }

    /**
     * A signed assertion for a token (RFC 7523). There is no refresh token: another one is made.
     *
     * @param key the private key in PEM: an RSA key signs with RS256, an EC key with ES256
     * @param keyId the {@code kid} of the assertion's header; null: none
     * @param claims of the assertion; {@code iat}, {@code exp} and {@code jti} are added
     * @param life how long an assertion holds
     */
    record JwtBearer(
            Value key,
            @Nullable Value keyId,
            Map<String, Value> claims,
            Duration life,
            Endpoint endpoint)
            implements Granted {
        public JwtBearer {
            claims = Map.copyOf(claims);
        }
    }

    /** OAuth 2.0 client credentials. */
    record ClientCredentials(Endpoint endpoint) implements Granted {}

    /** A static key in a header or a query parameter, behind a prefix such as {@code Bearer }. */
    record ApiKey(@Nullable String header, @Nullable String query, String prefix) implements Auth {}

    /** HTTP Basic. */
    record Basic(Value username, Value password) implements Auth {}

    /** Nothing but what the scheme's own headers and these query parameters say. */
    record Custom(Map<String, Value> query) implements Auth {
        public Custom {
            query = Map.copyOf(query);
        }
    }

    /**
     * A login that gives a session.
     *
     * @param token reads the session out of the login's answer; {@code $headers} are its headers
     * @param idle how long it lives without being used; null: until it is rejected
     */
    record Session(Request login, Expression token, @Nullable Duration idle) implements Auth {}

    /**
     * OAuth 1.0a with both pairs of keys known beforehand: the client's, and {@code token_id} with
     * {@code token_secret}.
     *
     * @param realm null: none is said
     */
    record OAuth1(@Nullable Value realm, Hash hash) implements Auth {}

    /** A WS-Security UsernameToken in the header of a SOAP envelope. */
    record Wss(Value username, Value password) implements Auth {}
}
