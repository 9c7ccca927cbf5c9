package dev.tributary.mapping;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks up in a tree what paths of expressions say, through lists as JSONata does. */
final class RawValues {
    /** The path that is everything. */
    static final String ALL = "$";

    private RawValues() {}

    /** What stands at each of the paths where something does. */
    static Map<String, @Nullable Object> at(List<String> paths, @Nullable Object tree) {
        Map<String, @Nullable Object> raw = new LinkedHashMap<>();
        for (String path : paths) {
            if (!path.equals(ALL)) {
                List<@Nullable Object> found = new ArrayList<>();
                boolean listed = gather(tree, ProviderPath.parse(path).names(), found);
                if (!found.isEmpty()) {
                    raw.put(path, listed ? found : found.getFirst());
                }
            }
        }
        return raw;
    }

    /** Whether a list lies on the way. */
    private static boolean gather(
            @Nullable Object tree, List<String> names, List<@Nullable Object> found) {
        if (names.isEmpty()) {
            found.add(tree);
            return false;
        }
        if (tree instanceof List<?> list) {
            list.forEach(item -> gather(item, names, found));
            return true;
        }
        return tree instanceof Map<?, ?> map
                && map.containsKey(names.getFirst())
                && gather(map.get(names.getFirst()), names.subList(1, names.size()), found);
    }

    /** The paths of a tree's values; a list is one value. */
    static Map<List<String>, @Nullable Object> leaves(Map<String, @Nullable Object> tree) {
        Map<List<String>, @Nullable Object> leaves = new LinkedHashMap<>();
        leaves(List.of(), tree, leaves);
        return leaves;
    }

    private static void leaves(
            List<String> at, @Nullable Object value, Map<List<String>, @Nullable Object> leaves) {
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            Trees.object(map)
                    .forEach((name, member) -> leaves(Leaves.join(at, name), member, leaves));
        } else if (!at.isEmpty()) {
            leaves.put(at, value);
        }
    }

    /** Paths that are read: what lies on the way to one or below it counts as read. */
    static final class Read {
        private final Set<List<String>> paths = new LinkedHashSet<>();
        private final Set<List<String>> above = new LinkedHashSet<>();

        void add(String path) {
            List<String> names = path.equals(ALL) ? List.of() : ProviderPath.parse(path).names();
            paths.add(names);
            for (int i = 0; i < names.size(); i++) {
                above.add(names.subList(0, i));
            }
        }

        boolean covers(List<String> leaf) {
            for (int i = 0; i <= leaf.size(); i++) {
                if (paths.contains(leaf.subList(0, i))) {
                    return true;
                }
            }
            return above.contains(leaf);
        }
    }
}
