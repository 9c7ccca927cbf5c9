package dev.tributary.integration;

import dev.tributary.Failure;
import dev.tributary.connector.Connector;

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
}
