package dev.tributary.jsonata;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** All that makes random expressions, taking turns; and the inputs for them. */
final class Generators {
    private final RandomExpressions expressions;
    private final List<Supplier<String>> turns;
    private int turn;

    /** {@code kind} picks one of them; null takes all. */
    Generators(long seed, @Nullable String kind) {
        Choices choices = new Choices(seed);
        this.expressions = new RandomExpressions(seed);
        Map<String, Supplier<String>> kinds = new LinkedHashMap<>();
        kinds.put("expressions", () -> expressions.expression(3));
        kinds.put("calls", new RandomCalls(choices)::expression);
        kinds.put("pictures", new RandomPictures(choices)::expression);
        kinds.put("paths", new RandomPaths(choices)::expression);
        kinds.put("syntax", new RandomSyntax(choices)::expression);
        this.turns = new ArrayList<>(kind == null ? kinds.values() : List.of(kinds.get(kind)));
    }

    String expression() {
        return turns.get(turn++ % turns.size()).get();
    }

    String input() {
        return expressions.input();
    }
}
