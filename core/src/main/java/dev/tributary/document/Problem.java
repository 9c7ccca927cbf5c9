package dev.tributary.document;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong in a document.
 *
 * @param spot where in a text, such as an expression; null: it is about the value as a whole
 */
public record Problem(Origin origin, String message, @Nullable Spot spot) {
    public Problem(Origin origin, String message) {
        this(origin, message, null);
    }

    /**
     * A character of a text.
     *
     * @param line of the text, from 1
     * @param column of that line, from 1
     * @param text the line
     */
    public record Spot(int line, int column, String text) {
        private static final int SHOWN = 60;

        static Spot of(String text, int offset) {
            int at = Math.clamp(offset, 0, text.length());
            int start = text.lastIndexOf('\n', at - 1) + 1;
            int end = text.indexOf('\n', at);
            int line = 1 + (int) text.substring(0, start).chars().filter(c -> c == '\n').count();
            return new Spot(
                    line, at - start + 1, text.substring(start, end < 0 ? text.length() : end));
        }

        /** What stands around it, and below that a caret that points at it. */
        public String caret() {
            int from = Math.max(0, column - 1 - SHOWN);
            int to = Math.min(text.length(), column - 1 + SHOWN);
            return text.substring(from, to) + "\n" + " ".repeat(column - 1 - from) + "^";
        }
    }

    /** Overlays have no lines of their own: there the spot is told. */
    @Override
    public String toString() {
        return spot == null || origin.line() > 0
                ? origin + ": " + message
                : "%s, line %d, column %d: %s".formatted(origin, spot.line, spot.column, message);
    }
}
