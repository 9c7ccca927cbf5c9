package dev.tributary.integration;

import dev.tributary.connector.Connector;
import dev.tributary.connector.Scheme;

import java.util.Map;

/**
 * Who asks a provider to be let in. It prints no secret.
 *
 * @param secrets what the customer typed in and nobody may see
 */
record Applicant(
        IntegratedAccount account,
        Connector connector,
        Scheme scheme,
        Map<String, String> secrets) {
    Applicant {
        secrets = Map.copyOf(secrets);
    }

    @Override
    public String toString() {
        return "Applicant[" + account.id() + " by " + scheme.name() + "]";
    }
}
