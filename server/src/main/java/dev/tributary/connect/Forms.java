package dev.tributary.connect;

import dev.tributary.Failure;
import dev.tributary.http.Ask;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads what a browser sends: a form's fields, and cookies. */
final class Forms {
    private static final int FORM_BYTES_MAX = 64 * 1024;

    private Forms() {}

    /**
     * @throws Failure {@code payload_too_large}, or {@code invalid_request} for broken encoding
     */
    static Map<String, String> fields(Ask ask) {
        String body = new String(ask.body(FORM_BYTES_MAX), StandardCharsets.UTF_8);
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : body.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return fields;
    }

    static String cookie(Ask ask, String name) {
        for (String pair : ask.header("cookie").orElse("").split("[;,]")) {
            int equals = pair.indexOf('=');
            if (equals > 0 && pair.substring(0, equals).strip().equals(name)) {
                return unquoted(pair.substring(equals + 1).strip());
            }
        }
        return "";
    }

    // RFC 6265 lets a client put the value in quotes, and some do.
    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Failure.invalid("the form is not encoded as forms are");
        }
    }
}
