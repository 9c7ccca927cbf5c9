package dev.tributary;

import dev.tributary.jsonata.Jsonata;
import dev.tributary.jsonata.value.Shape;
import dev.tributary.jsonata.value.ShapedMap;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.io.SerializedString;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One JSON value as a plain tree, straight from the parser. How deep it goes the parser limits. The
 * objects of a list are expected to look like the first of them, and share their keys then.
 */
final class ReadPlain {
    private static final int SHARED_MAX = 200;

    private final JsonParser in;

    /**
     * What the objects at one place of the tree look like, and what is below each of their members.
     */
    private static final class Likeness {
        private final Shape shape;
        private final SerializedString[] names;
        private final @Nullable Likeness[] below;

        private Likeness(Map<?, ?> first) {
            List<String> keys = first.keySet().stream().map(String::valueOf).toList();
            shape = new Shape(keys);
            names = keys.stream().map(SerializedString::new).toArray(SerializedString[]::new);
            below =
                    first.values().stream()
                            .map(Likeness::of)
                            .toArray(n -> new @Nullable Likeness[n]);
        }

        static @Nullable Likeness of(@Nullable Object first) {
            return first instanceof Map<?, ?> map && !map.isEmpty() && map.size() <= SHARED_MAX
                    ? new Likeness(map)
                    : null;
        }
    }

    private ReadPlain(JsonParser in) {
        this.in = in;
    }

    static @Nullable Object whole(JsonParser in) {
        JsonToken first = in.nextToken();
        if (first == null) {
            throw new StreamReadException(in, "there is nothing to read");
        }
        Object value = new ReadPlain(in).value(first, null);
        if (in.nextToken() != null) {
            throw new StreamReadException(in, "something follows after the end of the value");
        }
        return value;
    }

    private @Nullable Object value(JsonToken token, @Nullable Likeness like) {
        return switch (token) {
            case START_OBJECT -> like == null ? object(new LinkedHashMap<>()) : object(like);
            case START_ARRAY -> array();
            case VALUE_STRING -> in.getString();
            case VALUE_NUMBER_INT -> in.getNumberValue();
            case VALUE_NUMBER_FLOAT -> in.getDecimalValue();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NULL -> null;
            case END_OBJECT, END_ARRAY, PROPERTY_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                    throw new StreamReadException(in, "a value was expected, not " + token);
        };
    }

    /** As long as the members come in the expected order; some may be missing. */
    private Map<String, @Nullable Object> object(Likeness like) {
        @Nullable Object[] values = new @Nullable Object[like.names.length];
        int at = 0;
        while (at < values.length && in.nextName(like.names[at])) {
            values[at] = value(in.nextToken(), like.below[at]);
            at++;
        }
        if (at == values.length) {
            String more = in.nextName();
            return more == null ? shaped(like, values) : other(like, values, at, more);
        }
        if (in.currentToken() == JsonToken.END_OBJECT) {
            Arrays.fill(values, at, values.length, Jsonata.UNDEFINED);
            return shaped(like, values);
        }
        return other(like, values, at, in.currentName());
    }

    @SuppressWarnings("NullAway") // the engine is not marked: its objects do hold nulls
    private static Map<String, @Nullable Object> shaped(Likeness like, @Nullable Object[] values) {
        return new ShapedMap(like.shape, values);
    }

    /** An object that is different after all, from the member on whose name was just read. */
    private Map<String, @Nullable Object> other(
            Likeness like, @Nullable Object[] values, int read, String name) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int i = 0; i < read; i++) {
            object.put(like.names[i].getValue(), values[i]);
        }
        member(object, name);
        return object(object);
    }

    private Map<String, @Nullable Object> object(Map<String, @Nullable Object> object) {
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            member(object, name);
        }
        return object;
    }

    private void member(Map<String, @Nullable Object> object, String name) {
        int before = object.size();
        object.put(name, value(in.nextToken(), null));
        if (object.size() == before) {
            throw new StreamReadException(in, "Duplicate Object property \"%s\"".formatted(name));
        }
    }

    private List<@Nullable Object> array() {
        List<@Nullable Object> array = new ArrayList<>();
        Likeness like = null;
        for (JsonToken token = in.nextToken();
                token != JsonToken.END_ARRAY;
                token = in.nextToken()) {
            array.add(value(token, like));
            if (array.size() == 1) {
                like = Likeness.of(array.getFirst());
            }
        }
        return array;
    }
}
