package dev.tributary.integration;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.connector.Auth;
import dev.tributary.connector.Connector;
import dev.tributary.integration.CredentialStore.Row;
import dev.tributary.integration.RefreshToken.Outcome;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;

/**
 * What opens the door at providers, always fresh. A token that outlives its margin comes from
 * memory or from the database; else callers wait, for a bounded time, for the one refresh that goes
 * on. Thread-safe.
 */
public final class Tokens implements Authorizer {
    private static final Duration WAIT_MAX = Duration.ofSeconds(20);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(40);
    private static final Duration REJECTED_TOO_SOON = Duration.ofSeconds(5);
    private static final int HELD_MAX = 50_000;

    private final CredentialStore store;
    private final Credentials credentials;
    private final RefreshToken refresh;
    private final IntegratedAccounts accounts;
    private final Clock clock;
    private final SingleFlight<String, Outcome> flights = new SingleFlight<>();
    private final ConcurrentHashMap<String, Held> held = new ConcurrentHashMap<>();

    /**
     * What a caller needs.
     *
     * @param good the row's token will do
     * @param bearable it will do when no better one can be had in time
     * @param patience how long the caller waits for a better one
     */
    private record Want(
            BiPredicate<Row, Instant> good, BiPredicate<Row, Instant> bearable, Duration patience) {
        static final Want FRESH = new Want(Tokens::outlivesItsMargin, Tokens::notExpired, WAIT_MAX);
        static final Want NOT_DUE = new Want(Tokens::notDue, Tokens::notExpired, Duration.ZERO);

        static Want otherThan(long version) {
            BiPredicate<Row, Instant> other = (row, now) -> row.version() != version;
            return new Want(
                    other.and(Tokens::outlivesItsMargin), other.and(Tokens::notExpired), WAIT_MAX);
        }
    }

    /**
     * An opened credential.
     *
     * @param accountAsOf the account's last change; after another one, such as connecting again on
     *     another server, the credential may be another too
     * @param freshUntil null: until it is rejected
     */
    private record Held(
            Authorization authorization, Instant accountAsOf, @Nullable Instant freshUntil) {
        boolean fresh(IntegratedAccount account, Instant now) {
            return accountAsOf.equals(account.updatedAt())
                    && (freshUntil == null || now.isBefore(freshUntil));
        }
    }

    Tokens(
            CredentialStore store,
            Credentials credentials,
            RefreshToken refresh,
            IntegratedAccounts accounts,
            Clock clock) {
        this.store = store;
        this.credentials = credentials;
        this.refresh = refresh;
        this.accounts = accounts;
        this.clock = clock;
    }

    /**
     * @throws Failure {@code needs_reauth} when the customer must connect again, {@code conflict}
     *     for a disabled account, {@code upstream_error} when the provider does not refresh right
     *     now
     */
    @Override
    public Authorization fresh(IntegratedAccount account, Connector connector) {
        requireOpen(account);
        Held present = held.get(account.id());
        if (present != null && present.fresh(account, clock.instant())) {
            return present.authorization;
        }
        return obtain(account, connector, Want.FRESH);
    }

    /**
     * Another authorisation than the one that the provider called expired: what somebody else has
     * got meanwhile, or one forced refresh.
     */
    @Override
    public Authorization afterRejected(
            IntegratedAccount account, Connector connector, Authorization rejected) {
        requireOpen(account);
        held.remove(account.id());
        Row row = require(account);
        if (row.version() == rejected.version()) {
            refuseIfJustIssued(connector, row);
        }
        return obtain(account, connector, Want.otherThan(rejected.version()));
    }

    /** Refreshes what is due, without waiting for anybody else. */
    void ahead(IntegratedAccount account, Connector connector) {
        obtain(account, connector, Want.NOT_DUE);
    }

    /** To be called when connecting or disabling has changed the credential. */
    void changed(String accountId) {
        held.remove(accountId);
    }

    /** Lets a refresh under way store what it gets. */
    void close() {
        flights.drain(TokenEndpoint.TIMEOUT_MAX);
    }

