package dev.tributary.jsonata.eval;

import static dev.tributary.jsonata.value.Undefined.UNDEFINED;

import dev.tributary.jsonata.value.Items;
import dev.tributary.jsonata.value.Name;
import dev.tributary.jsonata.value.Run;
import dev.tributary.jsonata.value.Values;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Field names: as a step of any path, and as paths of nothing but names. */
final class Fields {
    private Fields() {}

    /** A name as a step. */
    static final class Step extends Node {
        private final String name;

        Step(String name) {
            this.name = name;
        }

        String name() {
            return name;
        }

        @Override
        public @Nullable Object eval(@Nullable Object input, Frame frame, Run run) {
            return Items.collapse(Values.lookup(input, name, run));
        }
    }

    /**
     * Names after names, walked without sequences as long as each value is an object; the first
     * list met hands over to the general path.
     */
    static final class Names extends Node {
        private final Node first;
        private final Name[] names;
        private final Path general;

        /** {@code first} is a variable the path begins with, or null. */
        Names(Node first, List<String> names, Path general) {
            this.first = first;
            this.names = names.stream().map(Name::new).toArray(Name[]::new);
            this.general = general;
        }

        @Override
        public @Nullable Object eval(@Nullable Object input, Frame frame, Run run) {
            Object value = first == null ? input : first.eval(input, frame, run);
            if (!(value instanceof Map<?, ?> start)) return elsewhere(value, 0, frame, run);
            if (names.length == 1) {
                value = names[0].of(start);
            } else {
                value = run.prefix(start, names[0]);
                for (int i = 1; i < names.length; i++) {
                    if (!(value instanceof Map<?, ?> map)) return elsewhere(value, i, frame, run);
                    value = names[i].of(map);
                }
            }
            return value instanceof Items items ? Items.collapse(items) : value;
        }

        private @Nullable Object elsewhere(
                @Nullable Object value, int index, Frame frame, Run run) {
            Object next =
                    value instanceof Items items && (index > 0 || first != null)
                            ? Items.collapse(items)
                            : value;
            if (!(next instanceof List<?>) && !(next instanceof Map<?, ?>)) return UNDEFINED;
            if (next instanceof Items items && items.isConstructed() && index > 0)
                next = Items.sequenceOf(items);
            return general.from(index + (first == null ? 0 : 1), next, frame, run);
        }

        private List<String> texts() {
            return Arrays.stream(names).map(Name::text).toList();
        }

        /** Whether both read the same field of the same context. */
        boolean isSameAs(Names other) {
            return first == null && other.first == null && texts().equals(other.texts());
        }
    }

    /** Names with constant indexes among them, such as {@code results[0].id}, walked alike. */
    static final class Picks extends Node {
        /** Stands where a name has no index. */
        static final long ALL = Long.MIN_VALUE;

        private final Node first;
        private final Name[] names;
        private final long[] indexes;
        private final Path general;

        /** {@code first} is a variable the path begins with, or null. */
        Picks(Node first, List<String> names, List<Long> indexes, Path general) {
            this.first = first;
            this.names = names.stream().map(Name::new).toArray(Name[]::new);
            this.indexes = indexes.stream().mapToLong(Long::longValue).toArray();
            this.general = general;
        }

        @Override
        public @Nullable Object eval(@Nullable Object input, Frame frame, Run run) {
            Object value = first == null ? input : first.eval(input, frame, run);
            for (int i = 0; i < names.length; i++) {
                if (value instanceof List<?>) return general.eval(input, frame, run);
                if (!(value instanceof Map<?, ?> map)) return UNDEFINED;
                value = names[i].of(map);
                if (indexes[i] == ALL) continue;
                if (value instanceof Items items && items.isMarked())
                    return general.eval(input, frame, run);
                value = pick(value, indexes[i]);
                if (value instanceof List<?>) return general.eval(input, frame, run);
            }
            return value instanceof Items items ? Items.collapse(items) : value;
        }

        private static @Nullable Object pick(@Nullable Object value, long index) {
            if (!(value instanceof List<?> list))
                return index == 0 || index == -1 ? value : UNDEFINED;
            long at = index < 0 ? list.size() + index : index;
            return at < 0 || at >= list.size() ? UNDEFINED : list.get((int) at);
        }
    }
}
