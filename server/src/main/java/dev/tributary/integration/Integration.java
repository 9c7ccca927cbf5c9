package dev.tributary.integration;

import dev.tributary.Config;
import dev.tributary.Ids;
import dev.tributary.Secret;
import dev.tributary.Within;
import dev.tributary.catalog.Bundled;
import dev.tributary.catalog.Catalog;
import dev.tributary.db.Database;
import dev.tributary.http.Authenticator;
import dev.tributary.http.Http;
import dev.tributary.http.Routes;
import dev.tributary.http.spec.Chapter;
import dev.tributary.job.Loop;
import dev.tributary.ops.AuditLog;
import dev.tributary.ops.Metrics;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** The feature's assembly: who may call us, and how we are let in at providers. */
public final class Integration implements AutoCloseable {
    static final Chapter CHAPTER =
            new Chapter(
                    "Integrated accounts",
                    "Your apps at providers, and the customers' accounts that they reach.");
    private static final Duration REFRESH_EVERY = Duration.ofSeconds(1);
    private static final Duration USES_EVERY = Duration.ofMinutes(1);

    private final Environments environments;
    private final KeyAuthenticator authenticator;
    private final ProviderApps apps;
    private final Catalog catalog;
    private final Connectors connectors;
    private final AccountEvents events;
    private final IntegratedAccounts accounts;
    private final Tokens tokens;
    private final BeginConnecting begin;
    private final FinishConnecting finish;
    private final AcceptSecret accept;
    private final List<Routes> routes;
    private final List<Loop> loops;

    /**
     * What the whole product stands on.
     *
     * @param secure a cryptographically strong source
     */
    public record Ground(
            Database db,
            Http http,
            Metrics metrics,
            AuditLog audit,
            Ids ids,
            Clock clock,
            RandomGenerator secure) {}

    /**
     * @param publicUrl how browsers and providers reach us, without a slash at the end
     * @param adminKey empty: the first server makes one and hands it to {@code announce}
     * @param keys of the vault
     * @param requestsPerMinute of an API key that has no limit of its own; 0: any number
     */
    public record Settings(
            String publicUrl,
            Optional<Secret> adminKey,
            Consumer<Secret> announce,
            SealingKeys keys,
            int requestsPerMinute) {

        /**
         * @param publicUrl where the server can be reached, once that is known
         */
        public static Settings of(Config config, String publicUrl, Consumer<Secret> announce) {
            Path file = config.dataDir().resolve("keyset.json");
            return new Settings(
                    publicUrl,
                    config.adminKey(),
                    announce,
                    config.keyset().map(SealingKeys::of).orElseGet(() -> SealingKeys.in(file)),
                    config.http().requestsPerMinute());
        }
    }

