package dev.tributary.integration;

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

import java.util.List;
import java.util.Map;

/** An environment's registrations with providers. */
final class ProviderAppRoutes implements Routes {
    private static final Access ADMIN = Access.scope("admin");

    private final Database db;
    private final ProviderApps apps;
    private final Connectors connectors;
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
                    scopes,
                    override);
        }
    }

    ProviderAppRoutes(Database db, ProviderApps apps, Connectors connectors, AuditLog audit) {
        this.db = db;
        this.apps = apps;
        this.connectors = connectors;
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
                                "Replaces what was there. An override is laid over the provider's"
                                        + " connector in this environment.")
                        .takes(Body.class)
                        .answers(200, Schema.shown(ProviderApp.class)),
                Route.get("/provider-apps", ADMIN, this::list)
                        .says("List your apps", "Without their secrets.")
                        .answers(200, Schema.all(Schema.shown(ProviderApp.class))));
    }

    private Reply put(Ask ask) {
        String provider = ask.variable("provider");
        Body body = ask.json(Body.class);
        connectors.check(provider, body.override);
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
                            return after;
                        });
        apps.changed(ask.environmentId(), provider);
        return Reply.ok(app);
    }

    private Reply list(Ask ask) {
        List<ProviderApp> all = apps.list(ask.environmentId());
        return Reply.ok(Map.of("result", all, "result_count", all.size()));
    }
}
