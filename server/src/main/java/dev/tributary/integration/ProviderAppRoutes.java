package dev.tributary.integration;

import dev.tributary.Failure;
import dev.tributary.Secret;
import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.OverrideVersion;
import dev.tributary.catalog.Overrides;
import dev.tributary.catalog.Scope;
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

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An environment's registrations with providers. */
final class ProviderAppRoutes implements Routes {
    private static final String NOTE = "with the provider app";
    private static final Access ADMIN = Access.scope("admin");

    private final Database db;
    private final ProviderApps apps;
    private final Catalog catalog;
    private final AuditLog audit;

    private record Body(
            String clientId,
            String clientSecret,
            @Nullable String webhookSecret,
            @Nullable String privateKey,
            @Nullable String certificate,
            @Nullable List<String> scopes,
            @Nullable Map<String, Object> override) {
        Body {
            if (clientId.isBlank() || clientSecret.isBlank()) {
                throw Failure.invalid("client_id and client_secret must not be empty");
            }
        }

        private static @Nullable Secret secret(@Nullable String text) {
            return text == null ? null : new Secret(text);
        }

        ProviderApps.Draft draft() {
            return new ProviderApps.Draft(
                    clientId,
                    new Secret(clientSecret),
                    secret(webhookSecret),
                    secret(privateKey),
                    secret(certificate),
                    scopes);
        }
    }

    /** With the environment's override, which is kept elsewhere and has versions of its own. */
    private record Shown(
            String environmentId,
            String provider,
            String clientId,
            @Nullable List<String> scopes,
            @Nullable Map<String, Object> override,
            long version,
            Instant updatedAt) {
        static Shown of(ProviderApp app, @Nullable Map<String, Object> override) {
            return new Shown(
                    app.environmentId(),
                    app.provider(),
                    app.clientId(),
                    app.scopes(),
                    override,
                    app.version(),
                    app.updatedAt());
        }
    }

    ProviderAppRoutes(Database db, ProviderApps apps, Catalog catalog, AuditLog audit) {
        this.db = db;
        this.apps = apps;
        this.catalog = catalog;
        this.audit = audit;
    }

    @Override
    public Chapter chapter() {
        return Integration.CHAPTER;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.put("/provider-apps/{provider}", ADMIN, this::put)
                        .says(
                                "Register your app with a provider",
                                "Replaces what was there. An override is written as a new version"
                                        + " of the environment's, for all of its accounts; without"
                                        + " one, what is laid over the connector stays.")
                        .takes(Body.class)
                        .answers(200, Schema.shown(Shown.class)),
                Route.get("/provider-apps", ADMIN, this::list)
                        .says("List your apps", "Without their secrets.")
                        .answers(200, Schema.all(Schema.shown(Shown.class))));
    }

    private Reply put(Ask ask) {
        String provider = ask.variable("provider");
        Body body = ask.json(Body.class);
        Scope scope = Scope.environment(ask.environmentId(), provider);
        catalog.require(scope);
        Map<String, Object> override = body.override;
        if (override != null) {
            catalog.overrides().check(scope, override);
        }
        ProviderApp before = apps.find(ask.environmentId(), provider).orElse(null);
        ProviderApp app =
                db.write(
                        handle -> {
                            ProviderApp after =
                                    apps.put(handle, ask.environmentId(), provider, body.draft());
                            audit.record(
                                    handle,
                                    new AuditLog.Act(
                                            ask.environmentId(),
                                            ask.caller().keyId(),
                                            "provider_app.put",
                                            provider,
                                            before,
                                            after,
                                            ask.id()));
                            if (override != null) {
                                catalog.overrides().put(handle, scope, override, NOTE, by(ask));
                            }
                            return after;
                        });
        apps.changed(ask.environmentId(), provider);
        catalog.overrides().written();
        return Reply.ok(
                Shown.of(
                        app,
                        catalog.overrides()
                                .current(scope)
                                .map(OverrideVersion::document)
                                .orElse(null)));
    }

    private static Overrides.By by(Ask ask) {
        return new Overrides.By(ask.caller().keyId(), ask.id());
    }

    private Reply list(Ask ask) {
        Map<String, Map<String, Object>> overrides = new HashMap<>();
        for (OverrideVersion each : catalog.overrides().list(ask.environmentId())) {
            Map<String, Object> document = each.document();
            if (each.integratedAccountId() == null && document != null) {
                overrides.put(each.provider(), document);
            }
        }
        List<Shown> all =
                apps.list(ask.environmentId()).stream()
                        .map(app -> Shown.of(app, overrides.get(app.provider())))
                        .toList();
        return Reply.ok(Map.of("result", all, "result_count", all.size()));
    }
}
