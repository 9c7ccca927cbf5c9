package dev.tributary.override;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * One place where two documents differ.
 *
 * @param pointer JSON Pointer of the place
 * @param kind {@code added}, {@code removed} or {@code changed}
 * @param before null also where it was not there
 * @param after null also where it is not there any more
 */
record Change(String pointer, String kind, @Nullable Object before, @Nullable Object after) {
    static final String ADDED = "added";
    static final String REMOVED = "removed";
    static final String CHANGED = "changed";

    /** In the order of the documents; numbers are the same when their values are. */
    static List<Change> between(@Nullable Object before, @Nullable Object after) {
        List<Change> changes = new ArrayList<>();
        compare("", before, after, changes);
        return changes;
    }

    private static void compare(
            String pointer, @Nullable Object before, @Nullable Object after, List<Change> changes) {
        if (before instanceof Map<?, ?> one && after instanceof Map<?, ?> other) {
            Set<Object> names = new LinkedHashSet<>(one.keySet());
            names.addAll(other.keySet());
            for (Object name : names) {
                String below = pointer + "/" + escaped(String.valueOf(name));
                if (!one.containsKey(name)) {
                    changes.add(new Change(below, ADDED, null, other.get(name)));
                } else if (!other.containsKey(name)) {
                    changes.add(new Change(below, REMOVED, one.get(name), null));
                } else {
                    compare(below, one.get(name), other.get(name), changes);
                }
            }
        } else if (before instanceof List<?> one
                && after instanceof List<?> other
                && one.size() == other.size()) {
            for (int i = 0; i < one.size(); i++) {
                compare(pointer + "/" + i, one.get(i), other.get(i), changes);
            }
        } else if (!same(before, after)) {
            changes.add(new Change(pointer, CHANGED, before, after));
        }
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static boolean same(@Nullable Object one, @Nullable Object other) {
        return one instanceof Number a && other instanceof Number b
                ? new BigDecimal(a.toString()).compareTo(new BigDecimal(b.toString())) == 0
                : Objects.equals(one, other);
    }
}
