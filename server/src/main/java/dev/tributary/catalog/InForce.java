package dev.tributary.catalog;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which version of what is in force at one moment, as numbers of changes; documents are read when
 * they are compiled. Immutable: whoever holds one sees nothing of what comes later.
 */
final class InForce {
    static final InForce NOTHING = new InForce(0, Map.of(), Map.of());
    private static final int EVERYBODY = 100;

    private final long number;
    private final Map<Scope, Standing> overrides;
    private final Map<Named, Long> connectors;

    /**
     * What the last version of an override says.
     *
     * @param change 0: it takes the override away
     * @param rest the change that accounts beyond the rollout keep; 0: none
     */
    record Standing(String overrideId, long change, int rollout, long rest) {
        /** The change that is in force for an account; null: for whoever is none yet. */
        long of(@Nullable String integratedAccountId) {
            if (rollout >= EVERYBODY) {
                return change;
            }
            return integratedAccountId != null
                            && Buckets.of(overrideId, integratedAccountId) < rollout
                    ? change
                    : rest;
        }
    }

    /** A connector that an environment brought itself. */
    record Named(String environmentId, String name) {}

    private InForce(long number, Map<Scope, Standing> overrides, Map<Named, Long> connectors) {
        this.number = number;
        this.overrides = overrides;
        this.connectors = connectors;
    }

    /** The last change that it knows of. */
    long number() {
        return number;
    }

    @Nullable Standing override(Scope scope) {
        return overrides.get(scope);
    }

    /** The change by which an environment has a connector of its own; 0: it has none. */
    long connector(String environmentId, String name) {
        return connectors.getOrDefault(new Named(environmentId, name), 0L);
    }

    /** The names of an environment's own connectors. */
    SortedSet<String> connectors(String environmentId) {
        SortedSet<String> names = new TreeSet<>();
        connectors
                .keySet()
                .forEach(
                        named -> {
                            if (named.environmentId.equals(environmentId)) {
                                names.add(named.name);
                            }
                        });
        return names;
    }

    /** What lies over a connector for this one, from below; 0 where nothing does. */
    Stack stack(Scope whom, @Nullable String apiVersion) {
        String environment = whom.environmentId();
        String provider = whom.provider();
        String account = whom.integratedAccountId();
        long own = environment == null ? 0 : connector(environment, provider);
        return new Stack(
                provider,
                own,
                apiVersion,
                own == 0 ? change(Scope.platform(provider), account) : 0,
                environment == null ? 0 : change(Scope.environment(environment, provider), account),
                account == null ? 0 : change(whom, account));
    }

    private long change(Scope scope, @Nullable String account) {
        Standing standing = overrides.get(scope);
        return standing == null ? 0 : standing.of(account);
    }

    /** With what has changed since. */
    InForce with(long newest, List<Moved> moved, List<MovedConnector> movedConnectors) {
        Map<Scope, Standing> all = new HashMap<>(overrides);
        for (Moved each : moved) {
            if (each.standing.change == 0 && each.standing.rollout >= EVERYBODY) {
                all.remove(each.scope);
            } else {
                all.put(each.scope, each.standing);
            }
        }
        Map<Named, Long> named = connectors;
        if (!movedConnectors.isEmpty()) {
            named = new HashMap<>(connectors);
            for (MovedConnector each : movedConnectors) {
                if (each.change == 0) {
                    named.remove(each.named);
                } else {
                    named.put(each.named, each.change);
                }
            }
        }
        return new InForce(newest, all, named);
    }

    record Moved(Scope scope, Standing standing) {}

    /** {@code change} 0: it was taken away. */
    record MovedConnector(Named named, long change) {}
}
