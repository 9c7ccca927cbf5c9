package dev.tributary.integration;

import dev.tributary.Secret;
import dev.tributary.connector.Auth;

import java.util.Base64;
import java.util.Map;

/** How each kind of credential travels with a request. */
public final class ApplyCredential {
    private ApplyCredential() {}

    /**
     * @param access the access token, the API key, or {@code username:password}
     */
    public static Authorization to(Auth auth, Secret access, long version) {
        return switch (auth) {
            case Auth.OAuth2 _ -> header("authorization", "Bearer " + access.value(), version);
            case Auth.Basic _ ->
                    header(
                            "authorization",
                            "Basic " + Base64.getEncoder().encodeToString(access.bytes()),
                            version);
            case Auth.ApiKey key -> {
                String value = key.prefix() + access.value();
                String header = key.header();
                String query = key.query();
                if (header != null) {
                    yield header(header, value, version);
                }
                if (query != null) {
                    yield new Authorization(Map.of(), Map.of(query, value), version);
                }
                throw new IllegalStateException("an API key travels neither in header nor query");
            }
        };
    }

    private static Authorization header(String name, String value, long version) {
        return new Authorization(Map.of(name, value), Map.of(), version);
    }
}
