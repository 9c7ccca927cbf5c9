package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Routes;

import java.util.List;
import java.util.Optional;

/** Two records made one, and contacts erased for the sake of their privacy. */
final class MergeRoutes {
    private final Gate gate;

    MergeRoutes(Gate gate) {
        this.gate = gate;
    }

    void addTo(Routes routes) {
        routes.add(
                        "POST",
                        "/crm/v3/objects/{type}/merge",
                        gate.guard(Gate.Needs.access(ObjectType.Access.WRITE, "type"), this::merge))
                .add(
                        "POST",
                        "/crm/v3/objects/contacts/gdpr-delete",
                        gate.guard(
                                Gate.Needs.anyScope(ObjectType.CONTACTS.scopes().write()),
                                this::erase));
    }

    private Reply merge(Call call) {
        ObjectType type = call.type("type");
        boolean merges =
                List.of(
                                ObjectType.CONTACTS,
                                ObjectType.COMPANIES,
                                ObjectType.DEALS,
                                ObjectType.TICKETS)
                        .contains(type);
        if (!merges) {
            throw HubSpotProblem.invalid(type.plural() + " cannot be merged");
        }
        Body body = call.body("primaryObjectId", "objectIdToMerge");
        long into = Call.id(body.requiredText("primaryObjectId"));
        long id = Call.id(body.requiredText("objectIdToMerge"));
        if (into == id) {
            throw HubSpotProblem.invalid("a record cannot be merged with itself");
        }
        CrmRecord merged = call.crm().merge(type, into, id, call.author());
        return Reply.json(200, RecordView.of(call, List.of()).showAll(merged));
    }

    /** Also what was archived. An e-mail address that nobody has is none of our business. */
    private Reply erase(Call call) {
        Body body = call.body("objectId", "idProperty");
        String id = body.requiredText("objectId");
        Optional<String> idProperty = body.text("idProperty");
        Optional<CrmRecord> found =
                ObjectRoutes.find(call, ObjectType.CONTACTS, id, idProperty, false)
                        .or(
                                () ->
                                        ObjectRoutes.find(
                                                call, ObjectType.CONTACTS, id, idProperty, true));
        if (found.isEmpty() && idProperty.isEmpty()) {
            throw HubSpotProblem.noSuchObject();
        }
        found.ifPresent(contact -> call.crm().erase(contact, call.author()));
        return Reply.empty(204);
    }
}
