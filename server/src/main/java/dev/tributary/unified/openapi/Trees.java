package dev.tributary.unified.openapi;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Plain trees of maps, lists and scalars, in the order in which they were made. */
final class Trees {
    private Trees() {}

    /** Names and values in turn. */
    static Map<String, Object> of(Object... namesAndValues) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            tree.put(namesAndValues[i].toString(), namesAndValues[i + 1]);
        }
        return tree;
    }

    /** The same tree with each of its texts changed, names of members aside. */
    static Map<String, Object> texts(Map<?, ?> tree, UnaryOperator<String> change) {
        Map<String, Object> changed = new LinkedHashMap<>();
        tree.forEach((name, value) -> changed.put(name.toString(), text(value, change)));
        return changed;
    }

    @SuppressWarnings("NullAway") // nulls stay what they are
    private static Object text(@Nullable Object value, UnaryOperator<String> change) {
        return switch (value) {
            case Map<?, ?> map -> texts(map, change);
            case List<?> list -> {
                List<Object> changed = new ArrayList<>();
                list.forEach(item -> changed.add(text(item, change)));
                yield changed;
            }
            case String text -> change.apply(text);
            case null -> null;
            default -> value;
        };
    }

    /** The map below a name; empty when there is none. */
    static Map<?, ?> map(Map<?, ?> tree, String name) {
        return tree.get(name) instanceof Map<?, ?> map ? map : Map.of();
    }

    static List<?> list(Map<?, ?> tree, String name) {
        return tree.get(name) instanceof List<?> list ? list : List.of();
    }

    static String text(Map<?, ?> tree, String name) {
        return tree.get(name) instanceof String text ? text : "";
    }
}
