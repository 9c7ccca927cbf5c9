package dev.tributary.catalog;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Ids;
import dev.tributary.connector.ApiVersions;
import dev.tributary.connector.Connector;
import dev.tributary.connector.Connectors;
import dev.tributary.connector.Fixture;
import dev.tributary.db.Database;
import dev.tributary.document.Problems;
import dev.tributary.job.Loop;
import dev.tributary.ops.AuditLog;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The connectors as each environment and each integrated account sees them: bundled or an
 * environment's own, with the overrides that are in force at the moment. What is found is compiled
 * once for all that have the same versions. Thread-safe.
 */
public final class Catalog implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    /** What a compiled connector takes, as measured with the largest. */
    private static final long COMPILED_BYTES = 1 << 20;

    /** A quarter of the memory at most; whoever has no override shares one with all others. */
    private static final int COMPILED_MAX =
            (int) Math.clamp(Runtime.getRuntime().maxMemory() / 4 / COMPILED_BYTES, 50, 20_000);

    private final Bundled bundled;
    private final FollowChanges follow;
    private final OwnConnectors own;
    private final Compose compose;
    private final Memo<Stack, Compiled> compiled = new Memo<>(COMPILED_MAX);
    private final Overrides overrides;
    private final WriteConnectors connectors;
    private final Loop loop;

    /** What came of compiling; what does not fit stays so, and concerns nobody else. */
    private sealed interface Compiled {
        record Good(Connector connector) implements Compiled {}

        record Broken(Problems problems) implements Compiled {}
    }

    public Catalog(Database db, Bundled bundled, AuditLog audit, Ids ids, Clock clock) {
        this.bundled = bundled;
        OverrideStore overrideStore = new OverrideStore(ids, clock);
        ConnectorStore connectorStore = new ConnectorStore(clock);
        follow = new FollowChanges(db);
        own = new OwnConnectors(db, connectorStore, bundled);
        compose = new Compose(db, bundled, own, overrideStore);
        CheckLayers check = new CheckLayers(db, compose, overrideStore);
        overrides = new Overrides(db, follow, check, overrideStore, audit);
        connectors = new WriteConnectors(db, follow, bundled, own, check, connectorStore, audit);
        loop = new Loop("catalog", LOOK_EVERY, this::look);
    }

    private boolean look() {
        follow.look();
        return false;
    }

    public void start() {
        loop.start();
    }

    @Override
    public void close() {
        loop.close();
    }

    /**
     * What is called for this one now.
     *
     * @param apiVersion one of {@link #versions}; null: the usual one
     * @throws Failure {@code not_found} naming the providers that are known, {@code mapping_failed}
     *     when what lies over the connector does not fit it any more
     */
    public Connector of(Scope whom, @Nullable String apiVersion) {
        Stack stack = follow.inForce().stack(whom, apiVersion);
        if (stack.own() == 0) {
            requireBundled(whom);
        }
        if (stack.isPlain()) {
            return bundled.plain(whom.provider(), apiVersion);
        }
        return switch (compiled.get(stack, () -> compile(stack))) {
            case Compiled.Good(Connector connector) -> connector;
            case Compiled.Broken(Problems problems) -> throw broken(whom, apiVersion, problems);
        };
    }

    private Compiled compile(Stack stack) {
        try {
            return new Compiled.Good(compose.compile(stack, null));
        } catch (Problems problems) {
            return new Compiled.Broken(problems);
        }
    }

    private static Failure broken(Scope whom, @Nullable String apiVersion, Problems problems) {
        String message =
                """
                what is laid over %s for %s does not fit%s any more; correct it with PUT \
                /overrides/%s or roll it back:
                %s\
                """;
        return new Failure(
                        Code.MAPPING_FAILED,
                        message.formatted(
                                whom.provider(),
                                whom.owner(),
                                apiVersion == null ? "" : " version " + apiVersion,
                                whom.provider(),
                                problems.getMessage()),
                        problems)
                .with("problems", Fault.all(problems.all()));
    }

    /** As it is now, but with another document at one of its layers; nothing is kept. */
    public Connector with(
            Scope whom,
            @Nullable String apiVersion,
            Scope at,
            @Nullable Map<String, Object> draft) {
        Stack stack = follow.inForce().stack(whom, apiVersion);
        if (stack.own() == 0) {
            requireBundled(whom);
        }
        try {
            return compose.compile(stack, new Compose.Draft(at, draft));
        } catch (Problems problems) {
            throw Fault.failure(
                    "the override of %s does not fit".formatted(whom.provider()), problems);
        }
    }

    /**
     * @throws Failure {@code not_found} naming the providers that are known
     */
    public void require(Scope scope) {
        String environment = scope.environmentId();
        if (environment == null || !isOwn(environment, scope.provider())) {
            requireBundled(scope);
        }
    }

    /** Everything that an environment can connect to. */
    public SortedSet<String> providers(String environmentId) {
        SortedSet<String> names = new TreeSet<>(bundled.providers());
        names.addAll(follow.inForce().connectors(environmentId));
        return names;
    }

    /** Whether an environment can connect to it. */
    public boolean has(String environmentId, String provider) {
        return isOwn(environmentId, provider) || bundled.providers().contains(provider);
    }

    /** Whether the connector of that name is the environment's own. */
    public boolean isOwn(String environmentId, String provider) {
        return follow.inForce().connector(environmentId, provider) != 0;
    }

    /**
     * The versions of the provider's API that its connector carries.
     *
     * @throws Failure {@code not_found} naming the providers that are known
     */
    public ApiVersions versions(String environmentId, String provider) {
        long change = follow.inForce().connector(environmentId, provider);
        if (change != 0) {
            return own.loaded(change).connectors().versions(provider);
        }
        requireBundled(Scope.environment(environmentId, provider));
        return bundled.versions(provider);
    }

    /** An environment's own connector as it comes, without overrides. */
    public record Own(long change, Connectors connectors, List<Fixture> fixtures) {}

    /** Empty where the connector of that name is the server's. */
    public Optional<Own> own(String environmentId, String provider) {
        long change = follow.inForce().connector(environmentId, provider);
        return change == 0
                ? Optional.empty()
                : Optional.of(
                        new Own(
                                change,
                                own.loaded(change).connectors(),
                                own.loaded(change).fixtures()));
    }

    /** What is laid over connectors, and how that is changed. */
    public Overrides overrides() {
        return overrides;
    }

    /** Environments' own connectors, and how they are changed. */
    public WriteConnectors connectors() {
        return connectors;
    }

    private void requireBundled(Scope whom) {
        if (!bundled.providers().contains(whom.provider())) {
            String environment = whom.environmentId();
            throw new Failure(
                    Code.NOT_FOUND,
                    "there is no provider '%s'; there are %s"
                            .formatted(
                                    whom.provider(),
                                    String.join(
                                            ", ",
                                            environment == null
                                                    ? bundled.providers()
                                                    : providers(environment))));
        }
    }
}
