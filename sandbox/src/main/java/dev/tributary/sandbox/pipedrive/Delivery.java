package dev.tributary.sandbox.pipedrive;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * One event on its way to one webhook.
 *
 * @param attempt 1 for the first
 */
record Delivery(Map<String, @Nullable Object> body, int attempt) {
    Delivery again() {
        return new Delivery(body, attempt + 1);
    }
}
