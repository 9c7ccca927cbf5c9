package dev.tributary.sandbox.salesforce.soql;

import java.util.Locale;
import java.util.regex.Pattern;

/** Reads the escapes of a quoted text. */
final class Quoted {
    private Quoted() {}

    /**
     * @throws SoqlProblem when a backslash stands before something it cannot stand before
     */
    static String value(Token token) {
        StringBuilder value = new StringBuilder();
        String raw = token.text();
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '\\') {
                i += escape(token, raw, i, value);
            } else {
                value.append(c);
            }
        }
        return value.toString();
    }

    /** The regular expression of a LIKE: % is any text, _ any one character, in any case. */
    static Pattern pattern(Token token) {
        StringBuilder regex = new StringBuilder();
        String raw = token.text();
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                regex.append(".*");
            } else if (c == '_') {
                regex.append('.');
            } else if (c == '\\' && i + 1 < raw.length() && "_%".indexOf(raw.charAt(i + 1)) >= 0) {
                regex.append(Pattern.quote(raw.substring(i + 1, i + 2)));
                i++;
            } else if (c == '\\') {
                StringBuilder one = new StringBuilder();
                i += escape(token, raw, i, one);
                regex.append(Pattern.quote(one.toString()));
            } else {
                int whole = raw.codePointAt(i); // two chars of an emoji stay together
                regex.append(Pattern.quote(Character.toString(whole)));
                i += Character.charCount(whole) - 1;
            }
        }
        return Pattern.compile(
                regex.toString(), Pattern.DOTALL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /** Appends what the escape at {@code i} stands for; returns how many characters follow it. */
    private static int escape(Token token, String raw, int i, StringBuilder value) {
        char escaped = i + 1 < raw.length() ? raw.charAt(i + 1) : ' ';
        switch (Character.toString(escaped).toLowerCase(Locale.ROOT)) {
            case "n" -> value.append('\n');
            case "r" -> value.append('\r');
            case "t" -> value.append('\t');
            case "b" -> value.append('\u0007');
            case "f" -> value.append('\f');
            case "\"", "'", "\\" -> value.append(escaped);
            case "u" -> {
                String hex = raw.substring(Math.min(raw.length(), i + 2));
                if (!hex.matches("(?s)\\p{XDigit}{4}.*")) {
                    throw illegal(token, raw, escaped);
                }
                value.append((char) Integer.parseInt(hex.substring(0, 4), 16));
                return 5;
            }
            default -> throw illegal(token, raw, escaped);
        }
        return 1;
    }

    private static SoqlProblem illegal(Token token, String raw, char escaped) {
        return SoqlProblem.malformed(
                token.position(),
                "Invalid string literal '%s'. Illegal character sequence '\\%c' in string literal."
                        .formatted(raw, escaped));
    }
}
