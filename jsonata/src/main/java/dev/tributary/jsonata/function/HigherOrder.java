package dev.tributary.jsonata.function;

import static dev.tributary.jsonata.value.Undefined.UNDEFINED;

import dev.tributary.jsonata.JsonataException;
import dev.tributary.jsonata.value.Callable;
import dev.tributary.jsonata.value.Items;
import dev.tributary.jsonata.value.Run;
import dev.tributary.jsonata.value.Values;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Functions that call a function for each value of a list. */
final class HigherOrder {
    private HigherOrder() {}

    /** Calls with the value, and with its key and where it is from if the function takes them. */
    static @Nullable Object call(
            @Nullable Object function,
            @Nullable Object value,
            @Nullable Object key,
            @Nullable Object whole,
            Run run) {
        Callable callable = (Callable) function;
        int arity = callable.arity();
        Object[] arguments =
                arity >= 3
                        ? new Object[] {value, key, whole}
                        : arity == 2 ? new Object[] {value, key} : new Object[] {value};
        return callable.call(arguments, null, run);
    }

    static boolean test(
            Callable function,
            @Nullable Object value,
            @Nullable Object key,
            @Nullable Object whole,
            Run run) {
        return Values.isTrue(call(function, value, key, whole, run), run);
    }

    static @Nullable Object map(@Nullable Object values, @Nullable Object function, Run run) {
        if (values == UNDEFINED) return values;
        List<?> list = (List<?>) values;
        Items results = Items.sequence();
        for (int i = 0; i < list.size(); i++) {
            Object result = call(function, list.get(i), (long) i, list, run);
            if (result == UNDEFINED) continue;
            run.nodes(1);
            results.add(result, run);
        }
        return results;
    }

    static @Nullable Object filter(@Nullable Object values, @Nullable Object function, Run run) {
        if (values == UNDEFINED) return values;
        List<?> list = (List<?>) values;
        Items passed = Items.sequence();
        for (int i = 0; i < list.size(); i++) {
            if (!test((Callable) function, list.get(i), (long) i, list, run)) continue;
            run.nodes(1);
            passed.add(list.get(i), run);
        }
        return passed;
    }

    static @Nullable Object single(@Nullable Object values, @Nullable Object function, Run run) {
        if (values == UNDEFINED) return values;
        List<?> list = (List<?>) values;
        int found = -1;
        for (int i = 0; i < list.size(); i++) {
            run.step();
            boolean matches =
                    function == UNDEFINED
                            || test((Callable) function, list.get(i), (long) i, list, run);
            if (matches && found >= 0) throw new JsonataException("D3138", i);
            if (matches) found = i;
        }
        if (found < 0) throw new JsonataException("D3139");
        return list.get(found);
    }

    static @Nullable Object reduce(
            @Nullable Object values, @Nullable Object function, @Nullable Object initial, Run run) {
        if (values == UNDEFINED) return values;
        List<?> list = (List<?>) values;
        Callable callable = (Callable) function;
        int arity = callable.arity();
        if (arity < 2) throw new JsonataException("D3050");
        boolean fromFirst = initial == UNDEFINED && !list.isEmpty();
        Object result = fromFirst ? list.getFirst() : initial;
        for (int i = fromFirst ? 1 : 0; i < list.size(); i++) {
            Object[] arguments =
                    arity == 2
                            ? new Object[] {result, list.get(i)}
                            : arity == 3
                                    ? new Object[] {result, list.get(i), (long) i}
                                    : new Object[] {result, list.get(i), (long) i, list};
            result = callable.call(arguments, null, run);
        }
        return result;
    }
}
