package dev.tributary.call;

import dev.tributary.Failure;
import dev.tributary.Json;

import org.jspecify.annotations.Nullable;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a unified list stands: opaque to callers, no secret in it, valid on every node and after a
 * restart.
 *
 * @param method list or search: the walk goes on the way it began
 * @param position the provider's own position; null: its first page
 * @param since for capped searches: walk only what changed at or after this
 * @param reached how many records this window has given
 * @param seen ids already given that share the value {@code since}
 */
record Cursor(
        String method,
        @Nullable Object position,
        @Nullable String since,
        int reached,
        List<String> seen) {

    static Cursor start(String method) {
        return new Cursor(method, null, null, 0, List.of());
    }

    String encode() {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("m", method);
        tree.put("p", position);
        if (since != null) {
            tree.put("s", since);
            tree.put("i", seen);
        }
        tree.put("n", reached);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(tree));
    }

    static Cursor decode(String text) {
        try {
            Map<?, ?> tree = Json.read(Base64.getUrlDecoder().decode(text), Map.class);
            Object since = tree.get("s");
            return new Cursor(
                    String.valueOf(tree.get("m")),
                    tree.get("p"),
                    since == null ? null : since.toString(),
                    Integer.parseInt(String.valueOf(tree.get("n"))),
                    tree.get("i") instanceof List<?> seen
                            ? seen.stream().map(String::valueOf).toList()
                            : List.of());
        } catch (IllegalArgumentException | Failure broken) {
            throw Failure.invalid("the cursor is not one of ours; start again without next_cursor");
        }
    }
}
