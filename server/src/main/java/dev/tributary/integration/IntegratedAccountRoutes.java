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
import dev.tributary.http.spec.Chapter;
import dev.tributary.http.spec.Schema;
import dev.tributary.integration.IntegratedAccount.Status;
import dev.tributary.ops.AuditLog;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Links for customers, and the integrated accounts they become. */
final class IntegratedAccountRoutes implements Routes {
    private static final Access ADMIN = Access.scope("admin");
    private static final String VERSION = "api_version";
    private static final String VARIABLES = "variables";
    private static final int LIMIT = 100;
    private static final int LIMIT_MAX = 1000;
    private static final Schema ACCOUNT =
            Schema.object()
                    .with("id", Schema.text())
                    .with("provider", Schema.text())
                    .with("tenant_id", Schema.text("how you name the customer"))
                    .with("auth", Schema.text("the way it is let in").orNull())
                    .with("status", Schema.words(Status.values()))
                    .with("status_reason", Schema.text("why it is not active").orNull())
                    .with(
                            "variables",
                            Schema.map(Schema.anything())
                                    .about("what the provider told us, such as its instance"))
                    .with("api_version", Schema.text("of the provider's API").orNull())
                    .with("created_at", Schema.instant())
                    .with("updated_at", Schema.instant());

    private static final Schema CHANGE =
            Schema.object()
                    .maybe(VARIABLES, Schema.map(Schema.anything()))
                    .maybe(VERSION, Schema.text("of those that the connector carries").orNull());

    private final Database db;
    private final LinkTokens links;
    private final Connectors connectors;
    private final IntegratedAccounts accounts;
    private final IntegratedAccountStore store;
    private final CredentialStore credentials;
    private final Tokens tokens;
    private final AuditLog audit;
    private final String publicUrl;

    IntegratedAccountRoutes(
            Database db,
            LinkTokens links,
            Connectors connectors,
            IntegratedAccounts accounts,
            IntegratedAccountStore store,
            CredentialStore credentials,
            Tokens tokens,
            AuditLog audit,
            String publicUrl) {
        this.db = db;
        this.links = links;
        this.connectors = connectors;
        this.accounts = accounts;
        this.store = store;
        this.credentials = credentials;
        this.tokens = tokens;
        this.audit = audit;
        this.publicUrl = publicUrl;
    }

    @Override
    public Chapter chapter() {
        return Integration.CHAPTER;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post("/link-tokens", ADMIN, this::link)
                        .says(
                                "Make a link for a customer",
                                "Single use, good for an hour. Whoever opens its url connects the"
                                        + " tenant's account at the provider.")
                        .takes(LinkTokens.Wanted.class)
                        .answers(
                                201,
                                Schema.object()
                                        .with("token", Schema.text())
                                        .with("url", Schema.text())
                                        .with("expires_at", Schema.instant())),
                Route.get("/integrated-accounts", ADMIN, this::list)
                        .says("List integrated accounts")
                        .query("provider", "only of this provider", Schema.text())
                        .query("tenant_id", "only of this customer", Schema.text())
                        .query("limit", "how many in a page", Schema.whole(1, LIMIT_MAX))
                        .query("next_cursor", "of the page before", Schema.text())
                        .answers(200, Schema.page(ACCOUNT)),
                Route.get("/integrated-accounts/{id}", ADMIN, this::get)
                        .says("Get an integrated account")
                        .answers(200, ACCOUNT),
                Route.patch("/integrated-accounts/{id}", ADMIN, this::change)
                        .says(
                                "Change an integrated account",
                                "Variables are laid over those it has; null takes one away. Its"
                                        + " api_version moves it to another that the connector"
                                        + " carries.")
                        .takes(CHANGE)
                        .answers(200, ACCOUNT),
                Route.delete("/integrated-accounts/{id}", ADMIN, this::disable)
                        .says(
                                "Disable an integrated account",
                                "Its credential is destroyed, its history stays. Connecting again"
                                        + " revives it under the same id.")
                        .answers(204));
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

    /**
     * Lays our user's own variables over the account's, and moves it to another version of the
     * provider's API; both together, or neither.
     */
    private Reply change(Ask ask) {
        Map<?, ?> wanted = ask.json(Map.class);
        IntegratedAccount account = accounts.require(ask.environmentId(), ask.variable("id"));
        Map<String, @Nullable Object> variables = variables(account, wanted);
        boolean moves = wanted.containsKey(VERSION);
        if (moves) {
            connectors.checkVersion(account, version(wanted));
        }
        db.transact(
                handle -> {
                    if (!variables.isEmpty()) {
                        store.change(handle, account, variables);
                        audit.record(
                                handle,
                                act(ask, "integrated_account.change", account.id(), variables));
                    }
                    if (moves) {
                        move(handle, ask, account, version(wanted));
                    }
                });
        tokens.changed(account.id());
        accounts.changed(account.environmentId(), account.id());
        return Reply.ok(view(accounts.require(account.environmentId(), account.id())));
    }

    private Map<String, @Nullable Object> variables(IntegratedAccount account, Map<?, ?> wanted) {
        Object given = wanted.get(VARIABLES);
        boolean known = Set.of(VARIABLES, VERSION).containsAll(wanted.keySet());
        if (!known || wanted.isEmpty() || !(given == null || given instanceof Map<?, ?>)) {
            throw Failure.invalid(
                    "what can be changed of an integrated account is {\"%s\": an object, \"%s\":"
                            + " text or null}",
                    VARIABLES, VERSION);
        }
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        if (given instanceof Map<?, ?> map) {
            map.forEach((name, value) -> variables.put(String.valueOf(name), value));
        }
        if (variables.isEmpty()) {
            return variables; // an account whose version is gone can still be moved
        }
        account.scheme(connectors.of(account)).ask().values().stream()
                .filter(question -> variables.containsKey(question.name()))
                .forEach(question -> Typed.check(question, variables.get(question.name())));
        return variables;
    }

    private static @Nullable String version(Map<?, ?> wanted) {
        Object version = wanted.get(VERSION);
        if (version != null && !(version instanceof String)) {
            throw Failure.invalid("%s must be text or null", VERSION);
        }
        return (String) version;
    }

    private void move(Handle handle, Ask ask, IntegratedAccount account, @Nullable String version) {
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
