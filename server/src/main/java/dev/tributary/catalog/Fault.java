package dev.tributary.catalog;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.document.Origin;
import dev.tributary.document.Problem;
import dev.tributary.document.Problems;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A problem of a document as the API tells it. */
final class Fault {
    private Fault() {}

    /**
     * @param what such as {@code the override of acme does not fit}
     */
    static Failure failure(String what, Problems problems) {
        return new Failure(Code.UNPROCESSABLE, what + ":\n" + problems.getMessage(), problems)
                .with("problems", all(problems.all()));
    }

    static List<Map<String, @Nullable Object>> all(List<Problem> problems) {
        return problems.stream().map(Fault::one).toList();
    }

    /** With a line of the file, or a pointer into the document and the place in its expression. */
    private static Map<String, @Nullable Object> one(Problem problem) {
        Origin origin = problem.origin();
        Problem.Spot spot = problem.spot();
        Map<String, @Nullable Object> fault = new LinkedHashMap<>();
        fault.put("document", origin.document());
        if (origin.line() > 0) {
            fault.put("line", origin.line());
        } else {
            fault.put("pointer", origin.pointer());
        }
        if (spot != null) {
            fault.putIfAbsent("line", spot.line());
            fault.put("column", spot.column());
            fault.put("caret", spot.caret());
        }
        fault.put("message", problem.message());
        return fault;
    }
}
