package dev.tributary.document;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Gathers problems; the same one twice counts once. Not thread-safe. */
public final class Report {
    private final Set<Problem> problems = new LinkedHashSet<>();

    public void add(Origin origin, String message, Object... arguments) {
        problems.add(new Problem(origin, text(message, arguments)));
    }

    private static String text(String message, Object... arguments) {
        return arguments.length == 0 ? message : message.formatted(arguments);
    }

    /** About the character at {@code offset} of a text; below zero: about the whole. */
    public void at(Node node, int offset, String message, Object... arguments) {
        if (node instanceof Node.Scalar scalar) {
            String text = String.valueOf(scalar.value());
            problems.add(
                    new Problem(
                            scalar.content().at(text, offset),
                            text(message, arguments),
                            offset < 0 ? null : Problem.Spot.of(text, offset)));
        } else {
            add(node.origin(), message, arguments);
        }
    }

    public void addAll(Report other) {
        problems.addAll(other.problems);
    }

    public boolean isEmpty() {
        return problems.isEmpty();
    }

    /** In the order of documents and lines. */
    public List<Problem> all() {
        List<Problem> sorted = new ArrayList<>(problems);
        sorted.sort(
                Comparator.comparing((Problem problem) -> problem.origin().document())
                        .thenComparing(problem -> problem.origin().line())
                        .thenComparing(problem -> problem.origin().pointer()));
        return sorted;
    }

    /**
     * @throws Problems when there are any
     */
    public void throwIfAny() {
        if (!problems.isEmpty()) {
            throw new Problems(all());
        }
    }
}
