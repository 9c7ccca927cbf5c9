package dev.tributary.integration;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.connector.Auth;
import dev.tributary.connector.Connector;
import dev.tributary.connector.Scheme;
import dev.tributary.db.Database;
import dev.tributary.integration.CredentialStore.Row;
import dev.tributary.integration.IntegratedAccount.Status;
import dev.tributary.ops.Metrics;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * One refresh, once across all threads and servers. A short transaction takes the lease and records
 * the attempt; then the token is sent with nothing locked; then what came is stored under the
 * lease's fence before anybody uses it. A single-use token whose reply is lost is burnt: the
 * account needs a new authorisation. Thread-safe.
 */
final class RefreshToken {
    static final String REPLY_LOST = "refresh_reply_lost";
    private static final Logger LOG = LoggerFactory.getLogger(RefreshToken.class);
    private static final Duration LEASE_BEYOND_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration STORE_PAUSE = Duration.ofMillis(200);
    private static final Duration BACKOFF_FIRST = Duration.ofMillis(500);
    private static final Duration BACKOFF_MAX = Duration.ofMinutes(5);

    private final Database db;
    private final CredentialStore store;
    private final Credentials credentials;
    private final IntegratedAccountStore accountStore;
    private final IntegratedAccounts accounts;
    private final TokenEndpoint endpoint;
    private final Metrics metrics;
    private final Clock clock;
    private final RandomGenerator random;

    /** Whether the row has changed now, or when to look again. */
    sealed interface Outcome {
        record Changed() implements Outcome {}

        record Later(Instant at, String why) implements Outcome {}
    }

    /** What the row allows. */
    private sealed interface Claim {
        record Mine(Row row, long fence) implements Claim {}

        record Past(Outcome outcome) implements Claim {}

        record Over(String reason) implements Claim {}
    }

