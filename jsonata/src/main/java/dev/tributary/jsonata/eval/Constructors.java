package dev.tributary.jsonata.eval;

import static dev.tributary.jsonata.value.Undefined.UNDEFINED;

import dev.tributary.jsonata.JsonataException;
import dev.tributary.jsonata.value.Items;
import dev.tributary.jsonata.value.Numbers;
import dev.tributary.jsonata.value.Run;
import dev.tributary.jsonata.value.Shape;
import dev.tributary.jsonata.value.ShapedMap;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What makes lists and objects: {@code [ ]}, {@code [a..b]}, {@code { }}. */
final class Constructors {
    private Constructors() {}

    /**
     * A list of its items' values; lists among them are spliced in unless written as constructors
     * themselves.
     */
    static final class ArrayOf extends Node {
        private final Node[] items;
        private final boolean[] nested;
        private final boolean constructed;

        ArrayOf(Node[] items, boolean[] nested, boolean constructed) {
            this.items = items;
            this.nested = nested;
            this.constructed = constructed;
        }

        @Override
        public @Nullable Object eval(@Nullable Object input, Frame frame, Run run) {
            if (items.length == 1 && items[0] instanceof Range range)
                return mark(range.list(input, frame, run));
            run.nodes(items.length);
            Items list = Items.list(items.length);
            for (int i = 0; i < items.length; i++) {
                Object value = items[i].eval(input, frame, run);
                if (value instanceof List<?> more && !nested[i]) {
                    list.addAll(more, run);
                } else if (value != UNDEFINED) {
                    list.add(value);
                }
            }
            return mark(list);
        }

        private Items mark(Items list) {
            return constructed ? list.construct() : list;
        }
    }

    static final class Range extends Node.Sequenced {
        private static final long MOST = 10_000_000;

        private final Node first;
        private final Node last;
        private final int position;

        Range(Node first, Node last, int position) {
            this.first = first;
            this.last = last;
            this.position = position;
        }

        @Override
        @Nullable Object raw(@Nullable Object input, Frame frame, Run run) {
            return list(input, frame, run).asSequence();
        }

        Items list(@Nullable Object input, Frame frame, Run run) {
            Object from = first.eval(input, frame, run);
            Object to = last.eval(input, frame, run);
            requireInteger(from, "T2003");
            requireInteger(to, "T2004");
            if (from == UNDEFINED || to == UNDEFINED) return Items.list(0);
            double size = ((Number) to).doubleValue() - ((Number) from).doubleValue() + 1;
            if (size < 1) return Items.list(0);
            if (size > MOST)
                throw new JsonataException("D2014", Numbers.of(size)).at(position, "..");
            run.nodes((long) size);
            return Items.range(((Number) from).longValue(), (int) size);
        }

        private void requireInteger(@Nullable Object value, String code) {
            if (value == UNDEFINED || value instanceof Number number && Numbers.isInteger(number))
                return;
            throw new JsonataException(code, value).at(position, "..");
        }
    }

    /**
     * An object whose keys are known: one array of values on a shape that all its objects share.
     */
    static final class ShapedObject extends Node {
        private final Shape shape;
        private final Node[] values;
        private final Node general;

        ShapedObject(List<String> keys, Node[] values, Node general) {
            this.shape = new Shape(keys);
            this.values = values;
            this.general = general;
        }

        @Override
        public @Nullable Object eval(@Nullable Object input, Frame frame, Run run) {
            if (input instanceof List<?>) return general.eval(input, frame, run);
            run.nodes(values.length);
            Object[] made = new Object[values.length];
            for (int i = 0; i < made.length; i++) {
                // Most values are fields: known by their class, they are read without a dispatch.
                made[i] =
                        values[i] instanceof Fields.Names names
                                ? names.eval(input, frame, run)
                                : values[i].eval(input, frame, run);
            }
            return new ShapedMap(shape, made);
        }
    }
}
