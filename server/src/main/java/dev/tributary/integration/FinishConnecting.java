package dev.tributary.integration;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Json;
import dev.tributary.Secret;
import dev.tributary.Within;
import dev.tributary.connector.Connector;
import dev.tributary.db.Database;
import dev.tributary.db.Jsonb;
import dev.tributary.integration.IntegratedAccount.Status;
import dev.tributary.ops.AuditLog;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** From the provider's redirect back to us to an active integrated account. Thread-safe. */
public final class FinishConnecting {
    /** Who acts in the audit log when somebody with a link does. */
    private static final String CUSTOMER = "customer";

    private final Database db;
    private final LinkTokenStore linkStore;
    private final IntegratedAccountStore accountStore;
    private final IntegratedAccounts accounts;
    private final Vault vault;
    private final StoreGrant store;
    private final AuditLog audit;
    private final TokenEndpoint endpoint;
    private final Connectors connectors;
    private final BeginConnecting begin;
    private final Clock clock;
    private final String callback;

    /** An account that holds its credential but is not active yet. */
    public record Connected(
            IntegratedAccount account,
            Connector connector,
            String scheme,
            LinkTokenStore.Row link,
            StoreGrant.Former former) {
        public @Nullable String redirectUri() {
            return link.redirectUri();
        }
    }

    /**
     * What the customer's browser brought back.
     *
     * @param browser from the cookie that {@link BeginConnecting} gave it
     */
    public record Return(
            Secret state,
            @Nullable Secret browser,
            @Nullable Secret code,
            @Nullable String error,
            @Nullable String errorDescription) {}

    FinishConnecting(
            Database db,
            LinkTokenStore linkStore,
            IntegratedAccountStore accountStore,
            IntegratedAccounts accounts,
            Vault vault,
            StoreGrant store,
            AuditLog audit,
            TokenEndpoint endpoint,
            Connectors connectors,
            BeginConnecting begin,
            Clock clock,
            String callback) {
        this.db = db;
        this.linkStore = linkStore;
        this.accountStore = accountStore;
        this.accounts = accounts;
        this.vault = vault;
        this.store = store;
        this.audit = audit;
        this.endpoint = endpoint;
        this.connectors = connectors;
        this.begin = begin;
        this.clock = clock;
        this.callback = callback;
    }

    /**
     * Uses the link up and exchanges the code. What goes wrong once the account is known stays in
     * its {@code status_reason}.
     *
     * @throws Failure {@code not_found}, {@code gone} or {@code forbidden} for a return that
     *     belongs to no authorisation under way in this browser; {@code unprocessable} when the
     *     provider or the customer refused; {@code upstream_error} when the exchange failed
     */
    public Connected exchange(Return back) {
        var link = require(back);
        return Within.environment(link.environmentId()).call(() -> exchange(link, back));
    }

    private Connected exchange(LinkTokenStore.Row link, Return back) {
        IntegratedAccount account =
                accounts.require(link.environmentId(), String.valueOf(link.integratedAccountId()));
        Connector connector = connectors.of(account);
        Secret code = back.code;
        if (code == null) {
            db.transact(handle -> linkStore.forgetState(handle, link));
            String said = said(back);
            throw explained(
                    account,
                    new Failure(
                            Code.UNPROCESSABLE,
                            "%s did not agree: %s".formatted(connector.title(), said)));
        }
        if (!db.write(handle -> linkStore.use(handle, link))) {
            throw new Failure(Code.GONE, "this link has been used: ask for a new one");
        }
        try {
            Typed typed = typed(link, account);
            var applicant =
                    new Applicant(
                            account.with(typed.variables()),
                            connector,
                            LinkTokens.scheme(connector, link),
                            typed.secrets());
            TokenReply.Granted granted = grant(link, applicant, code);
            Connected connected = store.store(link, applicant, typed, granted);
            checkScopes(applicant, granted);
            return connected;
        } catch (Failure failure) {
            throw explained(account, failure);
        }
    }

