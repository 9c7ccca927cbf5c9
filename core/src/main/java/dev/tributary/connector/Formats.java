package dev.tributary.connector;

import dev.tributary.document.Shape;
import dev.tributary.document.Shape.Complaint;
import dev.tributary.mapping.Expression;
import dev.tributary.mapping.InvalidExpression;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The formats that texts of the language come in. */
final class Formats {
    static final String EXPRESSION_MARK = "=";

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Pattern RATE = Pattern.compile("(\\d{1,9}) per (\\d{1,9}(?:ms|s|m|h|d))");
    private static final Pattern LAYERED =
            Pattern.compile("[^`\\s.]+(\\.([^`\\s.]+|`[^`]+`))*|`[^`]+`(\\.([^`\\s.]+|`[^`]+`))*");

    static final Shape.Text TEXT = new Shape.Text("text", null, text -> Optional.empty());
    static final Shape.Text URL = matching("a URL", "https?://.+");
    static final Shape.Text BASE =
            matching("a URL, or an account variable that is one", "(https?://|\\{\\w+}).*");
    static final Shape.Text NAME = matching("a name", "[A-Za-z_][A-Za-z0-9_.-]{0,60}");
    static final Shape.Text VERSION =
            matching("the name of a version", "[A-Za-z0-9][A-Za-z0-9._-]{0,39}");
    static final Shape.Text DURATION_TEXT = matching("a duration such as 10s", DURATION.pattern());
    static final Shape.Text RATE_TEXT = matching("a rate such as 110 per 10s", RATE.pattern());
    static final Shape.Text MOST_FILTERS =
            new Shape.Text(MostFilters.FORM, null, Formats::mostFilters);
    static final Shape.Text PATH = matching("a dotted provider path", LAYERED.pattern());
    static final Shape.Text EXPRESSION =
            new Shape.Text("an expression: = and JSONata", "^=", Formats::expressionComplaint);
    static final Shape.Text JSONATA = new Shape.Text("JSONata", null, Formats::jsonata);
    static final Shape.Text TEMPLATE =
            new Shape.Text("a path such as /things/{id}", null, Formats::template);
    static final Shape.Tree VALUE = new Shape.Tree("a value", Formats::value);

    private Formats() {}

    private static Shape.Text matching(String what, String pattern) {
        Pattern compiled = Pattern.compile(pattern);
        return new Shape.Text(
                what,
                "^(" + pattern + ")$",
                text ->
                        compiled.matcher(text).matches()
                                ? Optional.empty()
                                : Optional.of(
                                        new Complaint("'%s' is not %s".formatted(text, what))));
    }

    private static Optional<Complaint> mostFilters(String text) {
        return MostFilters.parse(text).isPresent()
                ? Optional.empty()
                : Optional.of(new Complaint("'%s' is not %s".formatted(text, MostFilters.FORM)));
    }

    static boolean isExpression(@Nullable Object value) {
        return value instanceof String text && text.startsWith(EXPRESSION_MARK);
    }

    private static Optional<Complaint> expressionComplaint(String text) {
        return isExpression(text)
                ? value(text)
                : Optional.of(
                        new Complaint(
                                "'%s' must be an expression: start it with =".formatted(text)));
    }

    private static Optional<Complaint> value(String text) {
        if (!isExpression(text)) {
            return Optional.empty();
        }
        return jsonata(text.substring(1))
                .map(found -> new Complaint(found.message(), found.offset() + 1));
    }

    private static Optional<Complaint> jsonata(String text) {
        try {
            Expression.compile(text);
            return Optional.empty();
        } catch (InvalidExpression invalid) {
            return Optional.of(
                    new Complaint(
                            "this is not JSONata: " + invalid.getMessage(), invalid.offset()));
        }
    }

    private static Optional<Complaint> template(String text) {
        if (!text.startsWith("/") && !text.startsWith("http")) {
            return Optional.of(new Complaint("the path '%s' must start with /".formatted(text)));
        }
        try {
            PathTemplate.parse(text);
            return Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.of(new Complaint(String.valueOf(malformed.getMessage())));
        }
    }

    /** An enum's value as the language writes it. */
    static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static <E extends Enum<E>> E word(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
    }

    /** Of a checked text. */
    static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    /** Of a checked text. */
    static Budget budget(String name, String text, boolean every) {
        Matcher matcher = RATE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        return new Budget(
                name, Long.parseLong(matcher.group(1)), duration(matcher.group(2)), every);
    }
}
