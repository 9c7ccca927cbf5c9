package dev.tributary.jsonata.function;

import static dev.tributary.jsonata.value.Undefined.UNDEFINED;

import dev.tributary.jsonata.value.JsonText;
import dev.tributary.jsonata.value.Run;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/** Functions on strings. Lengths and positions count code points. */
final class Strings {
    private Strings() {}

    static @Nullable Object string(@Nullable Object value, @Nullable Object pretty, Run run) {
        return value == UNDEFINED ? value : JsonText.of(value, pretty == Boolean.TRUE, run);
    }

    static @Nullable Object substring(
            @Nullable Object value, @Nullable Object start, @Nullable Object length, Run run) {
        if (value == UNDEFINED) return value;
        String text = (String) value;
        int size = codePoints(text, run);
        // Without a start all of it, but nothing up to a length, as an end is counted from nowhere.
        double from = start == UNDEFINED ? Double.NaN : ((Number) start).doubleValue();
        if (size + from < 0) from = 0;
        double to = size;
        if (length != UNDEFINED) {
            double count = ((Number) length).doubleValue();
            if (count <= 0) return "";
            to = from >= 0 ? from + count : size + from + count;
        }
        int first = index(from, size);
        int last = Math.max(first, index(to, size));
        run.chars(last - first);
        return size == text.length()
                ? text.substring(first, last)
                : text.substring(
                        text.offsetByCodePoints(0, first), text.offsetByCodePoints(0, last));
    }

    /**
     * A position as slices take it: cut to an integer, from the end if negative, within the string.
     */
    private static int index(double position, int size) {
        double whole = position < 0 ? Math.ceil(position) : Math.floor(position);
        return (int) Math.clamp(whole < 0 ? size + whole : whole, 0, size);
    }

    private static int codePoints(String text, Run run) {
        run.steps(text.length() >> 4);
        return text.codePointCount(0, text.length());
    }

    static @Nullable Object substringBefore(
            @Nullable Object value, @Nullable Object separator, Run run) {
        if (value == UNDEFINED || separator == UNDEFINED) return value;
        int at = find((String) value, (String) separator, 0, run);
        return at < 0 ? value : slice((String) value, 0, at, run);
    }

    static @Nullable Object substringAfter(
            @Nullable Object value, @Nullable Object separator, Run run) {
        if (value == UNDEFINED || separator == UNDEFINED) return value;
        int at = find((String) value, (String) separator, 0, run);
        String text = (String) value;
        return at < 0 ? value : slice(text, at + ((String) separator).length(), text.length(), run);
    }

    private static String slice(String text, int from, int to, Run run) {
        run.chars(to - from);
        return text.substring(from, to);
    }

    /**
     * Where one string is in another, from an index on. Searched window by window, since a hostile
     * pair can make each character of one cost as much as the whole of the other.
     */
    static int find(String text, String wanted, int from, Run run) {
        int length = wanted.length();
        long window = Math.max(1, 4_000_000L / Math.max(1, length));
        for (long start = from; start <= text.length() - length; start += window) {
            int end = (int) Math.min(text.length(), start + window + length - 1);
            int at = text.indexOf(wanted, (int) start, Math.max((int) start, end));
            run.steps(((at < 0 ? end : at) - start) * ((length >> 4) + 1) >> 4);
            if (at >= 0) return at;
        }
        return -1;
    }

    static @Nullable Object lowercase(@Nullable Object value, Run run) {
        if (value == UNDEFINED) return value;
        run.chars(((String) value).length());
        return ((String) value).toLowerCase(Locale.ROOT);
    }

    static @Nullable Object uppercase(@Nullable Object value, Run run) {
        if (value == UNDEFINED) return value;
        run.chars(((String) value).length());
        return ((String) value).toUpperCase(Locale.ROOT);
    }

    static @Nullable Object length(@Nullable Object value, Run run) {
        return value == UNDEFINED ? value : (Object) (long) codePoints((String) value, run);
    }

    static @Nullable Object trim(@Nullable Object value, Run run) {
        if (value == UNDEFINED) return value;
        String text = (String) value;
        StringBuilder trimmed = new StringBuilder();
        boolean space = false;
        for (int i = 0; i < text.length(); i++) {
            run.charsAt(i, text.length());
            char c = text.charAt(i);
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                space = true;
            } else {
                if (space && !trimmed.isEmpty()) trimmed.append(' ');
                space = false;
                trimmed.append(c);
            }
        }
        return trimmed.toString();
    }

    static @Nullable Object pad(
            @Nullable Object value, @Nullable Object width, @Nullable Object filler, Run run) {
        if (value == UNDEFINED) return value;
        String text = (String) value;
        double wanted = width == UNDEFINED ? Double.NaN : ((Number) width).doubleValue();
        long missing = (long) Math.abs(wanted) - codePoints(text, run);
        if (missing <= 0) return text;
        run.chars(missing + text.length());
        String padding =
                padding(
                        filler == UNDEFINED || filler.equals("") ? " " : (String) filler,
                        (int) missing,
                        run);
        return wanted > 0 ? text + padding : padding + text;
    }

    private static String padding(String filler, int count, Run run) {
        int points = codePoints(filler, run);
        String rest = filler.substring(0, filler.offsetByCodePoints(0, count % points));
        return filler.repeat(count / points) + rest;
    }

    static @Nullable Object join(@Nullable Object values, @Nullable Object separator, Run run) {
        if (values == UNDEFINED) return values;
        List<?> list = (List<?>) values;
        String between = separator == UNDEFINED ? "" : (String) separator;
        StringBuilder joined = new StringBuilder();
        String separated = "";
        for (Object item : list) {
            String text = (String) item;
            run.step();
            run.chars(separated.length() + text.length());
            joined.append(separated).append(text);
            separated = between;
        }
        return joined.toString();
    }
}
