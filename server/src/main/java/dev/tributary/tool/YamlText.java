package dev.tributary.tool;

import dev.tributary.Json;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes trees as YAML that people read: short things on one line, long ones below each other. */
final class YamlText {
    private static final int LINE_MAX = 120;
    private static final Pattern PLAIN =
            Pattern.compile(
                    "[A-Za-z_/$][\\w/.@+-]*( [\\w/.@+-]+)*|\\d{4}-\\d\\d-\\d\\d(T[\\d:.]+Z)?");
    private static final Pattern NUMBER_LIKE = Pattern.compile("[-+.]?[\\d.].*");
    private static final Set<String> NOT_TEXT =
            Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", "inf");

    private YamlText() {}

    /** {@code key: value} at an indentation, with the line's end. */
    static String entry(String key, @Nullable Object value, int indent) {
        String head = " ".repeat(indent) + scalar(key) + ":";
        String flow = flow(value);
        if (!isBlock(value) || head.length() + flow.length() < LINE_MAX) {
            return head + " " + flow + "\n";
        }
        return head + "\n" + block(value, indent + 2);
    }

    /** A list whose items are never on one line. */
    static String items(String key, List<? extends Map<String, ?>> items) {
        StringBuilder out = new StringBuilder(scalar(key)).append(":\n");
        items.forEach(item -> out.append("  - ").append(block(item, 4).substring(4)));
        return out.toString();
    }

    private static String block(@Nullable Object value, int indent) {
        StringBuilder out = new StringBuilder();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, member) -> out.append(entry(key.toString(), member, indent)));
        } else if (value instanceof List<?> list) {
            for (Object item : list) {
                String flow = flow(item);
                boolean fits = !isBlock(item) || indent + flow.length() < LINE_MAX;
                String below = fits ? flow + "\n" : block(item, indent + 2).substring(indent + 2);
                out.append(" ".repeat(indent)).append("- ").append(below);
            }
        }
        return out.toString();
    }

    private static boolean isBlock(@Nullable Object value) {
        return value instanceof Map<?, ?> map && !map.isEmpty()
                || value instanceof List<?> list && !list.isEmpty();
    }

    private static String flow(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                List<String> members =
                        map.entrySet().stream()
                                .map(
                                        member ->
                                                scalar(member.getKey())
                                                        + ": "
                                                        + flow(member.getValue()))
                                .toList();
                yield "{" + String.join(", ", members) + "}";
            }
            case List<?> list ->
                    "[" + String.join(", ", list.stream().map(YamlText::flow).toList()) + "]";
            case null, default -> scalar(value);
        };
    }

    private static String scalar(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case BigDecimal number -> number.toPlainString();
            case String text -> isPlain(text) ? text : Json.text(text);
            default -> value.toString();
        };
    }

    private static boolean isPlain(String text) {
        boolean date = text.matches("\\d{4}-.*");
        return PLAIN.matcher(text).matches()
                && (date || !NUMBER_LIKE.matcher(text).matches())
                && !NOT_TEXT.contains(text.toLowerCase(Locale.ROOT));
    }
}
