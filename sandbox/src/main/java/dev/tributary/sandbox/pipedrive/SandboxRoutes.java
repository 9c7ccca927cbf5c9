package dev.tributary.sandbox.pipedrive;

import dev.tributary.sandbox.Control;
import dev.tributary.sandbox.Dials;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Request;
import dev.tributary.sandbox.Routes;
import dev.tributary.sandbox.Routes.PathVariables;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What /_sandbox can do with an emulated Pipedrive: apps, companies, and what is in them. */
final class SandboxRoutes {
    private final Apps apps;
    private final Companies companies;
    private final Tokens tokens;
    private final Webhooks webhooks;
    private final Dials<PipedriveDial> dials;

    SandboxRoutes(
            Apps apps,
            Companies companies,
            Tokens tokens,
            Webhooks webhooks,
            Dials<PipedriveDial> dials) {
        this.apps = apps;
        this.companies = companies;
        this.tokens = tokens;
        this.webhooks = webhooks;
        this.dials = dials;
    }

    void addTo(Routes routes) {
        String company = "/_sandbox/companies/{company}";
        String records = company + "/records/{type}";
        add(routes, "GET", "/_sandbox/apps", (request, path) -> apps());
        add(routes, "POST", "/_sandbox/apps", (request, path) -> addApp(request));
        add(routes, "GET", "/_sandbox/companies", (request, path) -> companies());
        add(routes, "POST", "/_sandbox/companies", (request, path) -> addCompany(request));
        add(routes, "POST", company + "/tokens", this::addToken);
        add(routes, "POST", company + "/fields/{type}", this::addField);
        add(routes, "GET", records, (request, path) -> records(path));
        add(routes, "POST", records, this::addRecord);
        add(routes, "PATCH", records + "/{id}", this::updateRecord);
        add(routes, "DELETE", records + "/{id}", (request, path) -> delete(path));
        add(routes, "GET", "/_sandbox/webhooks", (request, path) -> webhooks());
    }

    private static void add(Routes routes, String method, String path, Routes.Handler handler) {
        routes.add(method, path, Gate.answering(Control.checked(handler)));
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
        return Reply.json(201, view(app));
    }

    private static Map<String, @Nullable Object> view(App app) {
        return Json.of("client_id", app.clientId())
                .and("client_secret", app.clientSecret())
                .and("redirect_uris", new TreeSet<>(app.redirectUris()))
                .and("scopes", new TreeSet<>(app.scopes()));
    }

    private Reply companies() {
        return Reply.json(200, companies.all().stream().map(SandboxRoutes::view).toList());
    }

    private Reply addCompany(Request request) {
        return Reply.json(201, view(companies.create(Control.text(Control.body(request), "name"))));
    }

    private static Map<String, @Nullable Object> view(Company company) {
        return Json.of("id", company.id())
                .and("name", company.name())
                .and("domain", company.domain())
                .and("api_domain", company.address().toString())
                .and("admin_id", company.adminId());
    }

    private Reply addToken(Request request, PathVariables path) {
        Company company = company(path);
        Object user = Control.body(request).getOrDefault("user_id", company.adminId());
        if (!(user instanceof Number number)
                || company.items().live(ItemType.USER, number.longValue()).isEmpty()) {
            throw new IllegalArgumentException("user_id names no user");
        }
        return Reply.json(
                201,
                Json.of("user_id", number.longValue())
                        .and("api_token", tokens.create(company, number.longValue())));
    }

    private Reply addField(Request request, PathVariables path) {
        Map<String, @Nullable Object> body = Control.body(request);
        String wire = Json.asText(body.get("field_type")).orElse("varchar");
        FieldType fieldType =
                FieldType.offered(wire)
                        .orElseThrow(() -> new IllegalArgumentException("no field type " + wire));
        Field field =
                company(path)
                        .fields()
                        .add(
                                type(path),
                                Control.text(body, "name"),
                                fieldType,
                                Control.texts(body, "options", List.of()));
        return Reply.json(
                201,
                Json.of("id", field.id())
                        .and("name", field.name())
                        .and("key", field.code())
                        .and("options", field.options()));
    }

    private Reply records(PathVariables path) {
        return Reply.json(
                200,
                company(path).items().all(type(path)).stream()
                        .map(item -> show(path, item))
                        .toList());
    }

    private Reply addRecord(Request request, PathVariables path) {
        Item item = company(path).items().create(type(path), Control.body(request));
        return Reply.json(201, show(path, item));
    }

    private Reply updateRecord(Request request, PathVariables path) {
        Item item = company(path).items().update(type(path), number(path), Control.body(request));
        return Reply.json(200, show(path, item));
    }

    private Reply delete(PathVariables path) {
        company(path).items().delete(type(path), number(path));
        return Reply.empty(204);
    }

    private Map<String, @Nullable Object> show(PathVariables path, Item item) {
        return ItemView.plain(company(path), dials).show(item);
    }

    private long number(PathVariables path) {
        String id = path.get("id");
        return id.matches("\\d{1,15}")
                ? Long.parseLong(id)
                : company(path)
                        .items()
                        .lead(id)
                        .map(Item::number)
                        .orElseThrow(() -> PipedriveProblem.notFound(type(path)));
    }

    private static ItemType type(PathVariables path) {
        String name = path.get("type");
        return ItemType.plural(name)
                .filter(type -> type != ItemType.LINE_ITEM)
                .orElseThrow(() -> new IllegalArgumentException("no records named " + name));
    }

    private Company company(PathVariables path) {
        String id = path.get("company");
        return (id.matches("\\d{1,15}")
                        ? companies.find(Long.parseLong(id))
                        : companies.withDomain(id))
                .orElseThrow(() -> PipedriveProblem.notFound("Company"));
    }

    private Reply webhooks() {
        return Reply.json(200, Json.of("pending", webhooks.pending()));
    }
}
