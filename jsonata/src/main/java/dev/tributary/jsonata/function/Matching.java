package dev.tributary.jsonata.function;

import static dev.tributary.jsonata.value.Undefined.UNDEFINED;

import dev.tributary.jsonata.JsonataException;
import dev.tributary.jsonata.value.Callable;
import dev.tributary.jsonata.value.Items;
import dev.tributary.jsonata.value.Run;
import dev.tributary.jsonata.value.Shape;
import dev.tributary.jsonata.value.ShapedMap;
import dev.tributary.jsonata.value.Values;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** Functions that look for strings, or for what a matcher function finds, in a string. */
final class Matching {
    private static final Shape MATCH = new Shape(List.of("match", "index", "groups"));

    private Matching() {}

    /**
     * The matches a function finds one after the other; made by {@link RegexFunction} or by
     * anybody.
     */
    private static final class Matches {
        private final Run run;
        private @Nullable Object current;
        private final Callable matcher;

        Matches(@Nullable Object matcher, String text, Run run) {
            if (!(matcher instanceof Callable callable))
                throw new JsonataException("T0410", 2, matcher);
            this.run = run;
            this.matcher = callable;
            this.current =
                    checked(
                            matcher instanceof RegexFunction regex
                                    ? first(regex, text)
                                    : callable.call(new Object[] {text}, null, run));
        }

        private @Nullable Object first(RegexFunction regex, String text) {
            RegexFunction.Walk walk = regex.walk(text, run);
            return walk.first() ? walk.object() : UNDEFINED;
        }

        boolean found() {
            return current != UNDEFINED;
        }

        void next() {
            Object next = field("next");
            current =
                    next instanceof Callable function
                            ? checked(function.call(new Object[0], null, run))
                            : UNDEFINED;
        }

        @Nullable Object field(String name) {
            return Values.field((Map<?, ?>) current, name);
        }

        int number(String name) {
            return field(name) instanceof Number number ? number.intValue() : 0;
        }

        private @Nullable Object checked(@Nullable Object match) {
            Object result = Items.collapse(match);
            if (result == UNDEFINED
                    || !Values.isTrue(result, run) && !(result instanceof Map<?, ?>))
                return UNDEFINED;
            boolean valid =
                    result instanceof Map<?, ?> map
                            && (Values.field(map, "start") instanceof Number
                                    || Values.field(map, "groups") instanceof List<?>
                                    || Values.field(map, "next") instanceof Callable);
            if (!valid) throw new JsonataException("T1010");
            return result;
        }
    }

    static @Nullable Object match(
            @Nullable Object value, @Nullable Object matcher, @Nullable Object limit, Run run) {
        if (value == UNDEFINED) return value;
        double most = limit(limit, "D3040");
        Items found = Items.sequence();
        if (most <= 0) return found;
        Matches matches = new Matches(matcher, (String) value, run);
        for (int count = 0; matches.found() && count < most; count++, matches.next()) {
            run.nodes(4);
            found.add(
                    new ShapedMap(
                            MATCH,
                            new Object[] {
                                matches.field("match"),
                                matches.field("start"),
                                matches.field("groups")
                            }));
        }
        return found;
    }

    private static double limit(@Nullable Object limit, String code) {
        if (limit == UNDEFINED) return Double.POSITIVE_INFINITY;
        double most = ((Number) limit).doubleValue();
        if (most < 0) throw new JsonataException(code, limit);
        return most;
    }

    static @Nullable Object contains(@Nullable Object value, @Nullable Object wanted, Run run) {
        if (value == UNDEFINED || wanted == UNDEFINED) return UNDEFINED;
        String text = (String) value;
        if (wanted instanceof String string) return Strings.find(text, string, 0, run) >= 0;
        if (wanted instanceof RegexFunction regex) return regex.finds(text, run);
        return new Matches(wanted, text, run).found();
    }

