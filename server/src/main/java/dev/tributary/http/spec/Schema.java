package dev.tributary.http.spec;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON Schema (2020-12) as a plain tree, built up by saying what a value is. Immutable.
 *
 * <p>In any text of it {@code {model}} and {@code {resource}} stand for those of a unified
 * resource, where the path of its route has them.
 */
public record Schema(Map<String, @Nullable Object> tree) {
    private static final String TYPE = "type";

    public Schema {
        tree = Collections.unmodifiableMap(new LinkedHashMap<>(tree));
    }

    /** The schema of a record as we read it: what is {@code @Nullable} may be left out. */
    public static Schema given(Class<? extends Record> record) {
        return RecordSchema.of(record, false);
    }

    /** The schema of a record as we answer it: every member is there, some may be null. */
    public static Schema shown(Class<? extends Record> record) {
        return RecordSchema.of(record, true);
    }

    public static Schema text() {
        return ofType("string");
    }

    public static Schema text(String about) {
        return text().about(about);
    }

    public static Schema instant() {
        return text().set("format", "date-time");
    }

    public static Schema date() {
        return text().set("format", "date");
    }

    /** Such as {@code 2017-03}. */
    public static Schema month() {
        return text().set("pattern", "^[0-9]{4}-[0-9]{2}$").set("examples", List.of("2017-03"));
    }

    /** An exact decimal as text. */
    public static Schema money() {
        return text().set("pattern", "^-?[0-9]+(\\.[0-9]+)?$").set("examples", List.of("1250.00"));
    }

    public static Schema words(String... words) {
        return text().set("enum", List.of(words));
    }

    /** The names of an enum as the API writes them, in lower case. */
    public static Schema words(Enum<?>[] values) {
        return words(
                Arrays.stream(values)
                        .map(value -> value.name().toLowerCase(java.util.Locale.ROOT))
                        .toArray(String[]::new));
    }

    public static Schema whole() {
        return ofType("integer");
    }

    public static Schema whole(int min, int max) {
        return whole().set("minimum", min).set("maximum", max);
    }

    public static Schema flag() {
        return ofType("boolean");
    }

    /** Any JSON. */
    public static Schema anything() {
        return new Schema(Map.of());
    }

    public static Schema list(Schema item) {
        return ofType("array").set("items", item.tree);
    }

    /** Values of one kind under names that nobody knows before. */
    public static Schema map(Schema value) {
        return ofType("object").set("additionalProperties", value.tree);
    }

    /** An object, to be filled by {@link #with} and {@link #maybe}. */
    public static Schema object() {
        return ofType("object").set("properties", Map.of());
    }

    /** The schema of that name among the document's components. */
    public static Schema named(String name) {
        return new Schema(Map.of("$ref", "#/components/schemas/" + name));
    }

    /** How we answer lists: {@code {result, next_cursor, result_count}}. */
    public static Schema page(Schema item) {
        return all(item)
                .with(
                        "next_cursor",
                        text("send it back for the next page; null: no more").orNull());
    }

    /** A list that is always whole: {@code {result, result_count}}. */
    public static Schema all(Schema item) {
        return object().with("result", list(item)).with("result_count", whole());
    }

    /** One of these. */
    public static Schema either(Schema... schemas) {
        return new Schema(
                Map.of(
                        "anyOf",
                        Arrays.stream(schemas).map(schema -> (Object) schema.tree).toList()));
    }

    private static Schema ofType(String type) {
        return new Schema(Map.of(TYPE, type));
    }

    /** With a member that is always there. */
    public Schema with(String name, Schema member) {
        List<Object> required = new ArrayList<>();
        if (tree.get("required") instanceof List<?> before) {
            required.addAll(before);
        }
        if (!required.contains(name)) {
            required.add(name);
        }
        return maybe(name, member).set("required", List.copyOf(required));
    }

    /** With a member that may be absent. */
    public Schema maybe(String name, Schema member) {
        Map<Object, Object> properties = new LinkedHashMap<>();
        if (tree.get("properties") instanceof Map<?, ?> before) {
            properties.putAll(before);
        }
        properties.put(name, member.tree);
        return set("properties", Collections.unmodifiableMap(properties));
    }

    /** This, or null. */
    public Schema orNull() {
        if (tree.get(TYPE) instanceof String type) {
            Schema nullable = set(TYPE, List.of(type, "null"));
            if (tree.get("enum") instanceof List<?> words) {
                List<@Nullable Object> more = new ArrayList<>(words);
                more.add(null);
                return nullable.set("enum", Collections.unmodifiableList(more));
            }
            return nullable;
        }
        return tree.isEmpty()
                ? this
                : new Schema(Map.of("anyOf", List.of(tree, Map.of(TYPE, "null"))));
    }

    public Schema about(String text) {
        return set("description", text);
    }

    public Schema example(Object value) {
        return set("examples", List.of(value));
    }

    Schema set(String keyword, Object value) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(tree);
        more.put(keyword, value);
        return new Schema(more);
    }
}
