package dev.tributary.jsonata;

import dev.tributary.jsonata.value.Undefined;

/** Compiles JSONata expressions: the whole language of jsonata-js 2.2.2. */
public final class Jsonata {
    /** What is not there, as input, argument or result; JSON's null is Java's null. */
    public static final Object UNDEFINED = Undefined.UNDEFINED;

    private Jsonata() {}

    /**
     * Compiles with {@link Options#defaults()}.
     *
     * @throws JsonataException if the expression is malformed, with the reference's code, position
     *     and token
     */
    public static Expression compile(String text) {
        return compile(text, Options.defaults());
    }

    /**
     * Compiles with these options.
     *
     * @throws JsonataException if the expression is malformed, with the reference's code, position
     *     and token
     */
    public static Expression compile(String text, Options options) {
        return Expression.compile(text, options);
    }
}
