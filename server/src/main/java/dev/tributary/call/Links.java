package dev.tributary.call;

import dev.tributary.Failure;
import dev.tributary.integration.Connectors;
import dev.tributary.integration.IntegratedAccount;
import dev.tributary.integration.IntegratedAccounts;

/** Finds whom to call. Thread-safe. */
@FunctionalInterface
public interface Links {
    /**
     * @throws Failure {@code not_found} for an unknown integrated account, {@code needs_reauth} for
     *     one that is not connected yet
     */
    Link require(String environmentId, String integratedAccountId);

    static Links of(IntegratedAccounts accounts, Connectors connectors) {
        return (environmentId, integratedAccountId) -> {
            IntegratedAccount account =
                    accounts.requireConnected(environmentId, integratedAccountId);
            return new Link(account, connectors.of(account));
        };
    }
}
