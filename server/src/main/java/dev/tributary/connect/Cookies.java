package dev.tributary.connect;

import dev.tributary.http.Ask;

import java.util.Optional;

/** Reads what a browser sends in its {@code Cookie} header. */
final class Cookies {
    private Cookies() {}

    static Optional<String> find(Ask ask, String name) {
        for (String pair : ask.header("cookie").orElse("").split("[;,]")) {
            int equals = pair.indexOf('=');
            if (equals > 0 && pair.substring(0, equals).strip().equals(name)) {
                return Optional.of(unquoted(pair.substring(equals + 1).strip()));
            }
        }
        return Optional.empty();
    }

    // RFC 6265 lets a client put the value in quotes, and some do.
    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
