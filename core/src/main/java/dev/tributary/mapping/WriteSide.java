package dev.tributary.mapping;

import dev.tributary.model.Conform;
import dev.tributary.model.Field;
import dev.tributary.model.FieldType;
import dev.tributary.model.Nonconforming;
import dev.tributary.model.ResourceModel;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Unified fields to a provider's write body. Null clears; what was not given is not sent. */
final class WriteSide {
    private static final String CUSTOM = "custom_fields";

    private final ResourceModel model;
    private final @Nullable String clear;
    private final @Nullable ProviderPath textBelow;
    private final List<WriteLine> lines = new ArrayList<>();
    private final Set<String> readOnly = new HashSet<>();
    private final Set<String> byBlocks = new HashSet<>();

    /** Fields that overrides add to the model's. */
    private final Set<String> added = new LinkedHashSet<>();

    private final List<MappingSource.Block> blocks;
    private final Map<String, Conform> conforms = new HashMap<>();

    WriteSide(MappingSource source) {
        model = source.model();
        blocks = source.write();
        clear = source.clear();
        String select = source.select();
        textBelow = source.textOnly() && select != null ? ProviderPath.parse(select) : null;
        for (FieldRule rule : source.fields()) {
            add(rule);
        }
        for (MappingSource.Block block : blocks) {
            block.expression().references().forEach(path -> add(Slot.root(path), block.by()));
        }
        for (Field field : model.fields().all()) {
            conforms.put(field.name(), Conform.to(field.type()));
        }
    }

    private void add(FieldRule rule) {
        String root = Slot.root(rule.unified());
        Field field = model.fields().get(root);
        if (field == null && canAdd(root, rule.by())) {
            added.add(root);
        } else if (field == null || field.readOnly()) {
            readOnly.add(rule.unified());
            return;
        }
        if (rule.readOnly()) {
            readOnly.add(rule.unified());
            return;
        }
        lines.add(WriteLine.of(rule));
    }

    /** A field that an expression reads. */
    private void add(String field, Provenance by) {
        byBlocks.add(field);
        if (model.fields().get(field) == null && canAdd(field, by)) {
            added.add(field);
        }
    }

    private static boolean canAdd(String field, Provenance by) {
        return by.isOverride() && AddedField.canBe(field);
    }

    /** Fields that may be written: by a line of the table, or read by an expression. */
    Set<String> takes() {
        Set<String> takes = new LinkedHashSet<>();
        lines.forEach(line -> takes.add(line.unified()));
        for (Field field : model.fields().all()) {
            if (byBlocks.contains(field.name()) && !field.readOnly()) {
                takes.add(field.name());
            }
        }
        added.stream().filter(byBlocks::contains).forEach(takes::add);
        return takes;
    }

    List<WriteLine> lines() {
        return lines;
    }

    List<MappingSource.Block> blocks() {
        return blocks;
    }

    /**
     * The fields that were given, in the form that expressions see; custom fields go into the body.
     */
    Map<String, @Nullable Object> clean(
            Map<String, @Nullable Object> unified,
            List<Mapping.CustomField> custom,
            Map<String, @Nullable Object> body) {
        List<String> problems = new ArrayList<>();
        Map<String, @Nullable Object> clean = new LinkedHashMap<>();
        unified.forEach(
                (name, value) -> {
                    if (name.equals(CUSTOM)) {
                        custom(value, custom, body, problems);
                    } else {
                        check(name, value, problems);
                        clean.put(name, conformed(name, value, problems));
                    }
                });
        if (!problems.isEmpty()) {
            throw new MappingException(String.join("; ", problems));
        }
        return clean;
    }