    private Integration(Ground ground, Settings settings, Bundled bundled) {
        Database db = ground.db;
        Clock clock = ground.clock;
        Vault vault = new Vault(settings.keys);
        RandomText random = new RandomText(ground.secure);
        String callback = settings.publicUrl + "/connect/callback";

        environments = new Environments(db, ground.ids, clock);
        ApiKeys keys = new ApiKeys(db, ground.ids, clock, ground.secure);
        AccountTokens accountTokens = new AccountTokens(vault);
        authenticator = authenticator(ground, settings, keys, accountTokens);
        apps = new ProviderApps(db, vault, clock);
        catalog = new Catalog(db, bundled, ground.audit, ground.ids, clock);
        connectors = new Connectors(catalog);

        events = new AccountEvents(ground.ids, ground.metrics, clock);
        var accountStore = new IntegratedAccountStore(ground.ids, events, clock);
        accounts = new IntegratedAccounts(db, accountStore, events, clock);
        var credentialStore = new CredentialStore(db, clock);
        Credentials credentials = new Credentials(vault, clock, ground.secure);
        SchemeValues values = new SchemeValues(apps);
        TokenEndpoint endpoint =
                new TokenEndpoint(
                        ground.http,
                        values,
                        new SignAssertion(values, random, clock),
                        ground.metrics);
        var refresh =
                new RefreshToken(
                        db,
                        credentialStore,
                        credentials,
                        accountStore,
                        accounts,
                        endpoint,
                        ground.metrics,
                        clock,
                        ground.secure);
        tokens =
                new Tokens(
                        credentialStore,
                        credentials,
                        refresh,
                        new ApplyCredential(values, new SignOAuth1(values, random, clock)),
                        accounts,
                        clock);

        LinkTokenStore linkStore = new LinkTokenStore(clock);
        var store =
                new StoreGrant(
                        db,
                        credentialStore,
                        credentials,
                        accountStore,
                        accounts,
                        linkStore,
                        tokens);
        var links = new LinkTokens(db, linkStore, connectors, apps, accounts, random, clock);
        begin =
                new BeginConnecting(
                        db,
                        links,
                        linkStore,
                        accountStore,
                        connectors,
                        apps,
                        new Authorize(values),
                        vault,
                        random,
                        callback);
        finish =
                new FinishConnecting(
                        db,
                        linkStore,
                        accountStore,
                        accounts,
                        vault,
                        store,
                        ground.audit,
                        endpoint,
                        connectors,
                        begin,
                        clock,
                        callback);
        accept = new AcceptSecret(db, links, linkStore, accountStore, connectors, endpoint, store);
        routes =
                List.of(
                        new EnvironmentRoutes(db, environments, ground.audit),
                        new ApiKeyRoutes(
                                db, environments, keys, authenticator, ground.audit, clock),
                        new AccountTokenRoutes(
                                db, accounts, keys, accountTokens, ground.audit, clock),
                        new AccountEventRoutes(db, events),
                        new KeyRoutes(
                                db,
                                settings.keys,
                                new RewrapSecrets(db, vault, settings.keys),
                                ground.audit),
                        new ProviderAppRoutes(db, apps, catalog, ground.audit),
                        new IntegratedAccountRoutes(
                                db,
                                links,
                                connectors,
                                accounts,
                                accountStore,
                                credentialStore,
                                tokens,
                                ground.audit,
                                settings.publicUrl));
        var ahead = new RefreshAhead(credentialStore, accounts, connectors, tokens);
        loops =
                List.of(
                        new Loop(
                                "refresh-ahead",
                                REFRESH_EVERY,
                                () -> Within.everything().call(ahead::look)),
                        new Loop("key-uses", USES_EVERY, authenticator::flushUses));
    }

    public static Integration create(Ground ground, Settings settings, Bundled bundled) {
        return new Integration(ground, settings, bundled);
    }

    private static KeyAuthenticator authenticator(
            Ground ground, Settings settings, ApiKeys keys, AccountTokens accountTokens) {
        return new KeyAuthenticator(
                keys,
                adminKey(ground, settings),
                accountTokens,
                ground.clock,
                settings.requestsPerMinute);
    }

    private static AdminKey adminKey(Ground ground, Settings settings) {
        return settings.adminKey
                .map(AdminKey::of)
                .orElseGet(
                        () ->
                                Within.everything()
                                        .call(
                                                () ->
                                                        AdminKey.keptOrMade(
                                                                ground.db,
                                                                ground.clock,
                                                                ground.secure,
                                                                settings.announce)));
    }

    public void start() {
        catalog.start();
        loops.forEach(Loop::start);
    }

    /** Ends the background work; a refresh under way may still store what it gets. */
    @Override
    public void close() {
        loops.forEach(Loop::close);
        catalog.close();
        tokens.close();
        authenticator.flushUses();
    }

    public Authenticator authenticator() {
        return authenticator;
    }

    public Environments environments() {
        return environments;
    }

    public ProviderApps providerApps() {
        return apps;
    }

    /** What is laid over connectors, and those that environments bring. */
    public Catalog catalog() {
        return catalog;
    }

    public Connectors connectors() {
        return connectors;
    }

    /** For what else becomes of integrated accounts. */
    public AccountEvents accountEvents() {
        return events;
    }

    public IntegratedAccounts integratedAccounts() {
        return accounts;
    }

    public Tokens tokens() {
        return tokens;
    }

    public BeginConnecting beginConnecting() {
        return begin;
    }

    public FinishConnecting finishConnecting() {
        return finish;
    }

    public AcceptSecret acceptSecret() {
        return accept;
    }

    public List<Routes> routes() {
        return routes;
    }
}
