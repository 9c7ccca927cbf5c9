package dev.tributary.jsonata.eval;

import static dev.tributary.jsonata.value.Undefined.UNDEFINED;

import dev.tributary.jsonata.function.Builtins;
import dev.tributary.jsonata.value.Items;
import dev.tributary.jsonata.value.Run;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reading and binding variables: {@code $}, {@code $name}, {@code $name := …}. */
final class Variables {
    private Variables() {}

    /** The node that reads a variable from where the scopes say it can be. */
    static Node read(String name, @Nullable Scope scope) {
        if (name.isEmpty()) return new Context();
        List<Place> places = new ArrayList<>();
        int hops = 0;
        for (Scope at = scope; at != null; at = at.parent, hops++) {
            int slot = at.slot(name);
            if (slot >= 0 && slot < at.parameters) {
                return places.isEmpty()
                        ? parameter(hops, slot)
                        : new Search(name, places, parameter(hops, slot));
            }
            if (slot >= 0 || at.open) places.add(new Place(hops, slot, at.open));
        }
        Node global = name.equals("$") ? new WholeInput() : new Global(name);
        return places.isEmpty() ? global : new Search(name, places, global);
    }

    private static Node parameter(int hops, int slot) {
        return hops == 0 ? new Parameter(slot) : new OuterParameter(hops, slot);
    }

    /** The context value itself. */
    static final class Context extends Node {
        @Override
        public @Nullable Object eval(@Nullable Object input, Frame frame, Run run) {
            if (!(input instanceof Items items)) return input;
            return items.isWholeInput() ? items.get(0) : Items.collapse(items);
        }
    }

    private static final class Parameter extends Node {
        private final int slot;

        Parameter(int slot) {
            this.slot = slot;
        }

        @Override
        public @Nullable Object eval(@Nullable Object input, Frame frame, Run run) {
            return Items.collapse(frame.parameter(slot));
        }
    }

    private static final class OuterParameter extends Node {
        private final int hops;
        private final int slot;

        OuterParameter(int hops, int slot) {
            this.hops = hops;
            this.slot = slot;
        }

        @Override
        public @Nullable Object eval(@Nullable Object input, Frame frame, Run run) {
            return Items.collapse(frame.up(hops).parameter(slot));
        }
    }

    /** A frame where a variable may be bound: in a slot, or by name if the frame is open. */
    private record Place(int hops, int slot, boolean open) {}

    /** A variable that may be bound in several frames, or not yet. */
    private static final class Search extends Node {
        private final String name;
        private final Place[] places;
        private final Node otherwise;

        Search(String name, List<Place> places, Node otherwise) {
            this.name = name;
            this.places = places.toArray(Place[]::new);
            this.otherwise = otherwise;
        }

        @Override
        public @Nullable Object eval(@Nullable Object input, Frame frame, Run run) {
            for (Place place : places) {
                Frame at = frame.up(place.hops);
                if (place.slot >= 0 && at.isBound(place.slot))
                    return Items.collapse(at.local(place.slot));
                Object named = place.open ? at.named(name) : Frame.ABSENT;
                if (named != Frame.ABSENT) return Items.collapse(named);
            }
            return otherwise.eval(input, frame, run);
        }
    }

    /** The input of the expression: {@code $$}. */
    private static final class WholeInput extends Node {
        @Override
        public @Nullable Object eval(@Nullable Object input, Frame frame, Run run) {
            return run.input;
        }
    }

    /** A variable bound outside of the expression: a binding, a Java function or a built-in. */
    static final class Global extends Node {
        private final String name;
        private final @Nullable Object builtin;

        Global(String name) {
            this.name = name;
            this.builtin = Builtins.find(name);
        }

        @Override
        public @Nullable Object eval(@Nullable Object input, Frame frame, Run run) {
            Map<String, Object> bindings = run.bindings;
            if (!bindings.isEmpty() && bindings.containsKey(name)) return bindings.get(name);
            Object function = run.options.functions().get(name);
            if (function != null) return function;
            return builtin == null ? UNDEFINED : builtin;
        }
    }

    /** Binds a variable in the innermost frame. */
    static final class Bind extends Node {
        private final String name;
        private final int slot;
        private final boolean parameter;
        private final Node value;

        Bind(String name, @Nullable Scope scope, Node value) {
            this.name = name;
            this.slot = scope.slot(name);
            this.parameter = slot >= 0 && slot < scope.parameters;
            this.value = value;
        }

        @Override
        public @Nullable Object eval(@Nullable Object input, Frame frame, Run run) {
            Object bound = value.eval(input, frame, run);
            if (parameter) {
                frame.setParameter(slot, bound);
            } else if (slot >= 0) {
                frame.bind(slot, bound);
            } else {
                frame.bindNamed(name, bound);
            }
            return bound;
        }
    }
}
