package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Routes;

import java.util.List;

/** The association types between two object types, and the portal's own labels among them. */
final class AssociationLabelRoutes {
    private final Gate gate;

    AssociationLabelRoutes(Gate gate) {
        this.gate = gate;
    }

    void addTo(Routes routes) {
        String labels = "/crm/v4/associations/{from}/{to}/labels";
        Gate.Needs read = Gate.Needs.access(ObjectType.Access.READ, "from");
        Gate.Needs write = Gate.Needs.access(ObjectType.Access.WRITE, "from");
        routes.add("GET", labels, gate.guard(read, this::list))
                .add("POST", labels, gate.guard(write, this::create))
                .add("PUT", labels, gate.guard(write, this::rename))
                .add("DELETE", labels + "/{typeId}", gate.guard(write, this::remove));
    }

    private Reply list(Call call) {
        return reply(call.portal().linkTypes().between(call.type("from"), call.type("to")));
    }

    /** A label for both ways, or with inverseLabel one for each. */
    private Reply create(Call call) {
        ObjectType from = call.type("from");
        ObjectType to = call.type("to");
        Body body = call.body("name", "label", "inverseLabel");
        body.requiredText("name");
        String label = body.requiredText("label");
        LinkTypes types = call.portal().linkTypes();
        types.plain(from, to);
        if (types.between(from, to).stream().anyMatch(type -> type.label().equals(label))) {
            throw HubSpotProblem.invalid("there is a label '" + label + "' already");
        }
        return reply(types.addOwn(from, to, label, body.text("inverseLabel").orElse(label)));
    }

    private Reply rename(Call call) {
        Body body = call.body("associationTypeId", "label", "inverseLabel");
        LinkType type =
                own(
                        call,
                        body.integer("associationTypeId")
                                .orElseThrow(
                                        () -> Body.malformed("associationTypeId is required")));
        call.portal().linkTypes().relabel(type, body.requiredText("label"));
        return Reply.empty(204);
    }

    private Reply remove(Call call) {
        String id = call.path().get("typeId");
        if (!id.matches("\\d{1,9}")) {
            throw HubSpotProblem.noSuchObject();
        }
        call.portal().linkTypes().remove(own(call, Integer.parseInt(id)));
        return Reply.empty(204);
    }

    private static LinkType own(Call call, int typeId) {
        LinkType type =
                call.portal()
                        .linkTypes()
                        .find(call.type("from"), typeId)
                        .filter(known -> known.to().equals(call.type("to")))
                        .orElseThrow(HubSpotProblem::noSuchObject);
        if (type.category() == LinkType.Category.HUBSPOT_DEFINED) {
            throw HubSpotProblem.invalid("the provider's own association types stay as they are");
        }
        return type;
    }

    private static Reply reply(List<LinkType> types) {
        return Reply.json(200, Json.of("results", types.stream().map(LinkView::type).toList()));
    }
}