    Map<String, @Nullable Object> write(
            Map<String, @Nullable Object> unified,
            List<Mapping.CustomField> custom,
            Map<String, @Nullable Object> bindings) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        Map<String, @Nullable Object> clean = clean(unified, custom, body);
        for (WriteLine line : lines) {
            line.put(clean, body);
        }
        Object result = body;
        for (MappingSource.Block block : blocks) {
            result = Trees.over(result, made(block, clean, bindings));
        }
        result = clear == null ? result : Trees.withNullsAs(result, clear);
        return Trees.object(textBelow == null ? result : textBelow(result, textBelow.names()));
    }

    /** What one expression makes of the fields that were given. */
    static Map<String, @Nullable Object> made(
            MappingSource.Block block,
            Map<String, @Nullable Object> clean,
            Map<String, @Nullable Object> bindings) {
        Object made = block.expression().evaluate(clean, bindings);
        return made instanceof Map<?, ?> ? Trees.object(made) : Map.of();
    }

    boolean writes(String field) {
        return byBlocks.contains(field)
                || lines.stream().anyMatch(line -> Slot.root(line.unified()).equals(field));
    }

    /** Numbers and flags as text, below the path that holds a record's values. */
    private static @Nullable Object textBelow(@Nullable Object tree, List<String> path) {
        if (!(tree instanceof Map<?, ?>)) {
            return tree;
        }
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(Trees.object(tree));
        if (path.isEmpty()) {
            changed.replaceAll((name, value) -> Trees.leafAsText(value));
        } else {
            changed.computeIfPresent(
                    path.getFirst(),
                    (name, value) -> textBelow(value, path.subList(1, path.size())));
        }
        return changed;
    }

    private void check(String name, @Nullable Object value, List<String> problems) {
        Field field = model.fields().get(name);
        if (field == null && !added.contains(name)) {
            problems.add("'%s' is not a field of %s".formatted(name, model.path()));
        } else if (field != null && field.readOnly()
                || (readOnly.contains(name) && !byBlocks.contains(name))) {
            problems.add("'%s' is read-only".formatted(name));
        } else if (!byBlocks.contains(name)) {
            within(name, value, problems);
        }
    }

    /** Every leaf that is given must have a line of the table. */
    private void within(String path, @Nullable Object value, List<String> problems) {
        if (lines.stream().anyMatch(line -> line.unified().equals(path))) {
            return;
        }
        String below = path + ".";
        boolean known = lines.stream().anyMatch(line -> line.unified().startsWith(below));
        if (known && value instanceof Map<?, ?> map) {
            map.forEach((name, member) -> within(below + name, member, problems));
        } else if (!known) {
            problems.add(
                    readOnly.contains(path)
                                    || readOnly.stream().anyMatch(one -> one.startsWith(below))
                            ? "'%s' is read-only".formatted(path)
                            : "'%s' cannot be written at this provider".formatted(path));
        }
    }

    /** Wrong types are refused; so are words that an enum does not have, where reads give null. */
    private @Nullable Object conformed(String name, @Nullable Object value, List<String> problems) {
        Conform conform = conforms.get(name);
        Field field = model.fields().get(name);
        if (value == null || conform == null || field == null) {
            return value;
        }
        try {
            Object conformed = conform.value(value);
            if (conformed == null && field.type() instanceof FieldType.Choice choice) {
                problems.add(
                        "'%s' must be one of %s"
                                .formatted(name, String.join(", ", choice.words())));
            }
            return value instanceof Map<?, ?> ? nullsKept(conformed, value) : conformed;
        } catch (Nonconforming wrong) {
            String below = wrong.field().isEmpty() ? "" : "." + wrong.field();
            problems.add(
                    "'%s%s' must be %s, not %s"
                            .formatted(name, below, wrong.expected(), wrong.got()));
            return null;
        }
    }

    /** The conformed object with the nulls that were given: they clear. */
    private static Object nullsKept(@Nullable Object conformed, Object given) {
        Map<String, @Nullable Object> kept =
                conformed == null
                        ? new LinkedHashMap<>()
                        : new LinkedHashMap<>(Trees.object(conformed));
        Trees.object(given)
                .forEach(
                        (key, member) -> {
                            Object value = kept.get(key);
                            if (member instanceof Map<?, ?>) {
                                kept.put(key, nullsKept(value, member));
                            } else if (value == null) {
                                kept.put(key, null);
                            }
                        });
        return kept;
    }

    private void custom(
            @Nullable Object given,
            List<Mapping.CustomField> known,
            Map<String, @Nullable Object> body,
            List<String> problems) {
        if (!(given instanceof Map<?, ?> map)) {
            problems.add("'custom_fields' must be an object");
            return;
        }
        map.forEach(
                (key, value) ->
                        known.stream()
                                .filter(field -> field.key().equals(key))
                                .findFirst()
                                .ifPresentOrElse(
                                        field -> ProviderPath.parse(field.path()).put(body, value),
                                        () ->
                                                problems.add(
                                                        "'custom_fields.%s' is not a field of this account"
                                                                .formatted(key))));
    }
}
