package dev.tributary.sandbox.salesforce;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One record as it is now. Immutable.
 *
 * @param id of 18 characters
 * @param type the object's name
 * @param values by field name; what is null is absent. Text, Boolean, BigDecimal, LocalDate and
 *     Instant
 */
public record SObject(String id, String type, Map<String, Object> values) {
    public SObject {
        values = Collections.unmodifiableMap(new HashMap<>(values));
    }

    public @Nullable Object get(String field) {
        return values.get(field);
    }

    public Optional<String> text(String field) {
        return Optional.ofNullable(values.get(field)).map(Object::toString);
    }

    boolean deleted() {
        return Boolean.TRUE.equals(values.get("IsDeleted"));
    }

    Instant stamp() {
        return values.get("SystemModstamp") instanceof Instant stamp ? stamp : Instant.EPOCH;
    }

    SObject with(Map<String, Object> changes) {
        Map<String, Object> all = new HashMap<>(values);
        all.putAll(changes);
        return new SObject(id, type, all);
    }
}
