package dev.tributary.sandbox.pipedrive;

import dev.tributary.sandbox.Json;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * Where a walk through a list stands, as an opaque text: behind the record with this key and
 * number, in this order.
 */
record Cursor(String order, String key, long number) {

    String text() {
        byte[] json = Json.bytes(Json.of("o", order).and("k", key).and("n", number));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json);
    }

    /**
     * @throws PipedriveProblem when the text is no cursor, or one of another order
     */
    static Optional<Cursor> of(Call call, String order) {
        Optional<String> text = call.query("cursor");
        if (text.isEmpty() || text.get().isEmpty()) {
            return Optional.empty();
        }
        Map<String, @Nullable Object> parts =
                parse(text.get()).orElseThrow(() -> refused("is invalid"));
        if (!order.equals(parts.get("o"))) {
            throw refused("belongs to a list in another order");
        }
        if (parts.get("k") instanceof String key && parts.get("n") instanceof Number number) {
            return Optional.of(new Cursor(order, key, number.longValue()));
        }
        throw refused("is invalid");
    }

    private static Optional<Map<String, @Nullable Object>> parse(String text) {
        try {
            byte[] json = Base64.getUrlDecoder().decode(text.getBytes(StandardCharsets.UTF_8));
            return Json.object(json);
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static PipedriveProblem refused(String why) {
        return PipedriveProblem.invalid("cursor", why);
    }
}
