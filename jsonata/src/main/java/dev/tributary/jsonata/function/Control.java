package dev.tributary.jsonata.function;

import static dev.tributary.jsonata.value.Undefined.UNDEFINED;

import dev.tributary.jsonata.JsonataException;
import dev.tributary.jsonata.value.Run;
import dev.tributary.jsonata.value.Values;

/** Functions that ask about a value, or give up on it. */
final class Control {
    private Control() {}

    static Object bool(Object value, Run run) {
        return value == UNDEFINED ? value : (Object) Values.isTrue(value);
    }

    static Object not(Object value, Run run) {
        return value == UNDEFINED ? value : (Object) !Values.isTrue(value);
    }

    static Object exists(Object value, Run run) {
        return value != UNDEFINED;
    }

    static Object type(Object value, Run run) {
        return switch (Values.kind(value)) {
            case 's' -> "string";
            case 'n' -> "number";
            case 'b' -> "boolean";
            case 'l' -> "null";
            case 'a' -> "array";
            case 'f' -> "function";
            case 'o' -> "object";
            default -> UNDEFINED;
        };
    }

    static Object error(Object message, Run run) {
        boolean silent = message == UNDEFINED || message.equals("");
        throw new JsonataException("D3137", silent ? "$error() function evaluated" : message);
    }

    static Object assertTrue(Object condition, Object message, Run run) {
        if (condition == Boolean.TRUE) return UNDEFINED;
        boolean silent = message == UNDEFINED || message.equals("");
        throw new JsonataException("D3141", silent ? "$assert() statement failed" : message);
    }
}
