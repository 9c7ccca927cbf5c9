package dev.tributary.call;

import dev.tributary.Failure;
import dev.tributary.Json;
import dev.tributary.connector.Method;

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
 * @param query fingerprint of what is listed; the cursor is no good for anything else
 * @param size records asked for per page: numbered pages mean nothing with another size
 * @param position the provider's own position; null: its first page
 * @param reached how many records this window has given
 * @param since for capped searches: walk only what changed at or after this
 * @param seen ids already given that share the value {@code since}
 * @param tail the last value of the changed field given in this window, as far as it is capped
 * @param tailIds ids given in this window that share the value {@code tail}
 */
record Cursor(
        String method,
        String query,
        int size,
        @Nullable Object position,
        int reached,
        @Nullable String since,
        List<String> seen,
        @Nullable String tail,
        List<String> tailIds) {

    Cursor {
        seen = List.copyOf(seen);
        tailIds = List.copyOf(tailIds);
    }

    static Cursor start(String method, String query, int size) {
        return new Cursor(method, query, size, null, 0, null, List.of(), null, List.of());
    }

    /** The same at another position. */
    Cursor at(@Nullable Object other) {
        return new Cursor(method, query, size, other, reached, since, seen, tail, tailIds);
    }

    /** A further page of this window. */
    Cursor on(Object next, int nowReached, @Nullable String lastChange, List<String> sharing) {
        return new Cursor(method, query, size, next, nowReached, since, seen, lastChange, sharing);
    }

    /** A new window, from the last change on that this one has given. */
    Cursor window(String from, List<String> given) {
        return new Cursor(method, query, size, null, 0, from, given, null, List.of());
    }

    String encode() {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("m", method);
        tree.put("q", query);
        tree.put("z", size);
        tree.put("p", position);
        tree.put("n", reached);
        if (since != null) {
            tree.put("s", since);
            tree.put("i", seen);
        }
        if (tail != null) {
            tree.put("t", tail);
            tree.put("j", tailIds);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(tree));
    }

    /**
     * @throws Failure {@code invalid_request} when it is not ours, or of another query
     */
    static Cursor decode(String text, String query) {
        Cursor cursor;
        try {
            cursor = read(Json.read(Base64.getUrlDecoder().decode(text), Map.class));
        } catch (IllegalArgumentException | Failure broken) {
            throw foreign();
        }
        if (!cursor.query.equals(query)) {
            throw Failure.invalid(
                    "the cursor belongs to another list; repeat the filters, sort and remote_query"
                            + " that it began with");
        }
        return cursor;
    }

    static Failure foreign() {
        return Failure.invalid("the cursor is not one of ours; start again without next_cursor");
    }

    /** Where a cursor of ours points to, without how it came there: a walk never meets it twice. */
    static String placeOf(String text) {
        Map<?, ?> tree = Json.read(Base64.getUrlDecoder().decode(text), Map.class);
        String across = AcrossVariants.placeOf(tree);
        String window = tree.get("s") == null ? "" : tree.get("s") + " ";
        return across != null ? across : window + place(tree.get("p"));
    }

    /** A provider's position in one form, whichever class its numbers have. */
    static String place(@Nullable Object position) {
        return position == null ? "" : Json.text(position);
    }

    private static Cursor read(Map<?, ?> tree) {
        String method = String.valueOf(tree.get("m"));
        int size = number(tree.get("z"));
        int reached = number(tree.get("n"));
        boolean lists =
                method.equals(Method.LIST)
                        || method.equals(Method.SEARCH)
                        || method.equals(Method.DELETED);
        if (!lists || size < 1 || size > Query.LIMIT_MAX || reached < 0) {
            throw new IllegalArgumentException(method);
        }
        return new Cursor(
                method,
                String.valueOf(tree.get("q")),
                size,
                tree.get("p"),
                reached,
                text(tree.get("s")),
                texts(tree.get("i")),
                text(tree.get("t")),
                texts(tree.get("j")));
    }

    /**
     * @throws Failure {@code invalid_request} for what is no number, as we write them into cursors
     */
    static int number(@Nullable Object value) {
        try {
            return Integer.parseUnsignedInt(String.valueOf(value));
        } catch (NumberFormatException tampered) {
            throw foreign();
        }
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static List<String> texts(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }
}
