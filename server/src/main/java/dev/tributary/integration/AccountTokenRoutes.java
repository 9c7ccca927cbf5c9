package dev.tributary.integration;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Secret;
import dev.tributary.db.Database;
import dev.tributary.http.Access;
import dev.tributary.http.Ask;
import dev.tributary.http.Reply;
import dev.tributary.http.Route;
import dev.tributary.http.Routes;
import dev.tributary.http.spec.Chapter;
import dev.tributary.http.spec.Schema;
import dev.tributary.ops.AuditLog;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes tokens for browsers. */
final class AccountTokenRoutes implements Routes {
    private static final List<String> SCOPES = List.of("unified:read", "unified", "proxy");
    private static final Schema SCOPE = Schema.words(SCOPES.toArray(String[]::new));
    private static final int SECONDS = 15 * 60;
    private static final int SECONDS_MIN = 60;
    private static final int SECONDS_MAX = 60 * 60;

    private final Database db;
    private final IntegratedAccounts accounts;
    private final ApiKeys keys;
    private final AccountTokens tokens;
    private final AuditLog audit;
    private final Clock clock;

    /**
     * @param scopes of the key's own; reading by default
     * @param expiresIn seconds
     */
    private record Wanted(
            String integratedAccountId,
            @Nullable List<String> scopes,
            @Nullable Integer expiresIn) {
        Wanted {
            scopes = scopes == null || scopes.isEmpty() ? List.of("unified:read") : scopes;
            for (String scope : scopes) {
                if (!SCOPES.contains(scope)) {
                    throw Failure.invalid(
                            "an account token cannot have the scope '%s'; it can have %s",
                            scope, String.join(", ", SCOPES));
                }
            }
            expiresIn = expiresIn == null ? SECONDS : expiresIn;
            if (expiresIn < SECONDS_MIN || expiresIn > SECONDS_MAX) {
                throw Failure.invalid("expires_in must be %d to %d", SECONDS_MIN, SECONDS_MAX);
            }
        }
    }

    AccountTokenRoutes(
            Database db,
            IntegratedAccounts accounts,
            ApiKeys keys,
            AccountTokens tokens,
            AuditLog audit,
            Clock clock) {
        this.db = db;
        this.accounts = accounts;
        this.keys = keys;
        this.tokens = tokens;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public Chapter chapter() {
        return Integration.CHAPTER;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post("/account-tokens", Access.scope("account_tokens"), this::make)
                        .says(
                                "Make a token for a browser",
                                "For one integrated account, with some of the key's scopes, for a"
                                    + " quarter of an hour unless you say otherwise; it ends with"
                                    + " the key. Pages of http.browser_origins may use it.")
                        .takes(
                                Schema.given(Wanted.class)
                                        .maybe("scopes", Schema.list(SCOPE))
                                        .maybe(
                                                "expires_in",
                                                Schema.whole(SECONDS_MIN, SECONDS_MAX)))
                        .answers(
                                201,
                                Schema.object()
                                        .with("token", Schema.text())
                                        .with("integrated_account_id", Schema.text())
                                        .with("scopes", Schema.list(SCOPE))
                                        .with("expires_at", Schema.instant())));
    }

    private Reply make(Ask ask) {
        Wanted wanted = ask.json(Wanted.class);
        IntegratedAccount account =
                accounts.require(ask.environmentId(), wanted.integratedAccountId);
        List<String> scopes = List.copyOf(wanted.scopes == null ? List.of() : wanted.scopes);
        for (String scope : scopes) {
            if (!ask.caller().has(scope)) {
                throw new Failure(
                                Code.FORBIDDEN,
                                "API key %s lacks the scope %s"
                                        .formatted(ask.caller().keyId(), scope))
                        .with("scope", scope);
            }
        }
        var token =
                new AccountTokens.Token(
                        ask.caller().keyId(),
                        ask.environmentId(),
                        account.id(),
                        scopes,
                        end(ask.caller().keyId(), wanted.expiresIn));
        Secret text = tokens.seal(token);
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("integrated_account_id", account.id());
        shown.put("scopes", scopes);
        shown.put("expires_at", token.expiresAt());
        db.transact(
                handle ->
                        audit.record(
                                handle,
                                AuditLog.Act.by(
                                        ask, "account_token.create", account.id(), null, shown)));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("token", text.value());
        answer.putAll(shown);
        return Reply.created(answer);
    }

    private Instant end(String keyId, @Nullable Integer seconds) {
        Instant end =
                clock.instant()
                        .plusSeconds(seconds == null ? SECONDS : seconds)
                        .truncatedTo(ChronoUnit.SECONDS);
        return keys.byId(keyId)
                .map(ApiKeys.Known::expiresAt)
                .filter(keyEnd -> keyEnd.isBefore(end))
                .orElse(end);
    }
}
