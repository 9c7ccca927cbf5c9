package dev.tributary.http;

import dev.tributary.Json;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer. */
public record Reply(int status, Map<String, String> headers, Body body) {
    private static final Body NOTHING = new Whole(new byte[0]);

    /** What follows the headers. */
    public sealed interface Body {}

    /** A body that is there already. */
    public record Whole(byte[] bytes) implements Body {}

    /** A body that is written while it comes in. */
    public record Streamed(Writer writer) implements Body {}

    /** Writes a streamed body, and gives back what it holds even when that fails. */
    @FunctionalInterface
    public interface Writer {
        void writeTo(OutputStream out) throws IOException;
    }

    public Reply(int status, Map<String, String> headers, byte[] body) {
        this(status, headers, new Whole(body));
    }

    /** The bytes of a whole body. */
    public byte[] bytes() {
        return switch (body) {
            case Whole(byte[] bytes) -> bytes;
            case Streamed _ -> throw new IllegalStateException("a streamed body has no bytes");
        };
    }

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
