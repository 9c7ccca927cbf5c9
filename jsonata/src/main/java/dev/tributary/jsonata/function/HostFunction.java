package dev.tributary.jsonata.function;

import dev.tributary.jsonata.JavaFunction;
import dev.tributary.jsonata.value.Callable;
import dev.tributary.jsonata.value.Run;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Collections;

/** A function in Java, as expressions see it. */
public final class HostFunction extends Callable {
    private final String name;
    private final @Nullable Signature signature;
    private final JavaFunction function;

    private HostFunction(String name, @Nullable Signature signature, JavaFunction function) {
        this.name = name;
        this.signature = signature;
        this.function = function;
    }

    public static HostFunction of(String name, @Nullable String signature, JavaFunction function) {
        return new HostFunction(
                name, signature == null ? null : Signature.parse(signature), function);
    }

    /**
     * The value as expressions see it: a Java function among bindings or results becomes callable.
     */
    public static @Nullable Object admit(@Nullable Object value) {
        return value instanceof JavaFunction function ? of("", null, function) : value;
    }

    @Override
    public int arity() {
        return signature == null ? Integer.MAX_VALUE : signature.size();
    }

    @Override
    public @Nullable Object apply(Object[] arguments, @Nullable Object input, Run run) {
        Object[] checked =
                signature == null ? arguments.clone() : signature.check(arguments, input, run);
        for (int i = 0; i < checked.length; i++) {
            if (checked[i] instanceof Callable callable) checked[i] = exported(callable, run);
        }
        return admit(function.call(Collections.unmodifiableList(Arrays.asList(checked))));
    }

    private static JavaFunction exported(Callable callable, Run run) {
        return arguments -> callable.call(arguments.toArray(), null, run);
    }

    @Override
    public String toString() {
        return "$" + name;
    }
}
