package dev.tributary.mapping;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A resource's compiled two-way mapping: the fields table, {@code read:} and {@code write:}
 * JSONata, and the rules of null, money, time and ids.
 */
public interface Mapping {
    /**
     * A custom field found by discovery: unified key, provider path in a record, type.
     *
     * @param asNumber the provider takes its value, or the words of its list, as numbers
     */
    record CustomField(String key, String path, String type, boolean asNumber) {
        public CustomField(String key, String path, String type) {
            this(key, path, type, false);
        }
    }

    /**
     * One unified record; {@code data} has passed the model's validation.
     *
     * @param fellThrough fields that are null because the model cannot take the provider's word or
     *     number, by their dotted paths, once for each
     */
    record Mapped(String id, Map<String, @Nullable Object> data, List<String> fellThrough) {
        public Mapped(String id, Map<String, @Nullable Object> data) {
            this(id, data, List.of());
        }
    }

    /**
     * One provider record to one unified record.
     *
     * @throws MappingException naming the record, the field and why
     */
    Mapped read(
            Map<String, @Nullable Object> providerRecord,
            List<CustomField> custom,
            Map<String, @Nullable Object> bindings);

    /**
     * The unified fields given (nulls clear) to the provider's write body.
     *
     * @throws MappingException listing every unknown or read-only field, and every value that the
     *     body would be the same without
     */
    default Map<String, @Nullable Object> write(
            Map<String, @Nullable Object> unified,
            List<CustomField> custom,
            Map<String, @Nullable Object> bindings) {
        return write(unified, custom, Set.of(), bindings);
    }

    /**
     * The same.
     *
     * @param settled fields whose value is said otherwise than by the body
     */
    Map<String, @Nullable Object> write(
            Map<String, @Nullable Object> unified,
            List<CustomField> custom,
            Set<String> settled,
            Map<String, @Nullable Object> bindings);

    /**
     * Whether {@link #write} takes these fields.
     *
     * @throws MappingException listing every unknown or read-only field
     */
    void check(Map<String, @Nullable Object> unified, List<CustomField> custom);

    /** Whether an expression that makes the write body reads the variable of that name. */
    boolean writesFrom(String variable);

    /**
     * Where each value of a record comes from. Reads the record once more.
     *
     * @param mapped what {@link #read} made of the very same
     */
    Explanation explain(
            Map<String, @Nullable Object> providerRecord,
            List<CustomField> custom,
            Map<String, @Nullable Object> bindings,
            Mapped mapped);

    /**
     * Where each value of the body that {@link #write} makes comes from.
     *
     * @param over what is laid over that body, as it is
     * @throws MappingException listing every unknown or read-only field
     */
    Explanation explainWrite(
            Map<String, @Nullable Object> unified,
            Map<String, @Nullable Object> over,
            List<CustomField> custom,
            Map<String, @Nullable Object> bindings);

    /** Fields that overrides add to the model's, as far as they are known without a record. */
    List<AddedField> added();

    /** Whether anything in a write body comes of this unified field. */
    boolean writes(String field);

    /** A provider record's unified id, also where the rest cannot be mapped; null: it has none. */
    @Nullable String id(Map<String, @Nullable Object> providerRecord);

    /** Provider paths to ask for, custom fields included. */
    List<String> selects(List<CustomField> custom);

    /** The lines of the table that say where a unified field stands at the provider. */
    List<FieldRule> table();

    /**
     * Unified fields that records have here: a line of the table by its dotted path, what an
     * expression makes by its name. Custom fields are not among them.
     */
    Set<String> reads();

    /** The same of what {@link #write} takes. */
    Set<String> writes();

    /** Unified fields of which an expression makes a provider's field; empty: none does. */
    List<String> writtenFrom(String providerField);
}