    RefreshToken(
            Database db,
            CredentialStore store,
            Credentials credentials,
            IntegratedAccountStore accountStore,
            IntegratedAccounts accounts,
            TokenEndpoint endpoint,
            Metrics metrics,
            Clock clock,
            RandomGenerator random) {
        this.db = db;
        this.store = store;
        this.credentials = credentials;
        this.accountStore = accountStore;
        this.accounts = accounts;
        this.endpoint = endpoint;
        this.metrics = metrics;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Refreshes the credential that was seen in this version, unless somebody else did or does.
     *
     * @throws Failure {@code needs_reauth} when the authorisation has ended
     */
    Outcome run(IntegratedAccount account, Connector connector, Scheme scheme, long seenVersion) {
        Duration lease = TokenEndpoint.timeout(connector).plus(LEASE_BEYOND_TIMEOUT);
        long deadline = System.nanoTime() + lease.toNanos();
        return switch (db.write(handle -> claim(handle, account, scheme, seenVersion, lease))) {
            case Claim.Mine mine -> {
                var applicant =
                        new Applicant(account, connector, scheme, credentials.secrets(mine.row));
                yield send(applicant, mine, deadline);
            }
            case Claim.Past past -> past.outcome;
            case Claim.Over over -> throw ended(account, over.reason);
        };
    }

    private Claim claim(
            Handle handle, IntegratedAccount account, Scheme scheme, long seen, Duration lease) {
        Row row = store.lock(handle, account, scheme.name()).orElse(null);
        if (row == null || row.version() != seen) {
            return new Claim.Past(new Outcome.Changed());
        }
        var now = accountStore.find(handle, account.environmentId(), account.id()).orElseThrow();
        if (now.status() == Status.NEEDS_REAUTH) {
            return new Claim.Over(String.valueOf(now.statusReason()));
        }
        if (row.leased()) {
            return new Claim.Past(
                    new Outcome.Later(clock.instant(), "another server is refreshing its token"));
        }
        if (row.attemptOf() != null && rotates(row, scheme)) {
            String reason = REPLY_LOST + ": the server stopped while a refresh was under way";
            end(handle, account, row, row.fence(), reason);
            return new Claim.Over(reason);
        }
        if (row.refresh() == null && scheme.auth() instanceof Auth.OAuth2) {
            String reason = "no_refresh_token: the access token has ended";
            end(handle, account, row, row.fence(), reason);
            return new Claim.Over(reason);
        }
        Instant retryAt = row.retryAt();
        if (retryAt != null && clock.instant().isBefore(retryAt)) {
            return new Claim.Past(new Outcome.Later(retryAt, String.valueOf(row.retryReason())));
        }
        return new Claim.Mine(row, store.lease(handle, row, lease));
    }

    private Outcome send(Applicant applicant, Claim.Mine mine, long deadline) {
        IntegratedAccount account = applicant.account();
        TokenReply reply;
        try {
            reply = endpoint.renew(applicant, credentials.refresh(mine.row));
        } catch (RuntimeException neverSent) {
            later(account, mine, String.valueOf(neverSent.getMessage()), null);
            throw neverSent;
        }
        return switch (reply) {
            case TokenReply.Granted granted -> {
                keep(applicant, mine, granted, deadline);
                yield new Outcome.Changed();
            }
            case TokenReply.NotDone not -> later(account, mine, not.reason(), not.retryAfter());
            case TokenReply.Ended ended -> throw end(account, mine, "refused: " + ended.reason());
            case TokenReply.Lost lost -> {
                if (rotates(mine.row, applicant.scheme())) {
                    throw end(account, mine, REPLY_LOST + ": " + lost.reason());
                }
                yield later(account, mine, lost.reason(), null);
            }
        };
    }

    /** Stores a token at any price the lease allows: the former one may be worth nothing now. */
    private void keep(
            Applicant applicant, Claim.Mine mine, TokenReply.Granted granted, long deadline) {
        IntegratedAccount account = applicant.account();
        var next = granted.refresh() == null ? credentials.refresh(mine.row) : granted.refresh();
        var sealed =
                credentials.seal(
                        account,
                        applicant.scheme(),
                        granted.withRefresh(next),
                        applicant.secrets());
        while (true) {
            try {
                boolean stored =
                        db.write(
                                handle -> {
                                    accountStore.keep(handle, account, granted.variables());
                                    return store.refreshed(handle, mine.row, mine.fence, sealed);
                                });
                if (stored) {
                    metrics.count("token_refreshes", "provider", account.provider());
                } else {
                    LOG.warn("{}: refreshed too late", account.id());
                }
                accounts.changed(account.environmentId(), account.id());
                return;
            } catch (RuntimeException e) {
                if (System.nanoTime() - deadline > 0) {
                    throw e;
                }
                LOG.warn("{}: cannot store its token", account.id(), e);
                Pause.of(STORE_PAUSE);
            }
        }
    }

    private Outcome later(
            IntegratedAccount account, Claim.Mine mine, String why, @Nullable Duration atLeast) {
        metrics.count("token_refresh_failures", "provider", account.provider());
        LOG.warn("{}: {}", account.id(), why);
        long backoff = BACKOFF_FIRST.toMillis() << Math.min(mine.row.failures(), 20);
        long wait = Math.min(backoff, BACKOFF_MAX.toMillis());
        wait += random.nextLong(wait / 2 + 1);
        if (atLeast != null) {
            wait = Math.max(wait, atLeast.toMillis());
        }
        Instant retryAt = clock.instant().plusMillis(wait);
        store.failed(mine.row, mine.fence, retryAt, why);
        return new Outcome.Later(retryAt, why);
    }

    private Failure end(IntegratedAccount account, Claim.Mine mine, String reason) {
        metrics.count("token_refresh_failures", "provider", account.provider());
        db.transact(handle -> end(handle, account, mine.row, mine.fence, reason));
        return ended(account, reason);
    }

    private void end(Handle handle, IntegratedAccount account, Row row, long fence, String reason) {
        if (store.burn(handle, row, fence)) {
            accountStore.move(
                    handle, account.environmentId(), account.id(), Status.NEEDS_REAUTH, reason);
        }
    }

    private Failure ended(IntegratedAccount account, String reason) {
        accounts.changed(account.environmentId(), account.id());
        LOG.warn("{} needs a new authorisation: {}", account.id(), reason);
        return needsReauth(account, reason);
    }

    /** Says also how to connect again: the id stays. */
    static Failure needsReauth(IntegratedAccount account, @Nullable String reason) {
        Map<String, Object> link = new LinkedHashMap<>();
        link.put("provider", account.provider());
        link.put("tenant_id", account.tenantId());
        link.put("integrated_account_id", account.id());
        if (account.auth() != null) {
            link.put("auth", account.auth());
        }
        return new Failure(
                        Code.NEEDS_REAUTH,
                        "integrated account %s needs a new authorisation (%s)"
                                .formatted(account.id(), reason))
                .with("reconnect", Map.of("post", "/link-tokens", "body", link));
    }

    // Either the row was made by a rotating provider, or an override says so since.
    private static boolean rotates(Row row, Scheme scheme) {
        return row.rotates() || (scheme.auth() instanceof Auth.OAuth2 oauth && oauth.rotates());
    }
}
