package dev.tributary;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * JSON in and out, with every digit kept: whole numbers stay exact at any size, numbers with a
 * fraction become {@code BigDecimal} with their own scale. Record components are snake_case on the
 * wire and unknown members are errors. Malformed input is {@code invalid_request}. Thread-safe.
 */
public final class Json {
    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(200)
                                                    .maxNumberLength(400)
                                                    .build())
                                    .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                    .annotationIntrospector(
                            AnnotationIntrospector.pair(
                                    new RequiredUnlessNullable(),
                                    new JacksonAnnotationIntrospector()))
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();

    // It sees by itself that a name comes twice.
    private static final ObjectReader PLAIN =
            MAPPER.reader().without(StreamReadFeature.STRICT_DUPLICATE_DETECTION);

    private Json() {}

    /** The mapper itself, for streaming and for types with parameters. */
    public static JsonMapper mapper() {
        return MAPPER;
    }

    public static byte[] bytes(Object value) {
        return value instanceof Map<?, ?> || value instanceof List<?>
                ? WritePlain.bytes(MAPPER, value)
                : MAPPER.writeValueAsBytes(value);
    }

    public static String text(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** A tree of what was read; {@code invalid_request} when it is not one JSON value. */
    public static JsonNode tree(byte[] json) {
        return read(json, JsonNode.class);
    }

    public static JsonNode tree(String json) {
        return tree(json.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Maps, lists, text, numbers, flags and null, as read into {@code Object}; quicker than that.
     */
    public static @Nullable Object plain(byte[] json) {
        try (JsonParser in = PLAIN.createParser(json)) {
            return ReadPlain.whole(in);
        } catch (JacksonException e) {
            throw MalformedJson.of(e);
        }
    }

    /** A record, map or list of what was read; {@code invalid_request} when it does not fit. */
    public static <T> T read(byte[] json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JacksonException e) {
            throw MalformedJson.of(e);
        }
    }

    public static <T> T read(String json, Class<T> type) {
        return read(json.getBytes(StandardCharsets.UTF_8), type);
    }

    /** A tree turned into a record; {@code invalid_request} when it does not fit. */
    public static <T> T as(JsonNode tree, Class<T> type) {
        try {
            return MAPPER.treeToValue(tree, type);
        } catch (JacksonException e) {
            throw MalformedJson.of(e);
        }
    }
}
