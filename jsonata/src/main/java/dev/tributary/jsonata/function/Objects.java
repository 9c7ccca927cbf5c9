package dev.tributary.jsonata.function;

import static dev.tributary.jsonata.value.Undefined.UNDEFINED;

import dev.tributary.jsonata.JsonataException;
import dev.tributary.jsonata.value.Callable;
import dev.tributary.jsonata.value.Copy;
import dev.tributary.jsonata.value.Items;
import dev.tributary.jsonata.value.Run;
import dev.tributary.jsonata.value.Values;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Functions on objects. */
final class Objects {
    private Objects() {}

    static @Nullable Object keys(@Nullable Object value, Run run) {
        Set<String> keys = new LinkedHashSet<>();
        collectKeys(value, keys, run);
        Items sequence = Items.sequence();
        sequence.addAll(keys);
        return sequence;
    }

    private static void collectKeys(@Nullable Object value, Set<String> keys, Run run) {
        if (value instanceof List<?> list) {
            run.enter(1);
            for (Object item : list) {
                run.step();
                collectKeys(item, keys, run);
            }
            run.leave(1);
        } else if (value instanceof Map<?, ?> map) {
            run.nodes(map.size());
            for (Object key : map.keySet()) keys.add(String.valueOf(key));
        }
    }

    static @Nullable Object lookup(@Nullable Object value, @Nullable Object name, Run run) {
        return name == UNDEFINED ? UNDEFINED : Values.lookup(value, (String) name, run);
    }

    static @Nullable Object spread(@Nullable Object value, Run run) {
        if (value instanceof Map<?, ?> map) {
            Items parts = Items.sequence();
            split(map, parts, run);
            return parts;
        }
        if (!(value instanceof List<?> list)) return value;
        Items parts = Items.list(0);
        run.enter(1);
        for (Object item : list) {
            run.step();
            Object spread = spread(item, run);
            if (spread instanceof List<?> more) {
                parts.addAll(more, run);
            } else if (spread != UNDEFINED) {
                parts.add(spread);
            }
        }
        run.leave(1);
        return list.isEmpty() ? parts.asSequence() : parts;
    }

    private static void split(Map<?, ?> map, Items parts, Run run) {
        run.nodes(map.size() * 2L);
        map.forEach(
                (key, value) -> {
                    Map<Object, Object> part = new LinkedHashMap<>(2);
                    part.put(key, value);
                    parts.add(part);
                });
    }

    static @Nullable Object merge(@Nullable Object values, Run run) {
        if (values == UNDEFINED) return values;
        Map<Object, Object> merged = new LinkedHashMap<>();
        for (Object value : (List<?>) values) {
            run.nodes(((Map<?, ?>) value).size());
            merged.putAll((Map<?, ?>) value);
        }
        return merged;
    }

    static @Nullable Object copy(@Nullable Object value, Run run) {
        return value == UNDEFINED ? value : new Copy(run).of(value);
    }

    static @Nullable Object each(@Nullable Object value, @Nullable Object function, Run run) {
        Items results = Items.sequence();
        if (!(value instanceof Map<?, ?> map)) return results;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Object result = HigherOrder.call(function, entry.getValue(), entry.getKey(), map, run);
            if (result != UNDEFINED) results.add(result);
        }
        return results;
    }

    static @Nullable Object sift(@Nullable Object value, @Nullable Object function, Run run) {
        if (!(value instanceof Map<?, ?> map)) return UNDEFINED;
        Map<Object, Object> sifted = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (function == UNDEFINED) throw new JsonataException("T0410", 2);
            if (HigherOrder.test((Callable) function, entry.getValue(), entry.getKey(), map, run)) {
                sifted.put(entry.getKey(), entry.getValue());
            }
        }
        run.nodes(sifted.size());
        return sifted.isEmpty() ? UNDEFINED : sifted;
    }
}
