package dev.tributary.sandbox.salesforce;

import dev.tributary.sandbox.Control;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Request;
import dev.tributary.sandbox.Routes;
import dev.tributary.sandbox.Routes.PathVariables;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What /_sandbox can do with an emulated Salesforce: apps, orgs, objects and what is in them. */
final class SandboxRoutes {
    private final Apps apps;
    private final Orgs orgs;

    SandboxRoutes(Apps apps, Orgs orgs) {
        this.apps = apps;
        this.orgs = orgs;
    }

    void addTo(Routes routes) {
        String org = "/_sandbox/orgs/{org}";
        String records = org + "/records/{object}";
        add(routes, "GET", "/_sandbox/apps", (request, path) -> apps());
        add(routes, "POST", "/_sandbox/apps", (request, path) -> addApp(request));
        add(routes, "PATCH", "/_sandbox/apps/{app}", this::changeApp);
        add(routes, "GET", "/_sandbox/orgs", (request, path) -> orgs());
        add(routes, "POST", "/_sandbox/orgs", (request, path) -> addOrg(request));
        add(routes, "POST", org + "/users", this::addUser);
        add(routes, "POST", org + "/objects", this::addObject);
        add(routes, "POST", org + "/fields/{object}", this::addField);
        add(routes, "DELETE", org + "/fields/{object}/{field}", this::removeField);
        add(routes, "GET", records, (request, path) -> records(path));
        add(routes, "POST", records, this::addRecords);
        add(routes, "PATCH", records + "/{id}", this::updateRecord);
        add(routes, "DELETE", records + "/{id}", (request, path) -> deleteRecord(path));
        add(routes, "POST", records + "/{id}/undelete", (request, path) -> undelete(path));
    }

    private static void add(Routes routes, String method, String path, Routes.Handler handler) {
        Routes.Handler checked = Control.checked(handler);
        routes.add(
                method,
                path,
                (request, variables) -> {
                    try {
                        return checked.handle(request, variables);
                    } catch (SalesforceProblem problem) {
                        return problem.reply();
                    }
                });
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
        return Reply.json(201, view(settle(app, body)));
    }

    private Reply changeApp(Request request, PathVariables path) {
        App app = apps.find(path.get("app")).orElseThrow(SalesforceProblem::noSuchResource);
        return Reply.json(200, view(settle(app, Control.body(request))));
    }

    private App settle(App app, Map<String, @Nullable Object> body) {
        App settled = app;
        if (body.containsKey("public_key")) {
            settled = settled.withKey(Assertion.key(Control.text(body, "public_key")));
        }
        if (body.containsKey("run_as")) {
            settled = settled.withRunAs(Control.text(body, "run_as"));
        }
        if (body.containsKey("preauthorized")) {
            settled = settled.withPreauthorized(Boolean.TRUE.equals(body.get("preauthorized")));
        }
        App newest = settled;
        return apps.change(app.clientId(), before -> newest);
    }

    private static Map<String, @Nullable Object> view(App app) {
        return Json.of("client_id", app.clientId())
                .and("client_secret", app.clientSecret())
                .and("redirect_uris", new TreeSet<>(app.redirectUris()))
                .and("scopes", new TreeSet<>(app.scopes()))
                .and("keys", app.keys().size())
                .and("preauthorized", app.preauthorized())
                .and("run_as", app.runAs());
    }

    private Reply orgs() {
        return Reply.json(200, orgs.all().stream().map(SandboxRoutes::view).toList());
    }

    private Reply addOrg(Request request) {
        Map<String, @Nullable Object> body = Control.body(request);
        int port = body.get("port") instanceof Integer given ? given : 0;
        return Reply.json(201, view(orgs.create(Control.text(body, "name"), port)));
    }

    private static Map<String, @Nullable Object> view(Org org) {
        return Json.of("id", org.id())
                .and("name", org.name())
                .and("instance_url", org.address().toString())
                .and("admin_id", org.adminId());
    }

    private Reply addUser(Request request, PathVariables path) {
        Map<String, @Nullable Object> body = Control.body(request);
        SObject user =
                org(path)
                        .addUser(
                                Control.text(body, "first_name"),
                                Control.text(body, "last_name"),
                                Control.text(body, "email"));
        return Reply.json(201, show(path, "User", user));
    }

    private Reply addObject(Request request, PathVariables path) {
        Map<String, @Nullable Object> body = Control.body(request);
        String name = Control.text(body, "name");
        Entity entity = org(path).addObject(name, Json.asText(body.get("label")).orElse(name));
        return Reply.json(201, Json.of("name", entity.name()).and("prefix", entity.prefix()));
    }

    private Reply addField(Request request, PathVariables path) {
        Field field = SandboxField.of(Control.body(request));
        org(path).addField(path.get("object"), field);
        return Reply.json(201, Json.of("name", field.name()).and("type", field.type().key()));
    }

    private Reply removeField(Request request, PathVariables path) {
        org(path).removeField(path.get("object"), path.get("field"));
        return Reply.empty(204);
    }

    private Reply records(PathVariables path) {
        List<Object> shown = new ArrayList<>();
        for (SObject record : org(path).all(path.get("object"))) {
            shown.add(show(path, path.get("object"), record));
        }
        return Reply.json(200, shown);
    }

    /** One record, or a list of them that stand or fall together. */
    private Reply addRecords(Request request, PathVariables path) {
        Object body =
                Json.parse(request.body())
                        .orElseThrow(() -> new IllegalArgumentException("the body is no JSON"));
        if (!(body instanceof List<?> list)) {
            SObject record = org(path).create(path.get("object"), Control.body(request));
            return Reply.json(201, show(path, path.get("object"), record));
        }
        List<Map<String, @Nullable Object>> records = new ArrayList<>();
        for (Object item : list) {
            records.add(
                    Json.asObject(item)
                            .orElseThrow(
                                    () -> new IllegalArgumentException("a record is an object")));
        }
        List<Object> shown = new ArrayList<>();
        for (SObject record : org(path).createAll(path.get("object"), records)) {
            shown.add(show(path, path.get("object"), record));
        }
        return Reply.json(201, shown);
    }

    private Reply updateRecord(Request request, PathVariables path) {
        SObject record = org(path).update(path.get("id"), Control.body(request));
        return Reply.json(200, show(path, path.get("object"), record));
    }

    private Reply deleteRecord(PathVariables path) {
        org(path).delete(path.get("id"));
        return Reply.empty(204);
    }

    private Reply undelete(PathVariables path) {
        SObject record = org(path).undelete(path.get("id"));
        return Reply.json(200, show(path, path.get("object"), record));
    }

    private Map<String, @Nullable Object> show(PathVariables path, String object, SObject record) {
        Org org = org(path);
        Entity entity = org.schema().require(object);
        return Shape.of(List.copyOf(entity.all()))
                .show(record, org.queries().rows(), "v%d.0".formatted(Gate.NEWEST));
    }

    private Org org(PathVariables path) {
        return orgs.find(path.get("org")).orElseThrow(SalesforceProblem::noSuchResource);
    }
}
