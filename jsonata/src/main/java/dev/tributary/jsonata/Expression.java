package dev.tributary.jsonata;

import dev.tributary.jsonata.eval.Outline;
import dev.tributary.jsonata.eval.Program;
import dev.tributary.jsonata.function.HostFunction;
import dev.tributary.jsonata.syntax.Ast;
import dev.tributary.jsonata.value.Delivery;
import dev.tributary.jsonata.value.Run;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * A compiled expression. Immutable: any number of threads may evaluate it at once.
 *
 * <p>Values are trees of {@link Map} with string keys, {@link List}, {@link String}, {@link
 * Number}, {@link Boolean}, null and {@link Jsonata#UNDEFINED}. The input is neither changed nor
 * kept, but results may share parts of it. Result objects are modifiable maps in insertion order;
 * numbers that were only passed through are as they were, calculated ones are {@code Long} or
 * {@code Double}, or {@code BigDecimal} under {@link Options#exactDecimals()}.
 */
public final class Expression {
    private final String text;
    private final Options options;
    private final Ast ast;
    private final Program program;

    private Expression(String text, Options options, Ast ast, Program program) {
        this.text = text;
        this.options = options;
        this.ast = ast;
        this.program = program;
    }

    static Expression compile(String text, Options options) {
        try {
            Ast ast = Program.parse(text, options);
            return new Expression(text, options, ast, Program.compile(text, ast, options));
        } catch (JsonataException e) {
            throw e.in(text);
        } catch (StackOverflowError e) {
            throw new JsonataException("U1001", "nested too deep for the stack").in(text);
        }
    }

    /**
     * The value of the expression for this input.
     *
     * @throws JsonataException if it fails, or exceeds a limit
     */
    public @Nullable Object evaluate(@Nullable Object input) {
        return evaluate(input, Map.of());
    }

    /**
     * The value of the expression for this input, with these variables bound.
     *
     * @param bindings values by name, without the dollar sign; a {@link JavaFunction} among them
     *     can be called
     * @throws JsonataException if it fails, or exceeds a limit
     */
    public @Nullable Object evaluate(@Nullable Object input, Map<String, ?> bindings) {
        return evaluate(new Run(input, admit(bindings), options));
    }

    /**
     * The same, and how much work it was, also where it fails.
     *
     * @param steps is told the steps that {@link Limits#steps()} bounds
     * @throws JsonataException if it fails, or exceeds a limit
     */
    public @Nullable Object evaluate(
            @Nullable Object input, Map<String, ?> bindings, LongConsumer steps) {
        Run run = new Run(input, admit(bindings), options);
        try {
            return evaluate(run);
        } finally {
            steps.accept(run.stepsTaken());
        }
    }

    private @Nullable Object evaluate(Run run) {
        try {
            return Delivery.of(program.run(run), run);
        } catch (JsonataException e) {
            throw e.in(text);
        } catch (StackOverflowError e) {
            throw new JsonataException("U1001", "nested too deep for the stack").in(text);
        }
    }

    private static Map<String, Object> admit(Map<String, ?> bindings) {
        if (bindings.isEmpty()) return Map.of();
        Map<String, Object> admitted = new HashMap<>();
        bindings.forEach((name, value) -> admitted.put(name, HostFunction.admit(value)));
        return admitted;
    }

    /** The expression as it was written. */
    public String text() {
        return text;
    }

    /**
     * The paths of the input this expression may read, each as its field names from the top;
     * everything below a path counts as read. The empty path is the whole input. Lists on the way
     * do not show.
     */
    public Set<List<String>> references() {
        return Outline.references(ast);
    }

    /**
     * The fields of the object this expression makes and where each comes from: the pairs of the
     * object constructor at the top, or at the end of a block or path there. Empty if there is
     * none, or if its keys are not constant.
     */
    public Map<String, Output> outputs() {
        return Outline.outputs(ast, text);
    }

    @Override
    public String toString() {
        return text;
    }
}
