package dev.tributary.integration;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Within;
import dev.tributary.connector.Auth;
import dev.tributary.connector.Connector;
import dev.tributary.connector.Scheme;
import dev.tributary.integration.CredentialStore.Row;
import dev.tributary.integration.RefreshToken.Outcome;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

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
    private final ApplyCredential apply;
    private final IntegratedAccounts accounts;
    private final Clock clock;
    private final SingleFlight<Key, Outcome> flights = new SingleFlight<>();
    private final ConcurrentHashMap<Key, Held> held = new ConcurrentHashMap<>();

    private record Key(String accountId, String scheme) {
        @Override
        public String toString() {
            return accountId;
        }
    }

    /** Whether a row's token will do. */
    private interface Judgement {
        boolean test(Row row, Scheme scheme, Instant now);
    }

    /**
     * What a caller needs.
     *
     * @param good the row's token will do
     * @param bearable it will do when no better one can be had in time
     * @param patience how long the caller waits for a better one
     */
    private record Want(Judgement good, Judgement bearable, Duration patience) {
        static final Want FRESH = new Want(Tokens::outlivesItsMargin, Tokens::notExpired, WAIT_MAX);
        static final Want NOT_DUE = new Want(Tokens::notDue, Tokens::notExpired, Duration.ZERO);

        static Want otherThan(long version) {
            return new Want(
                    (row, scheme, now) ->
                            row.version() != version && outlivesItsMargin(row, scheme, now),
                    (row, scheme, now) -> row.version() != version && notExpired(row, scheme, now),
                    WAIT_MAX);
        }
    }

    /**
     * An opened credential.
     *
     * @param accountAsOf the account's last change; after another one, such as connecting again on
     *     another server, the credential may be another too
     * @param freshUntil null: until it is rejected
     * @param usedAgainAt when using it must be noted next, because it ends when it is not used;
     *     null: never
     */
    private record Held(
            Authorization authorization,
            Instant accountAsOf,
            @Nullable Instant freshUntil,
            @Nullable Instant usedAgainAt) {
        boolean fresh(IntegratedAccount account, Instant now) {
            return accountAsOf.equals(account.updatedAt())
                    && (freshUntil == null || now.isBefore(freshUntil));
        }
    }

    Tokens(
            CredentialStore store,
            Credentials credentials,
            RefreshToken refresh,
            ApplyCredential apply,
            IntegratedAccounts accounts,
            Clock clock) {
        this.store = store;
        this.credentials = credentials;
        this.refresh = refresh;
        this.apply = apply;
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
        Scheme scheme = account.scheme(connector);
        Held present = held.get(new Key(account.id(), scheme.name()));
        Instant now = clock.instant();
        if (present != null && present.fresh(account, now)) {
            Instant again = present.usedAgainAt;
            if (again == null || now.isBefore(again) || used(account, scheme, present, now)) {
                return present.authorization;
            }
        }
        return obtain(account, connector, scheme, Want.FRESH);
    }

    /**
     * Another authorisation than the one that the provider called expired: what somebody else has
     * got meanwhile, or one forced refresh.
     */
    @Override
    public Authorization afterRejected(
            IntegratedAccount account, Connector connector, Authorization rejected) {
        requireOpen(account);
        Scheme scheme = account.scheme(connector);
        held.remove(new Key(account.id(), scheme.name()));
        Row row = require(account, scheme);
        if (row.version() == rejected.version()) {
            refuseIfJustIssued(connector, row);
        }
        return obtain(account, connector, scheme, Want.otherThan(rejected.version()));
    }

    /**
     * For work that takes a while: an authorisation that outlives it, if one can live that long;
     * else one as new as there can be.
     */
    @Override
    public Authorization outliving(IntegratedAccount account, Connector connector, Duration work) {
        requireOpen(account);
        Scheme scheme = account.scheme(connector);
        Row row = require(account, scheme);
        Instant now = clock.instant();
        Instant until = row.expiresAt();
        boolean asNewAsCanBe =
                until != null
                        && now.isBefore(
                                row.obtainedAt()
                                        .plus(
                                                Duration.between(row.obtainedAt(), until)
                                                        .dividedBy(10)));
        if (until == null || now.plus(work).isBefore(until) || asNewAsCanBe) {
            return obtain(account, connector, scheme, Want.FRESH);
        }
        boolean replaceable = scheme.renews() && (row.refresh() != null || !oauth(scheme));
        return obtain(
                account,
                connector,
                scheme,
                replaceable ? Want.otherThan(row.version()) : Want.FRESH);
    }

    private static boolean oauth(Scheme scheme) {
        return scheme.auth() instanceof Auth.OAuth2;
    }

    /** Refreshes what is due, without waiting for anybody else. */
    void ahead(IntegratedAccount account, Connector connector, String scheme) {
        Scheme known = connector.schemes().get(scheme);
        if (known != null) {
            obtain(account, connector, known, Want.NOT_DUE);
        }
    }

    @Override
    public void missesScopes(IntegratedAccount account, List<String> scopes, String reason) {
        accounts.missesScopes(account, scopes, reason);
    }

    /** To be called when connecting or disabling has changed the credential. */
    void changed(String accountId) {
        held.keySet().removeIf(key -> key.accountId.equals(accountId));
    }

    /** Lets a refresh under way store what it gets. */
    void close() {
        flights.drain(TokenEndpoint.TIMEOUT_MAX);
    }

    private Authorization obtain(
            IntegratedAccount account, Connector connector, Scheme scheme, Want want) {
        long deadline = System.nanoTime() + want.patience.toNanos();
        while (true) {
            Row row = require(account, scheme);
            if (want.good.test(row, scheme, clock.instant())) {
                return hold(account, connector, scheme, row);
            }
            if (!scheme.renews()) {
                String reason = "rejected: the provider does not accept the credential";
                accounts.markNeedsReauth(account.environmentId(), account.id(), reason);
                throw RefreshToken.needsReauth(account, reason);
            }
            Outcome outcome =
                    flights.join(
                            new Key(account.id(), scheme.name()),
                            WAIT_MAX,
                            () ->
                                    Within.environment(account.environmentId())
                                            .call(
                                                    () ->
                                                            refresh.run(
                                                                    account,
                                                                    connector,
                                                                    scheme,
                                                                    row.version())));
            if (outcome instanceof Outcome.Later later) {
                Instant now = clock.instant();
                Duration pause = Duration.between(now, later.at());
                pause = pause.compareTo(LOOK_AGAIN) > 0 ? pause : LOOK_AGAIN;
                if (System.nanoTime() + pause.toNanos() - deadline > 0) {
                    if (want.bearable.test(row, scheme, now)) {
                        return hold(account, connector, scheme, row);
                    }
                    throw notNow(connector, account, later);
                }
                Pause.of(pause);
            }
        }
    }

    private Row require(IntegratedAccount account, Scheme scheme) {
        return store.find(account, scheme.name())
                .orElseThrow(() -> RefreshToken.needsReauth(account, "it was never connected"));
    }

    private Authorization hold(
            IntegratedAccount account, Connector connector, Scheme scheme, Row row) {
        var applicant = new Applicant(account, connector, scheme, credentials.secrets(row));
        Authorization authorization = apply.of(applicant, credentials.access(row), row.version());
        if (held.size() >= HELD_MAX) {
            held.clear();
        }
        held.put(
                new Key(account.id(), scheme.name()),
                new Held(
                        authorization,
                        account.updatedAt(),
                        freshUntil(row, scheme),
                        usedAgainAt(scheme, row.expiresAt())));
        return authorization;
    }

    /** Notes that a session lives on because it is used; false: it has ended or been replaced. */
    private boolean used(IntegratedAccount account, Scheme scheme, Held present, Instant now) {
        Duration idle = idle(scheme);
        Instant until = idle == null ? null : now.plus(idle);
        if (until == null || !store.used(account, scheme, present.authorization.version(), until)) {
            return false;
        }
        held.put(
                new Key(account.id(), scheme.name()),
                new Held(
                        present.authorization,
                        present.accountAsOf,
                        new Lifetime(now, until).freshUntil(),
                        usedAgainAt(scheme, until)));
        return true;
    }

    private static @Nullable Duration idle(Scheme scheme) {
        return scheme.auth() instanceof Auth.Session session ? session.idle() : null;
    }

    // A quarter of its idle life after it was noted last: rarely enough to cost nothing.
    private static @Nullable Instant usedAgainAt(Scheme scheme, @Nullable Instant until) {
        Duration idle = idle(scheme);
        return idle == null || until == null
                ? null
                : until.minus(idle.multipliedBy(3).dividedBy(4));
    }

    private static @Nullable Instant freshUntil(Row row, Scheme scheme) {
        Instant until = row.expiresAt();
        if (until == null) {
            return null;
        }
        Duration idle = idle(scheme);
        Instant from = idle == null ? row.obtainedAt() : until.minus(idle);
        return new Lifetime(from, until).freshUntil();
    }

    private static boolean outlivesItsMargin(Row row, Scheme scheme, Instant now) {
        Instant until = freshUntil(row, scheme);
        return until == null || now.isBefore(until);
    }

    private static boolean notExpired(Row row, Scheme scheme, Instant now) {
        return row.expiresAt() == null || now.isBefore(row.expiresAt());
    }

    private static boolean notDue(Row row, Scheme scheme, Instant now) {
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
            case NEEDS_REAUTH -> throw RefreshToken.needsReauth(account, account.statusReason());
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
