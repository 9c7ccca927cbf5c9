package dev.tributary.jsonata.function;

import static dev.tributary.jsonata.value.Undefined.UNDEFINED;

import dev.tributary.jsonata.value.Decimals;
import dev.tributary.jsonata.value.Numbers;
import dev.tributary.jsonata.value.Run;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Functions that make one number of a list of numbers. */
final class Aggregates {
    private Aggregates() {}

    static @Nullable Object sum(@Nullable Object values, Run run) {
        return values == UNDEFINED ? values : total((List<?>) values, run);
    }

    private static Number total(List<?> values, Run run) {
        if (run.exact()) return exactTotal(values, run);
        double total = 0;
        for (Object value : values) {
            run.step();
            total += ((Number) value).doubleValue();
        }
        return Numbers.of(total);
    }

    private static Number exactTotal(List<?> values, Run run) {
        Number total = 0L;
        for (Object value : values) {
            run.step();
            total = Decimals.calculate('+', total, (Number) value);
        }
        return total;
    }

    static @Nullable Object count(@Nullable Object values, Run run) {
        return values == UNDEFINED ? 0L : (long) ((List<?>) values).size();
    }

    static @Nullable Object max(@Nullable Object values, Run run) {
        return extreme(values, 1, run);
    }

    static @Nullable Object min(@Nullable Object values, Run run) {
        return extreme(values, -1, run);
    }

    private static @Nullable Object extreme(@Nullable Object values, int sign, Run run) {
        if (values == UNDEFINED || ((List<?>) values).isEmpty()) return UNDEFINED;
        List<?> list = (List<?>) values;
        Number best = (Number) list.getFirst();
        for (Object value : list) {
            run.step();
            if (Numbers.compare((Number) value, best, run.exact()) * sign > 0)
                best = (Number) value;
        }
        return best;
    }

    static @Nullable Object average(@Nullable Object values, Run run) {
        if (values == UNDEFINED || ((List<?>) values).isEmpty()) return UNDEFINED;
        int size = ((List<?>) values).size();
        Number total = total((List<?>) values, run);
        return run.exact()
                ? Decimals.calculate('/', total, size)
                : Numbers.of(total.doubleValue() / size);
    }
}
