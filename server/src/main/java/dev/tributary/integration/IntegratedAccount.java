package dev.tributary.integration;

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
 * @param statusReason why it is not active, for people; null when it is
 * @param variables what the provider told us about the account, such as its instance or company;
 *     paths and expressions of the connector read them
 */
public record IntegratedAccount(
        String id,
        String environmentId,
        String provider,
        String tenantId,
        Status status,
        @Nullable String statusReason,
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
}
