package dev.tributary.jsonata.value;

import static dev.tributary.jsonata.value.Undefined.UNDEFINED;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** What holds for any value: its kind, whether it counts as true, whether it equals another. */
public final class Values {
    private Values() {}

    /** The letter by which signatures name the kind of a value; {@code m} for a missing one. */
    public static char kind(@Nullable Object value) {
        if (value == UNDEFINED) return 'm';
        if (value instanceof String) return 's';
        if (value instanceof Number) return 'n';
        if (value == null) return 'l';
        if (value instanceof Boolean) return 'b';
        if (value instanceof List<?>) return 'a';
        if (value instanceof Callable) return 'f';
        return 'o';
    }

    /** A bit for each kind letter, for sets of kinds. */
    public static int bit(char kind) {
        return 1 << kind - 'a';
    }

    /** The bit of the value's kind. */
    public static int kindBit(@Nullable Object value) {
        return bit(kind(value));
    }

    /** The effective boolean value; undefined is false. */
    public static boolean isTrue(@Nullable Object value, Run run) {
        if (value instanceof String text) return !text.isEmpty();
        if (value instanceof Boolean bool) return bool;
        if (value == null || value == UNDEFINED) return false;
        if (value instanceof Number number)
            return Numbers.isNumeric(number) && number.doubleValue() != 0;
        if (value instanceof Map<?, ?> map) return !map.isEmpty();
        if (value instanceof List<?> list) return anyTrue(list, run);
        return false;
    }

    private static boolean anyTrue(List<?> list, Run run) {
        boolean found = false;
        run.enter(1);
        for (int i = 0, n = list.size(); i < n && !found; i++) {
            run.step();
            found = isTrue(list.get(i), run);
        }
        run.leave(1);
        return found;
    }

    /**
     * Equality by value, deeply; numbers are equal when their values are, objects in whatever
     * order.
     */
    public static boolean deepEquals(@Nullable Object left, @Nullable Object right, Run run) {
        if (left == right) return !(left instanceof Double number && number.isNaN());
        if (left instanceof String text) return textsEqual(text, right, run);
        if (left instanceof Number number) {
            return right instanceof Number other && Numbers.equal(number, other, run.exact());
        }
        if (left instanceof Boolean bool) return bool.equals(right);
        if (left instanceof List<?> list)
            return right instanceof List<?> other && listsEqual(list, other, run);
        return left instanceof Map<?, ?> map
                && right instanceof Map<?, ?> other
                && mapsEqual(map, other, run);
    }

    private static boolean textsEqual(String left, @Nullable Object right, Run run) {
        if (!(right instanceof String other) || left.length() != other.length()) return false;
        run.steps(left.length() >> 4);
        return left.equals(other);
    }

    /** The order of two strings, by their characters' codes. */
    public static int compare(String left, String right, Run run) {
        run.steps(Math.min(left.length(), right.length()) >> 4);
        return left.compareTo(right);
    }

    private static boolean listsEqual(List<?> left, List<?> right, Run run) {
        int size = left.size();
        if (size != right.size()) return false;
        run.enter(1);
        for (int i = 0; i < size; i++) {
            run.step();
            if (!deepEquals(left.get(i), right.get(i), run)) {
                run.leave(1);
                return false;
            }
        }
        run.leave(1);
        return true;
    }

    private static boolean mapsEqual(Map<?, ?> left, Map<?, ?> right, Run run) {
        if (left.size() != right.size()) return false;
        run.enter(1);
        for (Map.Entry<?, ?> entry : left.entrySet()) {
            run.step();
            if (!deepEquals(entry.getValue(), field(right, entry.getKey()), run)) {
                run.leave(1);
                return false;
            }
        }
        run.leave(1);
        return true;
    }

    /** The {@code ===} of the reference: lists and objects are equal only to themselves. */
    public static boolean same(@Nullable Object left, @Nullable Object right, Run run) {
        if (left instanceof String text) return textsEqual(text, right, run);
        if (left instanceof Boolean bool) return bool.equals(right);
        if (left instanceof Number number) {
            return right instanceof Number other && Numbers.equal(number, other, run.exact());
        }
        return left == right;
    }

    /** A field of an object, or undefined. */
    @SuppressWarnings("unchecked")
    public static @Nullable Object field(Map<?, ?> map, @Nullable Object name) {
        return ((Map<Object, Object>) map).getOrDefault(name, UNDEFINED);
    }

    /** The field of an object, or of each object in a list, as a path step selects it. */
    public static @Nullable Object lookup(@Nullable Object input, String name, Run run) {
        if (input instanceof Map<?, ?> map) return field(map, name);
        if (!(input instanceof List<?> list)) return UNDEFINED;
        Items found = Items.sequence();
        run.enter(1);
        for (int i = 0, n = list.size(); i < n; i++) {
            run.step();
            Object value = lookup(list.get(i), name, run);
            if (value instanceof List<?> values) {
                found.addAll(values, run);
            } else if (value != UNDEFINED) {
                found.add(value);
            }
        }
        run.leave(1);
        return found;
    }

    /**
     * Both values in one list, after the rules of $append: undefined is disregarded, lists are
     * joined.
     */
    public static @Nullable Object append(
            @Nullable Object first, @Nullable Object second, Run run) {
        if (first == UNDEFINED) return second;
        if (second == UNDEFINED) return first;
        Items joined = Items.list(0);
        addTo(joined, first, run);
        addTo(joined, second, run);
        return joined;
    }

    private static void addTo(Items joined, @Nullable Object value, Run run) {
        if (value instanceof List<?> list) {
            joined.addAll(list, run);
        } else {
            run.nodes(1);
            joined.add(value, run);
        }
    }
}
