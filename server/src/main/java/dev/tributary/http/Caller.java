package dev.tributary.http;

import dev.tributary.Code;
import dev.tributary.Failure;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/**
 * Who is asking.
 *
 * @param keyId the API key's id; {@code admin} for the admin key, empty for the public
 * @param environmentId the environment the key belongs to; empty for the admin key and the public
 * @param accountId the one integrated account that this is about, when a token for it is shown;
 *     null: a key was
 * @param perMinute how many requests may come in a minute; 0: any number
 */
public record Caller(
        String keyId,
        String environmentId,
        Set<String> scopes,
        @Nullable String accountId,
        int perMinute) {
    public static final Caller PUBLIC = new Caller("", "", Set.of());
    public static final Caller ADMIN = new Caller("admin", "", Set.of());

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    /** One with a key, who may ask any number of times. */
    public Caller(String keyId, String environmentId, Set<String> scopes) {
        this(keyId, environmentId, scopes, null, 0);
    }

    public boolean isAdmin() {
        return keyId.equals(ADMIN.keyId);
    }

    /**
     * Whether a scope is granted: by its own name, by its group's ({@code unified} or {@code
     * unified:*} for {@code unified:read}), or by {@code *}.
     */
    public boolean has(String scope) {
        int colon = scope.indexOf(':');
        return scopes.contains("*")
                || scopes.contains(scope)
                || (colon > 0
                        && (scopes.contains(scope.substring(0, colon))
                                || scopes.contains(scope.substring(0, colon) + ":*")));
    }

    /** Whose requests are counted together. */
    String counted() {
        return accountId == null ? keyId : keyId + accountId;
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
            case Access.Scope(String scope, String account) -> {
                if (accountId == null && Access.Scope.OWN.equals(account)) {
                    throw new Failure(
                            Code.FORBIDDEN,
                            "this address takes account tokens alone, which say whose account is"
                                    + " meant: POST /account-tokens with integrated_account_id and"
                                    + " scopes [\"%s\"] makes one".formatted(scope));
                }
                if (environmentId.isEmpty()) {
                    throw new Failure(
                            Code.FORBIDDEN,
                            "this needs an environment's API key with the scope " + scope);
                }
                if (!has(scope)) {
                    throw new Failure(
                                    Code.FORBIDDEN,
                                    accountId == null
                                            ? "API key %s lacks the scope %s"
                                                    .formatted(keyId, scope)
                                            : "this token for integrated account %s lacks the scope %s; make one that has it by POST /account-tokens"
                                                    .formatted(accountId, scope))
                            .with("scope", scope);
                }
                if (accountId != null && account == null) {
                    throw new Failure(
                            Code.FORBIDDEN, "this needs an API key: account tokens do not open it");
                }
            }
        }
    }

    /** Refuses who has a token for one integrated account and asks about another. */
    void requireAccount(Access.Scope access, Ask ask) {
        String where = access.account();
        if (accountId == null
                || where == null
                || where.equals(Access.Scope.INSIDE)
                || where.equals(Access.Scope.OWN)) {
            return;
        }
        String named = ask.variables().get(where);
        if (named == null) {
            named = ask.parameter(where).orElse("");
        }
        if (!named.equals(accountId)) {
            throw new Failure(
                    Code.FORBIDDEN,
                    "this token is for integrated account %s alone: name it as %s"
                            .formatted(accountId, where));
        }
    }
}
