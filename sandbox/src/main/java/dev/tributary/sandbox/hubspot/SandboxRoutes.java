package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Control;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Request;
import dev.tributary.sandbox.Routes;
import dev.tributary.sandbox.Routes.PathVariables;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What /_sandbox can do with an emulated HubSpot: apps, portals and what is in them. */
final class SandboxRoutes {
    private final Apps apps;
    private final Portals portals;
    private final Webhooks webhooks;
    private final Gate gate;

    SandboxRoutes(Apps apps, Portals portals, Webhooks webhooks, Gate gate) {
        this.apps = apps;
        this.portals = portals;
        this.webhooks = webhooks;
        this.gate = gate;
    }

    void addTo(Routes routes) {
        String portal = "/_sandbox/portals/{portal}";
        String records = portal + "/records/{type}";
        add(routes, "GET", "/_sandbox/apps", (request, path) -> apps());
        add(routes, "POST", "/_sandbox/apps", (request, path) -> addApp(request));
        add(routes, "GET", "/_sandbox/portals", (request, path) -> portals());
        add(routes, "POST", "/_sandbox/portals", (request, path) -> addPortal(request));
        add(routes, "GET", portal + "/owners", (request, path) -> owners(path));
        add(routes, "POST", portal + "/owners", this::addOwner);
        add(
                routes,
                "DELETE",
                portal + "/owners/{owner}",
                (request, path) ->
                        Reply.json(
                                200,
                                OwnerRoutes.view(
                                        portal(path).owners().archive(path.get("owner")))));
        add(routes, "POST", portal + "/lists", this::addList);
        add(routes, "POST", portal + "/properties/{type}", this::addProperty);
        add(routes, "POST", portal + "/stages", this::addStage);
        add(routes, "GET", records, (request, path) -> records(path));
        add(routes, "POST", records, this::addRecord);
        add(routes, "PATCH", records + "/{id}", this::updateRecord);
        add(routes, "DELETE", records + "/{id}", (request, path) -> archive(path));
        add(routes, "GET", "/_sandbox/webhooks", (request, path) -> webhooks());
    }

    private void add(Routes routes, String method, String path, Routes.Handler handler) {
        routes.add(method, path, gate.answering(Control.checked(handler)));
    }

    private Reply apps() {
        return Reply.json(200, apps.all().stream().map(SandboxRoutes::view).toList());
    }

    private Reply addApp(Request request) {
        Map<String, @Nullable Object> body = Control.body(request);
        App app =
                apps.create(
                        new TreeSet<>(Control.texts(body, "redirect_uris", List.of())),
                        new TreeSet<>(Control.texts(body, "scopes", List.copyOf(App.ALL_SCOPES))));
        if (body.containsKey("target")) {
            int concurrency =
                    body.get("concurrency") instanceof Integer given ? given : app.concurrencyMax();
            apps.target(app.id(), URI.create(Control.text(body, "target")), concurrency);
        }
        for (String subscription : Control.texts(body, "subscriptions", List.of())) {
            // "deal.propertyChange:dealstage", "deal.creation" or "object.creation@0-46"
            String[] about = subscription.split("@", 2);
            String[] parts = about[0].split(":", 2);
            apps.subscribe(
                    app.id(),
                    parts[0],
                    parts.length > 1 ? parts[1] : "",
                    about.length > 1 ? about[1] : "",
                    true);
        }
        return Reply.json(201, view(apps.find(app.id()).orElseThrow()));
    }

    private static Map<String, @Nullable Object> view(App app) {
        return Json.of("id", app.id())
                .and("client_id", app.clientId())
                .and("client_secret", app.clientSecret())
                .and("developer_key", app.developerKey())
                .and("redirect_uris", new TreeSet<>(app.redirectUris()))
                .and("scopes", new TreeSet<>(app.scopes()))
                .and("target", app.target().map(URI::toString).orElse(null))
                .and("concurrency", app.concurrencyMax())
                .and(
                        "subscriptions",
                        app.subscriptions().stream().map(SandboxRoutes::view).toList());
    }

    private static String view(App.Subscription subscription) {
        String property = subscription.propertyName();
        String type = subscription.objectTypeId();
        return subscription.eventType()
                + (property.isEmpty() ? "" : ":" + property)
                + (type.isEmpty() ? "" : "@" + type);
    }

