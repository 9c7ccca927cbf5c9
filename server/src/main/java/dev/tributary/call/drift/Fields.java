package dev.tributary.call.drift;

import dev.tributary.connector.DescribedField;
import dev.tributary.connector.Method;
import dev.tributary.connector.Resource;
import dev.tributary.mapping.FieldRule;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a provider said of the fields that are read of a resource.
 *
 * @param connectorVersion of the connector that asked: another may see the same fields differently
 * @param complete the fields that every account has are described as well, not only its own
 * @param found by path
 * @param missing paths that the mapping needs and that were not described
 */
record Fields(
        String connectorVersion, boolean complete, Map<String, Field> found, Set<String> missing) {
    static final String CUSTOM = "custom_fields";

    /**
     * @param unified the field that reads it; null: an expression does
     */
    record Field(String type, @Nullable String unified) {}

    Fields {
        found = new TreeMap<>(found);
        missing = new TreeSet<>(missing);
    }

    static boolean isCustom(@Nullable String unified) {
        return unified != null && unified.startsWith(CUSTOM + ".");
    }

    /** What is described of the fields that are read. */
    static Fields of(String connectorVersion, Resource resource, List<DescribedField> described) {
        Map<String, @Nullable String> read = read(resource);
        Map<String, Field> found = new TreeMap<>();
        for (DescribedField field : described) {
            boolean own = field.custom() || resource.isCustom();
            if (read.containsKey(field.path())) {
                found.put(field.path(), new Field(field.type(), read.get(field.path())));
            } else if (own) {
                found.put(field.path(), new Field(field.type(), CUSTOM + "." + field.key()));
            }
        }
        boolean complete = described.stream().anyMatch(field -> !field.custom());
        Set<String> missing =
                complete && asksByName(resource) ? needed(resource) : new LinkedHashSet<>();
        described.forEach(field -> missing.remove(field.path()));
        return new Fields(connectorVersion, complete, found, missing);
    }

    /** Elsewhere records may well hold more than the provider describes. */
    private static boolean asksByName(Resource resource) {
        return resource.methods().values().stream()
                .map(Method::request)
                .anyMatch(one -> one != null && (one.stated() || one.asks("fields")));
    }

    /** Paths that the table and the expressions read, with the unified field where one is known. */
    private static Map<String, @Nullable String> read(Resource resource) {
        Map<String, @Nullable String> read = new LinkedHashMap<>();
        for (FieldRule rule : resource.mapping().table()) {
            read.putIfAbsent(rule.from(), rule.unified());
        }
        selects(resource).forEach(path -> read.putIfAbsent(path, null));
        return read;
    }

    /** Those that every account must have. A path through another object is taken on trust. */
    private static Set<String> needed(Resource resource) {
        Set<String> needed = new LinkedHashSet<>(selects(resource));
        if (resource.select() == null) {
            needed.removeIf(path -> path.contains("."));
        }
        resource.mapping().table().stream()
                .filter(FieldRule::optional)
                .forEach(rule -> needed.remove(rule.from()));
        return needed;
    }

    private static List<String> selects(Resource resource) {
        String select = resource.select();
        return resource.mapping().selects(List.of()).stream()
                .map(path -> select == null ? path : select + "." + path)
                .toList();
    }

    /** What has become worse since; each drift is told once, until it changes again. */
    List<Drift> since(@Nullable Fields before, Resource resource) {
        boolean comparable = before != null && before.connectorVersion.equals(connectorVersion);
        Map<String, Field> former = before != null && comparable ? before.found : Map.of();
        List<Drift> drifts = new ArrayList<>();
        former.forEach(
                (path, was) -> {
                    Field is = found.get(path);
                    if (is != null && !is.type.equals(was.type)) {
                        drifts.add(Drift.changed(is.unified, path, was.type, is.type));
                    } else if (is == null && (complete || isCustom(was.unified))) {
                        drifts.add(Drift.gone(was.unified, path, was.type));
                    }
                });
        Map<String, @Nullable String> read = read(resource);
        for (String path : missing) {
            boolean told = before != null && before.missing.contains(path);
            if (!told && !former.containsKey(path)) {
                drifts.add(Drift.gone(read.get(path), path, null));
            }
        }
        return drifts;
    }
}