    private Authorization obtain(IntegratedAccount account, Connector connector, Want want) {
        long deadline = System.nanoTime() + want.patience.toNanos();
        while (true) {
            Row row = require(account);
            if (want.good.test(row, clock.instant())) {
                return hold(account, connector, row);
            }
            if (!(connector.auth() instanceof Auth.OAuth2 oauth)) {
                String reason = "rejected: the provider does not accept the credential";
                accounts.markNeedsReauth(account.environmentId(), account.id(), reason);
                throw RefreshToken.needsReauth(account.id(), reason);
            }
            var client = new TokenEndpoint.Client(account.environmentId(), connector, oauth);
            Outcome outcome =
                    flights.join(
                            account.id(),
                            WAIT_MAX,
                            () -> refresh.run(account, client, row.version()));
            if (outcome instanceof Outcome.Later later) {
                Instant now = clock.instant();
                Duration pause = Duration.between(now, later.at());
                pause = pause.compareTo(LOOK_AGAIN) > 0 ? pause : LOOK_AGAIN;
                if (System.nanoTime() + pause.toNanos() - deadline > 0) {
                    if (want.bearable.test(row, now)) {
                        return hold(account, connector, row);
                    }
                    throw notNow(connector, account, later);
                }
                Pause.of(pause);
            }
        }
    }

    private Row require(IntegratedAccount account) {
        return store.find(account.environmentId(), account.id())
                .orElseThrow(
                        () -> RefreshToken.needsReauth(account.id(), "it was never connected"));
    }

    private Authorization hold(IntegratedAccount account, Connector connector, Row row) {
        Authorization authorization =
                ApplyCredential.to(connector.auth(), credentials.access(row), row.version());
        if (held.size() >= HELD_MAX) {
            held.clear();
        }
        held.put(account.id(), new Held(authorization, account.updatedAt(), freshUntil(row)));
        return authorization;
    }

    private static @Nullable Instant freshUntil(Row row) {
        Instant until = row.expiresAt();
        return until == null ? null : new Lifetime(row.obtainedAt(), until).freshUntil();
    }

    private static boolean outlivesItsMargin(Row row, Instant now) {
        Instant until = freshUntil(row);
        return until == null || now.isBefore(until);
    }

    private static boolean notExpired(Row row, Instant now) {
        return row.expiresAt() == null || now.isBefore(row.expiresAt());
    }

    private static boolean notDue(Row row, Instant now) {
        return row.attemptOf() == null
                && (row.refreshDueAt() == null || now.isBefore(row.refreshDueAt()));
    }

    // A provider that rejects what it has just issued means something else by it: more refreshes
    // would only use up the customer's grant.
    private void refuseIfJustIssued(Connector connector, Row row) {
        Duration tooSoon = REJECTED_TOO_SOON;
        if (row.expiresAt() != null) {
            Duration margin = new Lifetime(row.obtainedAt(), row.expiresAt()).margin();
            tooSoon = margin.compareTo(tooSoon) < 0 ? margin : tooSoon;
        }
        if (clock.instant().isBefore(row.obtainedAt().plus(tooSoon))) {
            throw new Failure(
                    Code.UPSTREAM_ERROR,
                    "%s rejects the token that it issued for %s a moment ago"
                            .formatted(connector.title(), row.integratedAccountId()));
        }
    }

    private static void requireOpen(IntegratedAccount account) {
        switch (account.status()) {
            case ACTIVE, CONNECTING -> {}
            case NEEDS_REAUTH ->
                    throw RefreshToken.needsReauth(account.id(), account.statusReason());
            case DISABLED ->
                    throw new Failure(
                            Code.CONFLICT,
                            "integrated account %s is disabled: connect it again"
                                    .formatted(account.id()));
        }
    }

    private static Failure notNow(
            Connector connector, IntegratedAccount account, Outcome.Later why) {
        return new Failure(
                Code.UPSTREAM_ERROR,
                "%s does not refresh the token of %s: %s"
                        .formatted(connector.title(), account.id(), why.why()));
    }
}
