package dev.tributary.catalog;

import org.jspecify.annotations.Nullable;

/**
 * A connector and what lies over it, by the numbers of changes: two accounts with the same stack
 * share one compiled connector.
 *
 * @param own an environment's own connector; 0: the bundled one
 * @param apiVersion of the provider's API; null: the usual one
 * @param platform 0: nothing; the same for the others
 */
record Stack(
        String provider,
        long own,
        @Nullable String apiVersion,
        long platform,
        long environment,
        long account) {

    boolean isPlain() {
        return own == 0 && platform == 0 && environment == 0 && account == 0;
    }

    Stack in(@Nullable String version) {
        return new Stack(provider, own, version, platform, environment, account);
    }
}
