package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Routes;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The properties of a type and their groups: list, get, create, change, archive. */
final class PropertyRoutes {
    private final Gate gate;

    PropertyRoutes(Gate gate) {
        this.gate = gate;
    }

    void addTo(Routes routes) {
        String many = "/crm/v3/properties/{type}";
        String one = many + "/{name}";
        String groups = many + "/groups";
        String group = groups + "/{group}";
        Gate.Needs read =
                Gate.Needs.access(
                        ObjectType.Access.READ_SCHEMA,
                        "type",
                        "archived",
                        "properties",
                        "locale",
                        "dataSensitivity");
        Gate.Needs write = Gate.Needs.access(ObjectType.Access.WRITE_SCHEMA, "type");
        routes.add("GET", many, gate.guard(read, this::list))
                .add("POST", many, gate.guard(write, this::create))
                .add("GET", one, gate.guard(read, this::get))
                .add("PATCH", one, gate.guard(write, this::change))
                .add("DELETE", one, gate.guard(write, this::archive))
                .add("GET", groups, gate.guard(read, this::groups))
                .add("POST", groups, gate.guard(write, this::createGroup))
                .add("GET", group, gate.guard(read, this::group));
    }

    private Reply list(Call call) {
        ObjectType type = call.type("type");
        boolean archived = call.flag("archived");
        PropertyView view = new PropertyView(call.portal(), type);
        List<Property> shown =
                archived
                        ? call.portal().properties().archived(type)
                        : call.portal().properties().all(type);
        return Reply.json(
                200,
                Json.of(
                        "results",
                        shown.stream().map(property -> view.show(property, archived)).toList()));
    }

    private Reply get(Call call) {
        ObjectType type = call.type("type");
        boolean archived = call.flag("archived");
        String name = call.path().get("name");
        Property property =
                archived
                        ? call.portal().properties().archived(type).stream()
                                .filter(known -> known.name().equals(name))
                                .findFirst()
                                .orElseThrow(HubSpotProblem::noSuchObject)
                        : find(call, type);
        return Reply.json(200, new PropertyView(call.portal(), type).show(property, archived));
    }

    private Reply create(Call call) {
        ObjectType type = call.type("type");
        Body body = Body.parse(call.request().body());
        body.requiredText("groupName");
        Property property = checked(call, type, PropertyInput.created(call, body));
        call.portal().properties().add(type, property);
        return Reply.json(201, new PropertyView(call.portal(), type).show(property, false));
    }

    /** Of the provider's own properties only the options may change. */
    private Reply change(Call call) {
        ObjectType type = call.type("type");
        Property old = find(call, type);
        Body body = Body.parse(call.request().body());
        if (old.own() && !body.fields().keySet().equals(Set.of("options"))) {
            throw HubSpotProblem.invalid(
                    "'" + old.name() + "' is the provider's: only its options can change");
        }
        Property changed = checked(call, type, PropertyInput.changed(call, old, body));
        call.portal().properties().change(type, changed);
        return Reply.json(200, new PropertyView(call.portal(), type).show(changed, false));
    }

    private Reply archive(Call call) {
        call.portal().properties().archive(call.type("type"), call.path().get("name"));
        return Reply.empty(204);
    }

    private Reply groups(Call call) {
        List<Map<String, @Nullable Object>> groups =
                call.portal().properties().groups(call.type("type")).stream()
                        .map(PropertyRoutes::view)
                        .toList();
        return Reply.json(200, Json.of("results", groups));
    }

    private Reply group(Call call) {
        return Reply.json(
                200,
                view(
                        call.portal()
                                .properties()
                                .group(call.type("type"), call.path().get("group"))
                                .orElseThrow(HubSpotProblem::noSuchObject)));
    }

    private Reply createGroup(Call call) {
        Body body = call.body("name", "label", "displayOrder");
        Properties.Group group =
                new Properties.Group(
                        body.requiredText("name"),
                        body.requiredText("label"),
                        body.integer("displayOrder").orElse(-1));
        return Reply.json(201, view(call.portal().properties().addGroup(call.type("type"), group)));
    }

    private static Property checked(Call call, ObjectType type, Property property) {
        boolean known =
                property.group().isEmpty()
                        || call.portal().properties().group(type, property.group()).isPresent();
        if (!known) {
            throw HubSpotProblem.invalid(
                    "%s has no property group '%s'".formatted(type.plural(), property.group()));
        }
        return property;
    }

    private static Property find(Call call, ObjectType type) {
        return call.portal()
                .properties()
                .find(type, call.path().get("name"))
                .orElseThrow(HubSpotProblem::noSuchObject);
    }

    private static Map<String, @Nullable Object> view(Properties.Group group) {
        return Json.of("name", group.name())
                .and("label", group.label())
                .and("displayOrder", group.displayOrder())
                .and("archived", false);
    }
}
