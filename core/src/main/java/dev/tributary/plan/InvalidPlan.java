package dev.tributary.plan;

import java.util.List;
import java.util.stream.Collectors;

/** A plan document that cannot be used, with everything that is wrong in it. */
public final class InvalidPlan extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** One thing that is wrong, at a JSON pointer into the document. */
    public record Problem(String pointer, String message) {
        @Override
        public String toString() {
            return (pointer.isEmpty() ? "the document" : pointer) + ": " + message;
        }
    }

    private final transient List<Problem> problems;

    public InvalidPlan(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
