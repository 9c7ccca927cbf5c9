package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Routes;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.util.List;

/** Associations of one record in their v4 form: read, set, remove. */
final class AssociationRoutes {
    /** Also the page in which a batch reads the associations of one record. */
    static final int LIMIT_MAX = 500;

    private final Gate gate;
    private final Clock clock;

    AssociationRoutes(Gate gate, Clock clock) {
        this.gate = gate;
        this.clock = clock;
    }

    void addTo(Routes routes) {
        String some = "/crm/v4/objects/{from}/{id}/associations/{to}";
        Gate.Needs read = Gate.Needs.access(ObjectType.Access.READ, "from", "limit", "after");
        Gate.Needs write = Gate.Needs.access(ObjectType.Access.WRITE, "from");
        routes.add("GET", some, gate.guard(read, this::list))
                .add("PUT", some + "/{toId}", gate.guard(write, this::put))
                .add("DELETE", some + "/{toId}", gate.guard(write, this::remove))
                .add(
                        "PUT",
                        "/crm/v4/objects/{from}/{id}/associations/default/{to}/{toId}",
                        gate.guard(write, this::putDefault));
    }

    private Reply list(Call call) {
        CrmRecord from = live(call, "from", "id");
        LinkView.Page page =
                LinkView.page(
                        call,
                        from.type(),
                        from.id(),
                        call.type("to"),
                        call.request().query("after").orElse("0"),
                        call.whole("limit", LIMIT_MAX, 1, LIMIT_MAX));
        return Reply.json(200, page.onto(Json.of("results", page.links())));
    }

    private Reply put(Call call) {
        CrmRecord from = live(call, "from", "id");
        CrmRecord to = live(call, "to", "toId");
        List<@Nullable Object> types =
                Json.parse(call.request().body())
                        .flatMap(Json::asList)
                        .orElseThrow(() -> Body.malformed("a list of types was expected"));
        Writes.Link link = Writes.link(call, from.type(), to.id(), types);
        if (!link.toType().equals(to.type())) {
            throw HubSpotProblem.invalid(
                    "these types lead to %s, not to %s"
                            .formatted(link.toType().plural(), to.type().plural()));
        }
        Writes.apply(call, from.id(), List.of(link));
        return Reply.json(201, LinkView.pair(from.type(), from.id(), link));
    }

    private Reply putDefault(Call call) {
        CrmRecord from = live(call, "from", "id");
        CrmRecord to = live(call, "to", "toId");
        call.crm().links().addDefault(from.type(), from.id(), to.type(), to.id(), call.author());
        String now = clock.instant().toString();
        return Reply.json(
                200,
                Json.of("status", "COMPLETE")
                        .and(
                                "results",
                                LinkView.defaults(call, from.type(), from.id(), to.type(), to.id()))
                        .and("startedAt", now)
                        .and("completedAt", now));
    }

    private Reply remove(Call call) {
        call.crm()
                .links()
                .removeAll(
                        call.type("from"),
                        Call.id(call.path().get("id")),
                        call.type("to"),
                        Call.id(call.path().get("toId")),
                        call.author());
        return Reply.empty(204);
    }

    private static CrmRecord live(Call call, String type, String id) {
        return call.crm().live(call.type(type), Call.id(call.path().get(id)));
    }
}
