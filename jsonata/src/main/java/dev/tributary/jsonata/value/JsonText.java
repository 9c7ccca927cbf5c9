package dev.tributary.jsonata.value;

import static dev.tributary.jsonata.value.Undefined.UNDEFINED;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** Any value as text: what $string and the & operator make of it. */
public final class JsonText {
    private static final String HEX = "0123456789abcdef";

    private final StringBuilder out = new StringBuilder();
    private final Run run;
    private final boolean pretty;
    private int charged;

    private JsonText(Run run, boolean pretty) {
        this.run = run;
        this.pretty = pretty;
    }

    /** The string itself, or the JSON of any other value; functions are empty strings. */
    public static String of(@Nullable Object value, boolean pretty, Run run) {
        if (value instanceof String text) return text;
        if (value instanceof Long || value instanceof Integer) return value.toString();
        if (value instanceof Callable) return "";
        if (value instanceof Number number) return top(number, run);
        if (value instanceof Items items && items.isWholeInput())
            return of(items.get(0), pretty, run);
        JsonText text = new JsonText(run, pretty);
        text.write(value, 0);
        text.charge();
        return text.out.toString();
    }

    private static String top(Number number, Run run) {
        double value = number.doubleValue();
        if (number instanceof Double && (Double.isNaN(value) || Double.isInfinite(value))) {
            throw new dev.tributary.jsonata.JsonataException("D3001", number);
        }
        return Numbers.text(number, run.exact());
    }

    private void write(@Nullable Object value, int level) {
        if (value instanceof String text) {
            quote(text);
        } else if (value instanceof Number number) {
            out.append(Numbers.text(number, run.exact()));
        } else if (value instanceof List<?> list) {
            writeList(list, level);
        } else if (value instanceof Map<?, ?> map) {
            writeMap(map, level);
        } else if (value instanceof Callable) {
            out.append("\"\"");
        } else {
            out.append(value == UNDEFINED ? "null" : String.valueOf(value));
        }
        if (out.length() - charged > 4_096) charge();
    }

    private void charge() {
        run.chars(out.length() - charged);
        charged = out.length();
    }

    private void writeList(List<?> list, int level) {
        run.enter(1);
        out.append('[');
        String separator = "";
        for (Object item : list) {
            run.step();
            out.append(separator);
            newLine(level + 1);
            write(item, level + 1);
            separator = ",";
        }
        if (!list.isEmpty()) newLine(level);
        out.append(']');
        run.leave(1);
    }

    private void writeMap(Map<?, ?> map, int level) {
        run.enter(1);
        out.append('{');
        String separator = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            run.step();
            if (entry.getValue() == UNDEFINED) continue;
            out.append(separator);
            newLine(level + 1);
            quote(String.valueOf(entry.getKey()));
            out.append(pretty ? ": " : ":");
            write(entry.getValue(), level + 1);
            separator = ",";
        }
        if (!separator.isEmpty()) newLine(level);
        out.append('}');
        run.leave(1);
    }

    private void newLine(int level) {
        if (pretty) out.append('\n').repeat("  ", level);
    }

    private void quote(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            if (out.length() - charged > 4_096) charge();
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ' || isLoneSurrogate(text, i)) {
                        escape(c);
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private void escape(char c) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) out.append(HEX.charAt(c >> shift & 15));
    }

    private static boolean isLoneSurrogate(String text, int i) {
        char c = text.charAt(i);
        if (!Character.isSurrogate(c)) return false;
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return i == 0 || !Character.isHighSurrogate(text.charAt(i - 1));
    }
}
