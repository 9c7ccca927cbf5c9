package dev.tributary.mapping;

import dev.tributary.model.Field;
import dev.tributary.model.ResourceModel;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongConsumer;

/** Unified fields to a provider's write body. Null clears; what was not given is not sent. */
final class WriteSide {
    private static final String LOST =
            "'%s' would be lost: the provider has no place for it beside what else is given";

    private final ResourceModel model;
    private final @Nullable String clear;
    private final @Nullable ProviderPath textBelow;
    private final List<WriteLine> lines = new ArrayList<>();
    private final Set<String> readOnly = new HashSet<>();
    private final Set<String> byBlocks = new HashSet<>();

    /** Fields that overrides add to the model's. */
    private final Set<String> added = new LinkedHashSet<>();

    private final List<MappingSource.Block> blocks;
    private final TakeGiven taken;

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
        taken = new TakeGiven(model, lines, readOnly, byBlocks, added);
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
        Map<String, @Nullable Object> clean = taken.from(unified, custom, body, problems);
        refuse(problems);
        return clean;
    }

    private static void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new MappingException(String.join("; ", problems));
        }
    }

    Map<String, @Nullable Object> write(
            Map<String, @Nullable Object> unified,
            List<Mapping.CustomField> custom,
            Set<String> settled,
            Map<String, @Nullable Object> bindings) {
        List<String> problems = new ArrayList<>();
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        Map<String, @Nullable Object> clean = taken.from(unified, custom, body, problems);
        if (!blocks.isEmpty()) {
            new LostValues(this, bindings)
                    .in(clean, settled)
                    .forEach(path -> problems.add(LOST.formatted(path)));
        }
        refuse(problems);
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
        return object(block.expression().evaluate(clean, bindings));
    }

    private static Map<String, @Nullable Object> object(@Nullable Object made) {
        return made instanceof Map<?, ?> ? Trees.object(made) : Map.of();
    }

    /** What the table makes of the fields that were given. */
    Map<String, @Nullable Object> table(Map<String, @Nullable Object> clean) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        lines.forEach(line -> line.put(clean, body));
        return body;
    }

    /**
     * The body without custom fields, to be compared.
     *
     * @param steps is told how much work the expressions were
     */
    @Nullable Object body(
            Map<String, @Nullable Object> clean,
            Map<String, @Nullable Object> bindings,
            LongConsumer steps) {
        Object body = table(clean);
        for (MappingSource.Block block : blocks) {
            Object made = block.expression().evaluate(clean, bindings, steps);
            body = Trees.over(body, object(made));
        }
        return body;
    }

    /** Whether a line of the table has written a unified path, and no expression over it. */
    boolean carries(String path, Map<String, @Nullable Object> table, @Nullable Object body) {
        return lines.stream()
                .filter(
                        line ->
                                path.equals(line.unified())
                                        || path.startsWith(line.unified() + "."))
                .anyMatch(
                        line ->
                                Objects.equals(
                                        line.to().of(table), line.to().of(Trees.object(body))));
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
}
