package dev.tributary.jsonata.eval;

import dev.tributary.jsonata.function.RegexFunction;
import dev.tributary.jsonata.value.Run;

import org.jspecify.annotations.Nullable;

/** A regular expression literal: a function that finds it in a string. */
final class RegexNode extends Node {
    private final RegexFunction function;

    RegexNode(RegexFunction function) {
        this.function = function;
    }

    RegexFunction matcher() {
        return function;
    }

    @Override
    public @Nullable Object eval(@Nullable Object input, Frame frame, Run run) {
        return function;
    }
}
