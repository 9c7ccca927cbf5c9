package dev.tributary.catalog;

import org.jspecify.annotations.Nullable;

/**
 * Where an override lies: under everybody, over an environment's accounts, or over one account.
 *
 * @param environmentId null: the platform's
 * @param integratedAccountId null: for all accounts
 */
public record Scope(
        @Nullable String environmentId, String provider, @Nullable String integratedAccountId) {
    static final String PLATFORM = "platform";
    static final String ENVIRONMENT = "environment";
    static final String ACCOUNT = "account";

    public static Scope platform(String provider) {
        return new Scope(null, provider, null);
    }

    public static Scope environment(String environmentId, String provider) {
        return new Scope(environmentId, provider, null);
    }

    public static Scope account(String environmentId, String provider, String integratedAccountId) {
        return new Scope(environmentId, provider, integratedAccountId);
    }

    /** Its layer's name, as problems and explanations tell it. */
    public String layer() {
        return environmentId == null
                ? PLATFORM
                : integratedAccountId == null ? ENVIRONMENT : ACCOUNT;
    }

    /** For people. */
    public String owner() {
        return environmentId == null
                ? "the platform"
                : integratedAccountId == null
                        ? "environment " + environmentId
                        : "integrated account " + integratedAccountId;
    }
}
