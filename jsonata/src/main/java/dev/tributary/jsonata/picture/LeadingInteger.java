package dev.tributary.jsonata.picture;

/** The integer a text begins with, as ECMAScript's parseInt reads it. */
final class LeadingInteger {
    private LeadingInteger() {}

    /** NaN if the text begins with none. */
    static double of(String text) {
        String trimmed = text.strip();
        int start = !trimmed.isEmpty() && "+-".indexOf(trimmed.charAt(0)) >= 0 ? 1 : 0;
        int end = start;
        while (end < trimmed.length() && trimmed.charAt(end) >= '0' && trimmed.charAt(end) <= '9')
            end++;
        return end == start ? Double.NaN : Double.parseDouble(trimmed.substring(0, end));
    }
}
