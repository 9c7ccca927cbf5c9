package dev.tributary.sandbox.salesforce;

import dev.tributary.sandbox.Json;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An object and its fields as describe results show them. */
final class DescribeView {
    private final Org org;
    private final String version;

    DescribeView(Org org, String version) {
        this.org = org;
        this.version = version;
    }

    /** The short form of lists. */
    Json.Fields brief(Entity entity) {
        String url = "/services/data/%s/sobjects/%s".formatted(version, entity.name());
        return Json.of("name", entity.name())
                .and("label", entity.label())
                .and("labelPlural", entity.plural())
                .and("keyPrefix", entity.prefix())
                .and("custom", entity.custom())
                .and("customSetting", false)
                .and("createable", entity.createable())
                .and("updateable", entity.createable())
                .and("deletable", entity.deletable())
                .and("undeletable", entity.deletable())
                .and("queryable", true)
                .and("retrieveable", true)
                .and("replicateable", true)
                .and("searchable", !entity.is(Entity.Trait.SETUP))
                .and("layoutable", !entity.is(Entity.Trait.SETUP))
                .and("triggerable", !entity.is(Entity.Trait.SETUP))
                .and("mergeable", false)
                .and("feedEnabled", false)
                .and("deprecatedAndHidden", false)
                .and(
                        "urls",
                        Json.of("sobject", url)
                                .and("describe", url + "/describe")
                                .and("rowTemplate", url + "/{ID}"));
    }

    Map<String, @Nullable Object> full(Entity entity) {
        List<Object> children = new ArrayList<>();
        for (Schema.Child child : org.schema().children(entity)) {
            String name = child.reference().children();
            children.add(
                    Json.of("childSObject", child.entity().name())
                            .and("field", child.reference().name())
                            .and("relationshipName", name.isEmpty() ? null : name)
                            .and("cascadeDelete", child.reference().is(Field.Flag.CASCADE))
                            .and("deprecatedAndHidden", false)
                            .and("restrictedDelete", false));
        }
        return brief(entity)
                .and("fields", entity.all().stream().map(field -> field(entity, field)).toList())
                .and("childRelationships", children)
                .and("recordTypeInfos", List.of())
                .and("supportedScopes", List.of());
    }

    private Map<String, @Nullable Object> field(Entity entity, Field field) {
        boolean number = field.type().number();
        boolean whole = field.type() == FieldType.INT;
        Object preset = Values.json(field, preset(field));
        return Json.of("name", field.name())
                .and("label", field.label())
                .and("type", field.type().key())
                .and("soapType", field.type().soap())
                .and("length", field.length())
                .and("byteLength", field.length() * 3)
                .and("precision", number && !whole ? field.size().precision() : 0)
                .and("scale", whole ? 0 : field.size().scale())
                .and("digits", whole ? 8 : 0)
                .and("custom", field.custom())
                .and("nillable", field.nillable())
                .and("createable", field.createable() && entity.createable())
                .and("updateable", field.updateable() && entity.createable())
                .and("calculated", field.calculated())
                .and("defaultedOnCreate", defaulted(field))
                .and("defaultValue", preset)
                .and("externalId", field.is(Field.Flag.EXTERNAL))
                .and("unique", field.is(Field.Flag.UNIQUE))
                .and("idLookup", field.key() || field.type() == FieldType.ID)
                .and("nameField", field.is(Field.Flag.NAME))
                .and("caseSensitive", false)
                .and("filterable", field.filterable())
                .and("groupable", field.filterable() && !number)
                .and("sortable", field.sortable())
                .and("aggregatable", field.filterable())
                .and("restrictedPicklist", field.is(Field.Flag.RESTRICTED))
                .and("picklistValues", choices(entity, field))
                .and("referenceTo", field.referenceTo())
                .and(
                        "relationshipName",
                        field.relationship().isEmpty() ? null : field.relationship())
                .and("polymorphicForeignKey", field.referenceTo().size() > 1)
                .and("cascadeDelete", field.is(Field.Flag.CASCADE))
                .and("autoNumber", false)
                .and("calculatedFormula", null)
                .and("compoundFieldName", null)
                .and("dependentPicklist", false)
                .and("deprecatedAndHidden", false)
                .and("htmlFormatted", false)
                .and("inlineHelpText", null)
                .and("permissionable", field.custom());
    }

    private static @Nullable Object preset(Field field) {
        return field.hasPreset() ? Values.parse(field, field.preset()).orElseThrow() : null;
    }

    private static boolean defaulted(Field field) {
        boolean maintained = field.is(Field.Flag.READONLY) && !field.nillable();
        return field.hasPreset()
                || maintained
                || field.type() == FieldType.BOOLEAN
                || field.name().equals("OwnerId");
    }

    private List<Map<String, @Nullable Object>> choices(Entity entity, Field field) {
        List<Map<String, @Nullable Object>> choices = new ArrayList<>();
        for (String value : org.picklists().values(entity, field)) {
            choices.add(
                    Json.of("active", true)
                            .and("defaultValue", value.equals(field.preset()))
                            .and("label", value)
                            .and("validFor", null)
                            .and("value", value));
        }
        return choices;
    }
}
