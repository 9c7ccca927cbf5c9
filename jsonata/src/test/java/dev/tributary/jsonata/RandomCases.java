package dev.tributary.jsonata;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Conformance cases with a few of their tokens changed for those of others, on the same input. */
final class RandomCases {
    /** An expression and its input as JSON. */
    record Case(String expression, String input) {}

    private static final int LONGEST = 1_000;
    private static final Expression TEXT =
            Jsonata.compile("$exists($) ? $string($) : 'null'", Options.exactDecimals());
    private static final Pattern TOKEN =
            Pattern.compile(
                    "\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|`[^`]*`"
                        + "|\\$*[\\p{L}_][\\p{L}\\d_]*|\\$+|\\d+(?:\\.\\d+)?|:=|!=|<=|>=|\\.\\.|~>|\\*\\*"
                        + "|\\?\\?|\\?:|\\s+|.",
                    Pattern.DOTALL);

    private final Choices choices;
    private final List<Case> cases = new ArrayList<>();
    private final List<String> tokens = new ArrayList<>();

    RandomCases(Choices choices, Path suite) {
        this.choices = choices;
        try (Stream<Path> groups = Files.list(suite.resolve("groups"))) {
            for (Path group : groups.sorted().toList()) {
                for (Object test : (List<?>) Json.parse(Files.readString(group)))
                    take((Map<?, ?>) test, suite);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void take(Map<?, ?> test, Path suite) throws IOException {
        String expression = (String) test.get("expr");
        if (test.containsKey("bindings") || expression.length() > LONGEST) return;
        Object input = test.get("data");
        if (test.get("dataset") instanceof String name)
            input = Json.parse(Files.readString(suite.resolve("datasets").resolve(name + ".json")));
        cases.add(
                new Case(
                        expression,
                        (String) TEXT.evaluate(input == null ? Jsonata.UNDEFINED : input)));
        tokens.addAll(tokens(expression));
    }

    private static List<String> tokens(String expression) {
        List<String> tokens = new ArrayList<>();
        Matcher token = TOKEN.matcher(expression);
        while (token.find()) tokens.add(token.group());
        return tokens;
    }

    Case next() {
        Case one = cases.get(choices.below(cases.size()));
        List<String> changed = tokens(one.expression);
        for (int i = choices.below(4); i >= 0 && !changed.isEmpty(); i--) change(changed);
        return new Case(String.join("", changed), one.input);
    }

    private void change(List<String> tokens) {
        int at = choices.below(tokens.size());
        switch (choices.below(8)) {
            case 0 -> tokens.remove(at);
            case 1 -> tokens.add(at, tokens.get(at));
            case 2 -> tokens.add(at, tokens.get(choices.below(tokens.size())));
            case 3 -> tokens.add(at, choices.of(this.tokens));
            case 4 -> tokens.set(at, group());
            case 5 -> tokens.set(at, tokens.get(choices.below(tokens.size())));
            default -> tokens.set(at, alike(tokens.get(at)));
        }
    }

    /** Another token of that kind. */
    private String alike(String token) {
        for (int i = 0; i < 200; i++) {
            String other = choices.of(tokens);
            if (kind(other) == kind(token)) return other;
        }
        return token;
    }

    private static char kind(String token) {
        char first = token.charAt(0);
        if (Character.isLetter(first)) return 'a';
        return Character.isDigit(first) ? '1' : "\"'`$ ".indexOf(first) >= 0 ? first : '.';
    }

    /** What stands in some case between brackets, with them. */
    private String group() {
        String text = cases.get(choices.below(cases.size())).expression;
        int from = choices.below(text.length() + 1);
        while (from < text.length() && "([{".indexOf(text.charAt(from)) < 0) from++;
        int depth = 0;
        for (int to = from; to < text.length(); to++) {
            if ("([{".indexOf(text.charAt(to)) >= 0) depth++;
            if (")]}".indexOf(text.charAt(to)) >= 0) depth--;
            if (depth == 0) return text.substring(from, to + 1);
        }
        return "(1)";
    }
}
