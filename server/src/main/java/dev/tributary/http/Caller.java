package dev.tributary.http;

import dev.tributary.Code;
import dev.tributary.Failure;

import java.util.Set;

/**
 * Who is asking.
 *
 * @param keyId the API key's id; {@code admin} for the admin key, empty for the public
 * @param environmentId the environment the key belongs to; empty for the admin key and the public
 */
public record Caller(String keyId, String environmentId, Set<String> scopes) {
    public static final Caller PUBLIC = new Caller("", "", Set.of());
    public static final Caller ADMIN = new Caller("admin", "", Set.of());

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    public boolean isAdmin() {
        return keyId.equals(ADMIN.keyId);
    }

    /** Whether a scope is granted: by its own name, by {@code group:*}, or by {@code *}. */
    public boolean has(String scope) {
        int colon = scope.indexOf(':');
        return scopes.contains("*")
                || scopes.contains(scope)
                || (colon > 0 && scopes.contains(scope.substring(0, colon) + ":*"));
    }

    void require(Access access) {
        switch (access) {
            case Access.Open() -> {}
            case Access.Admin() -> {
                if (!isAdmin()) {
                    throw new Failure(
                            Code.FORBIDDEN, "this needs the admin key, not an environment's key");
                }
            }
            case Access.Scope(String scope) -> {
                if (environmentId.isEmpty()) {
                    throw new Failure(
                            Code.FORBIDDEN,
                            "this needs an environment's API key with the scope " + scope);
                }
                if (!has(scope)) {
                    throw new Failure(
                                    Code.FORBIDDEN,
                                    "API key %s lacks the scope %s".formatted(keyId, scope))
                            .with("scope", scope);
                }
            }
        }
    }
}
