package dev.tributary.http;

import java.util.Map;

/** An answer; header names in lower case, repeated headers joined by {@code ", "}. */
public record HttpReply(int status, Map<String, String> headers, byte[] body) {
    @Override
    public String toString() {
        return status + " with " + body.length + " bytes";
    }
}
