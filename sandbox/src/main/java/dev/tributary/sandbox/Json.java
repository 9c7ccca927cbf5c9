package dev.tributary.sandbox;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** JSON as plain maps, lists, strings, booleans and exact numbers. Safe for use by many threads. */
public final class Json {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    private Json() {}

    public static byte[] bytes(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    public static String text(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    public static String pretty(Object value) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    }

    /** Empty when the bytes are not one JSON value. */
    public static Optional<Object> parse(byte[] body) {
        try {
            return Optional.ofNullable(MAPPER.readValue(body, Object.class));
        } catch (JacksonException malformed) {
            return Optional.empty();
        }
    }

    /** Empty when the bytes are not one JSON object. */
    public static Optional<Map<String, @Nullable Object>> object(byte[] body) {
        return parse(body).flatMap(Json::asObject);
    }

    @SuppressWarnings("unchecked")
    public static Optional<Map<String, @Nullable Object>> asObject(@Nullable Object value) {
        return value instanceof Map<?, ?> map
                ? Optional.of((Map<String, @Nullable Object>) map)
                : Optional.empty();
    }

    @SuppressWarnings("unchecked")
    public static Optional<List<@Nullable Object>> asList(@Nullable Object value) {
        return value instanceof List<?> list
                ? Optional.of((List<@Nullable Object>) list)
                : Optional.empty();
    }

    public static Optional<String> asText(@Nullable Object value) {
        return value instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** An object that is being written, in the order given. */
    public static final class Fields extends LinkedHashMap<String, @Nullable Object> {
        private static final long serialVersionUID = 1L;

        private Fields() {}

        public Fields and(String name, @Nullable Object value) {
            put(name, value);
            return this;
        }
    }

    public static Fields of() {
        return new Fields();
    }

    public static Fields of(String name, @Nullable Object value) {
        return of().and(name, value);
    }

    /** A short object: key, value, key, value. */
    public static Map<String, @Nullable Object> of(@Nullable Object... pairs) {
        Fields fields = of();
        for (int i = 0; i < pairs.length; i += 2) {
            fields.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return fields;
    }
}
