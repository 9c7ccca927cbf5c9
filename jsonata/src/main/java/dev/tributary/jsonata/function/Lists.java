package dev.tributary.jsonata.function;

import static dev.tributary.jsonata.value.Undefined.UNDEFINED;

import dev.tributary.jsonata.JsonataException;
import dev.tributary.jsonata.value.Callable;
import dev.tributary.jsonata.value.Items;
import dev.tributary.jsonata.value.Numbers;
import dev.tributary.jsonata.value.Run;
import dev.tributary.jsonata.value.Values;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Functions on lists. */
final class Lists {
    private Lists() {}

    static @Nullable Object append(@Nullable Object first, @Nullable Object second, Run run) {
        return Values.append(first, second, run);
    }

    static @Nullable Object reverse(@Nullable Object values, Run run) {
        if (values == UNDEFINED || ((List<?>) values).size() <= 1) return values;
        Items reversed = Items.list(0);
        reversed.addAll(((List<?>) values).reversed(), run);
        return reversed;
    }

    static @Nullable Object sort(@Nullable Object values, @Nullable Object comparator, Run run) {
        if (values == UNDEFINED || ((List<?>) values).size() <= 1) return values;
        List<?> list = (List<?>) values;
        if (comparator instanceof Callable function) {
            return MergeSort.sort(
                    list,
                    (a, b) -> isTruthy(function.call(new Object[] {a, b}, null, run), run),
                    run);
        }
        if (all(list, Numbers::isNumeric, run)) {
            return MergeSort.sort(
                    list, (a, b) -> Numbers.compare((Number) a, (Number) b, run.exact()) > 0, run);
        }
        if (all(list, String.class::isInstance, run)) {
            return MergeSort.sort(
                    list, (a, b) -> Values.compare((String) a, (String) b, run) > 0, run);
        }
        throw new JsonataException("D3070", values);
    }

    private static boolean all(List<?> list, Predicate<Object> kind, Run run) {
        for (Object value : list) {
            run.step();
            if (!kind.test(value)) return false;
        }
        return true;
    }

    /**
     * What counts as true to the reference's own language, which is what it asks a comparator with.
     */
    private static boolean isTruthy(@Nullable Object value, Run run) {
        Object result = Items.isSequence(value) ? Items.collapse(value) : value;
        return result instanceof List<?>
                || result instanceof java.util.Map<?, ?>
                || Values.isTrue(result, run);
    }

    static @Nullable Object shuffle(@Nullable Object values, Run run) {
        if (values == UNDEFINED || ((List<?>) values).size() <= 1) return values;
        Items shuffled = Items.list(0);
        shuffled.addAll((List<?>) values, run);
        for (int i = shuffled.size() - 1; i > 0; i--) {
            run.step();
            shuffled.set(i, shuffled.set(run.random().nextInt(i + 1), shuffled.get(i)));
        }
        return shuffled;
    }

    static @Nullable Object distinct(@Nullable Object values, Run run) {
        if (!(values instanceof List<?> list) || list.size() <= 1) return values;
        Items distinct = Items.list(0);
        Set<Object> strings = new HashSet<>();
        Items others = Items.list(0);
        for (Object value : list) {
            run.nodes(1);
            boolean isNew =
                    value instanceof String ? strings.add(value) : !contains(others, value, run);
            if (!isNew) continue;
            distinct.add(value);
            if (!(value instanceof String)) others.add(value);
        }
        return Items.isSequence(values) ? distinct.asSequence() : distinct;
    }

    private static boolean contains(Items values, @Nullable Object wanted, Run run) {
        run.steps(values.size() >> 2);
        for (int i = 0; i < values.size(); i++) {
            if (Values.deepEquals(wanted, values.get(i), run)) return true;
        }
        return false;
    }

    static @Nullable Object zip(Object[] lists, Run run) {
        int length = Integer.MAX_VALUE;
        for (Object list : lists)
            length = Math.min(length, list instanceof List<?> values ? values.size() : 0);
        Items zipped = Items.list(0);
        for (int i = 0; i < length; i++) {
            run.nodes(lists.length + 1);
            Items tuple = Items.list(lists.length);
            for (Object list : lists) tuple.add(((List<?>) list).get(i));
            zipped.add(tuple);
        }
        return zipped;
    }
}
