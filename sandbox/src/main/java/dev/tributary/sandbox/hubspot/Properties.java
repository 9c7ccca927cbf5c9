package dev.tributary.sandbox.hubspot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The properties that the object types of one portal have. Safe for use by many threads. */
public final class Properties {
    private final Map<ObjectType, Place> byType = new HashMap<>();

    /** A heading under which a type's properties are listed. */
    record Group(String name, String label, int displayOrder) {}

    /** What one type has. */
    private static final class Place {
        private final Map<String, Property> properties = new LinkedHashMap<>();
        private final Map<String, Property> archived = new LinkedHashMap<>();
        private final Map<String, Group> groups = new LinkedHashMap<>();
    }

    Properties(List<ObjectType> types) {
        types.forEach(this::addType);
    }

    synchronized void addType(ObjectType type) {
        Place place = new Place();
        byType.put(type, place);
        String group = group(type);
        place.groups.put(group, new Group(group, type.singular() + " information", 0));
        put(place, Property.defined("hs_object_id", Property.Type.NUMBER, "number", List.of()));
        put(place, Property.defined(type.created(), Property.Type.DATETIME, "date", List.of()));
        put(place, Property.defined(type.modified(), Property.Type.DATETIME, "date", List.of()));
        place.properties.replaceAll((name, property) -> property.asMaintained());
        place.properties.computeIfPresent("hs_object_id", (name, id) -> id.asUnique());
        type.properties().forEach(property -> put(place, property));
    }

    synchronized void removeType(ObjectType type) {
        byType.remove(type);
    }

    /** The group in which a type's properties are that name none. */
    static String group(ObjectType type) {
        return type.isCustom()
                ? type.singular().substring("p_".length()) + "_information"
                : type.singular() + "information";
    }

    /**
     * Adds a property to a type of this portal.
     *
     * @throws HubSpotProblem 409 when the name is taken, also by an archived property
     */
    public synchronized Property add(ObjectType type, Property property) {
        Place place = of(type);
        String name = property.name();
        if (place.properties.containsKey(name) || place.archived.containsKey(name)) {
            throw new HubSpotProblem(
                    409, "CONFLICT", "a property named '" + name + "' exists already");
        }
        put(place, property);
        return property;
    }

    /** Replaces the property of the same name. */
    synchronized Property change(ObjectType type, Property property) {
        of(type).properties.replace(property.name(), property);
        return property;
    }

    /** Hides a property and its values. Archiving what is not there is no error. */
    synchronized void archive(ObjectType type, String name) {
        Place place = of(type);
        Property property = place.properties.get(name);
        if (property == null) {
            return;
        }
        if (property.own()) {
            throw HubSpotProblem.invalid("'" + name + "' is the provider's: it cannot be archived");
        }
        place.properties.remove(name);
        place.archived.put(name, property);
    }

    public synchronized Optional<Property> find(ObjectType type, String name) {
        return Optional.ofNullable(of(type).properties.get(name));
    }

    public synchronized List<Property> all(ObjectType type) {
        return List.copyOf(of(type).properties.values());
    }

    synchronized List<Property> archived(ObjectType type) {
        return List.copyOf(of(type).archived.values());
    }

    synchronized List<Group> groups(ObjectType type) {
        return new ArrayList<>(of(type).groups.values());
    }

    synchronized Optional<Group> group(ObjectType type, String name) {
        return Optional.ofNullable(of(type).groups.get(name));
    }

    /**
     * @throws HubSpotProblem 409 when the name is taken
     */
    synchronized Group addGroup(ObjectType type, Group group) {
        if (of(type).groups.putIfAbsent(group.name(), group) != null) {
            throw new HubSpotProblem(
                    409, "CONFLICT", "a group named '" + group.name() + "' exists already");
        }
        return group;
    }

    private Place of(ObjectType type) {
        Place place = byType.get(type);
        if (place == null) {
            throw new IllegalStateException("every type has properties, but not " + type);
        }
        return place;
    }

    private static void put(Place place, Property property) {
        place.properties.put(property.name(), property);
    }
}
