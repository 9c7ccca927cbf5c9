package dev.tributary.jsonata.eval;

import static dev.tributary.jsonata.value.Undefined.UNDEFINED;

import dev.tributary.jsonata.JsonataException;
import dev.tributary.jsonata.syntax.Ast;
import dev.tributary.jsonata.value.Items;
import dev.tributary.jsonata.value.Run;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The $eval function: an expression in a string, among the variables of the place it is called
 * from.
 */
public final class DynamicEval {
    /** Compiling does not look at the clock; what is longer than this would take it too long. */
    private static final int LONGEST = 100_000;

    private DynamicEval() {}

    public static @Nullable Object eval(@Nullable Object text, @Nullable Object focus, Run run) {
        if (text == UNDEFINED) return text;
        Calls.EvalSite site = (Calls.EvalSite) run.site();
        int length = ((String) text).length();
        if (length > LONGEST) throw new JsonataException("U1003", LONGEST);
        run.nodes(length);
        run.steps(length * 8L);
        Node node;
        try {
            Ast ast = Program.parse((String) text, run.options);
            node = new Compiler(run.exact(), true).value(ast, site.scope(), 1);
        } catch (JsonataException e) {
            throw new JsonataException("D3120", e.reason());
        }
        Object input = focus == UNDEFINED ? site.input() : focus;
        if (focus instanceof List<?> list && !Items.isSequence(list))
            input = Items.wholeInput(list);
        run.enter(4);
        try {
            Object result = node.eval(input, site.frame(), run);
            run.leave(4);
            return result;
        } catch (JsonataException e) {
            if (e.code().startsWith("U1")) throw e;
            throw new JsonataException("D3121", e.reason());
        }
    }
}
