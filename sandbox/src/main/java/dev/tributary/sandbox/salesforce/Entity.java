package dev.tributary.sandbox.salesforce;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One object of an org: what the provider calls an sObject type. Immutable.
 *
 * @param prefix the first three characters of its records' ids
 * @param fields by name in lower case, in the order of their making
 */
public record Entity(
        String name,
        String prefix,
        String label,
        String plural,
        Set<Trait> traits,
        Map<String, Field> fields) {

    /** What is particular about an object. */
    public enum Trait {
        /** Has an owner. */
        OWNED,
        /** Set up by administrators; the API only reads it. */
        SETUP,
        /** Records are switched off, never deleted. */
        UNDELETABLE
    }

    public Entity {
        traits = Set.copyOf(traits);
    }

    Entity with(Field field) {
        Map<String, Field> more = new LinkedHashMap<>(fields);
        more.put(field.name().toLowerCase(Locale.ROOT), field);
        return new Entity(name, prefix, label, plural, traits, more);
    }

    public Optional<Field> field(String fieldName) {
        return Optional.ofNullable(fields.get(fieldName.toLowerCase(Locale.ROOT)));
    }

    /** The reference with this relationship name. */
    Optional<Field> relationship(String relationship) {
        return fields.values().stream()
                .filter(field -> !field.relationship().isEmpty())
                .filter(field -> field.relationship().equalsIgnoreCase(relationship))
                .findFirst();
    }

    Collection<Field> all() {
        return fields.values();
    }

    boolean custom() {
        return name.endsWith("__c");
    }

    boolean is(Trait trait) {
        return traits.contains(trait);
    }

    boolean createable() {
        return !is(Trait.SETUP);
    }

    boolean deletable() {
        return !is(Trait.SETUP) && !is(Trait.UNDELETABLE);
    }

    /** The field that names a record, if any. */
    Optional<Field> nameField() {
        return fields.values().stream().filter(field -> field.is(Field.Flag.NAME)).findFirst();
    }
}
