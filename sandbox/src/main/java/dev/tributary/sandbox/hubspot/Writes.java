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
    record Link(long to, ObjectType toType, List<LinkType> types) {}

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

    /**
     * @throws HubSpotProblem 400 also when the type needs a link that is not among them
     */
    static List<Link> links(Call call, ObjectType from, Body body) {
        List<Link> links = new ArrayList<>();
        for (Object item : body.list("associations")) {
            Body link = Body.of(item).knowing(call.strict(), "to", "types");
            links.add(link(call, from, end(link, "to"), link.list("types")));
        }
        from.requiredLink()
                .filter(to -> links.stream().noneMatch(link -> link.toType().isNamed(to)))
                .ifPresent(
                        to -> {
                            throw HubSpotProblem.invalid(
                                    "a %s must be associated with one of %s"
                                            .formatted(from.singular(), to));
                        });
        return links;
    }

    /** The id of one end of a link: {"to": {"id": "1"}}. */
    static long end(Body link, String side) {
        return Call.id(
                link.object(side)
                        .flatMap(target -> target.id("id"))
                        .orElseThrow(() -> Body.malformed("an association needs " + side + ".id")));
    }

    static Link link(Call call, ObjectType from, long to, List<@Nullable Object> types) {
        List<LinkType> wanted = new ArrayList<>();
        for (Object item : types) {
            wanted.add(linkType(call, from, Body.of(item)));
        }
        if (wanted.isEmpty()) {
            throw Body.malformed("an association needs types");
        }
        ObjectType toType = wanted.getFirst().to();
        if (!wanted.stream().allMatch(type -> type.to().equals(toType))) {
            throw HubSpotProblem.invalid("the types of an association lead to different objects");
        }
        if (call.crm().find(toType, to).filter(record -> !record.archived()).isEmpty()) {
            throw HubSpotProblem.invalid(
                    "there is no %s %d to associate".formatted(toType.singular(), to));
        }
        return new Link(to, toType, wanted);
    }

    static void apply(Call call, long from, List<Link> links) {
        for (Link link : links) {
            for (LinkType type : link.types()) {
                call.crm().links().add(from, link.to(), type, call.author());
            }
        }
    }

    private static LinkType linkType(Call call, ObjectType from, Body type) {
        type.knowing(call.strict(), "associationCategory", "associationTypeId");
        String category = type.requiredText("associationCategory");
        int typeId =
                type.integer("associationTypeId")
                        .orElseThrow(() -> Body.malformed("associationTypeId is required"));
        return call.portal()
                .linkTypes()
                .find(from, typeId)
                .filter(known -> known.category().name().equals(category))
                .orElseThrow(
                        () ->
                                HubSpotProblem.invalid(
                                        "no %s association type %d starts at %s"
                                                .formatted(category, typeId, from.plural())));
    }
}
