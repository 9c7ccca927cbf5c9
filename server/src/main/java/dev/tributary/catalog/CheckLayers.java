package dev.tributary.catalog;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.catalog.Compose.Base;
import dev.tributary.catalog.Compose.Draft;
import dev.tributary.catalog.InForce.Standing;
import dev.tributary.connector.ApiVersions;
import dev.tributary.db.Database;
import dev.tributary.document.Problems;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether a document fits before it is written: by itself, in every version of the provider's API,
 * over each of the layers that may lie below it, and under each of those that lie above it.
 */
final class CheckLayers {
    private static final int ABOVE_READ_MAX = 2_000;
    private static final int ABOVE_COMPILED_MAX = 200;
    private static final Duration ABOVE_TIME_MAX = Duration.ofSeconds(10);
    private static final int TOLD_MAX = 20;

    private final Database db;
    private final Compose compose;
    private final OverrideStore store;

    CheckLayers(Database db, Compose compose, OverrideStore store) {
        this.db = db;
        this.compose = compose;
        this.store = store;
    }

    /**
     * @return how many that lie above were not looked at, because there are too many of them
     * @throws Failure {@code unprocessable} with every problem
     */
    int override(InForce now, Scope scope, @Nullable Map<String, Object> document) {
        Draft draft = new Draft(scope, document);
        List<Stack> below = belows(now, scope);
        if (document != null) {
            for (Stack stack : below) {
                for (String version : versions(compose.base(stack))) {
                    fits(stack.in(version), draft);
                }
            }
        }
        boolean platform = scope.environmentId() == null;
        return scope.integratedAccountId() != null
                ? 0
                : above(now, scope.provider(), scope.environmentId(), !platform, null, draft);
    }

    /**
     * The same for a connector that an environment brings.
     *
     * @throws Failure {@code unprocessable} with the overrides that would not fit it any more
     */
    int connector(InForce now, String environmentId, String name, Base base) {
        return above(now, name, environmentId, false, base, null);
    }

    private void fits(Stack stack, Draft draft) {
        try {
            compose.compile(stack, draft);
        } catch (Problems problems) {
            String version = stack.apiVersion();
            throw Fault.failure(
                    "the override of %s%s does not fit"
                            .formatted(
                                    stack.provider(),
                                    version == null ? "" : " in version " + version),
                    problems);
        }
    }

    private static List<@Nullable String> versions(Base base) {
        ApiVersions versions = base.versions();
        List<@Nullable String> all = new ArrayList<>();
        all.add(null);
        versions.names().stream().filter(name -> !name.equals(versions.usual())).forEach(all::add);
        return all;
    }

    /** Every stack that the place of this override may have below it: rollouts give two each. */
    private static List<Stack> belows(InForce now, Scope scope) {
        String environment = scope.environmentId();
        String provider = scope.provider();
        long own = environment == null ? 0 : now.connector(environment, provider);
        List<Stack> all = new ArrayList<>();
        Set<Long> platforms =
                environment == null || own != 0
                        ? Set.of(0L)
                        : changes(now.override(Scope.platform(provider)));
        Set<Long> environments =
                environment == null || scope.integratedAccountId() == null
                        ? Set.of(0L)
                        : changes(now.override(Scope.environment(environment, provider)));
        for (long platform : platforms) {
            for (long each : environments) {
                all.add(new Stack(provider, own, null, platform, each, 0));
            }
        }
        return all;
    }

    private static Set<Long> changes(@Nullable Standing standing) {
        return standing == null
                ? Set.of(0L)
                : standing.rollout() >= 100
                        ? Set.of(standing.change())
                        : new LinkedHashSet<>(List.of(standing.change(), standing.rest()));
    }

