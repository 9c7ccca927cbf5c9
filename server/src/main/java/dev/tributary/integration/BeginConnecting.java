package dev.tributary.integration;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Json;
import dev.tributary.Secret;
import dev.tributary.Within;
import dev.tributary.connector.Auth;
import dev.tributary.connector.Connector;
import dev.tributary.connector.Question;
import dev.tributary.connector.Scheme;
import dev.tributary.db.Database;
import dev.tributary.db.Jsonb;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

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
    private final Authorize authorize;
    private final Vault vault;
    private final RandomText random;
    private final String callback;

    /**
     * What a link offers.
     *
     * @param consent the provider asks the customer itself, on a page of its own
     * @param scopes what the provider will be asked for
     */
    public record Offer(
            Connector connector, boolean consent, List<String> scopes, List<Question> questions) {}

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
            Authorize authorize,
            Vault vault,
            RandomText random,
            String callback) {
        this.db = db;
        this.links = links;
        this.store = store;
        this.accountStore = accountStore;
        this.connectors = connectors;
        this.apps = apps;
        this.authorize = authorize;
        this.vault = vault;
        this.random = random;
        this.callback = callback;
    }

    /**
     * @throws Failure {@code not_found} or {@code gone} when the link is no good
     */
    public Offer offer(Secret token) {
        var link = links.require(token);
        return Within.environment(link.environmentId()).call(() -> offer(link));
    }

    private Offer offer(LinkTokenStore.Row link) {
        Connector connector = connectors.of(link.environmentId(), link.provider());
        Scheme scheme = LinkTokens.scheme(connector, link);
        List<Question> questions = List.copyOf(scheme.ask().values());
        return scheme.auth() instanceof Auth.OAuth2 oauth
                ? new Offer(connector, true, scopes(link, oauth), questions)
                : new Offer(connector, false, List.of(), questions);
    }

    /** What a provider is asked for. */
    List<String> scopes(IntegratedAccount account, Scheme scheme) {
        return scheme.auth() instanceof Auth.OAuth2 oauth
                ? scopes(account.environmentId(), account.provider(), oauth)
                : List.of();
    }

    private List<String> scopes(LinkTokenStore.Row link, Auth.OAuth2 oauth) {
        return scopes(link.environmentId(), link.provider(), oauth);
    }

    private List<String> scopes(String environmentId, String provider, Auth.OAuth2 oauth) {
        return apps.find(environmentId, provider)
                .map(ProviderApp::scopes)
                .orElse(oauth.endpoint().scopes());
    }

    /**
     * Starts one authorisation; one started earlier through the same link can no longer finish.
     *
     * @param form what the customer typed in
     * @throws Failure {@code not_found} or {@code gone} when the link is no good, {@code
     *     invalid_request} naming a field that is wrong
     */
    public Begun begin(Secret token, Map<String, String> form) {
        var link = links.require(token);
        return Within.environment(link.environmentId()).call(() -> begin(link, form));
    }

    private Begun begin(LinkTokenStore.Row link, Map<String, String> form) {
        Connector connector = connectors.of(link.environmentId(), link.provider());
        Scheme scheme = LinkTokens.scheme(connector, link);
        Auth.OAuth2 oauth = oauth(connector, scheme);
        Typed typed = Typed.in(scheme, form);
        Secret state = random.next("");
        Secret browser = random.next("");
        Pkce pkce = oauth.pkce() ? new Pkce(random.next("")) : null;
        IntegratedAccount account = db.write(handle -> accountStore.of(handle, link));
        var applicant =
                new Applicant(account.with(typed.variables()), connector, scheme, typed.secrets());
        URI page = authorize.url(applicant, oauth, scopes(link, oauth), callback, state, pkce);
        db.transact(
                handle ->
                        store.start(
                                handle,
                                link,
                                new LinkTokenStore.Start(
                                        account.id(),
                                        state,
                                        browser,
                                        pkce == null
                                                ? null
                                                : vault.seal(
                                                        pkce.verifier(), verifierPlace(account)),
                                        new Jsonb(Json.text(typed.variables())),
                                        typed.secrets().isEmpty()
                                                ? null
                                                : vault.seal(
                                                        new Secret(Json.text(typed.secrets())),
                                                        typedPlace(account)))));
        return new Begun(page, browser);
    }

    static Vault.Place verifierPlace(IntegratedAccount account) {
        return new Vault.Place(account.environmentId(), account.id(), "code_verifier");
    }

    static Vault.Place typedPlace(IntegratedAccount account) {
        return new Vault.Place(account.environmentId(), account.id(), "typed");
    }

    static Auth.OAuth2 oauth(Connector connector, Scheme scheme) {
        if (scheme.auth() instanceof Auth.OAuth2 oauth) {
            return oauth;
        }
        throw new Failure(
                Code.METHOD_NOT_SUPPORTED,
                "%s is not connected by consent on a page of its own".formatted(connector.title()));
    }
}
