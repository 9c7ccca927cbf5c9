package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Routes;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What a portal's records are made of: pipelines with stages, and properties. */
final class SchemaRoutes {
    private static final String EPOCH = Instant.EPOCH.toString();

    private final Gate gate;

    SchemaRoutes(Gate gate) {
        this.gate = gate;
    }

    void addTo(Routes routes) {
        String pipelines = "/crm/v3/pipelines/{type}";
        String properties = "/crm/v3/properties/{type}";
        Gate.Needs records = Gate.Needs.scope("crm.objects.{type}.read", "archived");
        Gate.Needs schema = Gate.Needs.scope("crm.objects.{type}.read", "archived", "properties");
        routes.add("GET", pipelines, gate.guard(records, this::pipelines))
                .add("GET", pipelines + "/{pipeline}", gate.guard(records, this::pipeline))
                .add("GET", pipelines + "/{pipeline}/stages", gate.guard(records, this::stages))
                .add(
                        "GET",
                        pipelines + "/{pipeline}/stages/{stage}",
                        gate.guard(records, this::stage))
                .add("GET", properties, gate.guard(schema, this::properties))
                .add("GET", properties + "/{name}", gate.guard(schema, this::property))
                .add(
                        "POST",
                        properties,
                        gate.guard(
                                Gate.Needs.scope("crm.schemas.{type}.write"), this::addProperty));
    }

    private Reply pipelines(Call call) {
        List<Map<String, @Nullable Object>> results = new ArrayList<>();
        if (call.type("type") == ObjectType.DEALS) {
            List<Pipelines.Pipeline> all = call.portal().pipelines().all();
            for (int i = 0; i < all.size(); i++) {
                results.add(view(all.get(i), i));
            }
        }
        return Reply.json(200, Json.of("results", results));
    }

    private Reply pipeline(Call call) {
        Pipelines.Pipeline pipeline = find(call);
        return Reply.json(200, view(pipeline, call.portal().pipelines().all().indexOf(pipeline)));
    }

    private Reply stages(Call call) {
        return Reply.json(200, Json.of("results", stages(find(call))));
    }

    private Reply stage(Call call) {
        Pipelines.Pipeline pipeline = find(call);
        Pipelines.Stage stage =
                pipeline.stage(call.path().get("stage")).orElseThrow(HubSpotProblem::noSuchObject);
        return Reply.json(200, view(stage, pipeline.stages().indexOf(stage)));
    }

    private static Pipelines.Pipeline find(Call call) {
        if (call.type("type") != ObjectType.DEALS) {
            throw HubSpotProblem.noSuchObject();
        }
        return call.portal()
                .pipelines()
                .find(call.path().get("pipeline"))
                .orElseThrow(HubSpotProblem::noSuchObject);
    }

    private static Map<String, @Nullable Object> view(Pipelines.Pipeline pipeline, int order) {
        return Json.of("id", pipeline.id())
                .and("label", pipeline.label())
                .and("displayOrder", order)
                .and("stages", stages(pipeline))
                .and("createdAt", EPOCH)
                .and("updatedAt", EPOCH)
                .and("archived", false);
    }

    private static List<Map<String, @Nullable Object>> stages(Pipelines.Pipeline pipeline) {
        List<Map<String, @Nullable Object>> stages = new ArrayList<>();
        for (Pipelines.Stage stage : pipeline.stages()) {
            stages.add(view(stage, stages.size()));
        }
        return stages;
    }

    private static Map<String, @Nullable Object> view(Pipelines.Stage stage, int order) {
        return Json.of("id", stage.id())
                .and("label", stage.label())
                .and("displayOrder", order)
                .and(
                        "metadata",
                        Json.of("isClosed", Boolean.toString(stage.closed()))
                                .and("probability", stage.probability()))
                .and("createdAt", EPOCH)
                .and("updatedAt", EPOCH)
                .and("archived", false);
    }

    private Reply properties(Call call) {
        List<Map<String, @Nullable Object>> results = new ArrayList<>();
        ObjectType type = call.type("type");
        if (!call.flag("archived")) {
            for (Property property : call.portal().properties().all(type)) {
                results.add(view(call.portal(), type, property));
            }
        }
        return Reply.json(200, Json.of("results", results));
    }

    private Reply property(Call call) {
        ObjectType type = call.type("type");
        return Reply.json(
                200,
                view(
                        call.portal(),
                        type,
                        call.portal()
                                .properties()
                                .find(type, call.path().get("name"))
                                .orElseThrow(HubSpotProblem::noSuchObject)));
    }

    private Reply addProperty(Call call) {
        ObjectType type = call.type("type");
        Body body =
                call.body(
                        "name",
                        "label",
                        "type",
                        "fieldType",
                        "groupName",
                        "description",
                        "options",
                        "hasUniqueValue",
                        "formField",
                        "displayOrder",
                        "hidden");
        body.requiredText("groupName");
        String kind = body.requiredText("type");
        List<String> options = new ArrayList<>();
        for (Object option : body.list("options")) {
            options.add(Body.of(option).requiredText("value"));
        }
        Property property =
                new Property(
                        body.requiredText("name"),
                        body.requiredText("label"),
                        Arrays.stream(Property.Type.values())
                                .filter(known -> known.key().equals(kind))
                                .findFirst()
                                .orElseThrow(() -> Body.malformed("no property type " + kind)),
                        body.requiredText("fieldType"),
                        options,
                        body.flag("hasUniqueValue").orElse(false),
                        false,
                        false);
        call.portal().properties().add(type, property);
        return Reply.json(201, view(call.portal(), type, property));
    }

    private static Map<String, @Nullable Object> view(
            Portal portal, ObjectType type, Property property) {
        return Json.of("name", property.name())
                .and("label", property.label())
                .and("type", property.type().key())
                .and("fieldType", property.fieldType())
                .and("groupName", type.singular() + "information")
                .and("description", "")
                .and("options", options(portal, property))
                .and("displayOrder", -1)
                .and("calculated", property.readOnly())
                .and("externalOptions", property.name().equals("hubspot_owner_id"))
                .and("hasUniqueValue", property.unique())
                .and("hidden", false)
                .and("hubspotDefined", property.own())
                .and("formField", false)
                .and("dataSensitivity", "non_sensitive")
                .and("archived", false)
                .and(
                        "modificationMetadata",
                        Json.of("archivable", !property.own())
                                .and("readOnlyDefinition", property.own())
                                .and("readOnlyValue", property.readOnly()));
    }

    private static List<Map<String, @Nullable Object>> options(Portal portal, Property property) {
        List<String> values =
                switch (property.name()) {
                    case "deal_currency_code" -> List.copyOf(portal.currencies());
                    case "dealstage" ->
                            portal.pipelines().all().stream()
                                    .flatMap(pipeline -> pipeline.stages().stream())
                                    .map(Pipelines.Stage::id)
                                    .toList();
                    case "pipeline" ->
                            portal.pipelines().all().stream().map(Pipelines.Pipeline::id).toList();
                    default -> property.options();
                };
        List<Map<String, @Nullable Object>> options = new ArrayList<>();
        for (String value : values) {
            options.add(
                    Json.of("label", value)
                            .and("value", value)
                            .and("displayOrder", options.size())
                            .and("hidden", false));
        }
        return options;
    }
}
