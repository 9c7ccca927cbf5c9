package dev.tributary.event;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.budget.Lane;
import dev.tributary.call.Calls;
import dev.tributary.call.Many;
import dev.tributary.connector.Webhooks;
import dev.tributary.integration.Connectors;
import dev.tributary.integration.IntegratedAccount;
import dev.tributary.integration.IntegratedAccounts;

import java.util.List;

/** What the pipeline asks about providers, and of them. Thread-safe. */
public interface Upstream {
    /**
     * How a provider's webhooks are read in an environment.
     *
     * @throws Failure {@code not_found} when it has none
     */
    Webhooks webhooks(String environmentId, String provider);

    /** Ids of the integrated accounts that have this value in this variable. */
    List<String> accounts(String environmentId, String provider, String variable, String value);

    /** The records as they are now. Waits for API budget within bounds. */
    Many fetch(AccountResource of, List<String> ids);

    static Upstream of(IntegratedAccounts accounts, Connectors connectors, Calls calls) {
        return new Upstream() {
            @Override
            public Webhooks webhooks(String environmentId, String provider) {
                return connectors
                        .of(environmentId, provider)
                        .webhooks()
                        .orElseThrow(
                                () ->
                                        new Failure(
                                                Code.NOT_FOUND,
                                                "the connector %s reads no webhooks"
                                                        .formatted(provider)));
            }

            @Override
            public List<String> accounts(
                    String environmentId, String provider, String variable, String value) {
                return accounts.findByVariable(environmentId, provider, variable, value).stream()
                        .map(IntegratedAccount::id)
                        .toList();
            }

            @Override
            public Many fetch(AccountResource of, List<String> ids) {
                return calls.getMany(
                        calls.target(
                                of.environmentId(),
                                of.integratedAccountId(),
                                of.model(),
                                of.resource()),
                        ids,
                        Lane.WEBHOOK);
            }
        };
    }
}