    private Reply portals() {
        return Reply.json(200, portals.all().stream().map(SandboxRoutes::view).toList());
    }

    private Reply addPortal(Request request) {
        return Reply.json(201, view(portals.create(Control.text(Control.body(request), "name"))));
    }

    private static Map<String, @Nullable Object> view(Portal portal) {
        return Json.of("id", portal.id())
                .and("name", portal.name())
                .and("user_id", portal.userId());
    }

    private Reply owners(PathVariables path) {
        return Reply.json(
                200, portal(path).owners().all().stream().map(OwnerRoutes::view).toList());
    }

    private Reply addOwner(Request request, PathVariables path) {
        Map<String, @Nullable Object> body = Control.body(request);
        return Reply.json(
                201,
                OwnerRoutes.view(
                        portal(path)
                                .owners()
                                .add(
                                        Control.text(body, "first_name"),
                                        Control.text(body, "last_name"),
                                        Control.text(body, "email"))));
    }

    private Reply addProperty(Request request, PathVariables path) {
        Map<String, @Nullable Object> body = Control.body(request);
        String name = Control.text(body, "name");
        Property text = Property.customText(name, name);
        Property property = Boolean.TRUE.equals(body.get("unique")) ? text.asUnique() : text;
        portal(path).properties().add(type(path), property);
        return Reply.json(201, Json.of("name", name));
    }

    /** Whoever is in a dynamic list is said here: its rules are not emulated. */
    private Reply addList(Request request, PathVariables path) {
        Map<String, @Nullable Object> body = Control.body(request);
        CrmLists lists = portal(path).lists();
        CrmLists.CrmList list =
                lists.add(
                        Control.text(body, "name"),
                        portal(path).types().named(Control.text(body, "type")),
                        CrmLists.Processing.valueOf(
                                Json.asText(body.get("processing")).orElse("DYNAMIC")));
        Control.texts(body, "records", List.of()).forEach(id -> lists.include(list, Call.id(id)));
        return Reply.json(201, Json.of("id", list.id()));
    }

    private Reply addStage(Request request, PathVariables path) {
        Map<String, @Nullable Object> body = Control.body(request);
        String probability = Control.text(body, "probability");
        if (!probability.matches("0\\.\\d|1\\.0")) {
            throw new IllegalArgumentException("probability must be 0.0 to 1.0");
        }
        String pipeline = Json.asText(body.get("pipeline")).orElse(Pipelines.DEFAULT);
        String id = Control.text(body, "id");
        portal(path)
                .pipelines()
                .addStage(
                        pipeline,
                        new Pipelines.Stage(
                                id,
                                Json.asText(body.get("label")).orElse(id),
                                Boolean.TRUE.equals(body.get("closed")),
                                probability));
        return Reply.json(201, Json.of("id", id).and("pipeline", pipeline));
    }

    private Reply records(PathVariables path) {
        RecordView view = RecordView.whole(portal(path));
        return Reply.json(
                200, portal(path).crm().all(type(path)).stream().map(view::showAll).toList());
    }

    private Reply addRecord(Request request, PathVariables path) {
        CrmRecord record = portal(path).crm().create(type(path), values(request));
        return Reply.json(201, show(path, record));
    }

    private Reply updateRecord(Request request, PathVariables path) {
        CrmRecord record =
                portal(path).crm().update(type(path), Call.id(path.get("id")), values(request));
        return Reply.json(200, show(path, record));
    }

    private Reply archive(PathVariables path) {
        portal(path).crm().archive(type(path), Call.id(path.get("id")));
        return Reply.empty(204);
    }

    private Map<String, @Nullable Object> show(PathVariables path, CrmRecord record) {
        return RecordView.whole(portal(path)).showAll(record);
    }

    private static Map<String, String> values(Request request) {
        Map<String, @Nullable Object> body = Control.body(request);
        Map<String, String> values = new LinkedHashMap<>();
        body.keySet().forEach(name -> values.put(name, Control.text(body, name)));
        return values;
    }

    private Reply webhooks() {
        return Reply.json(200, Json.of("pending", webhooks.pending()));
    }

    private ObjectType type(PathVariables path) {
        return portal(path).types().named(path.get("type"));
    }

    private Portal portal(PathVariables path) {
        return portals.find(path.get("portal")).orElseThrow(HubSpotProblem::noSuchObject);
    }
}
