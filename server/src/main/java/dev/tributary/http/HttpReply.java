package dev.tributary.http;

import java.util.Map;

/**
 * An answer; header names in lower case, repeated headers joined by {@code ", "}, but {@code
 * set-cookie}, whose values hold commas, by line ends.
 */
public record HttpReply(int status, Map<String, String> headers, byte[] body) {
    private static final String COOKIE = "set-cookie";
    private static final String LINE_END = "\n";

    /** What stands between the values of a header that comes more than once. */
    static String joint(String name) {
        return name.equals(COOKIE) ? LINE_END : ", ";
    }

    /** The values of a header that are sent each on a line of its own. */
    static String[] each(String name, String value) {
        return name.equals(COOKIE) ? value.split(LINE_END, -1) : new String[] {value};
    }

    @Override
    public String toString() {
        return status + " with " + body.length + " bytes";
    }
}
