package dev.tributary.integration;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Secret;
import dev.tributary.Within;
import dev.tributary.connector.Connector;
import dev.tributary.connector.Scheme;
import dev.tributary.db.Database;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Links that our users hand to their customers: single use, good for an hour, stored as hashes.
 * Thread-safe.
 */
public final class LinkTokens {
    static final String PREFIX = "trb_link_";
    private static final Duration LIFE = Duration.ofHours(1);
    private static final int TENANT_MAX = 200;

    private final Database db;
    private final LinkTokenStore store;
    private final Connectors connectors;
    private final ProviderApps apps;
    private final IntegratedAccounts accounts;
    private final RandomText random;
    private final Clock clock;

    /** A link just made: the only moment at which its token is known. */
    record Made(Secret token, Instant expiresAt) {}

    /**
     * @param integratedAccountId the one to connect again; null: the tenant's
     * @param auth the way to be let in; null: as the account was, or else the usual one
     */
    record Wanted(
            String provider,
            String tenantId,
            @Nullable String redirectUri,
            @Nullable String integratedAccountId,
            @Nullable String auth) {
        Wanted {
            if (tenantId.isBlank() || tenantId.length() > TENANT_MAX) {
                throw Failure.invalid("tenant_id must have 1 to %d characters", TENANT_MAX);
            }
            if (redirectUri != null) {
                requireWebAddress(redirectUri);
            }
        }
    }

    LinkTokens(
            Database db,
            LinkTokenStore store,
            Connectors connectors,
            ProviderApps apps,
            IntegratedAccounts accounts,
            RandomText random,
            Clock clock) {
        this.db = db;
        this.store = store;
        this.connectors = connectors;
        this.apps = apps;
        this.accounts = accounts;
        this.random = random;
        this.clock = clock;
    }

    Made create(Handle handle, String environmentId, Wanted wanted, String createdBy) {
        var connector = connectors.of(environmentId, wanted.provider);
        requireSameAccount(environmentId, wanted);
        Scheme scheme = scheme(connector, environmentId, wanted);
        if (scheme.needsApp()) {
            apps.require(environmentId, wanted.provider);
        }
        Secret token = random.next(PREFIX);
        Instant expiresAt = clock.instant().plus(LIFE);
        store.insert(
                handle,
                token,
                new LinkTokenStore.Draft(
                        environmentId,
                        wanted.provider,
                        wanted.tenantId,
                        scheme.name(),
                        wanted.redirectUri,
                        wanted.integratedAccountId,
                        createdBy,
                        expiresAt));
        return new Made(token, expiresAt);
    }

    private Scheme scheme(Connector connector, String environmentId, Wanted wanted) {
        String auth = wanted.auth;
        if (auth == null) {
            return accounts.ofTenant(environmentId, wanted.provider, wanted.tenantId)
                    .map(IntegratedAccount::auth)
                    .map(connector.schemes()::get)
                    .orElse(connector.usualScheme());
        }
        Scheme scheme = connector.schemes().get(auth);
        if (scheme == null) {
            throw Failure.invalid(
                    "%s is not connected by '%s', but by %s",
                    connector.title(), auth, String.join(", ", connector.schemes().keySet()));
        }
        return scheme;
    }

    /** The way to be let in that a link is for. */
    static Scheme scheme(Connector connector, LinkTokenStore.Row link) {
        String auth = link.auth();
        Scheme scheme = auth == null ? connector.usualScheme() : connector.schemes().get(auth);
        if (scheme == null) {
            throw new Failure(
                    Code.GONE,
                    "%s is not connected by %s any more: ask for a new link"
                            .formatted(connector.title(), auth));
        }
        return scheme;
    }

    /**
     * The link of a token, still good.
     *
     * @throws Failure {@code not_found} for a token that never was, {@code gone} for one that is
     *     used or expired
     */
    LinkTokenStore.Row require(Secret token) {
        var link =
                Within.everything()
                        .call(() -> db.read(handle -> store.byToken(handle, token)))
                        .orElseThrow(
                                () ->
                                        new Failure(
                                                Code.NOT_FOUND,
                                                "this link is not known: copy it completely"));
        requireGood(link);
        return link;
    }

    void requireGood(LinkTokenStore.Row link) {
        if (link.usedAt() != null) {
            throw new Failure(Code.GONE, "this link has been used: ask for a new one");
        }
        if (!clock.instant().isBefore(link.expiresAt())) {
            throw new Failure(Code.GONE, "this link has expired: ask for a new one");
        }
    }

    private void requireSameAccount(String environmentId, Wanted wanted) {
        if (wanted.integratedAccountId == null) {
            return;
        }
        var account = accounts.require(environmentId, wanted.integratedAccountId);
        if (!account.provider().equals(wanted.provider)
                || !account.tenantId().equals(wanted.tenantId)) {
            throw Failure.invalid(
                    "integrated account %s is of provider %s and tenant %s: a link for it must say"
                            + " the same",
                    account.id(), account.provider(), account.tenantId());
        }
    }

    private static void requireWebAddress(String text) {
        try {
            URI uri = new URI(text);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (web && uri.getHost() != null && uri.getFragment() == null) {
                return;
            }
        } catch (URISyntaxException e) {
            // told below
        }
        throw Failure.invalid(
                "redirect_uri must be an absolute http or https address without a fragment");
    }
}