    static @Nullable Object split(
            @Nullable Object value, @Nullable Object separator, @Nullable Object limit, Run run) {
        if (value == UNDEFINED) return value;
        double most = limit(limit, "D3020");
        Items parts = Items.list(4);
        if (most <= 0) return parts;
        String text = (String) value;
        run.chars(text.length());
        if (separator instanceof String string) {
            // the reference's own language counts in 32 bits
            long count = Double.isInfinite(most) ? Long.MAX_VALUE : (long) (most % 0x1p32);
            splitAt(text, string, count, parts, run);
            return parts;
        }
        Matches matches = new Matches(separator, text, run);
        int start = 0;
        int count = 0;
        for (; matches.found() && count < most; count++, matches.next()) {
            run.nodes(1);
            parts.add(slice(text, start, matches.number("start")));
            start = matches.number("end");
        }
        if (count < most) parts.add(text.substring(Math.clamp(start, 0, text.length())));
        return parts;
    }

    private static void splitAt(String text, String separator, long most, Items parts, Run run) {
        if (separator.isEmpty()) {
            for (int i = 0; i < text.length() && parts.size() < most; i++) {
                run.nodes(1);
                parts.add(String.valueOf(text.charAt(i)));
            }
            return;
        }
        int start = 0;
        int at = Strings.find(text, separator, 0, run);
        for (; at >= 0 && parts.size() < most; at = Strings.find(text, separator, start, run)) {
            run.nodes(1);
            parts.add(text.substring(start, at));
            start = at + separator.length();
        }
        if (parts.size() < most) parts.add(text.substring(start));
    }

    /** A slice of the text, whatever positions a matcher of somebody's making came up with. */
    private static String slice(String text, int start, int end) {
        int from = Math.clamp(start, 0, text.length());
        int to = Math.clamp(end, 0, text.length());
        return text.substring(Math.min(from, to), Math.max(from, to));
    }

    static @Nullable Object replace(Object[] arguments, Run run) {
        Object value = arguments[0];
        if (value == UNDEFINED) return value;
        String text = (String) value;
        if (arguments[1].equals("")) throw new JsonataException("D3010");
        double most = limit(arguments[3], "D3011");
        if (most <= 0) return text;
        if (arguments[1] instanceof String wanted)
            return replaceText(text, wanted, arguments[2], most, run);
        Matches matches = new Matches(arguments[1], text, run);
        StringBuilder result = new StringBuilder();
        int position = 0;
        for (int count = 0; matches.found() && count < most; count++, matches.next()) {
            int start = matches.number("start");
            String replacement = replacement(arguments[2], matches, run);
            run.chars(replacement.length() + Math.max(0, start - position));
            result.append(slice(text, position, start)).append(replacement);
            position = start + String.valueOf(matches.field("match")).length();
        }
        run.chars(text.length());
        return result.append(text, Math.min(position, text.length()), text.length()).toString();
    }

    private static String replaceText(
            String text, String wanted, @Nullable Object replacement, double most, Run run) {
        String by =
                replacement instanceof String string
                        ? string
                        : replacement == UNDEFINED ? "undefined" : "";
        StringBuilder result = new StringBuilder();
        int position = 0;
        int at = Strings.find(text, wanted, 0, run);
        for (int count = 0;
                at >= 0 && count < most;
                count++, at = Strings.find(text, wanted, position, run)) {
            run.chars(by.length() + at - position);
            result.append(text, position, at).append(by);
            position = at + wanted.length();
        }
        run.chars(text.length() - position);
        return result.append(text, position, text.length()).toString();
    }

    private static String replacement(@Nullable Object replacement, Matches matches, Run run) {
        if (replacement instanceof String template)
            return Substitution.of(template, matches::field, run);
        Object result =
                replacement instanceof Callable function
                        ? Items.collapse(function.call(new Object[] {matches.current}, null, run))
                        : UNDEFINED;
        if (result instanceof String text) return text;
        throw new JsonataException("D3012", result);
    }
}
