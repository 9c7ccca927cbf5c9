package dev.tributary.integration;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Secret;
import dev.tributary.Within;
import dev.tributary.connector.Auth;
import dev.tributary.connector.Connector;
import dev.tributary.connector.Scheme;
import dev.tributary.db.Database;
import dev.tributary.integration.FinishConnecting.Connected;

import java.util.Map;

/** Connects providers that have no consent page: the customer types the secret in. Thread-safe. */
public final class AcceptSecret {
    private final Database db;
    private final LinkTokens links;
    private final LinkTokenStore linkStore;
    private final IntegratedAccountStore accountStore;
    private final Connectors connectors;
    private final TokenEndpoint endpoint;
    private final StoreGrant store;

    AcceptSecret(
            Database db,
            LinkTokens links,
            LinkTokenStore linkStore,
            IntegratedAccountStore accountStore,
            Connectors connectors,
            TokenEndpoint endpoint,
            StoreGrant store) {
        this.db = db;
        this.links = links;
        this.linkStore = linkStore;
        this.accountStore = accountStore;
        this.connectors = connectors;
        this.endpoint = endpoint;
        this.store = store;
    }

    /**
     * Uses the link up and keeps what was typed in, with the first token where one is fetched for
     * it.
     *
     * @throws Failure {@code not_found} or {@code gone} when the link is no good, {@code
     *     invalid_request} naming a field that is wrong, {@code upstream_error} when the provider
     *     gives no token for it; then the link may be used again
     */
    public Connected accept(Secret token, Map<String, String> form) {
        var link = links.require(token);
        return Within.environment(link.environmentId()).call(() -> accept(link, form));
    }

    private Connected accept(LinkTokenStore.Row link, Map<String, String> form) {
        Connector connector = connectors.of(link.environmentId(), link.provider());
        Scheme scheme = LinkTokens.scheme(connector, link);
        if (scheme.auth() instanceof Auth.OAuth2) {
            throw Failure.invalid("%s is connected on its own consent page", connector.title());
        }
        Typed typed = Typed.in(scheme, form);
        IntegratedAccount account =
                db.write(
                        handle -> {
                            if (!linkStore.use(handle, link)) {
                                throw new Failure(
                                        Code.GONE, "this link has been used: ask for a new one");
                            }
                            return accountStore.of(handle, link);
                        });
        var applicant =
                new Applicant(account.with(typed.variables()), connector, scheme, typed.secrets());
        try {
            return store.store(link, applicant, typed, granted(applicant));
        } catch (Failure failure) {
            store.reopen(link);
            throw store.explained(account, failure);
        }
    }

    private TokenReply.Granted granted(Applicant applicant) {
        return applicant.scheme().renews()
                ? FinishConnecting.required(applicant.connector(), endpoint.renew(applicant, null))
                : TokenReply.Granted.NO_TOKEN;
    }
}
