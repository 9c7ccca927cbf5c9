package dev.tributary.mapping;

import dev.tributary.mapping.Explanation.Source;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The values of a tree that several are laid into, each with who made it: the same rules as {@link
 * Trees#over}, told by what hides what. A list is one value. Not thread-safe.
 */
final class Leaves {
    private final Map<List<String>, Source> byPath = new LinkedHashMap<>();

    /** One value over whatever stands at its place, below it or in its way. */
    void put(List<String> path, Source source) {
        List<Source> hidden = new ArrayList<>();
        for (Iterator<Map.Entry<List<String>, Source>> each = byPath.entrySet().iterator();
                each.hasNext(); ) {
            Map.Entry<List<String>, Source> entry = each.next();
            if (startsWith(entry.getKey(), path) || startsWith(path, entry.getKey())) {
                hidden.add(entry.getValue());
                each.remove();
            }
        }
        byPath.put(List.copyOf(path), source.hiding(hidden));
    }

    /** Each value of a tree over what there is. */
    void lay(List<String> at, @Nullable Object value, Source source) {
        if (!(value instanceof Map<?, ?> map)) {
            put(at, source);
        } else if (!map.isEmpty()) {
            Trees.object(map).forEach((name, member) -> lay(join(at, name), member, source));
        } else if (byPath.keySet().stream().noneMatch(path -> isBelow(path, at))) {
            put(at, source);
        }
    }

    /** By dotted paths. */
    Map<String, Source> sources() {
        Map<String, Source> sources = new LinkedHashMap<>();
        byPath.forEach((path, source) -> sources.put(text(path), source));
        return sources;
    }

    /** What lies nearest to a path: at it, above it or below it. */
    @Nullable Source near(List<String> path) {
        Source nearest = null;
        for (Map.Entry<List<String>, Source> entry : byPath.entrySet()) {
            if (startsWith(entry.getKey(), path) || startsWith(path, entry.getKey())) {
                nearest = entry.getValue();
            }
        }
        return nearest;
    }

    /** It is hidden by what stands at the path, or by what took its place. */
    void hide(List<String> path, Source hidden) {
        byPath.replaceAll(
                (at, source) ->
                        startsWith(at, path) || startsWith(path, at)
                                ? source.hiding(List.of(hidden))
                                : source);
    }

    static boolean startsWith(List<String> path, List<String> start) {
        return path.size() >= start.size() && path.subList(0, start.size()).equals(start);
    }

    private static boolean isBelow(List<String> path, List<String> parent) {
        return path.size() > parent.size() && startsWith(path, parent);
    }

    static List<String> join(List<String> path, String name) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return Collections.unmodifiableList(longer);
    }

    static String text(List<String> path) {
        return ProviderPath.text(path);
    }
}
