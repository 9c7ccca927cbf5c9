package dev.tributary.jsonata.function;

import dev.tributary.jsonata.JsonataException;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/**
 * Rewrites a regular expression of ECMAScript for RE2, which matches in linear time: what both know
 * by different means is translated, what RE2 cannot do is refused.
 */
final class RegexTranslator {
    private static final String DOT = "[^\\n\\r\\x{2028}\\x{2029}]";
    private static final String SPACE =
            "\\t\\n\\x0b\\f\\r \\x{a0}\\x{1680}\\x{2000}-\\x{200a}"
                    + "\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}";
    private static final String NOT_SPACE =
            "\\x00-\\x08\\x0e-\\x1f!-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}"
                    + "\\x{200b}-\\x{2027}\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}"
                    + "\\x{3001}-\\x{fefe}\\x{ff00}-\\x{10ffff}";

    private static final int LARGEST = 5_000;
    private static final Pattern QUANTIFIER = Pattern.compile("[0-9]+(,[0-9]*)?");
    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]+");

    private final String source;
    private final boolean ignoreCase;
    private final StringBuilder out = new StringBuilder();
    private final Deque<Long> outer = new ArrayDeque<>();
    private long size;
    private long lastSize;
    private int at;

    RegexTranslator(String source, boolean ignoreCase) {
        this.source = source;
        this.ignoreCase = ignoreCase;
    }

    String translate() {
        while (at < source.length()) {
            char c = source.charAt(at);
            if (")|*+?{".indexOf(c) < 0) grow(1);
            switch (c) {
                case '\\' -> escape();
                case '[' -> set();
                case '(' -> group();
                case ')' -> close();
                case '.' -> copy(DOT);
                case '{' -> brace();
                case '}', ']' -> copy("\\" + c);
                case '|', '*', '+', '?', '^', '$' -> copy(String.valueOf(c));
                default -> literal(codePoint());
            }
        }
        return out.toString();
    }

    /**
     * Counts what the pattern will be compiled to, since a few nested repetitions can make it huge.
     */
    private void grow(long more) {
        lastSize = more;
        size += more;
        if (size > LARGEST) throw new JsonataException("S0304", "it is too large");
    }

    private void close() {
        long inside = size;
        size = outer.isEmpty() ? 0 : outer.pop();
        grow(inside);
        copy(")");
    }

    private void copy(String text) {
        out.append(text);
        at++;
    }

    private int codePoint() {
        int point = source.codePointAt(at);
        at += Character.charCount(point);
        return point;
    }

    private void literal(int point) {
        int other = ignoreCase ? CaseFolding.other(point) : point;
        if (other == point) {
            append(point);
        } else {
            out.append('[');
            append(point);
            append(other);
            out.append(']');
        }
    }

    private void append(int point) {
        boolean plain = point < 128 && Character.isLetterOrDigit(point);
        if (plain) {
            out.append((char) point);
        } else {
            out.append("\\x{").append(Integer.toHexString(point)).append('}');
        }
    }

    private void group() {
        outer.push(size);
        size = 1;
        if (source.startsWith("(?=", at) || source.startsWith("(?!", at))
            throw refused("look-ahead");
        if (source.startsWith("(?<=", at) || source.startsWith("(?<!", at))
            throw refused("look-behind");
        if (source.startsWith("(?<", at)) {
            out.append("(?P<");
            at += 3;
        } else if (source.startsWith("(?:", at)) {
            out.append("(?:");
            at += 3;
        } else if (source.startsWith("(?", at)) {
            throw new JsonataException(
                    "S0304",
                    "unknown group " + source.substring(at, Math.min(at + 3, source.length())));
        } else {
            copy("(");
            return;
        }
        if (source.charAt(at - 1) == '<') groupName();
    }

    private void groupName() {
        int end = source.indexOf('>', at);
        if (end < 0) throw new JsonataException("S0304", "a group's name has no end");
        out.append(source, at, end + 1);
        at = end + 1;
    }

    private static JsonataException refused(String what) {
        return new JsonataException("S0303", what);
    }

    /** A brace is a quantifier if it looks like one, else a brace. */
    private void brace() {
        int end = source.indexOf('}', at);
        String inside = end < 0 ? "" : source.substring(at + 1, end);
        if (QUANTIFIER.matcher(inside).matches()) {
            out.append('{').append(inside).append('}');
            at = end + 1;
            long before = lastSize;
            grow(before * (most(inside) - 1));
            lastSize += before;
        } else {
            copy("\\{");
        }
    }

    /** How often a quantifier makes RE2 write out what it repeats. */
    private static long most(String quantifier) {
        long most = 1;
        for (String count : quantifier.split(","))
            most = Math.max(most, count.length() > 4 ? LARGEST : Long.parseLong(count));
        return most;
    }

    private void escape() {
        if (++at == source.length()) throw new JsonataException("S0304", "\\ at end of pattern");
        char c = source.charAt(at);
        switch (c) {
            case 'd', 'D', 'w', 'W', 'b', 'B' -> copy("\\" + c);
            case 's' -> copy("[" + SPACE + "]");
            case 'S' -> copy("[^" + SPACE + "]");
            case '1', '2', '3', '4', '5', '6', '7', '8', '9' -> throw refused("a back-reference");
            case 'k' -> throw refused("a back-reference");
            default -> literal(escaped());
        }
    }

    /** The character an escape stands for. */
    private int escaped() {
        char c = source.charAt(at);
        switch (c) {
            case 't', 'n', 'v', 'f', 'r', '0' -> {
                at++;
                return "\t\n\u000b\f\r\0".charAt("tnvfr0".indexOf(c));
            }
            case 'c' -> {
                if (at + 1 < source.length() && Character.isLetter(source.charAt(at + 1))) {
                    at += 2;
                    return source.charAt(at - 1) % 32;
                }
                return '\\';
            }
            case 'x' -> {
                return hex(2);
            }
            case 'u' -> {
                return hex(4);
            }
            default -> {
                return codePoint();
            }
        }
    }

    private int hex(int digits) {
        int end = at + 1 + digits;
        if (end > source.length() || !HEX.matcher(source.substring(at + 1, end)).matches())
            return codePoint();
        int point = Integer.parseInt(source.substring(at + 1, end), 16);
        at = end;
        return point;
    }

    private void set() {
        at++;
        boolean negated = at < source.length() && source.charAt(at) == '^';
        if (negated) at++;
        if (at < source.length() && source.charAt(at) == ']') {
            copy(negated ? "[\\x00-\\x{10ffff}]" : "[^\\x00-\\x{10ffff}]");
            return;
        }
        out.append(negated ? "[^" : "[");
        while (at < source.length() && source.charAt(at) != ']') member();
        if (at == source.length()) throw new JsonataException("S0304", "missing closing ]");
        copy("]");
    }

    private void member() {
        if (isClass(at)) {
            char c = source.charAt(at + 1);
            at += 2;
            out.append(c == 's' ? SPACE : c == 'S' ? NOT_SPACE : "\\" + c);
            return;
        }
        int first = setCharacter();
        boolean range =
                at + 1 < source.length()
                        && source.charAt(at) == '-'
                        && source.charAt(at + 1) != ']'
                        && !isClass(at + 1);
        if (!range) {
            range(first, first);
            return;
        }
        at++;
        int last = setCharacter();
        if (last < first)
            throw new JsonataException("S0304", "range out of order in character class");
        range(first, last);
    }

    private boolean isClass(int index) {
        return source.charAt(index) == '\\'
                && index + 1 < source.length()
                && "dDwWsS".indexOf(source.charAt(index + 1)) >= 0;
    }

    private int setCharacter() {
        if (source.charAt(at) != '\\') return codePoint();
        if (++at == source.length()) throw new JsonataException("S0304", "\\ at end of pattern");
        if (source.charAt(at) == 'b') {
            at++;
            return '\b';
        }
        return escaped();
    }

    private void range(int first, int last) {
        append(first);
        if (last > first) {
            out.append('-');
            append(last);
        }
        if (!ignoreCase) return;
        for (int point = first; point <= Math.min(last, first + 0x600); point++) {
            int other = CaseFolding.other(point);
            if (other != point && (other < first || other > last)) append(other);
        }
    }
}
