package dev.tributary.jsonata.eval;

import static dev.tributary.jsonata.value.Undefined.UNDEFINED;

import dev.tributary.jsonata.JsonataException;
import dev.tributary.jsonata.function.Builtin;
import dev.tributary.jsonata.value.Items;
import dev.tributary.jsonata.value.Run;
import dev.tributary.jsonata.value.Values;

import org.jspecify.annotations.Nullable;

/**
 * A call of a built-in by its own name: no lookup, and no signature check when the arguments are
 * plainly of its types. Anything unusual (a binding of that name, an argument of another type)
 * takes the general way.
 */
final class Direct extends Node.Sequenced {
    private static final Node MISSING = new Literals.Constant(UNDEFINED);

    private final Calls.Call general;
    private final Builtin builtin;
    private final int count;
    private final Node first;
    private final Node second;
    private final Node third;
    private final int position;
    private final int nesting;

    Direct(Calls.Call general, Builtin builtin, Node[] arguments, int position, int nesting) {
        this.general = general;
        this.builtin = builtin;
        this.count = arguments.length;
        this.first = arguments[0];
        this.second = count > 1 ? arguments[1] : MISSING;
        this.third = count > 2 ? arguments[2] : MISSING;
        this.position = position;
        this.nesting = nesting;
    }

    @Override
    @Nullable Object raw(@Nullable Object input, Frame frame, Run run) {
        if (run.isShadowed(builtin.name())) return general.raw(input, frame, run);
        Object a = first.eval(input, frame, run);
        Object b = second.eval(input, frame, run);
        Object c = third.eval(input, frame, run);
        run.step();
        run.enter(nesting);
        try {
            Object result =
                    builtin.accepts(a, b, c)
                            ? builtin.call(a, b, c, run)
                            : checked(a, b, c, input, run);
            run.leave(nesting);
            return result;
        } catch (JsonataException e) {
            throw e.at(position, builtin.name());
        }
    }

    private @Nullable Object checked(
            @Nullable Object a,
            @Nullable Object b,
            @Nullable Object c,
            @Nullable Object input,
            Run run) {
        Object[] values =
                count == 1
                        ? new Object[] {a}
                        : count == 2 ? new Object[] {a, b} : new Object[] {a, b, c};
        return builtin.apply(values, input, run);
    }

    @Override
    boolean test(@Nullable Object input, Frame frame, Run run) {
        return Values.isTrue(Items.collapse(raw(input, frame, run)), run);
    }

    @Override
    boolean isBoolean() {
        return builtin.isPredicate();
    }
}
