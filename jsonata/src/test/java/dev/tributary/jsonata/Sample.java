package dev.tributary.jsonata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** An input, and expressions on it with their results. */
final class Sample {
    static final String INPUT =
            """
            {
              "id": 7, "name": "Ada Lovelace", "tags": ["x", "y"], "nothing": null,
              "account": {"name": "Firefly", "orders": [
                {"id": "o1", "products": [
                  {"sku": "a", "price": 10, "quantity": 2, "colors": ["red", "blue"]},
                  {"sku": "b", "price": 5.5, "quantity": 1}]},
                {"id": "o2", "products": [
                  {"sku": "c", "price": 20, "quantity": 3, "colors": ["red"]}]}]},
              "people": [
                {"name": "Bo", "age": 41, "city": "Oslo"},
                {"name": "Al", "age": 29, "city": "Rome"},
                {"name": "Cy", "age": 35, "city": "Oslo"}],
              "phones": [{"type": "work", "number": "1"}, {"type": "home", "number": "2"}],
              "odd name": true, "nested": [[1, 2], [3, 4]], "empty": [],
              "when": "2026-11-21T07:00:00.000Z"
            }\
            """;

    private Sample() {}

    /**
     * Asserts that each expression gives its result. A line is {@code expression ⇒ result}, or the
     * result has a line of its own; results are JSON, {@code undefined} or an exclamation mark and
     * an error code.
     */
    static void holds(String lines) {
        List<String> wrong = new ArrayList<>();
        String pending = "";
        for (String test : lines.split("\n(?=[^ ]|$)")) {
            if (test.isBlank()) continue;
            int arrow = test.lastIndexOf("⇒");
            if (arrow < 0) {
                pending += test + "\n";
                continue;
            }
            String expression = (pending + test.substring(0, arrow)).strip();
            String expected = test.substring(arrow + 1).strip();
            pending = "";
            Object outcome = outcome(expression);
            if (!matches(expected, outcome))
                wrong.add(expression + " ⇒ " + expected + ", not " + outcome);
        }
        assertThat(pending).isBlank();
        assertThat(wrong).isEmpty();
    }

    private static Object outcome(String expression) {
        try {
            return Jsonata.compile(expression).evaluate(Json.parse(INPUT));
        } catch (JsonataException e) {
            return e;
        }
    }

    private static boolean matches(String expected, Object outcome) {
        if (outcome instanceof JsonataException e) return expected.equals("!" + e.code());
        if (expected.equals("undefined")) return outcome == Jsonata.UNDEFINED;
        if (outcome instanceof Double number && !Double.isFinite(number))
            return expected.equals("null");
        return !expected.startsWith("!") && Json.same(Json.parse(expected), outcome);
    }
}
