package dev.tributary.integration;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.connector.Connector;
import dev.tributary.connector.Scheme;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One end customer's authorised link to one provider in one environment.
 *
 * @param tenantId how our user names that customer
 * @param auth the scheme by which it was connected; null: the connector's usual one
 * @param statusReason why it is not active, for people; null when it is
 * @param apiVersion the version of the provider's API that it was moved to; null: the connector's
 *     usual one
 * @param variables what the provider told us about the account, such as its instance or company;
 *     paths and expressions of the connector read them
 */
public record IntegratedAccount(
        String id,
        String environmentId,
        String provider,
        String tenantId,
        @Nullable String auth,
        Status status,
        @Nullable String statusReason,
        @Nullable String apiVersion,
        Map<String, Object> variables,
        Instant createdAt,
        Instant updatedAt) {

    /** Where it stands; {@code text()} is its name in the API and in the database. */
    public enum Status {
        CONNECTING,
        ACTIVE,
        NEEDS_REAUTH,
        DISABLED;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Status of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }

    public IntegratedAccount {
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    }

    /**
     * The way by which it is let in.
     *
     * @throws Failure {@code conflict} when the connector does not offer it any more
     */
    public Scheme scheme(Connector connector) {
        if (auth == null) {
            return connector.usualScheme();
        }
        Scheme scheme = connector.schemes().get(auth);
        if (scheme == null) {
            throw new Failure(
                    Code.CONFLICT,
                    "integrated account %s was connected by %s, which %s does not offer any more: connect it again"
                            .formatted(id, auth, connector.title()));
        }
        return scheme;
    }

    /** The same, let in by another scheme. */
    public IntegratedAccount by(String scheme) {
        return new IntegratedAccount(
                id,
                environmentId,
                provider,
                tenantId,
                scheme,
                status,
                statusReason,
                apiVersion,
                variables,
                createdAt,
                updatedAt);
    }

    /** As it will be with these variables laid over its own. */
    IntegratedAccount with(Map<String, Object> more) {
        Map<String, Object> all = new LinkedHashMap<>(variables);
        all.putAll(more);
        return new IntegratedAccount(
                id,
                environmentId,
                provider,
                tenantId,
                auth,
                status,
                statusReason,
                apiVersion,
                all,
                createdAt,
                updatedAt);
    }
}
