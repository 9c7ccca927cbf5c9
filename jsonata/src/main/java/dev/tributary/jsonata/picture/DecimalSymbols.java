package dev.tributary.jsonata.picture;

import java.util.Map;

/** The characters with a meaning in number pictures, and what to write for them. */
record DecimalSymbols(
        String decimalSeparator,
        String groupingSeparator,
        String exponentSeparator,
        String minusSign,
        String percent,
        String perMille,
        String zeroDigit,
        String digit,
        String patternSeparator) {

    static DecimalSymbols of(Map<?, ?> options) {
        return new DecimalSymbols(
                option(options, "decimal-separator", "."),
                option(options, "grouping-separator", ","),
                option(options, "exponent-separator", "e"),
                option(options, "minus-sign", "-"),
                option(options, "percent", "%"),
                option(options, "per-mille", "\u2030"),
                option(options, "zero-digit", "0"),
                option(options, "digit", "#"),
                option(options, "pattern-separator", ";"));
    }

    private static String option(Map<?, ?> options, String name, String standard) {
        Object value = options.get(name);
        return value instanceof String text && !text.isEmpty() ? text : standard;
    }

    private int zero() {
        return zeroDigit.charAt(0);
    }

    boolean isDigit(char c) {
        return c >= zero() && c < zero() + 10;
    }

    boolean isDigitSign(char c) {
        return isDigit(c) || is(digit, c);
    }

    /** Whether the character is part of the number rather than of the text around it. */
    boolean isActive(char c) {
        return isDigitSign(c)
                || is(decimalSeparator, c)
                || is(groupingSeparator, c)
                || is(exponentSeparator, c)
                || is(patternSeparator, c);
    }

    static boolean is(String symbol, char c) {
        return symbol.length() == 1 && symbol.charAt(0) == c;
    }

    /** ASCII digits in the digits of the picture. */
    String localize(String digits) {
        if (zero() == '0') return digits;
        StringBuilder localized = new StringBuilder();
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            localized.append(c >= '0' && c <= '9' ? (char) (c - '0' + zero()) : c);
        }
        return localized.toString();
    }
}
