package dev.tributary.mapping;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Finds the values of a write that would never reach the provider: its body is the same with
 * another value in their place, and without them. What the table writes is there by itself; the
 * expressions are asked, by evaluating them once or twice more for each value that only they see.
 */
final class LostValues {
    /** Of a write's values; those beyond are taken for written. */
    private static final int VALUES_MAX = 200;

    /** Of all these evaluations together, which is what some dozens of ordinary records take. */
    private static final long STEPS_MAX = 100_000;

    /** Says what an entry of a list is; which words it has is the provider's. */
    private static final String TYPE = "type";

    private static final String MARK = "\u2021";
    private static final BigDecimal APART = BigDecimal.ONE;

    private final WriteSide side;
    private final Map<String, @Nullable Object> bindings;
    private long steps;

    /** A value and the names and places that lead to it. */
    private record Leaf(List<Object> path, Object value) {
        /** Its path without places of lists, as the table writes it. */
        String field() {
            List<String> names = new ArrayList<>();
            path.stream()
                    .takeWhile(step -> step instanceof String)
                    .forEach(step -> names.add(step.toString()));
            return String.join(".", names);
        }

        boolean isLabel() {
            return TYPE.equals(path.getLast()) && path.stream().anyMatch(Integer.class::isInstance);
        }

        String text() {
            StringBuilder text = new StringBuilder();
            for (Object step : path) {
                if (step instanceof Integer place) {
                    text.append('[').append(place).append(']');
                } else {
                    text.append(text.isEmpty() ? "" : ".").append(step);
                }
            }
            return text.toString();
        }
    }

    LostValues(WriteSide side, Map<String, @Nullable Object> bindings) {
        this.side = side;
        this.bindings = bindings;
    }

    /**
     * Their paths, such as {@code email_addresses[1].email}.
     *
     * @param clean what expressions see
     * @param settled fields that need not be in the body
     */
    List<String> in(Map<String, @Nullable Object> clean, Set<String> settled) {
        List<Leaf> leaves = new ArrayList<>();
        clean.forEach(
                (name, value) -> {
                    if (!settled.contains(name)) {
                        leaves(List.of(name), value, leaves);
                    }
                });
        if (leaves.isEmpty()) {
            return List.of();
        }
        return SameMoment.run(() -> lost(clean, leaves));
    }

    private static void leaves(List<Object> path, @Nullable Object value, List<Leaf> leaves) {
        if (value instanceof Map<?, ?> map) {
            map.forEach(
                    (name, member) -> leaves(below(path, String.valueOf(name)), member, leaves));
        } else if (value instanceof List<?> list) {
            for (int place = 0; place < list.size(); place++) {
                leaves(below(path, place), list.get(place), leaves);
            }
        } else if (value != null && !value.equals("")) {
            Leaf leaf = new Leaf(path, value);
            if (!leaf.isLabel()) {
                leaves.add(leaf);
            }
        }
    }

    private static List<Object> below(List<Object> path, Object step) {
        List<Object> longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }

    private List<String> lost(Map<String, @Nullable Object> clean, List<Leaf> leaves) {
        Object body;
        try {
            body = side.body(clean, bindings, this::worked);
        } catch (MappingException refused) {
            return List.of(); // as a whole, which says why
        }
        Map<String, @Nullable Object> table = side.table(clean);
        return leaves.stream()
                .filter(leaf -> !side.carries(leaf.field(), table, body))
                .limit(VALUES_MAX)
                .filter(leaf -> isSame(body, clean, leaf, other(leaf.value())))
                .filter(leaf -> isSame(body, clean, leaf, null))
                .map(Leaf::text)
                .toList();
    }

    /** Whether the body is the same with that in the place of a value; null: without it. */
    private boolean isSame(
            @Nullable Object body,
            Map<String, @Nullable Object> clean,
            Leaf leaf,
            @Nullable Object instead) {
        if (steps > STEPS_MAX) {
            return false;
        }
        try {
            Map<String, @Nullable Object> changed =
                    Trees.object(changed(clean, leaf.path(), instead));
            return Objects.equals(body, side.body(changed, bindings, this::worked));
        } catch (MappingException different) {
            return false;
        }
    }

    private void worked(long taken) {
        steps += taken;
    }

    private static Object other(Object value) {
        return switch (value) {
            case Boolean flag -> !flag;
            case Number number -> new BigDecimal(number.toString()).add(APART);
            default -> value + MARK;
        };
    }

    /** The tree with something else at a path; null: with nothing there. */
    private static @Nullable Object changed(
            @Nullable Object tree, List<Object> path, @Nullable Object instead) {
        if (path.isEmpty()) {
            return instead;
        }
        List<Object> rest = path.subList(1, path.size());
        if (path.getFirst() instanceof Integer place && tree instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list);
            Object item = changed(list.get(place), rest, instead);
            if (item == null) {
                copy.remove(place.intValue());
            } else {
                copy.set(place, item);
            }
            return copy;
        }
        String name = String.valueOf(path.getFirst());
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(Trees.object(tree));
        Object member = changed(copy.get(name), rest, instead);
        if (member == null) {
            copy.remove(name);
        } else {
            copy.put(name, member);
        }
        return copy;
    }
}
