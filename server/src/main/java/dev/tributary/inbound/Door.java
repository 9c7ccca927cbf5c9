package dev.tributary.inbound;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Secret;
import dev.tributary.Within;
import dev.tributary.connector.Webhooks;
import dev.tributary.integration.Connectors;
import dev.tributary.integration.IntegratedAccount;
import dev.tributary.integration.IntegratedAccounts;
import dev.tributary.integration.ProviderApps;

import org.jspecify.annotations.Nullable;

/**
 * Where a webhook arrived and how its sender proves itself.
 *
 * @param integratedAccountId null when the address names a whole environment
 */
record Door(
        String environmentId,
        String provider,
        @Nullable String integratedAccountId,
        Webhooks webhooks,
        Secret secret) {

    /** Finds doors. Answers come from memory that is at most a second old. Thread-safe. */
    interface Finder {
        /**
         * @throws Failure {@code not_found}
         */
        Door ofAccount(String integratedAccountId);

        /**
         * @throws Failure {@code not_found}
         */
        Door ofEnvironment(String environmentId, String provider);
    }

    static Finder finder(IntegratedAccounts accounts, Connectors connectors, ProviderApps apps) {
        return new Known(accounts, connectors, apps);
    }

    private record Known(IntegratedAccounts accounts, Connectors connectors, ProviderApps apps)
            implements Finder {
        @Override
        public Door ofAccount(String id) {
            IntegratedAccount account =
                    accounts.find(id).orElseThrow(() -> Failure.notFound("integrated account", id));
            return door(account.environmentId(), account.provider(), id);
        }

        @Override
        public Door ofEnvironment(String environmentId, String provider) {
            return door(environmentId, provider, null);
        }

        private Door door(String environmentId, String provider, @Nullable String account) {
            return Within.environment(environmentId)
                    .call(() -> opened(environmentId, provider, account));
        }

        private Door opened(String environmentId, String provider, @Nullable String account) {
            if (apps.find(environmentId, provider).isEmpty()) {
                throw new Failure(
                        Code.NOT_FOUND,
                        "environment %s takes no webhooks of %s"
                                .formatted(environmentId, provider));
            }
            Webhooks webhooks =
                    connectors
                            .of(environmentId, provider)
                            .webhooks()
                            .orElseThrow(
                                    () ->
                                            new Failure(
                                                    Code.NOT_FOUND,
                                                    "the connector %s reads no webhooks"
                                                            .formatted(provider)));
            return new Door(
                    environmentId,
                    provider,
                    account,
                    webhooks,
                    secret(webhooks.verify(), environmentId, provider));
        }

        private Secret secret(Webhooks.Verify verify, String environmentId, String provider) {
            return switch (verify) {
                case Webhooks.Hmac hmac ->
                        hmac.secret().equals("webhook_secret")
                                ? apps.webhookSecret(environmentId, provider)
                                        .orElseThrow(() -> unset(provider))
                                : apps.clientSecret(environmentId, provider);
            };
        }

        private static Failure unset(String provider) {
            return new Failure(
                    Code.NOT_FOUND,
                    "the provider app of %s has no webhook_secret to check signatures with"
                            .formatted(provider));
        }
    }
}
