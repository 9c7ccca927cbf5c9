package dev.tributary.mapping;

import dev.tributary.jsonata.value.Name;
import dev.tributary.jsonata.value.Shape;
import dev.tributary.model.Conform;
import dev.tributary.model.FallThrough;
import dev.tributary.model.Field;
import dev.tributary.model.FieldType;
import dev.tributary.model.Fields;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A unified field with the lines of the table that fill it.
 *
 * @param key the name, to look it up with
 * @param members the lines of a reference or object, each with the form of its member; empty when
 *     the field is filled in another way
 * @param shape of the object that the members make
 * @param promised present in each record, null when the provider has no value
 */
record Slot(
        String name,
        Name key,
        Conform conform,
        List<Line> lines,
        List<Member> members,
        Shape shape,
        boolean promised) {
    private static final Conform ANY = (raw, fell) -> raw;

    /**
     * A line of the table.
     *
     * @param below the rest of a unified path such as owner.id
     * @param words ours by the provider's; null when a value is taken as it is
     */
    record Line(
            @Nullable ProviderPath below,
            ProviderPath from,
            FieldRule rule,
            @Nullable Map<String, String> words) {
        static Line of(FieldRule rule) {
            int dot = rule.unified().indexOf('.');
            return new Line(
                    dot < 0 ? null : ProviderPath.parse(rule.unified().substring(dot + 1)),
                    ProviderPath.parse(rule.from()),
                    rule,
                    rule.values().isEmpty() ? null : rule.values());
        }

        @Nullable Object raw(Map<String, @Nullable Object> record, FallThrough fell) {
            Object value = from.of(record);
            if (words == null || value == null) {
                return value;
            }
            String word = words.get(value.toString());
            if (word == null && !value.toString().isBlank()) {
                fell.add(rule.unified());
            }
            return word;
        }
    }

    record Member(String name, Conform conform, Line line) {}

    /** One for each field that records may have: the model's, and those that overrides add. */
    static List<Slot> of(MappingSource source) {
        List<Slot> slots = new ArrayList<>();
        for (Field field : source.model().fields().all()) {
            List<Line> lines = lines(source, field.name());
            boolean made =
                    source.read().stream()
                            .anyMatch(
                                    block ->
                                            block.expression().outputs().containsKey(field.name()));
            Conform conform = Conform.to(field.type(), field.name());
            boolean promised = made || !lines.isEmpty();
            slots.add(of(field.name(), conform, lines, members(field, lines), promised));
        }
        for (AddedField added : source.added()) {
            List<Line> lines = lines(source, added.name());
            slots.add(of(added.name(), ANY, lines, List.of(), true));
        }
        return slots;
    }

    private static Slot of(
            String name,
            Conform conform,
            List<Line> lines,
            List<Member> members,
            boolean promised) {
        Shape shape = new Shape(members.stream().map(Member::name).toList());
        return new Slot(name, new Name(name), conform, lines, members, shape, promised);
    }

    private static List<Line> lines(MappingSource source, String field) {
        return source.fields().stream()
                .filter(rule -> root(rule.unified()).equals(field))
                .map(Line::of)
                .toList();
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

    /** The lines that count: one for the whole field, or those of its parts. */
    List<Line> counting() {
        return lines.isEmpty() || lines.getFirst().below() != null
                ? lines
                : List.of(lines.getFirst());
    }

    @Nullable Object fromTable(Map<String, @Nullable Object> record, FallThrough fell) {
        if (lines.isEmpty()) {
            return null;
        }
        Line only = lines.getFirst();
        if (only.below() == null) {
            return only.raw(record, fell);
        }
        Map<String, @Nullable Object> group = null;
        for (Line line : lines) {
            Object value = line.raw(record, fell);
            if (value != null && line.below() != null) {
                group = group == null ? new LinkedHashMap<>() : group;
                line.below().put(group, value);
            }
        }
        return group;
    }

    static String root(String path) {
        int dot = path.indexOf('.');
        return dot < 0 ? path : path.substring(0, dot);
    }
}
