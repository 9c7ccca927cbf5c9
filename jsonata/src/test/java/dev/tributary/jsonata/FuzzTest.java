package dev.tributary.jsonata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import org.junit.jupiter.api.Test;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Random expressions against the reference on Node. Runs for {@code FUZZ_SECONDS}: 60 in CI, 3
 * elsewhere, and for at most {@code FUZZ_CASES}, so that a fast machine tries what a slow one does;
 * with the seed {@code FUZZ_SEED} or 1. Needs Node; in CI the reference is installed when it is
 * missing, elsewhere the test is skipped then, with a message.
 */
class FuzzTest {
    private static final Path SCRIPTS = Path.of("src/test/js");
    private static final int MOST_DIFFERENCES = 25;
    private static final int INSTALL_SECONDS = 180;

    /** The reference loses a regex that stands left of these, and then does not parse the rest. */
    private static final Pattern REGEX_LOST = Pattern.compile("/[^/]+/[im]*\\)*\\s*\\?[?:]");

    /**
     * What follows an order-by directly, or groups after one: there the reference loses variables.
     */
    private static final Pattern ORDERED_TUPLES =
            Pattern.compile(
                    "(?=.*[@#%]).*\\^\\((.*\\)\\)?[\\[^{@#]|.*\\{)|(?=.*[@#%]).*\\{.*\\^\\(");

    /**
     * Lists and objects whose members the reference evaluates at once, so that any may fail first.
     */
    private static final Pattern MEMBERS = Pattern.compile("[\\[{].*,");

    /**
     * What is no text for regular expressions here and there, numbers nobody writes out, and
     * integers in uneven groups.
     */
    private static final Pattern KNOWN =
            Pattern.compile(
                    "😀.*/|/.*😀"
                        + "|formatBase.*1e(21|20|300)|1e(21|20|300).*formatBase|round.*([0-9]{4}|1e(21|300|20)|,"
                        + " [0-9]{3})|string.*[(][?]"
                        + "|formatInteger.*(#:#|##,##,|\\[.*#)|formatInteger.*\\d{7}.*['\"][iI]"
                        + "|(match|replace|split|contains).*[$](not|exists|string|uppercase|count)");

    /** What the reference keeps in its functions, and spreads. */
    private static final Pattern INSIDE_FUNCTIONS =
            Pattern.compile("signature=\\{definition=|_jsonata_");

    /** The reference's inner records, which nobody should see. */
    private static final Pattern TUPLES = Pattern.compile("@=|\"@\":");

    @Test
    void random_expressions_give_what_the_reference_gives() throws Exception {
        boolean ci = "true".equals(System.getenv("CI"));
        long seconds = setting("FUZZ_SECONDS", ci ? 60 : 3);
        if (!Files.isDirectory(SCRIPTS.resolve("node_modules/jsonata"))) {
            if (!ci) abort("no reference: run npm install in " + SCRIPTS.toAbsolutePath());
            install();
        }
        long casesMax = setting("FUZZ_CASES", 50_000);
        Generators random =
                new Generators(
                        setting("FUZZ_SEED", 1), System.getenv("FUZZ_KIND"), SuiteTest.folder());
        List<String> differences = new ArrayList<>();
        int cases = 0;
        try (Reference reference = new Reference(SCRIPTS)) {
            long end = System.nanoTime() + seconds * 1_000_000_000;
            while (System.nanoTime() < end
                    && cases < casesMax
                    && differences.size() < MOST_DIFFERENCES) {
                RandomCases.Case next = random.next();
                String expression = next.expression();
                String input = next.input();
                Map<?, ?> expected =
                        reference.ask(
                                "{\"expr\":" + quote(expression) + ",\"input\":" + input + "}");
                String difference = difference(expression, input, expected);
                if (difference != null) differences.add(difference);
                cases++;
            }
        }
        System.out.println(cases + " random expressions compared with the reference");
        assertThat(differences).isEmpty();
    }

