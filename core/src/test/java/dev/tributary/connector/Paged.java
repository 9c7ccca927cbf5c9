package dev.tributary.connector;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where a walk over pages stands. */
final class Paged {
    private final @Nullable Paging paging;
    private final Map<String, @Nullable Object> bindings;
    private final int size;
    private @Nullable Object position;
    private boolean more = true;

    Paged(@Nullable Paging paging, Map<String, @Nullable Object> bindings) {
        this.paging = paging;
        this.bindings = bindings;
        int max = paging == null ? 0 : paging.max();
        size = bindings.get("limit") instanceof Long limit ? Math.min(limit.intValue(), max) : max;
        bindings.put("size", (long) size);
        position = first();
        bindings.put("position", position);
    }

    private @Nullable Object first() {
        return switch (paging) {
            case Paging.Page page -> (long) page.first();
            case Paging.Offset _ -> 0L;
            case Paging.Dynamic dynamic -> dynamic.first().evaluate(null, bindings);
            case null, default -> null;
        };
    }

    Map<String, @Nullable Object> parameters() {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        if (paging != null && paging.size() != null) {
            parameters.put(paging.size(), (long) size);
        }
        String send =
                switch (paging) {
                    case Paging.Cursor cursor -> cursor.send();
                    case Paging.Page page -> page.send();
                    case Paging.Offset offset -> offset.send();
                    case Paging.Dynamic dynamic -> dynamic.send();
                    case null, default -> null;
                };
        if (send != null && position != null) {
            parameters.put(send, position);
        }
        return parameters;
    }

    void after(@Nullable Object body, int items) {
        position =
                switch (paging) {
                    case Paging.Cursor cursor -> cursor.next().evaluate(body, bindings);
                    case Paging.Page _ -> items < size ? null : plus(1);
                    case Paging.Offset _ -> items < size ? null : plus(items);
                    case Paging.Dynamic dynamic ->
                            Boolean.TRUE.equals(
                                            dynamic.done().evaluate(body, new HashMap<>(bindings)))
                                    ? null
                                    : dynamic.next().evaluate(body, new HashMap<>(bindings));
                    case null, default -> null;
                };
        bindings.put("position", position);
        more = position != null;
    }

    private Object plus(int count) {
        return new BigDecimal(String.valueOf(position)).longValueExact() + count;
    }

    boolean more() {
        return more;
    }
}
