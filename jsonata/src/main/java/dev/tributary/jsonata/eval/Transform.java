package dev.tributary.jsonata.eval;

import static dev.tributary.jsonata.value.Undefined.UNDEFINED;

import dev.tributary.jsonata.JsonataException;
import dev.tributary.jsonata.function.Builtins;
import dev.tributary.jsonata.function.Signature;
import dev.tributary.jsonata.value.Callable;
import dev.tributary.jsonata.value.Copy;
import dev.tributary.jsonata.value.Items;
import dev.tributary.jsonata.value.Run;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * {@code |pattern|update,delete|}: a function that copies its argument and changes what the pattern
 * selects.
 */
final class Transform extends Node {
    private static final Object CLONE = Builtins.find("clone");
    private static final Signature SIGNATURE = Signature.parse("<(oa):o>");

    private final Node clone;
    private final Node pattern;
    private final Node update;
    private final Node delete;
    private final int position;

    /** {@code delete} may be null. */
    Transform(Node clone, Node pattern, Node update, Node delete, int position) {
        this.clone = clone;
        this.pattern = pattern;
        this.update = update;
        this.delete = delete;
        this.position = position;
    }

    @Override
    public @Nullable Object eval(@Nullable Object input, Frame frame, Run run) {
        return new Callable() {
            @Override
            public int arity() {
                return 1;
            }

            @Override
            public @Nullable Object apply(Object[] arguments, @Nullable Object context, Run inner) {
                return transform(SIGNATURE.check(arguments, context, inner)[0], frame, inner);
            }
        };
    }

    private @Nullable Object transform(@Nullable Object original, Frame frame, Run run) {
        if (original == UNDEFINED) return original;
        if (!(clone.eval(original, frame, run) instanceof Callable copy)) {
            throw new JsonataException("T2013").at(position, null);
        }
        Copy copies = new Copy(run);
        Object result =
                copies.of(copy == CLONE ? original : copy.call(new Object[] {original}, null, run));
        Object matches = pattern.eval(result, frame, run);
        if (matches == UNDEFINED) return result;
        for (Object match : listOf(matches).toArray()) {
            change(match, copies, frame, run);
            run.forgetPrefix();
        }
        return result;
    }

    private static List<?> listOf(@Nullable Object value) {
        return Items.asList(value);
    }

    private void change(@Nullable Object match, Copy copies, Frame frame, Run run) {
        run.step();
        Object changes = update.eval(match, frame, run);
        if (changes != UNDEFINED && !(changes instanceof Map<?, ?>)) {
            throw new JsonataException("T2011", changes).at(position, null);
        }
        if (changes instanceof Map<?, ?> map && copies.made(match))
            put((Map<?, ?>) match, map, run);
        run.forgetPrefix();
        if (delete == null) return;
        Object deletions = delete.eval(match, frame, run);
        if (deletions == UNDEFINED) return;
        for (Object name : listOf(deletions)) {
            run.step();
            if (!(name instanceof String))
                throw new JsonataException("T2012", deletions).at(position, null);
        }
        if (copies.made(match)) listOf(deletions).forEach(((Map<?, ?>) match)::remove);
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<?, ?> target, Map<?, ?> changes, Run run) {
        run.nodes(changes.size());
        changes.forEach((key, value) -> ((Map<Object, Object>) target).put(key, value));
    }
}
