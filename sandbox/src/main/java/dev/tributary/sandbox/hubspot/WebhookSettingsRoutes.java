package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Request;
import dev.tributary.sandbox.Routes;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The developer's side of webhooks: where they go and which events. A tenant's token is no use. */
final class WebhookSettingsRoutes {
    private static final int CONCURRENCY_MAX = 1000;

    private final Apps apps;
    private final Gate gate;

    WebhookSettingsRoutes(Apps apps, Gate gate) {
        this.apps = apps;
        this.gate = gate;
    }

    void addTo(Routes routes) {
        String settings = "/webhooks/v3/{app}/settings";
        String many = "/webhooks/v3/{app}/subscriptions";
        String one = many + "/{id}";
        routes.add("GET", settings, guard((request, app, path) -> settings(app)))
                .add("PUT", settings, guard((request, app, path) -> put(request, app)))
                .add("GET", many, guard((request, app, path) -> list(app)))
                .add("POST", many, guard((request, app, path) -> subscribe(request, app)))
                .add("GET", one, guard((request, app, path) -> get(app, path)))
                .add("PATCH", one, guard(this::activate))
                .add("DELETE", one, guard((request, app, path) -> remove(app, path)));
    }

    @FunctionalInterface
    private interface Handler {
        Reply handle(Request request, App app, Routes.PathVariables path);
    }

    private Routes.Handler guard(Handler handler) {
        return gate.answering(
                (request, path) -> {
                    App app = apps.find(path.get("app")).orElseThrow(HubSpotProblem::noSuchObject);
                    String key = request.bearer().or(() -> request.query("hapikey")).orElse("");
                    if (!key.equals(app.developerKey())) {
                        throw new HubSpotProblem(
                                401, "INVALID_AUTHENTICATION", "this needs the developer's key");
                    }
                    return handler.handle(request, app, path);
                });
    }

    private static Reply settings(App app) {
        return app.target()
                .map(target -> Reply.json(200, view(app, target)))
                .orElseThrow(HubSpotProblem::noSuchObject);
    }

    private static Map<String, @Nullable Object> view(App app, URI target) {
        return Json.of("targetUrl", target.toString())
                .and("throttling", Json.of("maxConcurrentRequests", app.concurrencyMax()));
    }

    private Reply put(Request request, App app) {
        Body body = Body.parse(request.body()).knowing(true, "targetUrl", "throttling");
        int concurrency =
                body.object("throttling")
                        .flatMap(throttling -> throttling.integer("maxConcurrentRequests"))
                        .orElse(app.concurrencyMax());
        if (concurrency < 1 || concurrency > CONCURRENCY_MAX) {
            throw HubSpotProblem.invalid("maxConcurrentRequests must be 1 to 1000");
        }
        URI target;
        try {
            target = URI.create(body.requiredText("targetUrl"));
        } catch (IllegalArgumentException malformed) {
            throw HubSpotProblem.invalid("targetUrl is no URL");
        }
        if (target.getHost() == null) {
            throw HubSpotProblem.invalid("targetUrl must be an absolute URL");
        }
        return settings(apps.target(app.id(), target, concurrency));
    }

    private static Reply list(App app) {
        return Reply.json(
                200,
                Json.of(
                        "results",
                        app.subscriptions().stream().map(WebhookSettingsRoutes::view).toList()));
    }

    private Reply subscribe(Request request, App app) {
        Body body =
                Body.parse(request.body())
                        .knowing(true, "eventType", "propertyName", "active", "objectTypeId");
        return Reply.json(
                201,
                view(
                        apps.subscribe(
                                app.id(),
                                body.requiredText("eventType"),
                                body.text("propertyName").orElse(""),
                                body.text("objectTypeId").orElse(""),
                                body.flag("active").orElse(false))));
    }

    private static Reply get(App app, Routes.PathVariables path) {
        return Reply.json(200, view(find(app, path)));
    }

    private Reply activate(Request request, App app, Routes.PathVariables path) {
        boolean active =
                Body.parse(request.body()).knowing(true, "active").flag("active").orElse(true);
        App.Subscription old = find(app, path);
        App.Subscription changed = old.active(active);
        List<App.Subscription> all =
                app.subscriptions().stream().map(sub -> sub.equals(old) ? changed : sub).toList();
        apps.change(app.id(), current -> current.withSubscriptions(all));
        return Reply.json(200, view(changed));
    }

    private Reply remove(App app, Routes.PathVariables path) {
        App.Subscription old = find(app, path);
        List<App.Subscription> left =
                app.subscriptions().stream().filter(sub -> !sub.equals(old)).toList();
        apps.change(app.id(), current -> current.withSubscriptions(left));
        return Reply.empty(204);
    }

    private static App.Subscription find(App app, Routes.PathVariables path) {
        return app.subscriptions().stream()
                .filter(sub -> Long.toString(sub.id()).equals(path.get("id")))
                .findFirst()
                .orElseThrow(HubSpotProblem::noSuchObject);
    }

    private static Map<String, @Nullable Object> view(App.Subscription subscription) {
        Map<String, @Nullable Object> view =
                Json.of("id", Long.toString(subscription.id()))
                        .and("eventType", subscription.eventType())
                        .and("active", subscription.active())
                        .and(
                                "createdAt",
                                Instant.ofEpochMilli(subscription.createdAt()).toString());
        if (!subscription.propertyName().isEmpty()) {
            view.put("propertyName", subscription.propertyName());
        }
        if (!subscription.objectTypeId().isEmpty()) {
            view.put("objectTypeId", subscription.objectTypeId());
        }
        return view;
    }
}
