package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Json;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** How a property's definition looks in an answer. */
record PropertyView(Portal portal, ObjectType type) {

    List<Map<String, @Nullable Object>> all() {
        return portal.properties().all(type).stream()
                .map(property -> show(property, false))
                .toList();
    }

    Map<String, @Nullable Object> show(Property property, boolean archived) {
        boolean owner = property.name().equals("hubspot_owner_id");
        Map<String, @Nullable Object> view =
                Json.of("name", property.name())
                        .and("label", property.label())
                        .and("type", property.type().key())
                        .and("fieldType", property.fieldType())
                        .and(
                                "groupName",
                                property.group().isEmpty()
                                        ? Properties.group(type)
                                        : property.group())
                        .and("description", property.description())
                        .and("options", options(property))
                        .and("displayOrder", -1)
                        .and("calculated", property.readOnly())
                        .and("externalOptions", owner)
                        .and("hasUniqueValue", property.unique())
                        .and("hidden", false)
                        .and("hubspotDefined", property.own())
                        .and("formField", false)
                        .and("dataSensitivity", "non_sensitive")
                        .and("archived", archived)
                        .and(
                                "modificationMetadata",
                                Json.of("archivable", !property.own())
                                        .and("readOnlyDefinition", property.own())
                                        .and("readOnlyValue", property.readOnly()));
        if (owner) {
            view.put("referencedObjectType", "OWNER");
        }
        return view;
    }

    private List<Map<String, @Nullable Object>> options(Property property) {
        List<Map<String, @Nullable Object>> views = new ArrayList<>();
        for (Property.Option option : known(property)) {
            views.add(
                    Json.of("label", option.label())
                            .and("value", option.value())
                            .and("displayOrder", views.size())
                            .and("hidden", false));
        }
        return views;
    }

    /** Currencies and stages are kept elsewhere. */
    private List<Property.Option> known(Property property) {
        String name = property.name();
        if (name.equals("deal_currency_code") || name.equals("hs_line_item_currency_code")) {
            return portal.currencies().stream()
                    .map(code -> new Property.Option(code, code))
                    .toList();
        }
        Optional<ObjectType.Stages> stages = type.stages();
        if (stages.isPresent() && name.equals(stages.get().pipeline())) {
            return pipelines(
                    pipeline -> Stream.of(new Property.Option(pipeline.id(), pipeline.label())));
        }
        if (stages.isPresent() && name.equals(stages.get().stage())) {
            return pipelines(
                    pipeline ->
                            pipeline.stages().stream()
                                    .map(stage -> new Property.Option(stage.id(), stage.label())));
        }
        return property.options();
    }

    private List<Property.Option> pipelines(
            Function<Pipelines.Pipeline, Stream<Property.Option>> options) {
        return portal.pipelines(type).stream()
                .flatMap(pipelines -> pipelines.all().stream())
                .flatMap(options)
                .toList();
    }
}
