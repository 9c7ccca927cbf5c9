package dev.tributary.integration;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Secret;
import dev.tributary.connector.Auth;
import dev.tributary.connector.Connector;
import dev.tributary.db.Database;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/** From a link to the provider's own consent page. Thread-safe. */
public final class BeginConnecting {
    /** How long a customer may take at the provider. */
    public static final Duration AT_PROVIDER_MAX = Duration.ofMinutes(30);

    private final Database db;
    private final LinkTokens links;
    private final LinkTokenStore store;
    private final IntegratedAccountStore accountStore;
    private final Connectors connectors;
    private final ProviderApps apps;
    private final Vault vault;
    private final RandomText random;
    private final String callback;

    /**
     * What a link offers.
     *
     * @param scopes what the provider will be asked for
     * @param fields what the customer must type in, where there is no consent page
     */
    public record Offer(Connector connector, List<String> scopes, List<Field> fields) {}

    /** One thing to type in; {@code hidden} ones are not shown while typing. */
    public record Field(String name, String label, boolean hidden) {}

    /**
     * Where to send the customer.
     *
     * @param browser for a cookie: only the browser that began may finish
     */
    public record Begun(URI authorize, Secret browser) {}

    BeginConnecting(
            Database db,
            LinkTokens links,
            LinkTokenStore store,
            IntegratedAccountStore accountStore,
            Connectors connectors,
            ProviderApps apps,
            Vault vault,
            RandomText random,
            String callback) {
        this.db = db;
        this.links = links;
        this.store = store;
        this.accountStore = accountStore;
        this.connectors = connectors;
        this.apps = apps;
        this.vault = vault;
        this.random = random;
        this.callback = callback;
    }

    /**
     * @throws Failure {@code not_found} or {@code gone} when the link is no good
     */
    public Offer offer(Secret token) {
        var link = links.require(token);
        Connector connector = connectors.of(link.environmentId(), link.provider());
        return switch (connector.auth()) {
            case Auth.OAuth2 oauth -> new Offer(connector, scopes(link, oauth), List.of());
            case Auth.ApiKey _ -> new Offer(connector, List.of(), AcceptSecret.API_KEY);
            case Auth.Basic _ -> new Offer(connector, List.of(), AcceptSecret.BASIC);
        };
    }

    private List<String> scopes(LinkTokenStore.Row link, Auth.OAuth2 oauth) {
        return apps.find(link.environmentId(), link.provider())
                .map(ProviderApp::scopes)
                .orElse(oauth.scopes());
    }

    /**
     * Starts one authorisation; one started earlier through the same link can no longer finish.
     *
     * @throws Failure {@code not_found} or {@code gone} when the link is no good
     */
    public Begun begin(Secret token) {
        var link = links.require(token);
        Connector connector = connectors.of(link.environmentId(), link.provider());
        Auth.OAuth2 oauth = oauth(connector);
        ProviderApp app = apps.require(link.environmentId(), link.provider());
        Secret state = random.next("");
        Secret browser = random.next("");
        Pkce pkce = oauth.pkce() ? new Pkce(random.next("")) : null;
        db.transact(
                handle -> {
                    String accountId = accountStore.of(handle, link).id();
                    byte[] verifier =
                            pkce == null
                                    ? null
                                    : vault.seal(
                                            pkce.verifier(),
                                            verifierPlace(link.environmentId(), accountId));
                    store.start(handle, link, accountId, state, browser, verifier);
                });
        return new Begun(Authorize.url(oauth, app, callback, state, pkce), browser);
    }

    static Vault.Place verifierPlace(String environmentId, String accountId) {
        return new Vault.Place(environmentId, accountId, "code_verifier");
    }

    static Auth.OAuth2 oauth(Connector connector) {
        if (connector.auth() instanceof Auth.OAuth2 oauth) {
            return oauth;
        }
        throw new Failure(
                Code.METHOD_NOT_SUPPORTED,
                "%s is not connected by consent on a page of its own".formatted(connector.title()));
    }
}
