package dev.tributary;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One JSON value as a plain tree, straight from the parser. How deep it goes the parser limits. */
final class ReadPlain {
    private ReadPlain() {}

    static @Nullable Object whole(JsonParser in) {
        JsonToken first = in.nextToken();
        if (first == null) {
            throw new StreamReadException(in, "there is nothing to read");
        }
        Object value = value(in, first);
        if (in.nextToken() != null) {
            throw new StreamReadException(in, "something follows after the end of the value");
        }
        return value;
    }

    private static @Nullable Object value(JsonParser in, JsonToken token) {
        return switch (token) {
            case START_OBJECT -> object(in);
            case START_ARRAY -> array(in);
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

    private static Map<String, @Nullable Object> object(JsonParser in) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        int members = 0;
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            object.put(name, value(in, in.nextToken()));
            if (object.size() != ++members) {
                throw new StreamReadException(
                        in, "Duplicate Object property \"%s\"".formatted(name));
            }
        }
        return object;
    }

    private static List<@Nullable Object> array(JsonParser in) {
        List<@Nullable Object> array = new ArrayList<>();
        for (JsonToken token = in.nextToken();
                token != JsonToken.END_ARRAY;
                token = in.nextToken()) {
            array.add(value(in, token));
        }
        return array;
    }
}
