package dev.tributary.jsonata.function;

import static dev.tributary.jsonata.value.Undefined.UNDEFINED;

import dev.tributary.jsonata.JsonataException;
import dev.tributary.jsonata.value.Callable;
import dev.tributary.jsonata.value.Run;
import dev.tributary.jsonata.value.Values;

import org.jspecify.annotations.Nullable;

/** A built-in function: its name, its signature and its body. */
public final class Builtin extends Callable {
    /** A body; parameters it does not have are undefined. */
    @FunctionalInterface
    interface Body {
        @Nullable Object call(@Nullable Object a, @Nullable Object b, @Nullable Object c, Run run);
    }

    /** A body of more parameters, or of any number. */
    @FunctionalInterface
    interface ListBody {
        @Nullable Object call(Object[] arguments, Run run);
    }

    private static final int ALL = "abflmnos".chars().map(kind -> Values.bit((char) kind)).sum();

    private final String name;
    private final Signature signature;
    private final int arity;
    private final boolean predicate;
    private final int first;
    private final int second;
    private final int third;
    private final Body body;
    private final ListBody listBody;

    Builtin(String name, String signature, int arity, Body body, ListBody listBody) {
        this.name = name;
        this.signature = Signature.parse(signature);
        this.first = this.signature.plainKinds(0);
        this.second = this.signature.plainKinds(1);
        this.third = this.signature.plainKinds(2);
        this.arity = arity;
        this.predicate = signature.endsWith(":b>");
        this.body = body;
        this.listBody = listBody;
    }

    public String name() {
        return name;
    }

    /** Whether its result is a boolean or undefined. */
    public boolean isPredicate() {
        return predicate;
    }

    /** Whether so many arguments can be handed to {@link #call} as they are, types permitting. */
    public boolean isDirect(int arguments) {
        return body != null && arguments >= 1 && arguments <= 3 && signature.fits(arguments);
    }

    /** Whether, given so many arguments, it may take the context value for another. */
    public boolean usesContext(int arguments) {
        return signature.usesContext(arguments);
    }

    public boolean accepts(@Nullable Object a, @Nullable Object b, @Nullable Object c) {
        return takes(first, a) && takes(second, b) && takes(third, c);
    }

    // Kinds that need not be told apart are not: for maps and lists that costs the most.
    private static boolean takes(int kinds, @Nullable Object value) {
        return kinds == ALL || (Values.kindBit(value) & kinds) != 0;
    }

    public @Nullable Object call(
            @Nullable Object a, @Nullable Object b, @Nullable Object c, Run run) {
        try {
            return body.call(a, b, c, run);
        } catch (ClassCastException missing) {
            // signatures let undefined pass for any type; a body that cannot do without says so
            // here
            throw new JsonataException("T0410", "needed");
        }
    }

    @Override
    public int arity() {
        return arity;
    }

    @Override
    public @Nullable Object apply(Object[] arguments, @Nullable Object input, Run run) {
        Object[] checked = signature.check(arguments, input, run);
        if (body != null) return call(at(checked, 0), at(checked, 1), at(checked, 2), run);
        try {
            return listBody.call(checked, run);
        } catch (ClassCastException missing) {
            throw new JsonataException("T0410", "needed");
        }
    }

    private static @Nullable Object at(Object[] values, int index) {
        return index < values.length ? values[index] : UNDEFINED;
    }
}
