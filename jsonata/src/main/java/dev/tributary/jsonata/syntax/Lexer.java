package dev.tributary.jsonata.syntax;

import dev.tributary.jsonata.JsonataException;
import dev.tributary.jsonata.value.Numbers;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.Set;

/** Cuts an expression into tokens, one at a time, as the parser asks for them. */
final class Lexer {
    private static final String STOPS = ".[]{}(),@#;:?+-*/%|=<>^&!~";
    private static final String SPACES = " \t\n\r\u000b";
    private static final Set<String> PAIRS =
            Set.of("..", ":=", "!=", ">=", "<=", "**", "~>", "?:", "??");

    private final String text;
    private final boolean exact;
    private int at;

    Lexer(String text, boolean exact) {
        this.text = text;
        this.exact = exact;
    }

    /**
     * The next token. After an operand a slash divides, elsewhere it begins a regular expression.
     */
    Token next(boolean afterOperand) {
        skipSpacesAndComments();
        if (at >= text.length())
            return new Token(Token.Kind.END, "(end)", "(end)", text.length(), text.length());
        int start = at;
        char c = text.charAt(at);
        if (c == '/' && !afterOperand) return regex(start);
        if (at + 1 < text.length() && PAIRS.contains(text.substring(at, at + 2))) {
            at += 2;
            return operator(start);
        }
        if (STOPS.indexOf(c) >= 0) {
            at++;
            return operator(start);
        }
        if (c == '"' || c == '\'') return string(start, c);
        if (c >= '0' && c <= '9') return number(start);
        if (c == '`') return quotedName(start);
        return name(start);
    }

    private Token operator(int start) {
        String id = text.substring(start, at);
        return new Token(Token.Kind.OPERATOR, id, id, start, at);
    }

    private void skipSpacesAndComments() {
        while (at < text.length()) {
            if (SPACES.indexOf(text.charAt(at)) >= 0) {
                at++;
            } else if (text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at + 2);
                if (end < 0) throw new JsonataException("S0106").at(at, null);
                at = end + 2;
            } else {
                return;
            }
        }
    }

    private Token regex(int start) {
        int from = ++at;
        int open = 0;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '/' && open == 0 && !isEscaped()) {
                if (at == from) throw new JsonataException("S0301").at(at, null);
                String pattern = text.substring(from, at++);
                int flags = at;
                while (at < text.length() && (text.charAt(at) == 'i' || text.charAt(at) == 'm'))
                    at++;
                var value = new Token.RegexText(pattern, text.substring(flags, at));
                return new Token(Token.Kind.REGEX, "(regex)", value, start, at);
            }
            if (text.charAt(at - 1) == '\\') continue;
            if (c == '(' || c == '[' || c == '{') open++;
            if (c == ')' || c == ']' || c == '}') open--;
        }
        throw new JsonataException("S0302").at(at, null);
    }

    private boolean isEscaped() {
        int slashes = 0;
        while (text.charAt(at - slashes - 1) == '\\') slashes++;
        return slashes % 2 == 1;
    }

    private Token string(int start, char quote) {
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == quote) {
                at++;
                return new Token(Token.Kind.STRING, "(literal)", value.toString(), start, at);
            }
            value.append(c == '\\' ? escaped() : c);
        }
        throw new JsonataException("S0101").at(at, null);
    }

    private char escaped() {
        char c = ++at < text.length() ? text.charAt(at) : 0;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw new JsonataException("S0103").at(at, c == 0 ? "" : String.valueOf(c));
        };
    }

    private char unicode() {
        String digits = text.substring(at + 1, Math.min(at + 5, text.length()));
        if (digits.isEmpty()
                || !digits.chars().allMatch(c -> c < 128 && Character.digit(c, 16) >= 0)) {
            throw new JsonataException("S0104").at(at, null);
        }
        at += 4;
        return (char) Integer.parseInt(digits, 16);
    }

    private Token number(int start) {
        if (text.charAt(at) == '0') {
            at++;
        } else {
            digits();
        }
        if (digitAt(at + 1) && text.charAt(at) == '.') {
            at++;
            digits();
        }
        exponent();
        String digits = text.substring(start, at);
        double value = Double.parseDouble(digits);
        if (Double.isInfinite(value)) throw new JsonataException("S0102").at(start, digits);
        Number number = exact ? new BigDecimal(digits) : Numbers.of(value);
        return new Token(Token.Kind.NUMBER, "(literal)", number, start, at);
    }

    private void exponent() {
        if (at >= text.length() || (text.charAt(at) | 0x20) != 'e') return;
        boolean signed = at + 1 < text.length() && "+-".indexOf(text.charAt(at + 1)) >= 0;
        if (!digitAt(at + (signed ? 2 : 1))) return;
        at += signed ? 2 : 1;
        digits();
    }

    private void digits() {
        while (digitAt(at)) at++;
    }

    private boolean digitAt(int index) {
        return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }

    private Token quotedName(int start) {
        int end = text.indexOf('`', at + 1);
        if (end < 0) throw new JsonataException("S0105").at(text.length(), null);
        String name = text.substring(at + 1, end);
        at = end + 1;
        return new Token(Token.Kind.NAME, "(name)", name, start, at);
    }

    private Token name(int start) {
        while (at < text.length()
                && SPACES.indexOf(text.charAt(at)) < 0
                && STOPS.indexOf(text.charAt(at)) < 0) at++;
        String name = text.substring(start, at);
        if (name.startsWith("$"))
            return new Token(Token.Kind.VARIABLE, "(name)", name.substring(1), start, at);
        return switch (name) {
            case "and", "or", "in" -> operator(start);
            case "true" -> constant(true, start);
            case "false" -> constant(false, start);
            case "null" -> constant(null, start);
            default -> new Token(Token.Kind.NAME, "(name)", name, start, at);
        };
    }

    private Token constant(@Nullable Object value, int start) {
        return new Token(Token.Kind.CONSTANT, "(literal)", value, start, at);
    }
}
