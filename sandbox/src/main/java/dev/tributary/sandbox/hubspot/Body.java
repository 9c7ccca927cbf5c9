package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Json;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A JSON object that somebody sent, read strictly: a wrong type is a 400. */
final class Body {
    private final Map<String, @Nullable Object> fields;

    private Body(Map<String, @Nullable Object> fields) {
        this.fields = fields;
    }

    static Body of(@Nullable Object value) {
        return new Body(
                Json.asObject(value).orElseThrow(() -> malformed("an object was expected")));
    }

    static Body parse(byte[] bytes) {
        return new Body(
                Json.object(bytes).orElseThrow(() -> malformed("the body is no JSON object")));
    }

    static HubSpotProblem malformed(String why) {
        return HubSpotProblem.invalid("Invalid input JSON: " + why);
    }

    /** Refuses fields that are not among the known ones. */
    Body knowing(boolean strict, String... known) {
        for (String field : fields.keySet()) {
            if (strict && !Set.of(known).contains(field)) {
                throw malformed("unknown field '" + field + "'");
            }
        }
        return this;
    }

    boolean has(String name) {
        return fields.get(name) != null;
    }

    @Nullable Object raw(String name) {
        return fields.get(name);
    }

    Optional<String> text(String name) {
        return optional(name, value -> Json.asText(value), "text");
    }

    String requiredText(String name) {
        return text(name).orElseThrow(() -> malformed("'" + name + "' is required"));
    }

    /** Text, or a whole number in its place: ids travel as both. */
    Optional<String> id(String name) {
        return optional(
                name,
                value ->
                        value instanceof Integer || value instanceof Long
                                ? Optional.of(value.toString())
                                : Json.asText(value),
                "an id");
    }

    Optional<Boolean> flag(String name) {
        return optional(
                name,
                value -> value instanceof Boolean flag ? Optional.of(flag) : Optional.empty(),
                "true or false");
    }

    Optional<Integer> integer(String name) {
        return optional(
                name,
                value -> value instanceof Integer whole ? Optional.of(whole) : Optional.empty(),
                "a whole number");
    }

    Optional<Body> object(String name) {
        return optional(name, Json::asObject, "an object").map(Body::new);
    }

    /** Absent is empty. */
    List<@Nullable Object> list(String name) {
        return optional(name, Json::asList, "a list").orElse(List.of());
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (Object item : list(name)) {
            texts.add(
                    Json.asText(item)
                            .orElseThrow(() -> malformed("'" + name + "' must hold texts")));
        }
        return texts;
    }

    Map<String, @Nullable Object> fields() {
        return fields;
    }

    private <T> Optional<T> optional(String name, Reader<T> reader, String expected) {
        Object value = fields.get(name);
        if (value == null) {
            return Optional.empty();
        }
        return Optional.of(
                reader.read(value)
                        .orElseThrow(() -> malformed("'" + name + "' must be " + expected)));
    }

    @FunctionalInterface
    private interface Reader<T> {
        Optional<T> read(Object value);
    }
}
