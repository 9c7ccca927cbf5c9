package dev.tributary.integration;

import dev.tributary.Failure;
import dev.tributary.Ids;
import dev.tributary.Secret;
import dev.tributary.db.Database;
import dev.tributary.http.Access;
import dev.tributary.http.Ask;
import dev.tributary.http.Reply;
import dev.tributary.http.Route;
import dev.tributary.http.Routes;
import dev.tributary.integration.IntegratedAccount.Status;
import dev.tributary.ops.AuditLog;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Links for customers, and the integrated accounts they become. */
final class IntegratedAccountRoutes implements Routes {
    private static final Access ADMIN = Access.scope("admin");
    private static final String VERSION = "api_version";
    private static final int LIMIT = 100;
    private static final int LIMIT_MAX = 1000;

    private final Database db;
    private final LinkTokens links;
    private final IntegratedAccounts accounts;
    private final IntegratedAccountStore store;
    private final CredentialStore credentials;
    private final Connectors connectors;
    private final Tokens tokens;
    private final AuditLog audit;
    private final String publicUrl;

    IntegratedAccountRoutes(
            Database db,
            LinkTokens links,
            IntegratedAccounts accounts,
            IntegratedAccountStore store,
            CredentialStore credentials,
            Connectors connectors,
            Tokens tokens,
            AuditLog audit,
            String publicUrl) {
        this.db = db;
        this.links = links;
        this.accounts = accounts;
        this.store = store;
        this.credentials = credentials;
        this.connectors = connectors;
        this.tokens = tokens;
        this.audit = audit;
        this.publicUrl = publicUrl;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post("/link-tokens", ADMIN, this::link),
                Route.get("/integrated-accounts", ADMIN, this::list),
                Route.get("/integrated-accounts/{id}", ADMIN, this::get),
                Route.patch("/integrated-accounts/{id}", ADMIN, this::change),
                Route.delete("/integrated-accounts/{id}", ADMIN, this::disable));
    }

    private Reply link(Ask ask) {
        var wanted = ask.json(LinkTokens.Wanted.class);
        var made =
                db.write(
                        handle -> {
                            var each =
                                    links.create(
                                            handle,
                                            ask.environmentId(),
                                            wanted,
                                            ask.caller().keyId());
                            audit.record(
                                    handle,
                                    act(ask, "link_token.create", wanted.provider(), wanted));
                            return each;
                        });
        Secret token = made.token();
        return Reply.created(
                Map.of(
                        "token", token.value(),
                        "url", publicUrl + "/connect/" + token.value(),
                        "expires_at", made.expiresAt()));
    }

    private Reply get(Ask ask) {
        return Reply.ok(view(accounts.require(ask.environmentId(), ask.variable("id"))));
    }

    private Reply list(Ask ask) {
        int limit = ask.number("limit", LIMIT, 1, LIMIT_MAX);
        String cursor = ask.parameter("next_cursor").orElse(null);
        if (cursor != null && !Ids.is("ia", cursor)) {
            throw Failure.invalid("next_cursor '%s' is not one that we gave", cursor);
        }
        List<IntegratedAccount> found =
                accounts.list(
                        ask.environmentId(),
                        new IntegratedAccounts.Filter(
                                ask.parameter("provider").orElse(null),
                                ask.parameter("tenant_id").orElse(null),
                                cursor,
                                limit + 1));
        boolean more = found.size() > limit;
        List<IntegratedAccount> page = more ? found.subList(0, limit) : found;
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("result", page.stream().map(this::view).toList());
        answer.put("next_cursor", more ? page.getLast().id() : null);
        answer.put("result_count", page.size());
        return Reply.ok(answer);
    }

    /** Moves it to another version of the provider's API, or back to the usual one. */
    private Reply change(Ask ask) {
        Map<?, ?> wanted = ask.json(Map.class);
        boolean text = wanted.get(VERSION) == null || wanted.get(VERSION) instanceof String;
        if (!wanted.keySet().equals(Set.of(VERSION)) || !text) {
            throw Failure.invalid(
                    "what can be changed of an integrated account is {\"%s\": text or null}",
                    VERSION);
        }
        String version = (String) wanted.get(VERSION);
        IntegratedAccount account = accounts.require(ask.environmentId(), ask.variable("id"));
        connectors.checkVersion(account.provider(), version);
        db.transact(
                handle -> {
                    String before =
                            store.find(handle, account.environmentId(), account.id())
                                    .map(IntegratedAccount::apiVersion)
                                    .orElse(null);
                    store.callBy(handle, account, version);
                    audit.record(
                            handle,
                            new AuditLog.Act(
                                    ask.environmentId(),
                                    ask.caller().keyId(),
                                    "integrated_account.api_version",
                                    account.id(),
                                    before,
                                    version,
                                    ask.id()));
                });
        accounts.changed(account.environmentId(), account.id());
        return Reply.ok(view(accounts.require(account.environmentId(), account.id())));
    }

    /** Ends it: the credential is destroyed, its history stays; connecting again revives it. */
    private Reply disable(Ask ask) {
        IntegratedAccount account = accounts.require(ask.environmentId(), ask.variable("id"));
        String reason = "disabled with API key " + ask.caller().keyId();
        db.transact(
                handle -> {
                    credentials.destroy(handle, account.environmentId(), account.id());
                    store.move(
                            handle, account.environmentId(), account.id(), Status.DISABLED, reason);
                    audit.record(
                            handle, act(ask, "integrated_account.disable", account.id(), null));
                });
        tokens.changed(account.id());
        accounts.changed(account.environmentId(), account.id());
        return Reply.nothing();
    }

    private Map<String, @Nullable Object> view(IntegratedAccount account) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("id", account.id());
        view.put("provider", account.provider());
        view.put("tenant_id", account.tenantId());
        view.put("auth", account.auth());
        view.put("status", account.status().text());
        view.put("status_reason", account.statusReason());
        String version = account.apiVersion();
        view.put("api_version", version == null ? connectors.usualVersion(account) : version);
        view.put("variables", account.variables());
        view.put("created_at", account.createdAt());
        view.put("updated_at", account.updatedAt());
        return view;
    }

    private static AuditLog.Act act(
            Ask ask, String action, String subject, @Nullable Object after) {
        return new AuditLog.Act(
                ask.environmentId(), ask.caller().keyId(), action, subject, null, after, ask.id());
    }
}