    /** A customer may untick scopes: what works without them works. */
    private void checkScopes(Applicant applicant, TokenReply.Granted granted) {
        List<String> missing =
                new ArrayList<>(begin.scopes(applicant.account(), applicant.scheme()));
        missing.removeAll(granted.scopes());
        if (!granted.scopes().isEmpty() && !missing.isEmpty()) {
            String reason =
                    "%s did not grant %s"
                            .formatted(applicant.connector().title(), String.join(", ", missing));
            accounts.missesScopes(applicant.account(), missing, reason);
        }
    }

    @SuppressWarnings("unchecked") // JSON objects that we wrote
    private Typed typed(LinkTokenStore.Row link, IntegratedAccount account) {
        Jsonb open = link.typed();
        byte[] sealed = link.secrets();
        return new Typed(
                open == null ? Map.of() : Json.read(open.text(), Map.class),
                sealed == null
                        ? Map.of()
                        : Json.read(
                                vault.open(sealed, BeginConnecting.typedPlace(account)).value(),
                                Map.class));
    }

    /** Keeps what was asked after connecting, and opens the account for use. */
    public void activate(Connected connected, Map<String, Object> variables, String requestId) {
        IntegratedAccount account = connected.account();
        db.transact(
                handle -> {
                    audit.record(
                            handle,
                            new AuditLog.Act(
                                    account.environmentId(),
                                    CUSTOMER,
                                    "integrated_account.connect",
                                    account.id(),
                                    null,
                                    variables,
                                    requestId));
                    accountStore.keep(handle, account, variables);
                    if (store.settle(handle, connected)) {
                        accountStore.move(
                                handle, account.environmentId(), account.id(), Status.ACTIVE, null);
                    }
                });
        accounts.changed(account.environmentId(), account.id());
    }

    /**
     * Takes back what a connection has changed that failed after all, and leaves the reason with
     * the account; the same failure.
     */
    public Failure undone(Connected connected, Failure failure) {
        return store.undone(connected, failure);
    }

    private Failure explained(IntegratedAccount account, Failure failure) {
        return store.explained(account, failure);
    }

    private LinkTokenStore.Row require(Return back) {
        var link =
                Within.everything()
                        .call(() -> db.read(handle -> linkStore.byState(handle, back.state)))
                        .orElseThrow(
                                () ->
                                        new Failure(
                                                Code.NOT_FOUND,
                                                "no authorisation is under way with this state:"
                                                        + " open your link again"));
        Secret browser = back.browser;
        if (browser == null
                || link.browserHash() == null
                || !Sha256.equal(Sha256.of(browser), link.browserHash())) {
            throw new Failure(
                    Code.FORBIDDEN,
                    "this authorisation was begun in another browser: open your link again here");
        }
        if (link.usedAt() != null) {
            throw new Failure(Code.GONE, "this link has been used: ask for a new one");
        }
        Instant started = link.startedAt();
        if (started == null
                || !clock.instant().isBefore(started.plus(BeginConnecting.AT_PROVIDER_MAX))) {
            throw new Failure(Code.GONE, "this took too long: open your link again");
        }
        return link;
    }

    private TokenReply.Granted grant(LinkTokenStore.Row link, Applicant applicant, Secret code) {
        byte[] sealed = link.codeVerifier();
        Secret verifier =
                sealed == null
                        ? null
                        : vault.open(sealed, BeginConnecting.verifierPlace(applicant.account()));
        return required(
                applicant.connector(), endpoint.exchange(applicant, code, callback, verifier));
    }

    /** The token that a first answer must hold. */
    static TokenReply.Granted required(Connector connector, TokenReply reply) {
        return switch (reply) {
            case TokenReply.Granted granted -> granted;
            case TokenReply.Ended ended -> throw refused(connector, ended.reason());
            case TokenReply.NotDone not -> throw refused(connector, not.reason());
            case TokenReply.Lost lost -> throw refused(connector, lost.reason());
        };
    }

    private static Failure refused(Connector connector, String reason) {
        return new Failure(
                Code.UPSTREAM_ERROR, "%s gave no token: %s".formatted(connector.title(), reason));
    }

    private static String said(Return back) {
        String error = back.error == null ? "it gave neither a code nor an error" : back.error;
        String more = back.errorDescription == null ? "" : " (" + back.errorDescription + ")";
        String said = (error + more).replaceAll("\\p{Cntrl}", " ");
        return said.length() > 300 ? said.substring(0, 300) : said;
    }
}
