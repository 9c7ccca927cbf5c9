package dev.tributary.jsonata;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A function in Java that expressions can call. Arguments and result are values as {@link
 * Expression} documents them, {@link Jsonata#UNDEFINED} included; a function among the arguments is
 * itself a {@code JavaFunction}. Must be safe for use by many threads if the expression is. Throw
 * {@link JsonataException} to fail with a code of your own.
 */
@FunctionalInterface
public interface JavaFunction {
    @Nullable Object call(List<@Nullable Object> arguments);
}
