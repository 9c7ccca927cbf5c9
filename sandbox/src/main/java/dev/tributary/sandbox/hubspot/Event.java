package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Json;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * One event on its way to one app.
 *
 * @param attempt 0 for the first
 */
record Event(Map<String, @Nullable Object> body, int attempt) {

    Event again() {
        return new Event(body, attempt + 1);
    }

    Map<String, @Nullable Object> toSend() {
        Map<String, @Nullable Object> sent = Json.of();
        sent.putAll(body);
        sent.put("attemptNumber", attempt);
        return sent;
    }
}
