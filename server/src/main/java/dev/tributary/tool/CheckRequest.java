package dev.tributary.tool;

import dev.tributary.Failure;
import dev.tributary.Json;
import dev.tributary.connector.Fixture.Exchange;
import dev.tributary.connector.Request;
import dev.tributary.http.HttpCall;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Holds a request that the engine sends against the one that a fixture has written down. */
final class CheckRequest {
    private CheckRequest() {}

    /**
     * @param path of the difference, such as {@code upstream[0]}
     * @param base the provider's base URL, which the fixture's paths do not repeat
     */
    static List<Difference> against(String path, Exchange expected, HttpCall call, String base) {
        List<Difference> found = new ArrayList<>();
        String line = call.method() + " " + path(call, base);
        String wanted = expected.verb() + " " + expected.path();
        if (!line.equals(wanted)) {
            found.add(Difference.said(path, wanted, line));
        }
        found.addAll(Difference.between(path + ".query", texts(expected.query()), query(call)));
        expected.headers().forEach((name, value) -> header(path, name, value, call, found));
        found.addAll(body(path, expected, call));
        return found;
    }

    /** Without the base and the query; whole when it leads elsewhere. */
    static String path(HttpCall call, String base) {
        String url = call.uri().toString();
        int query = url.indexOf('?');
        String plain = query < 0 ? url : url.substring(0, query);
        String below = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        return plain.startsWith(below + "/") ? plain.substring(below.length()) : plain;
    }

    /** Parameters by name; a repeated one is a list. */
    static Map<String, @Nullable Object> query(HttpCall call) {
        return pairs(call.uri().getRawQuery());
    }

    /** As a tree where it is JSON or a form, else as text; null: there is none. */
    static @Nullable Object body(HttpCall call) {
        if (call.body().length == 0) {
            return null;
        }
        String text = new String(call.body(), StandardCharsets.UTF_8);
        String type = call.headers().getOrDefault("content-type", "");
        if (isForm(call)) {
            return pairs(text);
        }
        try {
            return type.contains("json") ? Json.read(text, Object.class) : text;
        } catch (Failure notJson) {
            return text;
        }
    }

    static boolean isForm(HttpCall call) {
        return call.headers()
                .getOrDefault("content-type", "")
                .startsWith("application/x-www-form-urlencoded");
    }

    private static List<Difference> body(String path, Exchange expected, HttpCall call) {
        boolean form = expected.format() == Request.BodyFormat.FORM;
        Object wanted =
                form && expected.body() instanceof Map<?, ?> map ? texts(map) : expected.body();
        return Difference.between(path + (form ? ".form" : ".body"), wanted, body(call));
    }

    private static void header(
            String path,
            String name,
            @Nullable Object value,
            HttpCall call,
            List<Difference> found) {
        String sent = call.headers().get(name.toLowerCase(Locale.ROOT));
        if (!text(value).equals(sent)) {
            found.add(new Difference(path + ".headers." + name, text(value), sent));
        }
    }

    private static Map<String, @Nullable Object> texts(Map<?, ?> values) {
        Map<String, @Nullable Object> texts = new LinkedHashMap<>();
        values.forEach(
                (name, value) ->
                        texts.put(
                                name.toString(),
                                value instanceof List<?> list
                                        ? list.stream().map(CheckRequest::text).toList()
                                        : text(value)));
        return texts;
    }

    private static Map<String, @Nullable Object> pairs(@Nullable String encoded) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String pair :
                encoded == null || encoded.isEmpty() ? new String[0] : encoded.split("&")) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            values.computeIfAbsent(name, k -> new ArrayList<>())
                    .add(equals < 0 ? "" : decode(pair.substring(equals + 1)));
        }
        Map<String, @Nullable Object> pairs = new LinkedHashMap<>();
        values.forEach((name, list) -> pairs.put(name, list.size() == 1 ? list.getFirst() : list));
        return pairs;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String text(@Nullable Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : String.valueOf(value);
    }
}
