package dev.tributary.jsonata;

import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** All that makes random expressions and inputs for them, taking turns. */
final class Generators {
    private final RandomExpressions expressions;
    private final List<Supplier<RandomCases.Case>> turns;
    private int turn;

    /** {@code kind} picks one of them; null takes all. Without a suite no cases are changed. */
    Generators(long seed, @Nullable String kind, Path suite) {
        Choices choices = new Choices(seed);
        this.expressions = new RandomExpressions(seed);
        Map<String, Supplier<RandomCases.Case>> kinds = new LinkedHashMap<>();
        kinds.put("expressions", onOwnInput(() -> expressions.expression(3)));
        kinds.put("calls", onOwnInput(new RandomCalls(choices)::expression));
        kinds.put("pictures", onOwnInput(new RandomPictures(choices)::expression));
        kinds.put("paths", onOwnInput(new RandomPaths(choices)::expression));
        kinds.put("syntax", onOwnInput(new RandomSyntax(choices)::expression));
        if (Files.isDirectory(suite)) kinds.put("cases", new RandomCases(choices, suite)::next);
        this.turns = new ArrayList<>(kind == null ? kinds.values() : List.of(kinds.get(kind)));
    }

    private Supplier<RandomCases.Case> onOwnInput(Supplier<String> expression) {
        return () -> new RandomCases.Case(expression.get(), expressions.input());
    }

    RandomCases.Case next() {
        return turns.get(turn++ % turns.size()).get();
    }
}
