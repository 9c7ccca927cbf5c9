package dev.tributary.jsonata;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * What each error code says. {@code {t}} stands for the token, {@code {0}} and {@code {1}} for
 * details.
 */
final class ErrorMessages {
    private static final int LONGEST_DETAIL = 80;

    private static final Map<String, String> SYNTAX =
            Map.ofEntries(
                    Map.entry("S0101", "the string has no closing quote"),
                    Map.entry("S0102", "the number {t} is out of range"),
                    Map.entry("S0103", "unknown escape sequence \\{t}"),
                    Map.entry("S0104", "\\u must be followed by 4 hexadecimal digits"),
                    Map.entry("S0105", "the quoted name has no closing backquote"),
                    Map.entry("S0106", "the comment has no end"),
                    Map.entry("S0201", "{t} is not expected here"),
                    Map.entry("S0202", "expected {0} but found {t}"),
                    Map.entry("S0203", "expected {0} before the end"),
                    Map.entry("S0204", "unknown operator {t}"),
                    Map.entry("S0207", "the expression ends too early"),
                    Map.entry(
                            "S0208",
                            "parameter {0} of a function must be a variable name, not {t}"),
                    Map.entry("S0209", "a filter cannot follow grouping"),
                    Map.entry("S0210", "a step can be grouped only once"),
                    Map.entry("S0211", "{t} needs an operand on its left"),
                    Map.entry("S0212", "only a variable can stand left of :=, not {t}"),
                    Map.entry("S0213", "the literal {t} cannot be a step of a path"),
                    Map.entry("S0214", "a variable must follow {t}"),
                    Map.entry("S0215", "@ must come before the filters of its step"),
                    Map.entry("S0216", "@ must come before order-by"),
                    Map.entry("S0217", "% finds no parent here"),
                    Map.entry("S0301", "a regular expression must not be empty"),
                    Map.entry("S0302", "the regular expression has no closing /"),
                    Map.entry(
                            "S0303",
                            "regular expressions here match in linear time and know no {0}"),
                    Map.entry("S0304", "malformed regular expression: {0}"),
                    Map.entry(
                            "S0401",
                            "only functions and arrays can have a type parameter in a signature,"
                                    + " not {0}"),
                    Map.entry(
                            "S0402",
                            "a choice of types in a signature cannot have type parameters: {0}"));

    private static final Map<String, String> TYPES =
            Map.ofEntries(
                    Map.entry("T0410", "argument {0} of {t} is not of a type it takes"),
                    Map.entry(
                            "T0411", "the context value is not of the type of argument {0} of {t}"),
                    Map.entry("T0412", "argument {0} of {t} must be an array of {1}"),
                    Map.entry("T1003", "a key must be a string, not {0}"),
                    Map.entry("T1005", "{t} is not a function; did you mean ${t}?"),
                    Map.entry("T1006", "what is called here is not a function"),
                    Map.entry("T1007", "{t} is not a function; did you mean ${t}?"),
                    Map.entry("T1008", "what is partially applied here is not a function"),
                    Map.entry("T1010", "the matcher given to {t} did not return a match"),
                    Map.entry("T2001", "the left side of {t} must be a number, not {0}"),
                    Map.entry("T2002", "the right side of {t} must be a number, not {0}"),
                    Map.entry("T2003", "a range must begin with an integer, not {0}"),
                    Map.entry("T2004", "a range must end with an integer, not {0}"),
                    Map.entry("T2006", "a function must follow ~>, not {0}"),
                    Map.entry("T2007", "order-by cannot compare {0} with {1}"),
                    Map.entry("T2008", "order-by compares numbers or strings, not {0}"),
                    Map.entry("T2009", "{t} cannot compare {0} with {1}"),
                    Map.entry("T2010", "{t} compares numbers or strings, not {0}"),
                    Map.entry("T2011", "the update of a transform must be an object, not {0}"),
                    Map.entry("T2012", "the deletions of a transform must be strings, not {0}"),
                    Map.entry(
                            "T2013",
                            "a transform needs $clone, which is bound to something else here"));

    private static final Map<String, String> VALUES =
            Map.ofEntries(
                    Map.entry("D1001", "number out of range: {0}"),
                    Map.entry("D1002", "cannot negate {0}"),
                    Map.entry(
                            "D1004",
                            "the regular expression {0} matches the empty string, again and again"),
                    Map.entry("D1009", "two keys of the object are {0}"),
                    Map.entry("D2014", "a range may have 10 million values, not {0}"),
                    Map.entry("D3001", "{0} cannot be written as a string"),
                    Map.entry("D3010", "the pattern to replace must not be empty"),
                    Map.entry("D3011", "the limit of $replace must not be negative: {0}"),
                    Map.entry("D3012", "a match must be replaced by a string, not {0}"),
                    Map.entry("D3020", "the limit of $split must not be negative: {0}"),
                    Map.entry("D3030", "{0} is not a number"),
                    Map.entry("D3040", "the limit of $match must not be negative: {0}"),
                    Map.entry(
                            "D3050",
                            "the function given to $reduce must take at least two arguments"),
                    Map.entry("D3060", "{0} has no square root"),
                    Map.entry("D3061", "{0} to the power of {1} is out of range"),
                    Map.entry(
                            "D3070",
                            "without a comparing function $sort takes only strings or only"
                                    + " numbers"),
                    Map.entry("D3100", "the base must be between 2 and 36, not {0}"),
                    Map.entry("D3110", "{0} is not an ISO 8601 timestamp"),
                    Map.entry("D3120", "the expression given to $eval: {0}"),
                    Map.entry("D3121", "the expression given to $eval failed: {0}"),
                    Map.entry("D3137", "{0}"),
                    Map.entry("D3138", "$single found more than one value"),
                    Map.entry("D3139", "$single found no value"),
                    Map.entry("D3140", "malformed URL given to ${0}: {1}"),
                    Map.entry("D3141", "{0}"));

