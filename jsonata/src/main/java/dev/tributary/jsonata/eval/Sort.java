package dev.tributary.jsonata.eval;

import static dev.tributary.jsonata.value.Undefined.UNDEFINED;

import dev.tributary.jsonata.JsonataException;
import dev.tributary.jsonata.function.MergeSort;
import dev.tributary.jsonata.value.Items;
import dev.tributary.jsonata.value.Numbers;
import dev.tributary.jsonata.value.Run;
import dev.tributary.jsonata.value.Values;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** The order-by step {@code ^( )}: by its terms in turn, undefined last. */
final class Sort {
    /** A term, and the scope it is evaluated in when tuples are sorted. */
    record Term(Node node, @Nullable Scope scope, boolean descending) {}

    private final Term[] terms;
    private final int position;

    Sort(List<Term> terms, int position) {
        this.terms = terms.toArray(Term[]::new);
        this.position = position;
    }

    /** Whether its terms are to be evaluated with the variables of tuples. */
    boolean isOfTuples() {
        return terms[0].scope != null;
    }

    @Nullable Object sort(List<?> values, Frame frame, Run run) {
        if (values.size() <= 1) return values;
        boolean tuples = values instanceof Items items && items.isTuples();
        Items sorted = MergeSort.sort(values, (a, b) -> isAfter(a, b, frame, run), run);
        if (!tuples) return sorted;
        Items stream = Items.tuples();
        stream.addAll(sorted, run);
        return stream;
    }

    private boolean isAfter(@Nullable Object left, @Nullable Object right, Frame frame, Run run) {
        for (Term term : terms) {
            int order =
                    compare(
                            value(term, left, frame, run),
                            value(term, right, frame, run),
                            term.descending,
                            run);
            if (order != 0) return order > 0;
        }
        return false;
    }

    private static @Nullable Object value(Term term, @Nullable Object item, Frame frame, Run run) {
        if (!(item instanceof Tuple tuple)) return term.node.eval(item, frame, run);
        return term.node.eval(tuple.context(), term.scope.frame(frame, tuple.variables()), run);
    }

    private int compare(@Nullable Object a, @Nullable Object b, boolean descending, Run run) {
        if (a == UNDEFINED) return b == UNDEFINED ? 0 : 1;
        if (b == UNDEFINED) return -1;
        if (!isComparable(a) || !isComparable(b)) {
            throw new JsonataException("T2008", isComparable(a) ? b : a).at(position, null);
        }
        int order;
        if (a instanceof String x && b instanceof String y) {
            order = Values.compare(x, y, run);
        } else if (a instanceof Number x && b instanceof Number y) {
            order = Numbers.compare(x, y, run.exact());
        } else {
            throw new JsonataException("T2007", a, b).at(position, null);
        }
        return descending ? -order : order;
    }

    private static boolean isComparable(@Nullable Object value) {
        return value instanceof String || value instanceof Number;
    }
}
