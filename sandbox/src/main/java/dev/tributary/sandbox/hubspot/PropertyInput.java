package dev.tributary.sandbox.hubspot;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a property's definition from what somebody sent. */
final class PropertyInput {
    private static final String[] KNOWN = {
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
        "hidden",
        "dataSensitivity",
        "numberDisplayHint",
        "textDisplayHint",
        "showCurrencySymbol",
        "externalOptions",
        "referencedObjectType",
        "currencyPropertyName",
        "calculationFormula",
        "searchableInGlobalSearch",
        "optionSortStrategy",
        "externalOptionsReferenceType"
    };
    private static final Map<Property.Type, Set<String>> FIELDS =
            Map.of(
                    Property.Type.STRING,
                    Set.of("text", "textarea", "html", "file", "phonenumber"),
                    Property.Type.PHONE_NUMBER,
                    Set.of("phonenumber"),
                    Property.Type.NUMBER,
                    Set.of("number", "calculation_equation"),
                    Property.Type.DATE,
                    Set.of("date"),
                    Property.Type.DATETIME,
                    Set.of("date"),
                    Property.Type.ENUMERATION,
                    Set.of("select", "radio", "checkbox", "booleancheckbox"),
                    Property.Type.BOOL,
                    Set.of("booleancheckbox", "calculation_equation"));

    private PropertyInput() {}

    static Property created(Call call, Body body) {
        body.knowing(call.strict(), KNOWN);
        String name = body.requiredText("name");
        if (!name.matches("[a-z][a-z0-9_]{0,99}")) {
            throw HubSpotProblem.invalid(
                    "a property's name is lower case letters, digits and underscores: " + name);
        }
        return checked(
                new Property(
                        name,
                        body.requiredText("label"),
                        body.text("groupName").orElse(""),
                        body.text("description").orElse(""),
                        type(body.requiredText("type")),
                        body.requiredText("fieldType"),
                        options(call, body),
                        body.flag("hasUniqueValue").orElse(false),
                        false,
                        false));
    }

    /** What is not named stays. */
    static Property changed(Call call, Property old, Body body) {
        body.knowing(call.strict(), KNOWN);
        if (body.has("name") || body.has("hasUniqueValue")) {
            throw HubSpotProblem.invalid("name and hasUniqueValue of a property are for good");
        }
        return checked(
                new Property(
                        old.name(),
                        body.text("label").orElse(old.label()),
                        body.text("groupName").orElse(old.group()),
                        body.text("description").orElse(old.description()),
                        body.text("type").map(PropertyInput::type).orElse(old.type()),
                        body.text("fieldType").orElse(old.fieldType()),
                        body.has("options") ? options(call, body) : old.options(),
                        old.unique(),
                        old.readOnly(),
                        old.own()));
    }

    private static Property.Type type(String kind) {
        return Property.Type.find(kind)
                .orElseThrow(() -> Body.malformed("no property type " + kind));
    }

    private static Property checked(Property property) {
        if (!FIELDS.getOrDefault(property.type(), Set.of()).contains(property.fieldType())) {
            throw HubSpotProblem.invalid(
                    "fieldType %s does not go with type %s"
                            .formatted(property.fieldType(), property.type().key()));
        }
        return property;
    }

    private static List<Property.Option> options(Call call, Body body) {
        List<Property.Option> options = new ArrayList<>();
        Set<String> values = new LinkedHashSet<>();
        for (Object item : body.list("options")) {
            Body option =
                    Body.of(item)
                            .knowing(
                                    call.strict(),
                                    "label",
                                    "value",
                                    "displayOrder",
                                    "hidden",
                                    "description");
            String value = option.requiredText("value");
            if (!values.add(value)) {
                throw HubSpotProblem.invalid("option '" + value + "' comes twice");
            }
            options.add(new Property.Option(value, option.requiredText("label")));
        }
        return options;
    }
}
