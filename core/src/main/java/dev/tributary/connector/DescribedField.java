package dev.tributary.connector;

import dev.tributary.mapping.Mapping.CustomField;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A field of an integrated account's records, as its provider describes it.
 *
 * @param key the name under {@code custom_fields}, when it is custom
 * @param path where it stands in a provider's record
 * @param type string, text, number, integer, boolean, date, datetime, enum, list (of words of an
 *     enum), money ({@code {value, currency}}), object or reference; another word is taken as
 *     string
 * @param custom the customer's own, not one that every account of the provider has
 * @param label for people; null: none
 * @param required a create without it is refused
 * @param readOnly the provider sets it alone
 * @param unique no two records share a value, so that an upsert can match by it; null: not said
 * @param options what an enum or list can hold; empty: anything, or not said
 * @param asNumber the provider takes its words or id as numbers
 */
public record DescribedField(
        String key,
        String path,
        String type,
        boolean custom,
        @Nullable String label,
        boolean required,
        boolean readOnly,
        @Nullable Boolean unique,
        List<Option> options,
        boolean asNumber) {
    private static final String NUMBER = "number";

    /** A choice of an enum: what the provider keeps, and what it shows. */
    public record Option(String value, String label) {
        Map<String, String> tree() {
            Map<String, String> tree = new LinkedHashMap<>();
            tree.put("value", value);
            tree.put("label", label);
            return tree;
        }
    }

    public DescribedField {
        options = List.copyOf(options);
    }

    /**
     * @param item {@code {key, path, type, custom: true, label, required: false, read_only: false,
     *     unique: true, options: [text or {value, label}], as: number}}; without a key the path is
     *     it, without {@code custom} it is
     * @throws IllegalArgumentException naming what is missing
     */
    public static DescribedField of(Map<?, ?> item) {
        if (!(item.get("path") instanceof String path) || path.isEmpty()) {
            throw new IllegalArgumentException("a discovered field has no path: " + item);
        }
        return new DescribedField(
                text(item.get("key"), path),
                path,
                text(item.get("type"), "string"),
                !Boolean.FALSE.equals(item.get("custom")),
                item.get("label") == null ? null : text(item.get("label"), ""),
                Boolean.TRUE.equals(item.get("required")),
                Boolean.TRUE.equals(item.get("read_only")),
                item.get("unique") instanceof Boolean unique ? unique : null,
                options(item.get("options")),
                NUMBER.equals(item.get("as")));
    }

    /** In the form that {@link #of} takes, with everything said. */
    public Map<String, @Nullable Object> tree() {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("key", key);
        tree.put("path", path);
        tree.put("type", type);
        tree.put("custom", custom);
        if (label != null) {
            tree.put("label", label);
        }
        tree.put("required", required);
        tree.put("read_only", readOnly);
        if (unique != null) {
            tree.put("unique", unique);
        }
        tree.put("options", options.stream().map(Option::tree).toList());
        if (asNumber) {
            tree.put("as", NUMBER);
        }
        return tree;
    }

    /** The same under another key. */
    public DescribedField under(String other) {
        return new DescribedField(
                other, path, type, custom, label, required, readOnly, unique, options, asNumber);
    }

    public CustomField asCustom() {
        return new CustomField(key, path, type, asNumber);
    }

    private static List<Option> options(@Nullable Object given) {
        List<Option> options = new ArrayList<>();
        List<?> items =
                given instanceof List<?> list ? list : given == null ? List.of() : List.of(given);
        for (Object item : items) {
            if (item instanceof Map<?, ?> map) {
                String value = text(map.get("value"), "");
                options.add(new Option(value, text(map.get("label"), value)));
            } else if (item != null) {
                options.add(new Option(item.toString(), item.toString()));
            }
        }
        return options;
    }

    private static String text(@Nullable Object value, String otherwise) {
        return value == null ? otherwise : value.toString();
    }
}
