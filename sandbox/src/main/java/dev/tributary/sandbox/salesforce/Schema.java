package dev.tributary.sandbox.salesforce;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The objects of one org: those that all have, and custom objects and fields. */
public final class Schema {
    private static final int CUSTOM_PREFIX_MAX = 1296;

    private final Map<String, Entity> entities = new LinkedHashMap<>();
    private final Map<String, Instant> changed = new HashMap<>();
    private final Instant made;
    private int customs;

    /** A reference seen from the object that it leads to. */
    record Child(Entity entity, Field reference) {}

    Schema(Instant made) {
        this.made = made;
        Blueprint.read().forEach(this::put);
    }

    private void put(Entity entity) {
        entities.put(entity.name().toLowerCase(Locale.ROOT), entity);
    }

    public synchronized Optional<Entity> find(String name) {
        return Optional.ofNullable(entities.get(name.toLowerCase(Locale.ROOT)));
    }

    /**
     * @throws IllegalArgumentException when there is no such object
     */
    public Entity require(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException("there is no object " + name));
    }

    synchronized Optional<Entity> ofId(String id) {
        return entities.values().stream()
                .filter(entity -> id.startsWith(entity.prefix()))
                .findFirst();
    }

    synchronized List<Entity> all() {
        return List.copyOf(entities.values());
    }

    /** When an object was last described differently. */
    synchronized Instant changed(Entity entity) {
        return changed.getOrDefault(entity.name(), made);
    }

    /**
     * Adds a custom field; its name ends in __c.
     *
     * @throws IllegalArgumentException when it does not, or exists already
     */
    synchronized Field addField(String entityName, Field field, Instant now) {
        Entity entity = require(entityName);
        if (!field.custom()) {
            throw new IllegalArgumentException(field.name() + " must end in __c");
        }
        if (entity.field(field.name()).isPresent()) {
            throw new IllegalArgumentException(
                    "%s has a field %s already".formatted(entity.name(), field.name()));
        }
        put(entity.with(field));
        changed.put(entity.name(), now);
        return field;
    }

    /** Takes a custom field away, with all its values. */
    synchronized void removeField(String entityName, String fieldName, Instant now) {
        Entity entity = require(entityName);
        Map<String, Field> fewer = new LinkedHashMap<>(entity.fields());
        if (!fieldName.endsWith("__c")
                || fewer.remove(fieldName.toLowerCase(Locale.ROOT)) == null) {
            throw new IllegalArgumentException(
                    "%s has no custom field %s".formatted(entity.name(), fieldName));
        }
        put(
                new Entity(
                        entity.name(),
                        entity.prefix(),
                        entity.label(),
                        entity.plural(),
                        entity.traits(),
                        fewer));
        changed.put(entity.name(), now);
    }

    /**
     * Adds a custom object with a Name; its own name ends in __c.
     *
     * @throws IllegalArgumentException when it does not, or exists already
     */
    synchronized Entity addEntity(String name, String label, Instant now) {
        if (!name.endsWith("__c") || find(name).isPresent() || customs >= CUSTOM_PREFIX_MAX) {
            throw new IllegalArgumentException(name + " must end in __c and be new");
        }
        String prefix = "a" + Integer.toString(CUSTOM_PREFIX_MAX + customs++, 36).substring(1);
        Entity entity =
                Blueprint.withSystemFields(
                                new Entity(
                                        name,
                                        prefix,
                                        label,
                                        label + "s",
                                        Set.of(Entity.Trait.OWNED),
                                        new LinkedHashMap<>()))
                        .with(
                                Field.text("Name", 80)
                                        .with(Field.Flag.NAME)
                                        .withLabel(label + " Name"));
        put(entity);
        changed.put(name, now);
        return entity;
    }

    /** What refers to an object. */
    synchronized List<Child> children(Entity parent) {
        List<Child> children = new ArrayList<>();
        for (Entity entity : entities.values()) {
            for (Field field : entity.all()) {
                if (field.referenceTo().contains(parent.name())) {
                    children.add(new Child(entity, field));
                }
            }
        }
        return children;
    }

    Optional<Child> child(Entity parent, String relationship) {
        return children(parent).stream()
                .filter(child -> !child.reference().children().isEmpty())
                .filter(child -> child.reference().children().equalsIgnoreCase(relationship))
                .findFirst();
    }
}
