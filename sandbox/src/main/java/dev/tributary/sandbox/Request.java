package dev.tributary.sandbox;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request as the emulators see it.
 *
 * @param path decoded, without the query
 * @param query decoded values by name
 * @param headers values by lower-case name
 */
public record Request(
        String method,
        String path,
        Map<String, List<String>> query,
        Map<String, String> headers,
        byte[] body) {

    /** The same request at another path. */
    public Request at(String otherPath) {
        return new Request(method, otherPath, query, headers, body);
    }

    public Optional<String> query(String name) {
        return first(query, name);
    }

    /** The values of a list parameter: repeated, separated by commas, or both. */
    public List<String> queryList(String name) {
        List<String> values = new ArrayList<>();
        for (String part : query.getOrDefault(name, List.of())) {
            for (String value : part.split(",")) {
                if (!value.isBlank()) {
                    values.add(value.strip());
                }
            }
        }
        return values;
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    public Optional<String> bearer() {
        return header("Authorization")
                .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(value -> value.substring(7).strip());
    }

    public boolean hasMediaType(String type) {
        return header("Content-Type")
                .map(value -> value.split(";")[0].strip().equalsIgnoreCase(type))
                .orElse(false);
    }

    /** The body read as an HTML form. */
    public Map<String, List<String>> form() {
        return pairs(new String(body, StandardCharsets.UTF_8));
    }

    /** The first value of a parameter, of a query or of a form. */
    public static Optional<String> first(Map<String, List<String>> parameters, String name) {
        return Optional.ofNullable(parameters.get(name)).map(List::getFirst);
    }

    public static Map<String, List<String>> pairs(String encoded) {
        Map<String, List<String>> pairs = new LinkedHashMap<>();
        for (String pair : encoded.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                pairs.computeIfAbsent(decode(name), unseen -> new ArrayList<>()).add(decode(value));
            }
        }
        return pairs;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }
}
