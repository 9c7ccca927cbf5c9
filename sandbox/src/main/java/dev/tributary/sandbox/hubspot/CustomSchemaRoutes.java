package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Routes;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The types that a portal adds itself: list, get, create, delete, and associate with others. */
final class CustomSchemaRoutes {
    private static final List<String> READ =
            List.of("crm.schemas.custom.read", "crm.objects.custom.read");
    private static final String[] INCLUDES = {
        "archived",
        "includeAssociationDefinitions",
        "includeAuditMetadata",
        "includePropertyDefinitions"
    };

    private final Gate gate;

    CustomSchemaRoutes(Gate gate) {
        this.gate = gate;
    }

    void addTo(Routes routes) {
        String many = "/crm/v3/schemas";
        String one = many + "/{type}";
        Gate.Needs read = Gate.Needs.anyScope(READ, INCLUDES);
        Gate.Needs write = Gate.Needs.scope("crm.schemas.custom.write");
        Gate.Needs delete = Gate.Needs.scope("crm.schemas.custom.write", "archived");
        routes.add("GET", many, gate.guard(read, this::list))
                .add("POST", many, gate.guard(write, this::create))
                .add("GET", one, gate.guard(read, this::get))
                .add("DELETE", one, gate.guard(delete, this::delete))
                .add("POST", one + "/associations", gate.guard(write, this::associate));
    }

    private Reply list(Call call) {
        return Reply.json(
                200,
                Json.of(
                        "results",
                        call.portal().customTypes().all(call.flag("archived")).stream()
                                .map(schema -> view(call, schema))
                                .toList()));
    }

    private Reply get(Call call) {
        return Reply.json(200, view(call, find(call, false)));
    }

    private Reply create(Call call) {
        Body body =
                call.body(
                        "name",
                        "labels",
                        "description",
                        "primaryDisplayProperty",
                        "secondaryDisplayProperties",
                        "requiredProperties",
                        "searchableProperties",
                        "properties",
                        "associatedObjects");
        return Reply.json(201, view(call, call.portal().customTypes().add(wish(call, body))));
    }

    private static CustomTypes.Wish wish(Call call, Body body) {
        String name = body.requiredText("name");
        if (!name.matches("[A-Za-z][A-Za-z0-9_]{0,99}")) {
            throw HubSpotProblem.invalid("an object's name begins with a letter: " + name);
        }
        Body labels =
                body.object("labels").orElseThrow(() -> Body.malformed("'labels' is required"));
        List<Property> properties = new ArrayList<>();
        for (Object item : body.list("properties")) {
            properties.add(PropertyInput.created(call, Body.of(item)));
        }
        List<String> names = properties.stream().map(Property::name).toList();
        for (String list :
                List.of(
                        "requiredProperties",
                        "searchableProperties",
                        "secondaryDisplayProperties")) {
            checkKnown(names, list, body.texts(list));
        }
        String primary = body.text("primaryDisplayProperty").orElse("");
        checkKnown(
                names, "primaryDisplayProperty", primary.isEmpty() ? List.of() : List.of(primary));
        List<ObjectType> associated = new ArrayList<>();
        for (String other : body.texts("associatedObjects")) {
            associated.add(
                    call.portal()
                            .types()
                            .findAnyCase(other)
                            .orElseThrow(
                                    () -> HubSpotProblem.invalid("there is no object " + other)));
        }
        return new CustomTypes.Wish(
                name,
                labels.text("singular").orElse(name),
                labels.text("plural").orElse(name),
                body.text("description").orElse(""),
                primary,
                body.texts("secondaryDisplayProperties"),
                body.texts("requiredProperties"),
                body.texts("searchableProperties"),
                properties,
                associated);
    }

    private static void checkKnown(List<String> properties, String list, List<String> named) {
        for (String name : named) {
            if (!properties.contains(name)) {
                throw HubSpotProblem.invalid(
                        "%s names '%s', which is not among the properties".formatted(list, name));
            }
        }
    }

    /** Only a type without records can go; with archived=true it goes for good. */
    private Reply delete(Call call) {
        boolean purge = call.flag("archived");
        CustomTypes.Schema schema = find(call, purge);
        if (purge) {
            call.portal().customTypes().purge(schema);
            return Reply.empty(204);
        }
        int records = call.crm().all(schema.type()).size();
        if (records > 0) {
            throw HubSpotProblem.invalid(
                    "%s still has %d record(s)".formatted(schema.type().plural(), records));
        }
        call.portal().customTypes().archive(schema);
        return Reply.empty(204);
    }

    private Reply associate(Call call) {
        Body body = call.body("fromObjectTypeId", "toObjectTypeId", "name");
        ObjectType from = call.portal().types().named(body.requiredText("fromObjectTypeId"));
        ObjectType to = call.portal().types().named(body.requiredText("toObjectTypeId"));
        if (!from.equals(find(call, false).type())) {
            throw HubSpotProblem.invalid("fromObjectTypeId must be the object of this schema");
        }
        LinkTypes links = call.portal().linkTypes();
        boolean there = links.between(from, to).stream().anyMatch(LinkType::plain);
        LinkType type = there ? links.plain(from, to) : links.addOwn(from, to, "", "").getFirst();
        return Reply.json(201, view(type));
    }

    private static CustomTypes.Schema find(Call call, boolean archived) {
        return call.portal()
                .customTypes()
                .find(call.path().get("type"))
                .filter(schema -> schema.archivedAt().isPresent() == archived)
                .orElseThrow(HubSpotProblem::noSuchObject);
    }

    private static Map<String, @Nullable Object> view(Call call, CustomTypes.Schema schema) {
        ObjectType type = schema.type();
        Map<String, @Nullable Object> view =
                Json.of("id", type.typeId().substring("2-".length()))
                        .and("objectTypeId", type.typeId())
                        .and("fullyQualifiedName", type.plural())
                        .and("name", schema.name())
                        .and(
                                "labels",
                                Json.of("singular", schema.singular(), "plural", schema.plural()))
                        .and("description", schema.description())
                        .and("primaryDisplayProperty", schema.primaryDisplay())
                        .and("secondaryDisplayProperties", schema.secondaryDisplay())
                        .and("requiredProperties", type.required())
                        .and("searchableProperties", type.searchable())
                        .and("createdAt", schema.createdAt().toString())
                        .and("updatedAt", schema.archivedAt().orElse(schema.createdAt()).toString())
                        .and("archived", schema.archivedAt().isPresent());
        if (!"false".equals(call.request().query("includePropertyDefinitions").orElse(""))) {
            view.put("properties", new PropertyView(call.portal(), type).all());
        }
        if (!"false".equals(call.request().query("includeAssociationDefinitions").orElse(""))) {
            view.put(
                    "associations",
                    call.portal().linkTypes().from(type).stream()
                            .map(CustomSchemaRoutes::view)
                            .toList());
        }
        return view;
    }

    private static Map<String, @Nullable Object> view(LinkType type) {
        return Json.of("id", Integer.toString(type.typeId()))
                .and("fromObjectTypeId", type.from().typeId())
                .and("toObjectTypeId", type.to().typeId())
                .and("name", type.v3Name(false));
    }
}
