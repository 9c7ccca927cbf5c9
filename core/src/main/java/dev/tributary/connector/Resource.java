package dev.tributary.connector;

import dev.tributary.mapping.Mapping;
import dev.tributary.model.ResourceModel;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Optional;

/**
 * One unified resource at one provider.
 *
 * @param schema the unified resource
 * @param object the provider's name of it, bound as {@code {object}} and {@code $object}
 * @param changed provider field that moves with every change; null: there is none
 * @param select only paths below this one are asked for, without it; null: all
 * @param filters by unified field
 * @param sorts unified field → provider field
 * @param where provider fields and the values that all its records have in common
 * @param methods by name; absent means unsupported
 * @param bulk its bulk jobs: {@code bulk_read} and {@code bulk_write}
 * @param actions what else the provider does with a record or the resource, by name
 */
public record Resource(
        ResourceModel schema,
        String object,
        @Nullable String changed,
        @Nullable String select,
        Mapping mapping,
        Map<String, FilterRule> filters,
        Map<String, String> sorts,
        Map<String, Object> where,
        Map<String, Method> methods,
        Map<String, Step> actions,
        Optional<Discover> discover,
        Optional<WriteMode> write,
        Map<String, Bulk> bulk,
        Optional<Variants> variants) {

    /** The resource that stands for any object of the provider. */
    public static final String CUSTOM = "custom";

    public Resource {
        filters = Map.copyOf(filters);
        sorts = Map.copyOf(sorts);
        where = Map.copyOf(where);
        actions = Map.copyOf(actions);
        bulk = Map.copyOf(bulk);
    }

    public String model() {
        return schema.model();
    }

    public String name() {
        return schema.name();
    }

    public Optional<Method> method(String method) {
        return Optional.ofNullable(methods.get(method));
    }

    /** How many of its records are read at once, if they can be. */
    public Optional<Bulk.Read> bulkRead() {
        return bulk.get(BulkLanguage.READ) instanceof Bulk.Read read
                ? Optional.of(read)
                : Optional.empty();
    }

    /** How many of its records are written at once, if they can be. */
    public Optional<Bulk.Write> bulkWrite() {
        return bulk.get(BulkLanguage.WRITE) instanceof Bulk.Write write
                ? Optional.of(write)
                : Optional.empty();
    }

    /** Such as {@code crm/contacts}. */
    public String path() {
        return schema.path();
    }

    /** Whether it stands for any object, whose fields are all the customer's own. */
    public boolean isCustom() {
        return name().equals(CUSTOM);
    }

    /** The same about another object of the provider. */
    public Resource about(String other) {
        return new Resource(
                schema, other, changed, select, mapping, filters, sorts, where, methods, actions,
                discover, write, bulk, variants);
    }
}
