package dev.tributary.sandbox.hubspot;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The properties that the object types of one portal have. Safe for use by many threads. */
public final class Properties {
    private final Map<ObjectType, Map<String, Property>> byType = new EnumMap<>(ObjectType.class);

    Properties() {
        for (ObjectType type : ObjectType.values()) {
            Map<String, Property> properties = new LinkedHashMap<>();
            byType.put(type, properties);
            put(properties, Property.maintained("hs_object_id", Property.Type.NUMBER).asUnique());
            put(properties, Property.maintained("createdate", Property.Type.DATETIME));
            put(properties, Property.maintained(type.modified(), Property.Type.DATETIME));
            type.properties().forEach(property -> put(properties, property));
        }
    }

    /**
     * Adds a property to a type of this portal.
     *
     * @throws HubSpotProblem 409 when the name is taken
     */
    public synchronized Property add(ObjectType type, Property property) {
        Map<String, Property> properties = of(type);
        if (properties.containsKey(property.name())) {
            throw new HubSpotProblem(
                    409, "CONFLICT", "a property named '" + property.name() + "' exists already");
        }
        put(properties, property);
        return property;
    }

    public synchronized Optional<Property> find(ObjectType type, String name) {
        return Optional.ofNullable(of(type).get(name));
    }

    public synchronized List<Property> all(ObjectType type) {
        return List.copyOf(of(type).values());
    }

    private Map<String, Property> of(ObjectType type) {
        Map<String, Property> properties = byType.get(type);
        if (properties == null) {
            throw new IllegalStateException("every type has properties, but not " + type);
        }
        return properties;
    }

    private static void put(Map<String, Property> properties, Property property) {
        properties.put(property.name(), property);
    }
}
