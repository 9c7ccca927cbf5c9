package dev.tributary.mapping;

import dev.tributary.jsonata.value.Shape;
import dev.tributary.jsonata.value.ShapedMap;
import dev.tributary.model.Conform;
import dev.tributary.model.FallThrough;
import dev.tributary.model.Field;
import dev.tributary.model.FieldType;
import dev.tributary.model.Fields;
import dev.tributary.model.Nonconforming;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
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
     * @param members the lines of a reference or object, each with the form of its member; empty
     *     when the field is filled in another way
     * @param shape of the object that the members make
     * @param promised present in each record, null when the provider has no value
     */
    private record Slot(
            String name,
            Conform conform,
            List<Line> lines,
            List<Member> members,
            Shape shape,
            boolean promised) {}

    /** A line of the table; {@code below} is the rest of a unified path such as owner.id. */
    private record Line(@Nullable ProviderPath below, ProviderPath from, FieldRule rule) {}

    private record Member(String name, Conform conform, Line line) {}

    private record Block(MappingSource.Block source, ReadInput input) {}

    private final List<Slot> slots = new ArrayList<>();
    private final Shape shape;
    private final List<Block> blocks;
    private final Map<String, ProviderPath> customPaths = new ConcurrentHashMap<>();

    ReadSide(MappingSource source) {
        blocks =
                source.read().stream()
                        .map(block -> new Block(block, ReadInput.of(block.expression())))
                        .toList();
        for (Field field : source.model().fields().all()) {
            List<Line> lines =
                    source.fields().stream()
                            .filter(rule -> root(rule.unified()).equals(field.name()))
                            .map(ReadSide::line)
                            .toList();
            boolean made =
                    source.read().stream()
                            .anyMatch(
                                    block ->
                                            block.expression().outputs().containsKey(field.name()));
            List<Member> members = members(field, lines);
            slots.add(
                    new Slot(
                            field.name().intern(),
                            Conform.to(field.type(), field.name()),
                            lines,
                            members,
                            new Shape(members.stream().map(Member::name).toList()),
                            made || !lines.isEmpty()));
        }
        shape = new Shape(slots.stream().map(Slot::name).toList());
    }

    private static List<Member> members(Field field, List<Line> lines) {
        Fields group =
                switch (field.type()) {
                    case FieldType.Reference reference -> reference.group().fields();
                    case FieldType.Group one -> one.fields();
                    case FieldType.Plain _, FieldType.Choice _, FieldType.Many _ -> null;
                };
        List<Member> members = new ArrayList<>();
        for (Line line : lines) {
            ProviderPath below = line.below();
            Field member = group == null || below == null ? null : group.get(below.text());
            if (member == null) {
                return List.of();
            }
            String path = field.name() + "." + member.name();
            members.add(new Member(member.name(), Conform.to(member.type(), path), line));
        }
        return members;
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
            List<Mapping.CustomField> fields,
            Map<String, @Nullable Object> bindings) {
        Map<String, @Nullable Object> extra = evaluate(record, bindings);
        Map<String, @Nullable Object> customValues = custom(record, fields);
        Object[] values = shape.nothing();
        FallThrough fell = new FallThrough();
        int used = 0;
        for (int i = 0; i < values.length; i++) {
            Slot slot = slots.get(i);
            boolean said = !extra.isEmpty() && extra.containsKey(slot.name());
            boolean custom = !customValues.isEmpty() && slot.name().equals(CUSTOM);
            if (said || custom) {
                used += said ? 1 : 0;
                Object value = fromTable(slot, record, fell);
                value = said ? Trees.over(value, extra.get(slot.name())) : value;
                value = custom && value != null ? Trees.over(customValues, value) : value;
                value = custom && value == null ? customValues : value;
                values[i] = conformed(slot, value, record, fell);
            } else if (!slot.members().isEmpty()) {
                values[i] = group(slot, record, fell);
            } else if (slot.promised()) {
                Object value = fromTable(slot, record, fell);
                values[i] = conformed(slot, value, record, fell);
            }
        }
        if (used < extra.size()) {
            throw refused(record, "the model has no field '%s'".formatted(unknown(extra)));
        }
        Map<String, @Nullable Object> data = new ShapedMap(shape, values);
        if (!(data.get("id") instanceof String id)) {
            throw refused(record, "field id: expected text, got nothing");
        }
        return new Mapping.Mapped(id, data, fell.fields());
    }

    /** The object of a slot whose members all come from the table. */
    private @Nullable Object group(
            Slot slot, Map<String, @Nullable Object> record, FallThrough fell) {
        Object[] group = null;
        for (int i = 0; i < slot.members().size(); i++) {
            Member member = slot.members().get(i);
            Object value = raw(member.line(), record, fell);
            if (value != null) {
                try {
                    value = member.conform().value(value, fell);
                } catch (Nonconforming wrong) {
                    throw refused(slot, wrong.below(member.name()), record);
                }
            }
            if (value != null) {
                group = group == null ? slot.shape().nothing() : group;
                group[i] = value;
            }
        }
        return group == null ? null : new ShapedMap(slot.shape(), group);
    }

    private @Nullable Object fromTable(
            Slot slot, Map<String, @Nullable Object> record, FallThrough fell) {
        if (slot.lines().isEmpty()) {
            return null;
        }
        Line only = slot.lines().getFirst();
        if (only.below() == null) {
            return raw(only, record, fell);
        }
        Map<String, @Nullable Object> group = null;
        for (Line line : slot.lines()) {
            Object value = raw(line, record, fell);
            if (value != null && line.below() != null) {
                group = group == null ? new LinkedHashMap<>() : group;
                line.below().put(group, value);
            }
        }
        return group;
    }

    private static @Nullable Object raw(
            Line line, Map<String, @Nullable Object> record, FallThrough fell) {
        Object value = line.from().of(record);
        if (line.rule().values().isEmpty() || value == null) {
            return value;
        }
        String word = line.rule().values().get(value.toString());
        if (word == null && !value.toString().isBlank()) {
            fell.add(line.rule().unified());
        }
        return word;
    }

    private Map<String, @Nullable Object> evaluate(
            Map<String, @Nullable Object> record, Map<String, @Nullable Object> bindings) {
        if (blocks.isEmpty()) {
            return Map.of();
        }
        Map<String, @Nullable Object> merged = Map.of();
        for (Block block : blocks) {
            Object result;
            try {
                result = block.source().expression().evaluate(block.input().from(record), bindings);
            } catch (MappingException failed) {
                throw new MappingException(
                        "record %s: the %s's read: %s"
                                .formatted(
                                        name(record), block.source().layer(), failed.getMessage()),
                        failed);
            }
            if (result instanceof Map<?, ?>) {
                Map<String, @Nullable Object> made = Trees.object(result);
                merged = merged.isEmpty() ? made : Trees.object(Trees.over(merged, made));
            } else if (result != null) {
                throw refused(record, "read gave no object but " + result);
            }
        }
        return merged;
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

    private @Nullable Object conformed(
            Slot slot,
            @Nullable Object value,
            Map<String, @Nullable Object> record,
            FallThrough fell) {
        try {
            return slot.conform().value(value, fell);
        } catch (Nonconforming wrong) {
            throw refused(slot, wrong, record);
        }
    }

    private MappingException refused(
            Slot slot, Nonconforming wrong, Map<String, @Nullable Object> record) {
        return refused(record, String.valueOf(wrong.below(slot.name()).getMessage()));
    }

    private String unknown(Map<String, @Nullable Object> extra) {
        return extra.keySet().stream()
                .filter(name -> slots.stream().noneMatch(slot -> slot.name().equals(name)))
                .findFirst()
                .orElse("");
    }

    private MappingException refused(Map<String, @Nullable Object> record, String why) {
        return new MappingException("record %s: %s".formatted(name(record), why));
    }

    /** As the table reads it; null when it does not or there is none. */
    @Nullable String id(Map<String, @Nullable Object> record) {
        for (Slot slot : slots) {
            if (slot.name().equals("id")) {
                Object id = fromTable(slot, record, new FallThrough());
                return switch (id) {
                    case null -> null;
                    case BigDecimal number -> number.toPlainString();
                    default -> id.toString();
                };
            }
        }
        return null;
    }

    private String name(Map<String, @Nullable Object> record) {
        String id = id(record);
        return id == null ? "without id" : id;
    }
}
