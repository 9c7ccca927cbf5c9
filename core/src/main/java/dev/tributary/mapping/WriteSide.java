package dev.tributary.mapping;

import dev.tributary.model.Conform;
import dev.tributary.model.Field;
import dev.tributary.model.FieldType;
import dev.tributary.model.Nonconforming;
import dev.tributary.model.ResourceModel;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
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

    /** A line of the table that may be written. */
    private record Line(
            String unified,
            List<String> names,
            ProviderPath to,
            Map<String, String> words,
            boolean asNumber) {}

    private final ResourceModel model;
    private final @Nullable String clear;
    private final @Nullable ProviderPath textBelow;
    private final List<Line> lines = new ArrayList<>();
    private final Set<String> readOnly = new HashSet<>();
    private final Set<String> byBlocks = new HashSet<>();
    private final List<MappingSource.Block> blocks;
    private final Map<String, Conform> conforms = new HashMap<>();

    WriteSide(MappingSource source) {
        model = source.model();
        blocks = source.write();
        clear = source.clear();
        String select = source.select();
        textBelow = source.textOnly() && select != null ? ProviderPath.parse(select) : null;
        for (FieldRule rule : source.fields()) {
            Field field = model.fields().get(ReadSide.root(rule.unified()));
            if (rule.readOnly() || field == null || field.readOnly()) {
                readOnly.add(rule.unified());
            } else {
                Map<String, String> words = new HashMap<>();
                rule.values().forEach((theirs, ours) -> words.putIfAbsent(ours, theirs));
                lines.add(
                        new Line(
                                rule.unified(),
                                ProviderPath.parse(rule.unified()).names(),
                                ProviderPath.parse(rule.from()),
                                words,
                                rule.asNumber()));
            }
        }
        for (MappingSource.Block block : blocks) {
            block.expression().references().forEach(path -> byBlocks.add(ReadSide.root(path)));
        }
        for (Field field : model.fields().all()) {
            conforms.put(field.name(), Conform.to(field.type()));
        }
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
        return takes;
    }

    Map<String, @Nullable Object> write(
            Map<String, @Nullable Object> unified,
            List<Mapping.CustomField> custom,
            Map<String, @Nullable Object> bindings) {
        List<String> problems = new ArrayList<>();
        Map<String, @Nullable Object> clean = new LinkedHashMap<>();
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
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
        for (Line line : lines) {
            table(line, clean, body);
        }
        Object result = body;
        for (MappingSource.Block block : blocks) {
            Object more = block.expression().evaluate(clean, bindings);
            if (more instanceof Map<?, ?>) {
                result = Trees.over(result, more);
            }
        }
        result = clear == null ? result : Trees.withNullsAs(result, clear);
        return Trees.object(textBelow == null ? result : textBelow(result, textBelow.names()));
    }

    boolean writes(String field) {
        return byBlocks.contains(field)
                || lines.stream().anyMatch(line -> ReadSide.root(line.unified()).equals(field));
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

    private static void table(
            Line line, Map<String, @Nullable Object> unified, Map<String, @Nullable Object> body) {
        Object value = unified;
        for (String name : line.names()) {
            if (value == null) {
                break;
            }
            Map<String, @Nullable Object> at = Trees.object(value);
            if (!at.containsKey(name)) {
                return;
            }
            value = at.get(name);
        }
        if (!line.words().isEmpty() && value != null) {
            value = line.words().get(value.toString());
        }
        line.to().put(body, line.asNumber() && value instanceof String text ? number(text) : value);
    }

    /** Text that is no number goes as it is: the provider will say so. */
    private static Object number(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException other) {
            return text;
        }
    }

    private void check(String name, @Nullable Object value, List<String> problems) {
        Field field = model.fields().get(name);
        if (field == null) {
            problems.add("'%s' is not a field of %s".formatted(name, model.path()));
        } else if (field.readOnly() || (readOnly.contains(name) && !byBlocks.contains(name))) {
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
