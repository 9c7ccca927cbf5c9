package dev.tributary.sandbox.salesforce;

import java.util.ArrayList;
import java.util.List;

/** Comma-separated values as bulk jobs read and write them, strictly. */
final class Csv {
    private final char delimiter;
    private final String lineEnding;

    /**
     * @param lineEnding what ends each line: one line feed, or carriage return and line feed
     */
    Csv(char delimiter, String lineEnding) {
        this.delimiter = delimiter;
        this.lineEnding = lineEnding;
    }

    /** Text that is not in this form. */
    static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }

    /**
     * The lines, the header among them; the last may lack its end.
     *
     * @throws Malformed when quotes, line endings or the number of columns are wrong
     */
    List<List<String>> read(String text) {
        List<List<String>> lines = new ArrayList<>();
        Reader reader = new Reader(text.startsWith("\uFEFF") ? text.substring(1) : text);
        while (!reader.done()) {
            List<String> line = reader.line();
            if (!lines.isEmpty() && line.size() != lines.getFirst().size()) {
                throw new Malformed(
                        "line %d has %d columns, the header %d"
                                .formatted(lines.size() + 1, line.size(), lines.getFirst().size()));
            }
            lines.add(line);
        }
        return lines;
    }

    /** Every value in quotes, as the provider writes them. */
    String write(List<List<String>> lines) {
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            for (int i = 0; i < line.size(); i++) {
                if (i > 0) {
                    text.append(delimiter);
                }
                text.append('"').append(line.get(i).replace("\"", "\"\"")).append('"');
            }
            text.append(lineEnding);
        }
        return text.toString();
    }

    /** Goes through a text once. */
    private final class Reader {
        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        boolean done() {
            return at >= text.length();
        }

        List<String> line() {
            List<String> values = new ArrayList<>();
            values.add(value());
            while (!done() && text.charAt(at) == delimiter) {
                at++;
                values.add(value());
            }
            if (done()) {
                return values;
            }
            if (!text.startsWith(lineEnding, at)) {
                throw new Malformed(
                        "LineEnding is invalid on user data. Current LineEnding setting is "
                                + (lineEnding.length() == 1 ? "LF" : "CRLF"));
            }
            at += lineEnding.length();
            return values;
        }

        private String value() {
            return !done() && text.charAt(at) == '"' ? quoted() : bare();
        }

        private String bare() {
            int start = at;
            while (!done() && "\r\n".indexOf(text.charAt(at)) < 0 && text.charAt(at) != delimiter) {
                if (text.charAt(at) == '"') {
                    throw new Malformed("a quote stands inside a value without quotes");
                }
                at++;
            }
            return text.substring(start, at);
        }

        private String quoted() {
            StringBuilder value = new StringBuilder();
            at++;
            while (true) {
                int quote = text.indexOf('"', at);
                if (quote < 0) {
                    throw new Malformed("a quote is not closed");
                }
                value.append(text, at, quote);
                at = quote + 1;
                if (done() || text.charAt(at) != '"') {
                    break;
                }
                value.append('"');
                at++;
            }
            if (!done() && "\r\n".indexOf(text.charAt(at)) < 0 && text.charAt(at) != delimiter) {
                throw new Malformed("something stands behind a closing quote");
            }
            return value.toString();
        }
    }
}
