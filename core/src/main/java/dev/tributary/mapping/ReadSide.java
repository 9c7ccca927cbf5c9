package dev.tributary.mapping;

import dev.tributary.model.Conform;
import dev.tributary.model.Field;
import dev.tributary.model.Nonconforming;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Provider record to unified record. Everything that can be known before is. */
final class ReadSide {
    private static final int PATHS_MAX = 10_000;
    private static final String CUSTOM = "custom_fields";

    /**
     * A unified field with the lines of the table that fill it.
     *
     * @param promised present in each record, null when the provider has no value
     */
    private record Slot(String name, Conform conform, List<Line> lines, boolean promised) {}

    /** A line of the table; {@code below} is the rest of a unified path such as owner.id. */
    private record Line(@Nullable ProviderPath below, ProviderPath from, FieldRule rule) {}

    private final List<Slot> slots = new ArrayList<>();
    private final List<MappingSource.Block> blocks;
    private final Map<String, ProviderPath> customPaths = new ConcurrentHashMap<>();

    ReadSide(MappingSource source) {
        blocks = source.read();
        for (Field field : source.model().fields().all()) {
            List<Line> lines =
                    source.fields().stream()
                            .filter(rule -> root(rule.unified()).equals(field.name()))
                            .map(ReadSide::line)
                            .toList();
            Conform conform = Conform.to(field.type());
            boolean promised =
                    !lines.isEmpty()
                            || blocks.stream()
                                    .anyMatch(
                                            block ->
                                                    block.expression()
                                                            .outputs()
                                                            .containsKey(field.name()));
            slots.add(new Slot(field.name(), conform, lines, promised));
        }
    }

    static String root(String path) {
        int dot = path.indexOf('.');
        return dot < 0 ? path : path.substring(0, dot);
    }

    private static Line line(FieldRule rule) {
        int dot = rule.unified().indexOf('.');
        return new Line(
                dot < 0 ? null : ProviderPath.parse(rule.unified().substring(dot + 1)),
                ProviderPath.parse(rule.from()),
                rule);
    }

    Mapping.Mapped read(
            Map<String, @Nullable Object> record,
            List<Mapping.CustomField> custom,
            Map<String, @Nullable Object> bindings) {
        Map<String, @Nullable Object> extra = evaluate(record, bindings);
        Map<String, @Nullable Object> customValues = custom(record, custom);
        Map<String, @Nullable Object> data = new LinkedHashMap<>(slots.size() * 2);
        for (Slot slot : slots) {
            Object value = fromTable(slot, record);
            boolean said = slot.promised();
            if (!extra.isEmpty() && extra.containsKey(slot.name())) {
                value = Trees.over(value, extra.remove(slot.name()));
                said = true;
            }
            if (!customValues.isEmpty() && slot.name().equals(CUSTOM)) {
                value = value == null ? customValues : Trees.over(customValues, value);
                said = true;
            }
            if (said) {
                data.put(slot.name(), conformed(slot, value, record));
            }
        }
        if (!extra.isEmpty()) {
            throw refused(record, "the model has no field '%s'".formatted(first(extra)));
        }
        if (!(data.get("id") instanceof String id)) {
            throw refused(record, "field id: expected text, got nothing");
        }
        return new Mapping.Mapped(id, data);
    }

    private static @Nullable Object fromTable(Slot slot, Map<String, @Nullable Object> record) {
        if (slot.lines().isEmpty()) {
            return null;
        }
        Line only = slot.lines().getFirst();
        if (only.below() == null) {
            return raw(only, record);
        }
        Map<String, @Nullable Object> group = null;
        for (Line line : slot.lines()) {
            Object value = raw(line, record);
            if (value != null && line.below() != null) {
                group = group == null ? new LinkedHashMap<>() : group;
                line.below().put(group, value);
            }
        }
        return group;
    }

    private static @Nullable Object raw(Line line, Map<String, @Nullable Object> record) {
        Object value = line.from().of(record);
        return line.rule().values().isEmpty() || value == null
                ? value
                : line.rule().values().get(value.toString());
    }

    private Map<String, @Nullable Object> evaluate(
            Map<String, @Nullable Object> record, Map<String, @Nullable Object> bindings) {
        if (blocks.isEmpty()) {
            return Map.of();
        }
        Object input = Trees.withoutNulls(record);
        Object merged = new LinkedHashMap<>();
        for (MappingSource.Block block : blocks) {
            Object result;
            try {
                result = block.expression().evaluate(input, bindings);
            } catch (MappingException failed) {
                throw new MappingException(
                        "record %s: the %s's read: %s"
                                .formatted(name(record), block.layer(), failed.getMessage()),
                        failed);
            }
            if (result instanceof Map<?, ?>) {
                merged = Trees.over(merged, result);
            } else if (result != null) {
                throw refused(record, "read gave no object but " + result);
            }
        }
        return Trees.object(merged);
    }

    private Map<String, @Nullable Object> custom(
            Map<String, @Nullable Object> record, List<Mapping.CustomField> fields) {
        if (fields.isEmpty()) {
            return Map.of();
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>(fields.size() * 2);
        for (Mapping.CustomField field : fields) {
            values.put(field.key(), CustomValue.read(field.type(), path(field.path()).of(record)));
        }
        return values;
    }

    ProviderPath path(String text) {
        ProviderPath known = customPaths.get(text);
        if (known != null) {
            return known;
        }
        ProviderPath parsed = ProviderPath.parse(text);
        if (customPaths.size() < PATHS_MAX) {
            customPaths.put(text, parsed);
        }
        return parsed;
    }

    private static @Nullable Object conformed(
            Slot slot, @Nullable Object value, Map<String, @Nullable Object> record) {
        try {
            return slot.conform().value(value);
        } catch (Nonconforming wrong) {
            String field = wrong.field().isEmpty() ? "" : "." + wrong.field();
            throw refused(
                    record,
                    "field %s: expected %s, got %s"
                            .formatted(
                                    (slot.name() + field).replace(".[", "["),
                                    wrong.expected(),
                                    wrong.got()));
        }
    }

    private static String first(Map<String, @Nullable Object> map) {
        return map.keySet().iterator().next();
    }

    private static MappingException refused(Map<String, @Nullable Object> record, String why) {
        return new MappingException("record %s: %s".formatted(name(record), why));
    }

    private static Object name(Map<String, @Nullable Object> record) {
        for (String key : List.of("id", "Id", "uuid")) {
            Object id = record.get(key);
            if (id != null) {
                return id;
            }
        }
        return "without id";
    }
}
