package dev.tributary.jsonata;

import java.util.List;

/** Paths with joins, parents, indexes, order and groups at every place a path has for them. */
final class RandomPaths {
    private static final List<String> NAMES =
            List.of("list", "obj", "a", "b", "list", "obj", "c", "*", "**", "list.a", "`a b`");
    private static final List<String> VALUES =
            List.of(
                    "$",
                    "a",
                    "%.a",
                    "%",
                    "%.%.a",
                    "$x",
                    "$y.a",
                    "$i",
                    "$x.a",
                    "b",
                    "1",
                    "'k'",
                    "$count($)",
                    "[$i, $x]",
                    "{'a': %.b}",
                    "$$.a",
                    "$string($)",
                    "%.list.a",
                    "$sum(a)",
                    "$j",
                    "%.obj",
                    "$keys(%)",
                    "$type($)",
                    "$append($, 1)",
                    "[a]",
                    "(%.b)");
    private static final List<String> TESTS =
            List.of(
                    "0",
                    "-1",
                    "1",
                    "a = 1",
                    "a",
                    "%.a",
                    "$i = 0",
                    "$x.a = a",
                    "$i > 0",
                    "a > 0",
                    "$exists(%.b)",
                    "[0, 1]",
                    "$",
                    "$x = $y",
                    "$y.a",
                    "$type($) = 'object'",
                    "true",
                    "$j = $i",
                    "%.a = a",
                    "[0..1]",
                    "$count(%) > 0",
                    "b = 'a'");

    private static final List<String> KEYS =
            List.of("'k'", "$type($)", "a", "$string(a)", "'k' & $i", "$string(%.a)", "b");

    private final Choices choices;

    RandomPaths(Choices choices) {
        this.choices = choices;
    }

    String expression() {
        String path = path(1 + choices.below(4));
        return switch (choices.below(8)) {
            case 0 -> "(" + path + ")" + part();
            case 1 -> "[" + path + "]" + part();
            case 2 -> "(" + path + ")." + step();
            case 3 -> "$map(" + path + ", function($x, $i){" + choices.of(VALUES) + "})";
            case 4 -> "($x := " + path + "; $x" + part() + ")";
            case 5 ->
                    path + " ~> |" + choices.of("$", "list", "**", "obj.*") + "|" + object() + "|";
            default -> path;
        };
    }

    private String path(int steps) {
        return choices.sometimes(8, choices.of("$.", "$$.", "[list].", "(list).", "$v."))
                + choices.some(steps, steps, ".", this::step);
    }

    private String step() {
        String step =
                switch (choices.below(9)) {
                    case 0 -> "(" + choices.of(VALUES) + ")";
                    case 1 -> object();
                    case 2 -> "[" + choices.some(0, 2, ", ", () -> choices.of(VALUES)) + "]";
                    case 3 ->
                            choices.of(
                                    "%", "%.%", "$", "$x", "'a'", "$string()", "$keys()", "`list`");
                    default -> choices.of(NAMES);
                };
        return step + choices.some(0, choices.oneIn(2) ? 2 : 1, "", this::part);
    }

    private String part() {
        return switch (choices.below(14)) {
            case 0, 1, 2 -> "[" + choices.of(TESTS) + "]";
            case 3 -> "@$" + choices.of("x", "y");
            case 4 -> "#$" + choices.of("i", "j");
            case 5 ->
                    "^("
                            + choices.of(
                                    "a", ">a", "%.a", "<b, a", "$", "$i", ">$x.a", "$string($)")
                            + ")";
            case 6 -> "{" + choices.of(KEYS) + ": " + choices.of(VALUES) + "}";
            case 7 -> "[]";
            default -> "";
        };
    }

    private String object() {
        return "{"
                + choices.of(KEYS)
                + ": "
                + choices.of(VALUES)
                + choices.sometimes(4, ", 'z': " + choices.of(VALUES))
                + "}";
    }
}
