package dev.tributary.jsonata.function;

import org.jspecify.annotations.Nullable;

/** A pattern that is only a literal, perhaps anchored: found by comparing strings. */
final class RegexShortcut {
    private static final String SPECIAL = "\\^$.|?*+()[]{}";

    private final String literal;
    private final boolean fromStart;
    private final boolean toEnd;
    private final boolean ignoreCase;

    private RegexShortcut(String literal, boolean fromStart, boolean toEnd, boolean ignoreCase) {
        this.literal = literal;
        this.fromStart = fromStart;
        this.toEnd = toEnd;
        this.ignoreCase = ignoreCase;
    }

    /** The shortcut of a pattern, or null if it is more than a literal in ASCII. */
    static @Nullable RegexShortcut of(String source, boolean ignoreCase, boolean multiline) {
        boolean fromStart = source.startsWith("^");
        boolean toEnd = source.endsWith("$") && source.length() > (fromStart ? 1 : 0);
        if (multiline && (fromStart || toEnd)) return null;
        String literal = source.substring(fromStart ? 1 : 0, source.length() - (toEnd ? 1 : 0));
        boolean plain = literal.chars().allMatch(c -> c < 128 && SPECIAL.indexOf(c) < 0);
        return plain ? new RegexShortcut(literal, fromStart, toEnd, ignoreCase) : null;
    }

    boolean finds(String text) {
        int last = text.length() - literal.length();
        if (last < 0) return false;
        if (fromStart && toEnd) return last == 0 && matches(text, 0);
        if (fromStart) return matches(text, 0);
        if (toEnd) return matches(text, last);
        if (!ignoreCase) return text.contains(literal);
        for (int at = 0; at <= last; at++) {
            if (matches(text, at)) return true;
        }
        return false;
    }

    private boolean matches(String text, int at) {
        if (!ignoreCase) return text.startsWith(literal, at);
        for (int i = 0; i < literal.length(); i++) {
            char a = literal.charAt(i);
            char b = text.charAt(at + i);
            if (a != b && (b >= 128 || lower(a) != lower(b))) return false;
        }
        return true;
    }

    private static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
    }
}
