package dev.tributary.unified;

import dev.tributary.connector.DescribedField;
import dev.tributary.connector.Resource;
import dev.tributary.mapping.AddedField;
import dev.tributary.mapping.FieldRule;
import dev.tributary.model.FieldType;
import dev.tributary.model.ResourceSchema;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A resource's records and writes as one integrated account has them: only fields that the
 * connector fills or takes, with the labels, choices and needs that the provider tells of them, and
 * with the account's own fields.
 *
 * @param parts the resource, or each of its variants
 * @param described what the provider says of the fields
 */
record AccountSchemas(Resource resource, List<Resource> parts, List<DescribedField> described) {
    private static final String CUSTOM = "custom_fields";
    private static final String REQUIRED = "required";
    private static final String PROPERTIES = "properties";

    static List<Resource> parts(Resource resource) {
        return resource.variants()
                .map(variants -> List.copyOf(variants.byWord().values()))
                .orElse(List.of(resource));
    }

    /** Fields that records have, in dotted paths. */
    static Set<String> reads(Collection<Resource> parts) {
        Set<String> reads = new TreeSet<>();
        for (Resource part : parts) {
            reads.addAll(part.mapping().reads());
            part.variants().ifPresent(variants -> reads.add(variants.field()));
            if (part.discover().isPresent()) {
                reads.add(CUSTOM);
            }
        }
        return reads;
    }

    static Set<String> writes(Collection<Resource> parts) {
        Set<String> writes = new TreeSet<>();
        for (Resource part : parts) {
            writes.addAll(part.mapping().writes());
            if (part.discover().isPresent()) {
                writes.add(CUSTOM);
            }
        }
        return writes;
    }

    /** A record as it is answered, {@code remote_data} aside where it was not asked for. */
    Map<String, Object> ofRecord() {
        Map<String, Object> schema =
                ResourceSchema.ofRecord(resource.schema(), named(reads(parts)));
        describe(schema, false);
        custom(schema, false, false);
        added(schema, reads(parts));
        properties(schema)
                .put(
                        "remote_data",
                        remote("what the provider said; include_remote_data", Map.of()));
        properties(schema)
                .put(
                        Parameters.EXPLAINED,
                        Map.of(
                                "type", "object",
                                "description",
                                        "of a single record: where values come from; explain"));
        return schema;
    }

    /** The body of a create, or of an update, which needs nothing. */
    Map<String, Object> ofWrite(boolean create) {
        Map<String, Object> schema =
                ResourceSchema.ofWrite(resource.schema(), named(here(writes(parts))));
        describe(schema, true);
        custom(schema, true, create);
        added(schema, writes(parts));
        Map<String, Object> elsewhere = new LinkedHashMap<>();
        TreeSet<String> required = new TreeSet<>();
        for (DescribedField field : described) {
            if (!field.required() || field.readOnly()) {
                continue;
            }
            String unified = unified(field);
            if (field.custom()) {
                required.add(CUSTOM);
            } else if (unified == null) {
                elsewhere.put(field.path(), label(field));
            } else {
                required.add(root(unified));
            }
        }
        properties(schema)
                .put("remote_data", remote("merged into the provider's payload last", elsewhere));
        if (create && !required.isEmpty()) {
            schema.put(REQUIRED, List.copyOf(required));
        }
        return schema;
    }

    /** Without what not every account has and this one does not. */
    private Set<String> here(Set<String> paths) {
        Set<String> there =
                described.stream().map(DescribedField::path).collect(Collectors.toSet());
        Set<String> here = new TreeSet<>(paths);
        if (!there.isEmpty()) {
            parts.stream()
                    .flatMap(part -> part.mapping().table().stream())
                    .filter(rule -> rule.optional() && !there.contains(rule.from()))
                    .forEach(rule -> here.remove(rule.unified()));
        }
        return here;
    }

    private Set<String> named(Set<String> paths) {
        Set<String> all = new TreeSet<>(paths);
        resource.variants().ifPresent(variants -> all.add(variants.field()));
        return all;
    }

