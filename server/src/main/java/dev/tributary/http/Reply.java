package dev.tributary.http;

import dev.tributary.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer. */
public record Reply(int status, Map<String, String> headers, byte[] body) {
    private static final byte[] NOTHING = new byte[0];

    public static Reply json(int status, Object value) {
        return new Reply(status, Map.of("content-type", "application/json"), Json.bytes(value));
    }

    public static Reply ok(Object value) {
        return json(200, value);
    }

    public static Reply created(Object value) {
        return json(201, value);
    }

    public static Reply nothing() {
        return new Reply(204, Map.of(), NOTHING);
    }

    public static Reply text(int status, String contentType, String text) {
        return new Reply(
                status, Map.of("content-type", contentType), text.getBytes(StandardCharsets.UTF_8));
    }

    public static Reply html(int status, String page) {
        return text(status, "text/html; charset=utf-8", page);
    }

    /** 303: go there with a GET. */
    public static Reply seeOther(String location) {
        return new Reply(303, Map.of("location", location), NOTHING);
    }

    public Reply with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Reply(status, more, body);
    }
}
