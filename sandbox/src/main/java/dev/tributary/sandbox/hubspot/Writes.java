package dev.tributary.sandbox.hubspot;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads what a write brings: property values and associations. */
final class Writes {
    private Writes() {}

    /** A wanted link to another record. */
    record Link(long to, ObjectType toType, List<Associations.LinkType> types) {}

    /** Values as text; null clears as the empty text does. */
    static Map<String, String> values(Call call, Body body) {
        boolean coerce = call.dials().on(HubSpotDial.COERCE_PROPERTY_VALUES);
        Map<String, String> values = new TreeMap<>();
        Body properties =
                body.object("properties")
                        .orElseThrow(() -> Body.malformed("'properties' is required"));
        properties
                .fields()
                .forEach(
                        (name, value) ->
                                values.put(
                                        name,
                                        switch (value) {
                                            case null -> "";
                                            case String text -> text;
                                            case Number number when coerce -> number.toString();
                                            case Boolean flag when coerce -> flag.toString();
                                            default ->
                                                    throw Body.malformed(
                                                            "the value of property '"
                                                                    + name
                                                                    + "' must be text");
                                        }));
        return values;
    }

    static List<Link> links(Call call, ObjectType from, Body body) {
        List<Link> links = new ArrayList<>();
        for (Object item : body.list("associations")) {
            Body link = Body.of(item).knowing(call.strict(), "to", "types");
            String to =
                    link.object("to")
                            .flatMap(target -> target.id("id"))
                            .orElseThrow(() -> Body.malformed("an association needs to.id"));
            links.add(link(call, from, Call.id(to), link.list("types")));
        }
        return links;
    }

    static Link link(Call call, ObjectType from, long to, List<@Nullable Object> types) {
        List<Associations.LinkType> wanted = new ArrayList<>();
        for (Object item : types) {
            Body type =
                    Body.of(item)
                            .knowing(call.strict(), "associationCategory", "associationTypeId");
            int typeId =
                    type.integer("associationTypeId")
                            .orElseThrow(() -> Body.malformed("associationTypeId is required"));
            wanted.add(linkType(from, typeId));
        }
        if (wanted.isEmpty()) {
            throw Body.malformed("an association needs types");
        }
        ObjectType toType = wanted.getFirst().to();
        if (call.crm().find(toType, to).filter(record -> !record.archived()).isEmpty()) {
            throw HubSpotProblem.invalid(
                    "there is no %s %d to associate".formatted(toType.singular(), to));
        }
        return new Link(to, toType, wanted);
    }

    static void apply(Call call, long from, List<Link> links) {
        for (Link link : links) {
            for (Associations.LinkType type : link.types()) {
                call.crm().associations().link(from, link.to(), type);
            }
        }
    }

    private static Associations.LinkType linkType(ObjectType from, int typeId) {
        for (Associations.LinkType type : Associations.LinkType.values()) {
            if (type.from() == from && type.typeId() == typeId) {
                return type;
            }
        }
        throw HubSpotProblem.invalid(
                "association type %d does not start at %s".formatted(typeId, from.plural()));
    }
}