    /** Fields that overrides add to the model's, of those that there are here. */
    private void added(Map<String, Object> schema, Set<String> paths) {
        Set<String> roots = paths.stream().map(AccountSchemas::root).collect(Collectors.toSet());
        for (Resource part : parts) {
            for (AddedField field : part.mapping().added()) {
                if (roots.contains(field.name())) {
                    Map<String, Object> member = new LinkedHashMap<>();
                    member.put("description", "added by " + field.by());
                    member.put("x-from-layer", field.by().layer());
                    properties(schema).put(field.name(), member);
                }
            }
        }
    }

    /** What the provider says of fields that the table has a line for. */
    private void describe(Map<String, Object> schema, boolean writing) {
        for (DescribedField field : described) {
            String unified = field.custom() ? null : unified(field);
            Map<String, Object> at = unified == null ? null : at(schema, unified);
            if (unified == null || at == null) {
                continue;
            }
            annotate(at, field);
            boolean plain = resource.schema().fields().typeAt(unified) instanceof FieldType.Plain;
            if (writing && plain && !field.options().isEmpty()) {
                at.put("enum", values(field));
            }
            if (writing && field.readOnly()) {
                at.put("readOnly", true);
            }
        }
    }

    private void custom(Map<String, Object> schema, boolean writing, boolean create) {
        if (properties(schema).get(CUSTOM) == null) {
            return;
        }
        Map<String, Object> members = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (DescribedField field : described) {
            if (field.custom() || resource.isCustom() && unified(field) == null) {
                Map<String, Object> member = CustomFieldSchema.of(field, writing);
                annotate(member, field);
                members.put(field.key(), member);
                if (create && field.required() && !field.readOnly()) {
                    required.add(field.key());
                }
            }
        }
        Map<String, Object> custom = new LinkedHashMap<>();
        custom.put("type", List.of("object", "null"));
        custom.put("description", "the integrated account's own fields");
        custom.put(PROPERTIES, members);
        if (!required.isEmpty()) {
            custom.put(REQUIRED, required);
        }
        custom.put("additionalProperties", false);
        properties(schema).put(CUSTOM, custom);
    }

    private static void annotate(Map<String, Object> schema, DescribedField field) {
        if (field.label() != null) {
            schema.put("title", field.label());
        }
        if (!field.options().isEmpty()) {
            List<Map<String, String>> options = new ArrayList<>();
            for (DescribedField.Option option : field.options()) {
                Map<String, String> shown = new LinkedHashMap<>();
                shown.put("value", option.value());
                shown.put("label", option.label());
                options.add(shown);
            }
            schema.put("x-options", options);
        }
        if (field.required()) {
            schema.put("x-required", true);
        }
        schema.put("x-upstream-path", field.path());
    }

    static List<@Nullable Object> values(DescribedField field) {
        List<@Nullable Object> values = new ArrayList<>();
        field.options().forEach(option -> values.add(option.value()));
        values.add(null);
        return values;
    }

    private static Map<String, Object> remote(String about, Map<String, Object> needed) {
        Map<String, Object> remote = new LinkedHashMap<>();
        remote.put("type", "object");
        remote.put("description", about);
        if (!needed.isEmpty()) {
            // A line of write: may fill them all the same, so that this is a hint and no demand.
            remote.put("x-required-upstream", needed);
        }
        remote.put("additionalProperties", true);
        return remote;
    }

    private @Nullable String unified(DescribedField field) {
        Map<String, String> byPath = new HashMap<>();
        for (Resource part : parts) {
            for (FieldRule rule : part.mapping().table()) {
                byPath.putIfAbsent(rule.from(), rule.unified());
            }
        }
        return byPath.get(field.path());
    }

    private static String label(DescribedField field) {
        return field.label() == null ? field.key() : field.label();
    }

    private static String root(String path) {
        int dot = path.indexOf('.');
        return dot < 0 ? path : path.substring(0, dot);
    }

    private static @Nullable Map<String, Object> at(Map<String, Object> schema, String path) {
        Map<String, Object> at = schema;
        for (String name : path.split("\\.")) {
            Object below = at.get(PROPERTIES) == null ? null : properties(at).get(name);
            if (below == null) {
                return null;
            }
            at = tree(below);
        }
        return at;
    }

    private static Map<String, Object> properties(Map<String, Object> schema) {
        return tree(schema.getOrDefault(PROPERTIES, Map.of()));
    }

    @SuppressWarnings("unchecked") // schemas are trees with text keys
    private static Map<String, Object> tree(Object value) {
        return (Map<String, Object>) value;
    }
}
