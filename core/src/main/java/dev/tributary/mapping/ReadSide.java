package dev.tributary.mapping;

import dev.tributary.jsonata.Jsonata;
import dev.tributary.jsonata.value.Shape;
import dev.tributary.jsonata.value.ShapedMap;
import dev.tributary.model.FallThrough;
import dev.tributary.model.Nonconforming;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Provider record to unified record. Everything that can be known before is. */
final class ReadSide {
    static final String CUSTOM = "custom_fields";
    private static final int PATHS_MAX = 10_000;

    /** An expression and what it gets to see. */
    record Block(MappingSource.Block source, ReadInput input) {}

    private final MappingSource source;
    private final List<Slot> slots;
    private final Shape shape;
    private final Set<String> names = new HashSet<>();
    private final List<Block> blocks;

    /** Whether a layer may make fields that nobody foresaw. */
    private final boolean open;

    private final Map<String, ProviderPath> customPaths = new ConcurrentHashMap<>();

    ReadSide(MappingSource source) {
        this.source = source;
        blocks =
                source.read().stream()
                        .map(block -> new Block(block, ReadInput.of(block.expression())))
                        .toList();
        slots = Slot.of(source);
        slots.forEach(slot -> names.add(slot.name()));
        shape = new Shape(slots.stream().map(Slot::name).toList());
        open = blocks.stream().anyMatch(block -> block.source().by().isOverride());
    }

    MappingSource source() {
        return source;
    }

    List<Slot> slots() {
        return slots;
    }

    List<Block> blocks() {
        return blocks;
    }

    @SuppressWarnings("NullAway") // the values of an object may be null
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
            Object made = extra.isEmpty() ? Jsonata.UNDEFINED : slot.key().of(extra);
            boolean said = made != Jsonata.UNDEFINED;
            boolean custom = !customValues.isEmpty() && slot.name().equals(CUSTOM);
            try {
                if (said || custom) {
                    used += said ? 1 : 0;
                    Object value = slot.fromTable(record, fell);
                    value = said ? Trees.over(value, made) : value;
                    value = custom && value != null ? Trees.over(customValues, value) : value;
                    value = custom && value == null ? customValues : value;
                    values[i] = slot.conform().value(value, fell);
                } else if (!slot.members().isEmpty()) {
                    values[i] = group(slot, record, fell);
                } else if (slot.promised()) {
                    Object value = slot.fromTable(record, fell);
                    values[i] = slot.conform().value(value, fell);
                }
            } catch (Nonconforming wrong) {
                throw refused(slot, wrong, record, fields, bindings);
            }
        }
        Map<String, @Nullable Object> data = new ShapedMap(shape, values);
        if (used < extra.size()) {
            unforeseen(extra, data, record);
        }
        if (!(data.get("id") instanceof String id)) {
            throw refused(record, "field id: expected text, got nothing");
        }
        return new Mapping.Mapped(id, data, fell.fields());
    }

    /** The object of a slot whose members all come from the table. */
    @SuppressWarnings("NullAway") // the values of an object may be null
    private static @Nullable Object group(
            Slot slot, Map<String, @Nullable Object> record, FallThrough fell) {
        Object[] group = null;
        for (int i = 0; i < slot.members().size(); i++) {
            Slot.Member member = slot.members().get(i);
            Object value = member.line().raw(record, fell);
            if (value != null) {
                try {
                    value = member.conform().value(value, fell);
                } catch (Nonconforming wrong) {
                    throw wrong.below(member.name());
                }
            }
            if (value != null) {
                group = group == null ? slot.shape().nothing() : group;
                group[i] = value;
            }
        }
        return group == null ? null : new ShapedMap(slot.shape(), group);
    }

    private Map<String, @Nullable Object> evaluate(
            Map<String, @Nullable Object> record, Map<String, @Nullable Object> bindings) {
        if (blocks.isEmpty()) {
            return Map.of();
        }
        Map<String, @Nullable Object> merged = Map.of();
        for (Block block : blocks) {
            Map<String, @Nullable Object> made = made(block, record, bindings);
            if (open && !block.source().by().isOverride()) {
                refuseUnknown(made, record);
            }
            merged = merged.isEmpty() ? made : Trees.object(Trees.over(merged, made));
        }
        return merged;
    }

    /** What one expression makes of a record. */
    Map<String, @Nullable Object> made(
            Block block,
            Map<String, @Nullable Object> record,
            Map<String, @Nullable Object> bindings) {
        Provenance by = block.source().by();
        Object result;
        try {
            result = block.source().expression().evaluate(block.input().from(record), bindings);
        } catch (MappingException failed) {
            throw new MappingException(
                    "record %s: read of %s: %s".formatted(name(record), by, failed.getMessage()),
                    by,
                    failed);
        }
        if (result instanceof Map<?, ?>) {
            return Trees.object(result);
        }
        if (result != null) {
            String why = "read of %s gave no object but %s".formatted(by, result);
            throw new MappingException("record %s: %s".formatted(name(record), why), by, null);
        }
        return Map.of();
    }

    /** What an override makes beside the fields that it is known to make. */
    private void unforeseen(
            Map<String, @Nullable Object> extra,
            Map<String, @Nullable Object> data,
            Map<String, @Nullable Object> record) {
        if (!open) {
            refuseUnknown(extra, record);
        }
        extra.forEach(
                (name, value) -> {
                    if (!names.contains(name)) {
                        if (!AddedField.canBe(name)) {
                            throw refused(record, "'%s' is no name of a field".formatted(name));
                        }
                        data.put(name, value);
                    }
                });
    }

    private void refuseUnknown(
            Map<String, @Nullable Object> made, Map<String, @Nullable Object> record) {
        for (String name : made.keySet()) {
            if (!names.contains(name)) {
                throw refused(record, "the model has no field '%s'".formatted(name));
            }
        }
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

    private MappingException refused(
            Slot slot,
            Nonconforming wrong,
            Map<String, @Nullable Object> record,
            List<Mapping.CustomField> fields,
            Map<String, @Nullable Object> bindings) {
        Nonconforming whole = wrong.below(slot.name());
        Provenance by;
        try {
            by = new ExplainRead(this).by(whole.field(), record, fields, bindings);
        } catch (MappingException failed) {
            by = failed.by(); // it is evaluated once more, which may take it over its limits
        }
        return new MappingException(
                "record %s: %s".formatted(name(record), whole.getMessage()), by, whole);
    }

    private MappingException refused(Map<String, @Nullable Object> record, String why) {
        return new MappingException("record %s: %s".formatted(name(record), why));
    }

    /** As the table reads it; null when it does not or there is none. */
    @Nullable String id(Map<String, @Nullable Object> record) {
        for (Slot slot : slots) {
            if (slot.name().equals("id")) {
                Object id = slot.fromTable(record, new FallThrough());
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
