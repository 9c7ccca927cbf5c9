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
                return Optional.of(pair.substring(equals + 1).strip());
            }
        }
        return Optional.empty();
    }
}
