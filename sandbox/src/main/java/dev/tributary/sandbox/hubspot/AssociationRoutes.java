package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Routes;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Associations in their v4 form: read, set, remove, and read in batch. */
final class AssociationRoutes {
    private final Gate gate;
    private final Clock clock;

    AssociationRoutes(Gate gate, Clock clock) {
        this.gate = gate;
        this.clock = clock;
    }

    void addTo(Routes routes) {
        String some = "/crm/v4/objects/{from}/{id}/associations/{to}";
        Gate.Needs read = Gate.Needs.scope("crm.objects.{from}.read", "limit", "after");
        Gate.Needs write = Gate.Needs.scope("crm.objects.{from}.write");
        routes.add("GET", some, gate.guard(read, this::list))
                .add("PUT", some + "/{toId}", gate.guard(write, this::put))
                .add("DELETE", some + "/{toId}", gate.guard(write, this::remove))
                .add(
                        "PUT",
                        "/crm/v4/objects/{from}/{id}/associations/default/{to}/{toId}",
                        gate.guard(write, this::putDefault))
                .add(
                        "POST",
                        "/crm/v4/associations/{from}/{to}/batch/read",
                        gate.guard(read, this::batchRead));
    }

    private Reply list(Call call) {
        CrmRecord from = live(call, call.type("from"), call.path().get("id"));
        return Reply.json(
                200, Json.of("results", links(call, from.type(), from.id(), call.type("to"))));
    }

    private Reply put(Call call) {
        CrmRecord from = live(call, call.type("from"), call.path().get("id"));
        CrmRecord to = live(call, call.type("to"), call.path().get("toId"));
        List<@Nullable Object> types =
                Json.parse(call.request().body())
                        .flatMap(Json::asList)
                        .orElseThrow(() -> Body.malformed("a list of types was expected"));
        Writes.Link link = Writes.link(call, from.type(), to.id(), types);
        Writes.apply(call, from.id(), List.of(link));
        return Reply.json(
                201,
                Json.of("fromObjectTypeId", from.type().typeId())
                        .and("fromObjectId", from.id())
                        .and("toObjectTypeId", to.type().typeId())
                        .and("toObjectId", to.id())
                        .and("labels", List.of()));
    }

    private Reply putDefault(Call call) {
        CrmRecord from = live(call, call.type("from"), call.path().get("id"));
        CrmRecord to = live(call, call.type("to"), call.path().get("toId"));
        call.crm().associate(from.type(), from.id(), to.type(), to.id());
        return Reply.json(
                200,
                Json.of("status", "COMPLETE")
                        .and("results", links(call, from.type(), from.id(), to.type()))
                        .and("completedAt", clock.instant().toString()));
    }

    private Reply remove(Call call) {
        call.crm()
                .associations()
                .unlink(
                        call.type("from"),
                        Call.id(call.path().get("id")),
                        call.type("to"),
                        Call.id(call.path().get("toId")));
        return Reply.empty(204);
    }

    private Reply batchRead(Call call) {
        ObjectType fromType = call.type("from");
        ObjectType toType = call.type("to");
        List<Map<String, @Nullable Object>> results = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (Object item : call.body("inputs").list("inputs")) {
            String id =
                    Body.of(item)
                            .knowing(call.strict(), "id", "after")
                            .id("id")
                            .orElseThrow(() -> Body.malformed("an input needs an id"));
            List<Map<String, @Nullable Object>> links =
                    id.matches("\\d{1,18}")
                            ? links(call, fromType, Long.parseLong(id), toType)
                            : List.of();
            if (links.isEmpty()) {
                missing.add(id);
            } else {
                results.add(Json.of("from", Json.of("id", id)).and("to", links));
            }
        }
        String now = clock.instant().toString();
        Map<String, @Nullable Object> body =
                Json.of("status", "COMPLETE")
                        .and("results", results)
                        .and("startedAt", now)
                        .and("completedAt", now);
        if (missing.isEmpty()) {
            return Reply.json(200, body);
        }
        HubSpotProblem problem =
                new HubSpotProblem(
                        404, "OBJECT_NOT_FOUND", "some records have no such associations");
        body.put("numErrors", 1);
        body.put("errors", List.of(problem.entry(Json.of("fromObjectId", missing))));
        return Reply.json(207, body);
    }

    private static List<Map<String, @Nullable Object>> links(
            Call call, ObjectType fromType, long from, ObjectType toType) {
        List<Map<String, @Nullable Object>> links = new ArrayList<>();
        for (Associations.Link link : call.crm().associations().of(fromType, from, toType)) {
            List<Map<String, @Nullable Object>> types = new ArrayList<>();
            for (Associations.LinkType type : link.types()) {
                types.add(
                        Json.of("category", "HUBSPOT_DEFINED")
                                .and("typeId", type.typeId())
                                .and("label", type.primary() ? "Primary" : null));
            }
            links.add(Json.of("toObjectId", link.to()).and("associationTypes", types));
        }
        return links;
    }

    private static CrmRecord live(Call call, ObjectType type, String id) {
        return call.crm()
                .find(type, Call.id(id))
                .filter(record -> !record.archived())
                .orElseThrow(HubSpotProblem::noSuchObject);
    }
}
