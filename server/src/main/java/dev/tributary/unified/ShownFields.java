package dev.tributary.unified;

import dev.tributary.Failure;
import dev.tributary.call.Target;
import dev.tributary.connector.DescribedField;
import dev.tributary.connector.Resource;
import dev.tributary.http.Ask;
import dev.tributary.model.FieldType;
import dev.tributary.model.Fields;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What {@code fields} asks for of each record, beside its id: fields, and members of them by dotted
 * names, which come in their object.
 */
record ShownFields(Set<String> names) {
    private static final String CUSTOM = "custom_fields";
    private static final String BESIDE = "remote_data";

    /** Empty: all of them. */
    static Optional<ShownFields> of(Ask ask) {
        return ask.parameter("fields").map(ShownFields::of);
    }

    private static ShownFields of(String given) {
        Set<String> names = new LinkedHashSet<>();
        for (String name : given.split(",")) {
            if (!name.isBlank()) {
                names.add(name.strip());
            }
        }
        return new ShownFields(names);
    }

    /**
     * @param described what the provider says of its fields; asked only for custom ones
     * @throws Failure {@code invalid_request} naming all that are no fields, and those that are
     */
    void require(Target target, Supplier<List<DescribedField>> described) {
        Resource resource = target.resource();
        List<Resource> parts = AccountSchemas.parts(resource);
        Set<String> known = new TreeSet<>(AccountSchemas.reads(parts));
        for (Resource part : parts) {
            part.mapping().added().forEach(field -> known.add(field.name()));
        }
        if (names.stream().anyMatch(name -> name.startsWith(CUSTOM + "."))) {
            described.get().stream()
                    .filter(DescribedField::custom)
                    .forEach(field -> known.add(CUSTOM + "." + field.key()));
        }
        List<String> unknown = new ArrayList<>();
        for (String name : names) {
            boolean own = name.startsWith(CUSTOM + ".");
            if (!name.equals(BESIDE)
                    && !known.contains(name)
                    && (own || !isOf(resource.schema().fields(), name))) {
                unknown.add("'" + name + "'");
            }
        }
        if (!unknown.isEmpty()) {
            throw Failure.invalid(
                    "fields: %s has no %s here; it has %s",
                    resource.path(), String.join(", ", unknown), String.join(", ", known));
        }
    }

    /** Of a list its items' fields are members, too. */
    private static boolean isOf(Fields fields, String name) {
        int dot = name.indexOf('.');
        if (dot < 0
                || fields.get(name.substring(0, dot)) == null
                || !(fields.typeAt(name.substring(0, dot))
                        instanceof FieldType.Many(FieldType.Group item))) {
            return fields.typeAt(name) != null;
        }
        return isOf(item.fields(), name.substring(dot + 1));
    }

    /** The fields that are asked for, without members. */
    Set<String> roots() {
        return names.stream()
                .map(name -> name.replaceFirst("\\..*", ""))
                .collect(Collectors.toSet());
    }

    Map<String, @Nullable Object> of(Map<String, @Nullable Object> record) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        record.forEach(
                (name, value) -> {
                    if (name.equals("id") || names.contains(name)) {
                        shown.put(name, value);
                        return;
                    }
                    ShownFields members = below(name);
                    if (!members.names.isEmpty()) {
                        shown.put(name, members.in(value));
                    }
                });
        return shown;
    }

    private ShownFields below(String name) {
        String start = name + ".";
        return new ShownFields(
                names.stream()
                        .filter(one -> one.startsWith(start))
                        .map(one -> one.substring(start.length()))
                        .collect(Collectors.toSet()));
    }

    private @Nullable Object in(@Nullable Object value) {
        return switch (value) {
            case List<?> list -> list.stream().map(this::in).toList();
            case Map<?, ?> map -> members(map);
            case null, default -> value;
        };
    }

    private Map<String, @Nullable Object> members(Map<?, ?> whole) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        whole.forEach(
                (key, member) -> {
                    String name = key.toString();
                    ShownFields below = below(name);
                    if (names.contains(name)) {
                        members.put(name, member);
                    } else if (!below.names.isEmpty()) {
                        members.put(name, below.in(member));
                    }
                });
        return members;
    }
}
