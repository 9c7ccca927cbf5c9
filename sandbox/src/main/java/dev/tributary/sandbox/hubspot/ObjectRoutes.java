package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Routes;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Single records: list, get, create, update, archive. */
final class ObjectRoutes {
    private static final int LIMIT_DEFAULT = 10;

    private final Gate gate;

    ObjectRoutes(Gate gate) {
        this.gate = gate;
    }

    void addTo(Routes routes) {
        String many = "/crm/v3/objects/{type}";
        String one = many + "/{id}";
        String shown = "properties,propertiesWithHistory,associations,archived";
        Gate.Needs list =
                Gate.Needs.access(
                        ObjectType.Access.READ, "type", (shown + ",limit,after").split(","));
        Gate.Needs get =
                Gate.Needs.access(
                        ObjectType.Access.READ, "type", (shown + ",idProperty").split(","));
        Gate.Needs write = Gate.Needs.access(ObjectType.Access.WRITE, "type");
        routes.add("GET", many, gate.guard(list, this::list))
                .add("POST", many, gate.guard(write, this::create))
                .add("GET", one, gate.guard(get, this::get))
                .add(
                        "PATCH",
                        one,
                        gate.guard(
                                Gate.Needs.access(ObjectType.Access.WRITE, "type", "idProperty"),
                                this::update))
                .add("DELETE", one, gate.guard(write, this::archive));
    }

    private Reply list(Call call) {
        ObjectType type = call.type("type");
        int limit =
                call.whole("limit", LIMIT_DEFAULT, 1, call.dials().get(HubSpotDial.LIST_LIMIT_MAX));
        String after = call.request().query("after").orElse("0");
        if (!after.matches("\\d{1,18}")) {
            throw HubSpotProblem.invalid("after is not one of our cursors: " + after);
        }
        RecordView view = RecordView.fromQuery(call);
        List<CrmRecord> page =
                call.crm().page(type, Long.parseLong(after), limit + 1, call.flag("archived"));
        List<CrmRecord> shown = page.subList(0, Math.min(limit, page.size()));
        Map<String, @Nullable Object> body =
                Json.of("results", shown.stream().map(view::show).toList());
        if (page.size() > limit) {
            String next = Long.toString(shown.getLast().id());
            body.put(
                    "paging",
                    Json.of(
                            "next",
                            Json.of("after", next)
                                    .and("link", call.request().path() + "?after=" + next)));
        }
        return Reply.json(200, body);
    }

    private Reply get(Call call) {
        ObjectType type = call.type("type");
        RecordView view = RecordView.fromQuery(call);
        boolean archived = call.flag("archived");
        CrmRecord record =
                find(
                                call,
                                type,
                                call.path().get("id"),
                                call.request().query("idProperty"),
                                archived)
                        .orElseThrow(HubSpotProblem::noSuchObject);
        return Reply.json(200, view.show(record));
    }

    private Reply create(Call call) {
        ObjectType type = call.type("type");
        Body body = call.body("properties", "associations", "objectWriteTraceId");
        List<Writes.Link> links = Writes.links(call, type, body);
        CrmRecord created = call.crm().create(type, Writes.values(call, body), call.author());
        Writes.apply(call, created.id(), links);
        Map<String, @Nullable Object> shown = RecordView.of(call, List.of()).showAll(created);
        body.text("objectWriteTraceId").ifPresent(id -> shown.put("objectWriteTraceId", id));
        return Reply.json(201, shown);
    }

    private Reply update(Call call) {
        ObjectType type = call.type("type");
        Body body = call.body("properties", "objectWriteTraceId");
        CrmRecord old =
                find(call, type, call.path().get("id"), call.request().query("idProperty"), false)
                        .orElseThrow(HubSpotProblem::noSuchObject);
        CrmRecord updated =
                call.crm().update(type, old.id(), Writes.values(call, body), call.author());
        return Reply.json(200, RecordView.of(call, List.of()).showAll(updated));
    }

    /** Archiving what is not there is no error. */
    private Reply archive(Call call) {
        ObjectType type = call.type("type");
        find(call, type, call.path().get("id"), Optional.empty(), false)
                .ifPresent(record -> call.crm().archive(type, record.id(), call.author()));
        return Reply.empty(204);
    }

    /**
     * @throws HubSpotProblem 400 when the id property does not identify records
     */
    static Optional<CrmRecord> find(
            Call call, ObjectType type, String id, Optional<String> idProperty, boolean archived) {
        Optional<CrmRecord> found;
        if (idProperty.isEmpty() || idProperty.get().equals("hs_object_id")) {
            found =
                    id.matches("\\d{1,18}")
                            ? withId(call, type, Long.parseLong(id))
                            : Optional.empty();
        } else {
            var property = call.portal().properties().find(type, idProperty.get());
            if (property.filter(Property::unique).isEmpty()) {
                throw HubSpotProblem.invalid("'" + idProperty.get() + "' is no unique property");
            }
            found = call.crm().withUnique(type, idProperty.get(), id);
        }
        return found.filter(record -> record.archived() == archived);
    }

    /** An id that was merged away stands for the record that took it in. */
    private static Optional<CrmRecord> withId(Call call, ObjectType type, long id) {
        Optional<CrmRecord> found = call.crm().find(type, id);
        return found.isEmpty() && call.dials().on(HubSpotDial.MERGED_IDS_RESOLVE)
                ? call.crm().survivor(type, id)
                : found;
    }
}
