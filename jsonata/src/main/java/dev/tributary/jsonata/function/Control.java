package dev.tributary.jsonata.function;

import static dev.tributary.jsonata.value.Undefined.UNDEFINED;

import dev.tributary.jsonata.JsonataException;
import dev.tributary.jsonata.value.Numbers;
import dev.tributary.jsonata.value.Run;
import dev.tributary.jsonata.value.Values;

import org.jspecify.annotations.Nullable;

/** Functions that ask about a value, or give up on it. */
final class Control {
    private Control() {}

    static @Nullable Object bool(@Nullable Object value, Run run) {
        return value == UNDEFINED ? value : (Object) Values.isTrue(value, run);
    }

    static @Nullable Object not(@Nullable Object value, Run run) {
        return value == UNDEFINED ? value : (Object) !Values.isTrue(value, run);
    }

    static @Nullable Object exists(@Nullable Object value, Run run) {
        return value != UNDEFINED;
    }

    static @Nullable Object type(@Nullable Object value, Run run) {
        return switch (Values.kind(value)) {
            case 's' -> "string";
            case 'n' -> Numbers.isNumeric(value) ? "number" : "object"; // NaN
            case 'b' -> "boolean";
            case 'l' -> "null";
            case 'a' -> "array";
            case 'f' -> "function";
            case 'o' -> "object";
            default -> UNDEFINED;
        };
    }

    static @Nullable Object error(@Nullable Object message, Run run) {
        boolean silent = message == UNDEFINED || message.equals("");
        throw new JsonataException("D3137", silent ? "$error() function evaluated" : message);
    }

    static @Nullable Object assertTrue(
            @Nullable Object condition, @Nullable Object message, Run run) {
        if (condition == Boolean.TRUE) return UNDEFINED;
        boolean silent = message == UNDEFINED || message.equals("");
        throw new JsonataException("D3141", silent ? "$assert() statement failed" : message);
    }
}