    private static void install() throws Exception {
        Process npm =
                new ProcessBuilder("npm", "install", "--no-audit", "--no-fund", "--no-package-lock")
                        .directory(SCRIPTS.toFile())
                        .redirectErrorStream(true) // not the test runner's own streams
                        .redirectOutput(new File("target", "npm-install.log"))
                        .start();
        assertThat(npm.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS)).as("npm install ends").isTrue();
        assertThat(npm.exitValue()).as("npm install").isZero();
    }

    private static long setting(String name, long standard) {
        String value = System.getenv(name);
        return value == null ? standard : Long.parseLong(value);
    }

    private static String quote(String text) {
        String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"");
        return "\"" + escaped.replace("\n", "\\n").replace("\t", "\\t") + "\"";
    }

    /**
     * What differs, or null. Where the reference itself breaks down there is nothing to compare
     * with.
     */
    private static String difference(String expression, String input, Map<?, ?> expected) {
        Object code = expected.get("code");
        if (REGEX_LOST.matcher(expression).find() || KNOWN.matcher(expression).find()) return null;
        if (String.valueOf(expected.get("value")).contains("NaN")) return null;
        if (TUPLES.matcher(expected.toString()).find()) return null;
        if (INSIDE_FUNCTIONS.matcher(expected.toString()).find()) return null;
        if (ORDERED_TUPLES.matcher(expression).find()) return null;
        if ("crash".equals(code) || "D1011".equals(code) || "D1012".equals(code)) return null;
        String what =
                expression
                        + "\n  on "
                        + input
                        + "\n  expected "
                        + shortened(expected)
                        + "\n  but got  ";
        try {
            Object result = Jsonata.compile(expression).evaluate(Json.parse(input));
            boolean isUndefined = result == Jsonata.UNDEFINED;
            boolean same =
                    code == null
                            && (expected.containsKey("undefined")
                                    ? isUndefined
                                    : !isUndefined && sameAsText(expected.get("value"), result));
            // an object constructor of the reference writes undefined into an empty list it is
            // given
            boolean tampered = expression.contains("{") && expected.toString().contains("null");
            return same || tampered ? null : what + shortened(result);
        } catch (JsonataException e) {
            boolean either = code != null && MEMBERS.matcher(expression).find();
            boolean same =
                    e.code().equals(code) && (!e.code().startsWith("S") || isThere(e, expected));
            boolean beyond = expression.contains("fromMillis") && e.code().matches("D3110|D3132");
            boolean noInstant =
                    expression.contains("toMillis")
                            && e.code().equals("D3110")
                            && expected.containsKey("value")
                            && expected.get("value") == null; // NaN, as JSON has it
            return same || either || beyond || noInstant
                    ? null
                    : what + e.getMessage() + " at " + e.position() + " " + e.token();
        } catch (RuntimeException | Error e) {
            return what
                    + e
                    + " at "
                    + List.of(e.getStackTrace()).subList(0, Math.min(4, e.getStackTrace().length));
        }
    }

    /**
     * Powers that differ in the last of their digits, and instants of which parts are taken from
     * the moment of the evaluation.
     */
    private static boolean isClose(Number a, Number b) {
        double difference = Math.abs(a.doubleValue() - b.doubleValue());
        boolean instants = a.longValue() > 1_700_000_000_000L && difference < 3_000;
        return difference < 4e-16 * Math.abs(a.doubleValue()) || instants;
    }

    private static String shortened(Object value) {
        String text = String.valueOf(value);
        return text.length() > 2_000 ? text.substring(0, 2_000) + " …" : text;
    }

    /** Whether an error of syntax is where the reference sees it. */
    private static boolean isThere(JsonataException e, Map<?, ?> expected) {
        Object position = expected.get("position");
        String token = String.valueOf(expected.get("token"));
        return (position == null || ((Number) position).intValue() == e.position())
                && (token.equals("undefined") || token.startsWith("/") || token.equals(e.token()));
    }

    /** Equality after the result has been through JSON, where NaN is null. */
    private static boolean sameAsText(Object expected, Object result) {
        if (result instanceof List<?> list
                && expected instanceof List<?> other
                && list.size() == other.size()) {
            for (int i = 0; i < list.size(); i++) {
                if (!sameAsText(other.get(i), list.get(i))) return false;
            }
            return true;
        }
        if (result instanceof Map<?, ?> map && expected instanceof Map<?, ?> other) {
            return map.keySet().equals(other.keySet())
                    && map.keySet().stream()
                            .allMatch(key -> sameAsText(other.get(key), map.get(key)));
        }
        if (result instanceof Double number && !Double.isFinite(number)) return expected == null;
        if (expected instanceof Number a && result instanceof Number b && isClose(a, b))
            return true;
        return Json.same(expected, result);
    }
}
