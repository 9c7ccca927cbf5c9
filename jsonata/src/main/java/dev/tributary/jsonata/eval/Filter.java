package dev.tributary.jsonata.eval;

import static dev.tributary.jsonata.value.Undefined.UNDEFINED;

import dev.tributary.jsonata.syntax.Ast;
import dev.tributary.jsonata.value.Items;
import dev.tributary.jsonata.value.Numbers;
import dev.tributary.jsonata.value.Run;
import dev.tributary.jsonata.value.Values;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What stands in brackets after a step: an index, indexes, or a condition. */
abstract class Filter {
    /**
     * The values that pass, as a sequence; or, picked by a constant index, the value that is there.
     */
    abstract @Nullable Object apply(@Nullable Object values, Frame frame, Run run);

    static Filter of(Node predicate) {
        return new Where(predicate);
    }

    /** The same for tuples, each in a frame of that scope. */
    static Filter ofTuples(Node predicate, @Nullable Scope scope) {
        return new WhereTuple(predicate, scope);
    }

    static Filter at(long index) {
        return new At(index);
    }

    /** The index, if the predicate is a number literal, whatever is noted around it. */
    static @Nullable Long index(Ast predicate) {
        return predicate instanceof Ast.Literal literal && literal.value instanceof Number number
                ? (Long) Numbers.floor(number)
                : null;
    }

    private static final class At extends Filter {
        private final long index;

        At(long index) {
            this.index = index;
        }

        @Override
        @Nullable Object apply(@Nullable Object values, Frame frame, Run run) {
            if (!(values instanceof List<?> list)) {
                return values != UNDEFINED && (index == 0 || index == -1)
                        ? values
                        : Items.sequence();
            }
            long at = index < 0 ? list.size() + index : index;
            if (at < 0 || at >= list.size()) return none(list);
            Object item = list.get((int) at);
            if (item == UNDEFINED) return Items.sequence();
            if (item instanceof List<?>) return item;
            if (!(item instanceof Tuple)) return item;
            Items picked = none(list);
            picked.add(item);
            return picked;
        }

        private static Items none(List<?> list) {
            return list instanceof Items items && items.isTuples()
                    ? Items.tuples()
                    : Items.sequence();
        }
    }

    private static final class Where extends Filter {
        private final Node predicate;

        Where(Node predicate) {
            this.predicate = predicate;
        }

        @Override
        @Nullable Object apply(@Nullable Object values, Frame frame, Run run) {
            List<?> list = Items.asList(values);
            Items passed = Items.sequence();
            for (int i = 0, n = list.size(); i < n; i++) {
                run.step();
                Object item = list.get(i);
                if (predicate.isBoolean()) {
                    if (predicate.test(item, frame, run)) add(item, passed, run);
                } else {
                    pass(predicate.eval(item, frame, run), item, i, n, passed, run);
                }
            }
            return passed;
        }
    }

    /** A condition on tuples, whose variables it sees. */
    private static final class WhereTuple extends Filter {
        private final Node predicate;
        private final Scope scope;

        WhereTuple(Node predicate, @Nullable Scope scope) {
            this.predicate = predicate;
            this.scope = scope;
        }

        @Override
        @Nullable Object apply(@Nullable Object values, Frame frame, Run run) {
            List<?> list = Items.asList(values);
            boolean tuples = list instanceof Items items && items.isTuples();
            Items passed = tuples ? Items.tuples() : Items.sequence();
            for (int i = 0, n = list.size(); i < n; i++) {
                run.step();
                Object item = list.get(i);
                Tuple tuple = tuples ? (Tuple) item : Tuple.of(item);
                Frame inner = scope.frame(frame, tuple.variables());
                pass(predicate.eval(tuple.context(), inner, run), item, i, n, passed, run);
            }
            return passed;
        }
    }

    /**
     * Passes the item if the predicate is true, or once for each time it names the item's index.
     */
    static void pass(
            @Nullable Object verdict,
            @Nullable Object item,
            int index,
            int size,
            Items passed,
            Run run) {
        if (verdict instanceof Number number && Numbers.isNumeric(number)) {
            if (isAt(number, index, size)) add(item, passed, run);
        } else if (verdict instanceof List<?> indexes && areNumbers(indexes, run)) {
            for (Object number : indexes) {
                run.step();
                if (isAt((Number) number, index, size)) add(item, passed, run);
            }
        } else if (Values.isTrue(verdict, run)) {
            add(item, passed, run);
        }
    }

    private static void add(@Nullable Object item, Items passed, Run run) {
        run.nodes(1);
        passed.add(item, run);
    }

    private static boolean areNumbers(List<?> list, Run run) {
        if (list instanceof Items items && items.isIntegers()) return true;
        for (Object item : list) {
            run.step();
            if (!Numbers.isNumeric(item)) return false;
        }
        return true;
    }

    private static boolean isAt(Number number, int index, int size) {
        long at = Numbers.floor(number);
        return (at < 0 ? size + at : at) == index;
    }
}
