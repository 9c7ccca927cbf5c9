package dev.tributary.integration;

import dev.tributary.Failure;
import dev.tributary.connector.Connector;

import java.time.Duration;
import java.util.List;

/** Gives what opens the door at a provider. Thread-safe. */
public interface Authorizer {
    /**
     * An authorisation that the provider should accept.
     *
     * @throws Failure when there is none to be had
     */
    Authorization fresh(IntegratedAccount account, Connector connector);

    /**
     * Another one than the one that the provider called expired.
     *
     * @throws Failure when there is no other
     */
    Authorization afterRejected(
            IntegratedAccount account, Connector connector, Authorization rejected);

    /**
     * For work that takes a while: an authorisation that outlives it, if one can live that long.
     *
     * @throws Failure when there is none to be had
     */
    default Authorization outliving(IntegratedAccount account, Connector connector, Duration work) {
        return fresh(account, connector);
    }

    /**
     * Told when a provider wants scopes that the account's credential does not have.
     *
     * @param scopes empty: it did not say which
     */
    default void missesScopes(IntegratedAccount account, List<String> scopes, String reason) {}
}
