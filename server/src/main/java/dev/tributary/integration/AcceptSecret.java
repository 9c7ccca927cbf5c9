package dev.tributary.integration;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Secret;
import dev.tributary.connector.Auth;
import dev.tributary.connector.Connector;
import dev.tributary.db.Database;
import dev.tributary.integration.BeginConnecting.Field;
import dev.tributary.integration.FinishConnecting.Connected;

import java.util.List;
import java.util.Map;

/** Connects providers that have no consent page: the customer types the secret in. Thread-safe. */
public final class AcceptSecret {
    static final List<Field> API_KEY = List.of(new Field("api_key", "API key", true));
    static final List<Field> BASIC =
            List.of(
                    new Field("username", "User name", false),
                    new Field("password", "Password", true));

    private final Database db;
    private final LinkTokens links;
    private final LinkTokenStore linkStore;
    private final IntegratedAccountStore accountStore;
    private final Connectors connectors;
    private final StoreGrant store;

    AcceptSecret(
            Database db,
            LinkTokens links,
            LinkTokenStore linkStore,
            IntegratedAccountStore accountStore,
            Connectors connectors,
            StoreGrant store) {
        this.db = db;
        this.links = links;
        this.linkStore = linkStore;
        this.accountStore = accountStore;
        this.connectors = connectors;
        this.store = store;
    }

    /**
     * Uses the link up and keeps what was typed in.
     *
     * @throws Failure {@code not_found} or {@code gone} when the link is no good, {@code
     *     invalid_request} naming a field that is empty
     */
    public Connected accept(Secret token, Map<String, String> typed) {
        var link = links.require(token);
        Connector connector = connectors.of(link.environmentId(), link.provider());
        Secret secret = secret(connector, typed);
        IntegratedAccount account =
                db.write(
                        handle -> {
                            if (!linkStore.use(handle, link)) {
                                throw new Failure(
                                        Code.GONE, "this link has been used: ask for a new one");
                            }
                            return accountStore.of(handle, link);
                        });
        store.store(account, new TokenReply.Granted(secret, null, null, Map.of()), false);
        return new Connected(account, connector, link.redirectUri());
    }

    private static Secret secret(Connector connector, Map<String, String> typed) {
        return switch (connector.auth()) {
            case Auth.ApiKey _ -> new Secret(field(typed, "api_key"));
            case Auth.Basic _ ->
                    new Secret(field(typed, "username") + ":" + field(typed, "password"));
            case Auth.OAuth2 _ ->
                    throw Failure.invalid(
                            "%s is connected on its own consent page", connector.title());
        };
    }

    private static String field(Map<String, String> typed, String name) {
        String value = typed.getOrDefault(name, "").strip();
        if (value.isEmpty()) {
            throw Failure.invalid("the field %s is empty", name);
        }
        return value;
    }
}
