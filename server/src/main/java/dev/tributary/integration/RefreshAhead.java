package dev.tributary.integration;

import dev.tributary.Within;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.Semaphore;

/**
 * Refreshes tokens before anybody has to wait for them, and settles attempts that a stopped server
 * left without an outcome. Any number of servers may do so at once. Thread-safe.
 */
final class RefreshAhead {
    private static final Logger LOG = LoggerFactory.getLogger(RefreshAhead.class);
    private static final int AT_ONCE = 32;

    private final CredentialStore store;
    private final IntegratedAccounts accounts;
    private final Connectors connectors;
    private final Tokens tokens;
    private final Semaphore free = new Semaphore(AT_ONCE);

    RefreshAhead(
            CredentialStore store,
            IntegratedAccounts accounts,
            Connectors connectors,
            Tokens tokens) {
        this.store = store;
        this.accounts = accounts;
        this.connectors = connectors;
        this.tokens = tokens;
    }

    /** Starts what is due and does not wait for it. */
    boolean look() {
        for (CredentialStore.Due due : store.due(AT_ONCE)) {
            if (!free.tryAcquire()) {
                return false; // the next look finds it
            }
            Thread.ofVirtual()
                    .name("refresh-ahead")
                    .start(
                            () -> {
                                try {
                                    Within.environment(due.environmentId()).run(() -> refresh(due));
                                } finally {
                                    free.release();
                                }
                            });
        }
        return false;
    }

    private void refresh(CredentialStore.Due due) {
        try {
            var account = accounts.require(due.environmentId(), due.integratedAccountId());
            tokens.ahead(account, connectors.of(account), due.scheme());
        } catch (RuntimeException e) {
            LOG.debug("{} is not refreshed ahead", due.integratedAccountId(), e);
        }
    }
}