    private int above(
            InForce now,
            String provider,
            @Nullable String environmentId,
            boolean accountsOnly,
            @Nullable Base base,
            @Nullable Draft draft) {
        List<OverrideStore.Row> rows =
                db.read(
                        handle ->
                                store.above(
                                        handle,
                                        provider,
                                        environmentId,
                                        accountsOnly,
                                        ABOVE_READ_MAX + 1));
        Map<Long, String> texts = new HashMap<>();
        rows.forEach(row -> texts.put(row.change(), String.valueOf(row.document())));
        Set<List<Object>> looked = new HashSet<>();
        List<Map<String, Object>> broken = new ArrayList<>();
        int left = Math.max(0, rows.size() - ABOVE_READ_MAX);
        long end = System.nanoTime() + ABOVE_TIME_MAX.toNanos();
        for (OverrideStore.Row row : rows) {
            Scope scope = row.scope();
            boolean covered = base == null && environmentId == null && isOwn(now, scope);
            for (Stack stack : covered ? List.<Stack>of() : stacks(now, row)) {
                if (!looked.add(
                        List.of(
                                stack.own(),
                                stack.platform(),
                                text(texts, stack.environment()),
                                text(texts, stack.account())))) {
                    continue;
                }
                if (looked.size() > ABOVE_COMPILED_MAX
                        || broken.size() >= TOLD_MAX
                        || System.nanoTime() > end) {
                    left++;
                    continue;
                }
                look(scope, stack, base, draft, broken);
            }
        }
        refuseIf(broken, provider);
        return left;
    }

    private static Object text(Map<Long, String> texts, long change) {
        String text = texts.get(change);
        return text == null ? change : text;
    }

    private static boolean isOwn(InForce now, Scope scope) {
        String environment = scope.environmentId();
        return environment != null && now.connector(environment, scope.provider()) != 0;
    }

    /** All that the accounts under this override may have. */
    private static List<Stack> stacks(InForce now, OverrideStore.Row row) {
        List<Stack> all = new ArrayList<>();
        Scope scope = row.scope();
        Set<Long> changes = changes(now.override(scope));
        for (Stack below : belows(now, scope)) {
            for (long change : changes) {
                boolean account = scope.integratedAccountId() != null;
                all.add(
                        new Stack(
                                below.provider(),
                                below.own(),
                                null,
                                below.platform(),
                                account ? below.environment() : change,
                                account ? change : 0));
            }
        }
        return all;
    }

    /** What does not fit now either is no reason to refuse anything. */
    private void look(
            Scope scope,
            Stack stack,
            @Nullable Base base,
            @Nullable Draft draft,
            List<Map<String, Object>> broken) {
        Base under = base == null ? compose.base(stack) : base;
        for (String version : versions(under)) {
            try {
                under.compile(version, compose.layers(stack, draft));
            } catch (Problems problems) {
                if (fitsNow(stack.in(version))) {
                    broken.add(broken(scope, version, problems));
                    return;
                }
            }
        }
    }

    private boolean fitsNow(Stack stack) {
        try {
            if (stack.apiVersion() != null
                    && !compose.base(stack).versions().names().contains(stack.apiVersion())) {
                return true;
            }
            compose.compile(stack, null);
            return true;
        } catch (Problems broken) {
            return false;
        }
    }

    private static Map<String, Object> broken(
            Scope scope, @Nullable String version, Problems problems) {
        Map<String, Object> broken = new LinkedHashMap<>();
        broken.put("override_of", scope.owner());
        if (version != null) {
            broken.put("api_version", version);
        }
        broken.put("problems", Fault.all(problems.all()));
        return broken;
    }

    private static void refuseIf(List<Map<String, Object>> broken, String provider) {
        if (!broken.isEmpty()) {
            List<Object> owners = broken.stream().map(each -> each.get("override_of")).toList();
            throw new Failure(
                            Code.UNPROCESSABLE,
                            "under the override of %s that %s has this would not fit: correct that first"
                                    .formatted(
                                            provider,
                                            owners.stream()
                                                    .map(String::valueOf)
                                                    .collect(Collectors.joining(", "))))
                    .with("breaks", broken);
        }
    }
}
