package dev.tributary.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One HTTP answer.
 *
 * @param cut the connection is closed instead of sending anything
 */
public record Reply(int status, Map<String, String> headers, byte[] body, boolean cut) {
    public static Reply json(int status, Object body) {
        return new Reply(
                status,
                Map.of("Content-Type", "application/json;charset=utf-8"),
                Json.bytes(body),
                false);
    }

    public static Reply html(int status, String page) {
        return new Reply(
                status,
                Map.of("Content-Type", "text/html;charset=utf-8"),
                page.getBytes(StandardCharsets.UTF_8),
                false);
    }

    public static Reply empty(int status) {
        return new Reply(status, Map.of(), new byte[0], false);
    }

    public static Reply redirect(String location) {
        return empty(302).with("Location", location);
    }

    public static Reply connectionCut() {
        return new Reply(0, Map.of(), new byte[0], true);
    }

    public Reply with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, more, body, cut);
    }
}
