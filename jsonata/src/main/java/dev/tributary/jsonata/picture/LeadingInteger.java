package dev.tributary.jsonata.picture;

import java.math.BigInteger;

/** The integer a text begins with, as ECMAScript's parseInt reads it. */
final class LeadingInteger {
    private LeadingInteger() {}

    /** NaN if the text begins with none. */
    static double of(String text) {
        String trimmed = text.strip();
        int start = !trimmed.isEmpty() && "+-".indexOf(trimmed.charAt(0)) >= 0 ? 1 : 0;
        if (trimmed.startsWith("0x", start) || trimmed.startsWith("0X", start))
            return hexadecimal(trimmed, start);
        int end = start;
        while (end < trimmed.length() && trimmed.charAt(end) >= '0' && trimmed.charAt(end) <= '9')
            end++;
        return end == start ? Double.NaN : Double.parseDouble(trimmed.substring(0, end));
    }

    private static double hexadecimal(String text, int start) {
        int end = start + 2;
        while (end < text.length() && Character.digit(text.charAt(end), 16) >= 0) end++;
        if (end == start + 2) return Double.NaN;
        double value = new BigInteger(text.substring(start + 2, end), 16).doubleValue();
        return text.startsWith("-") ? -value : value;
    }
}
