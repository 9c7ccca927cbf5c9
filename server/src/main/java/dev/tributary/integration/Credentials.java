package dev.tributary.integration;

import dev.tributary.Secret;
import dev.tributary.integration.CredentialStore.Row;
import dev.tributary.integration.CredentialStore.Sealed;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** Seals what providers gave us for its row, and opens it again. Thread-safe. */
final class Credentials {
    private final Vault vault;
    private final Clock clock;
    private final RandomGenerator random;

    Credentials(Vault vault, Clock clock, RandomGenerator random) {
        this.vault = vault;
        this.clock = clock;
        this.random = random;
    }

    /**
     * A token pair, sealed.
     *
     * @param refresh null: there is none, the access token is all we have
     * @param life null: it lasts until it is rejected
     */
    Sealed seal(
            IntegratedAccount account,
            Secret access,
            @Nullable Secret refresh,
            @Nullable Duration life,
            boolean rotates) {
        Instant now = clock.instant();
        Lifetime lifetime = life == null ? null : new Lifetime(now, now.plus(life));
        return new Sealed(
                vault.seal(access, place(account.environmentId(), account.id(), "access")),
                refresh == null
                        ? null
                        : vault.seal(
                                refresh, place(account.environmentId(), account.id(), "refresh")),
                refresh == null ? null : Sha256.of(refresh),
                lifetime == null ? null : lifetime.until(),
                lifetime == null || refresh == null ? null : lifetime.refreshAt(random),
                rotates);
    }

    Secret access(Row row) {
        return vault.open(
                row.access(), place(row.environmentId(), row.integratedAccountId(), "access"));
    }

    Secret refresh(Row row) {
        byte[] sealed = row.refresh();
        if (sealed == null) {
            throw new IllegalStateException(row.integratedAccountId() + " has no refresh token");
        }
        return vault.open(sealed, place(row.environmentId(), row.integratedAccountId(), "refresh"));
    }

    private static Vault.Place place(String environmentId, String accountId, String field) {
        return new Vault.Place(environmentId, accountId, field);
    }
}
