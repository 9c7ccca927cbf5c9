package dev.tributary;

import dev.tributary.commission.World;
import dev.tributary.db.Database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An environment with one of everything, marked in every text: with keys, an integrated account
 * that its customer connected, and rows of what nobody makes by a request. It knows what requests
 * for its things name.
 */
final class Tenant implements Operation.Names {
    final String mark;
    final String environment;
    final String key;
    final String keyId;
    final String account;
    private final LiveApp app;

    private Tenant(LiveApp app, String mark, String environment, LiveApp.Answer key) {
        this.app = app;
        this.mark = mark;
        this.environment = environment;
        this.key = key.member("key");
        this.keyId = key.member("id");
        app.send("PUT", "/provider-apps/acme", this.key, providerApp());
        this.account = connected("tenant of " + mark);
    }

    static Tenant planted(LiveApp app, Database db, String mark) {
        String environment =
                app.send("POST", "/environments", LiveApp.ADMIN, Map.of("name", "of " + mark))
                        .member("id");
        var tenant =
                new Tenant(
                        app,
                        mark,
                        environment,
                        app.send(
                                "POST",
                                "/environments/" + environment + "/api-keys",
                                LiveApp.ADMIN,
                                Map.of("name", "all of " + mark, "scopes", List.of("*"))));
        Within.everything().run(() -> tenant.plant(db));
        return tenant;
    }

    /** A key that may do only this. */
    String key(String scope) {
        return app.send(
                        "POST",
                        "/environments/" + environment + "/api-keys",
                        LiveApp.ADMIN,
                        Map.of("name", scope + " of " + mark, "scopes", List.of(scope)))
                .member("key");
    }

    private Map<String, Object> providerApp() {
        String url = app.acme.url();
        return Map.of(
                "client_id",
                "client of " + mark,
                "client_secret",
                "secret of " + mark,
                "override",
                Map.of(
                        "http",
                        Map.of("base", url + "/v1"),
                        "auth",
                        Map.of(
                                "oauth2",
                                Map.of(
                                        "authorize",
                                        url + "/oauth/authorize",
                                        "token",
                                        url + "/oauth/token"))));
    }

    /** One more customer; the integrated account's id. */
    String connected(String tenant) {
        LiveApp.Answer link =
                app.send(
                        "POST",
                        "/link-tokens",
                        key,
                        Map.of("provider", "acme", "tenant_id", tenant));
        String consent =
                app.send("POST", app.here(link.member("url")), "", null).header("location");
        String back = app.send("GET", consent, "", null).header("location");
        LiveApp.Answer done = app.send("GET", app.here(back), "", null);
        if (done.status() != 200) {
            throw new AssertionError(done.text());
        }
        String path = "/integrated-accounts?tenant_id=" + tenant.replace(" ", "%20");
        List<?> all = (List<?>) app.send("GET", path, key, null).json().get("result");
        return ((Map<?, ?>) all.getFirst()).get("id").toString();
    }

    private void plant(Database db) {
        try (var in = Tenant.class.getResourceAsStream("planted.sql")) {
            String script =
                    new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .replaceAll("(?m)^--.*$", "")
                            .replace("{env}", environment)
                            .replace("{account}", account)
                            .replace("{plan}", Json.text(World.plan()).replace("'", "''"))
                            .replace("{mark}", mark);
            db.<SQLException>transact(
                    handle -> {
                        try (Statement all = handle.getConnection().createStatement()) {
                            all.execute(script);
                        }
                    });
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Optional<Object> value(Operation operation, String name) {
        String path = operation.path();
        Object value =
                switch (name) {
                    case "" -> wholeBody(path);
                    case "id" -> id(path);
                    case "integrated_account_id" -> path.endsWith(":rollout") ? null : account;
                    case "account", "crm_integrated_account_id", "hris_integrated_account_id" ->
                            account;
                    case "env", "environment" -> environment;
                    case "provider" -> "acme";
                    case "name" -> name(path);
                    case "from" -> path.contains("/overrides/") ? 0 : null;
                    case "to" -> path.contains("/overrides/") ? 1 : null;
                    case "document" -> Map.of("title", "Acme as we see it");
                    case "record" -> Map.of("id", "rec_" + mark, "last_name", mark);
                    case "variables" -> Map.of("noted", mark);
                    case "tenant_id" -> "tenant of " + mark;
                    case "model" -> "crm";
                    case "resource", "object", "path" -> "contacts";
                    case "method" -> path.contains("/meta/") ? "list" : "batch_create";
                    case "period" -> path.endsWith(":close") ? "2017-03" : "2017-02";
                    case "line" -> "line_" + mark;
                    case "person_id" -> "per_" + mark;
                    case "crm_user_id" -> "usr_" + mark;
                    case "client_id" -> "client of " + mark;
                    case "operation" -> path.equals("/bulk-jobs") ? "read" : null;
                    default -> null;
                };
        return Optional.ofNullable(value);
    }

    private static String name(String path) {
        if (path.startsWith("/connectors/")) {
            return "own_crm";
        }
        return path.contains("{name}") ? "acme" : null;
    }

    private String id(String path) {
        Map<String, String> first = new LinkedHashMap<>();
        first.put("/unified/", "rec_" + mark);
        first.put("/integrated-accounts/", account);
        first.put("/environments/", keyId);
        first.put("/parked/", "par_" + mark);
        first.put("/sync-runs/", "run_" + mark);
        first.put("/bulk-jobs/", "bulk_" + mark);
        first.put("/commission/plans/", "plan_" + mark);
        first.put("/payout-runs/", "pay_" + mark);
        return first.entrySet().stream()
                .filter(entry -> path.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private Object wholeBody(String path) {
        if (path.equals("/commission/plans")) {
            return Json.read(
                    Json.text(World.plan())
                            .replace("\"commission\"", "\"bonus\"")
                            .replace("\"overlay\"", "\"extra\"")
                            .replace("Demo 2017", "Another"),
                    Map.class);
        }
        if (path.equals("/provider-apps/{provider}")) {
            return Map.of("client_id", "us", "client_secret", "ours");
        }
        if (path.equals("/connectors/{name}")) {
            return Map.of(
                    "files",
                    Map.of(
                            "connector.yaml",
                            "title: Ours\nauth: {api_key: {header: x-key}}\n"
                                    + "http: {base: https://own.example}\n"));
        }
        if (path.equals("/batch")) {
            return Map.of(
                    "integrated_account_id",
                    account,
                    "requests",
                    List.of(Map.of("id", "one", "method", "GET", "path", "/unified/crm/contacts")));
        }
        if (path.endsWith(":{method}")) {
            return Map.of("records", List.of(Map.of("last_name", mark)));
        }
        return path.startsWith("/unified/") ? Map.of("last_name", mark) : null;
    }

    /** What nobody else may read anywhere. */
    List<String> secrets() {
        List<String> all = new ArrayList<>(List.of(mark, environment, account, keyId, key));
        all.add("Bearer token-");
        return all;
    }
}