    private static final Map<String, String> PICTURES =
            Map.ofEntries(
                    Map.entry("D3080", "a number picture has at most two parts"),
                    Map.entry("D3081", "a number picture has at most one decimal separator"),
                    Map.entry("D3082", "a number picture has at most one percent sign"),
                    Map.entry("D3083", "a number picture has at most one per-mille sign"),
                    Map.entry("D3084", "a number picture cannot have both percent and per-mille"),
                    Map.entry("D3085", "a number picture needs at least one digit"),
                    Map.entry("D3086", "a number picture cannot have text between its digits"),
                    Map.entry(
                            "D3087",
                            "a grouping separator cannot stand beside the decimal separator"),
                    Map.entry("D3088", "a grouping separator cannot end the integer part"),
                    Map.entry("D3089", "two grouping separators cannot stand together"),
                    Map.entry(
                            "D3090",
                            "an optional digit cannot follow a mandatory one before the decimal"
                                    + " separator"),
                    Map.entry(
                            "D3091",
                            "a mandatory digit cannot follow an optional one after the decimal"
                                    + " separator"),
                    Map.entry("D3092", "an exponent cannot go with percent or per-mille"),
                    Map.entry("D3093", "an exponent consists of mandatory digits"),
                    Map.entry(
                            "D3130", "integers cannot be written as a sequence beginning with {0}"),
                    Map.entry("D3131", "the digits of a picture must be of one script"),
                    Map.entry("D3132", "unknown component {0} in a date-time picture"),
                    Map.entry("D3133", "{0} has no name; only months and days have"),
                    Map.entry("D3134", "a time zone has at most four digits"),
                    Map.entry("D3135", "a date-time picture lacks its closing ]"),
                    Map.entry(
                            "D3136",
                            "the picture leaves a gap between the components of the timestamp"));

    private static final Map<String, String> LIMITS =
            Map.of(
                    "U1001", "stopped: {0}",
                    "U1002", "stopped: more than {0} values in lists and objects",
                    "U1003", "stopped: more than {0} characters in strings",
                    "U1004", "stopped: regular expressions took more than {0} steps");

    private static final List<Map<String, String>> ALL =
            List.of(SYNTAX, TYPES, VALUES, PICTURES, LIMITS);

    private ErrorMessages() {}

    static String render(String code, @Nullable String token, List<?> details) {
        String template =
                ALL.stream()
                        .map(codes -> codes.get(code))
                        .filter(text -> text != null)
                        .findFirst()
                        .orElse("{0}");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < template.length(); i++) {
            if (template.charAt(i) == '{'
                    && i + 2 < template.length()
                    && template.charAt(i + 2) == '}') {
                text.append(detail(template.charAt(i + 1), token, details));
                i += 2;
            } else {
                text.append(template.charAt(i));
            }
        }
        return text.toString();
    }

    private static String detail(char which, @Nullable String token, List<?> details) {
        if (which == 't') return token == null ? "this" : token;
        int index = which - '0';
        Object detail = index < details.size() ? details.get(index) : null;
        if (detail instanceof Map<?, ?>) return "an object";
        if (detail instanceof List<?>) return "an array";
        String text = String.valueOf(detail);
        return text.length() <= LONGEST_DETAIL ? text : text.substring(0, LONGEST_DETAIL) + "…";
    }

    /** The line of the expression that holds the position, and a caret below it. */
    static String caret(String source, int position) {
        int at = Math.clamp(position - 1L, 0, source.length());
        int start = source.lastIndexOf('\n', at - 1) + 1;
        int end = source.indexOf('\n', at);
        int line = (int) source.substring(0, start).chars().filter(c -> c == '\n').count() + 1;
        String text = source.substring(start, end < 0 ? source.length() : Math.max(start, end));
        int column = at - start;
        if (text.length() > 160) {
            int from = Math.max(0, column - 80);
            text = text.substring(from, Math.min(text.length(), from + 160));
            column -= from;
        }
        String indent = text.substring(0, Math.min(column, text.length())).replaceAll("[^\t]", " ");
        return " (line " + line + ")\n  " + text + "\n  " + indent + "^";
    }
}
