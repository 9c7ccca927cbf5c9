package dev.tributary.jsonata.function;

import dev.tributary.jsonata.value.Items;
import dev.tributary.jsonata.value.Run;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;

/**
 * The stable sort of $sort and of order-by; the values are compared in the same order as in the
 * reference.
 */
public final class MergeSort {
    /** Whether {@code left} belongs after {@code right}. */
    @FunctionalInterface
    public interface After {
        boolean test(@Nullable Object left, @Nullable Object right);
    }

    private final After after;
    private final Run run;

    private MergeSort(After after, Run run) {
        this.after = after;
        this.run = run;
    }

    public static Items sort(List<?> values, After after, Run run) {
        run.nodes(values.size());
        List<?> indexed = values instanceof RandomAccess ? values : new ArrayList<>(values);
        return Items.owning(new MergeSort(after, run).sorted(indexed, 0, values.size()));
    }

    private Object[] sorted(List<?> values, int from, int to) {
        if (to - from == 1) return new Object[] {values.get(from)};
        int middle = from + (to - from) / 2;
        return merged(sorted(values, from, middle), sorted(values, middle, to));
    }

    private Object[] merged(Object[] left, Object[] right) {
        Object[] merged = new Object[left.length + right.length];
        int l = 0;
        int r = 0;
        for (int i = 0; i < merged.length; i++) {
            run.step();
            boolean takeRight =
                    l == left.length || r < right.length && after.test(left[l], right[r]);
            merged[i] = takeRight ? right[r++] : left[l++];
        }
        return merged;
    }
}
