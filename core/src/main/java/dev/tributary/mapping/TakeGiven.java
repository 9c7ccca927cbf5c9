package dev.tributary.mapping;

import dev.tributary.model.Conform;
import dev.tributary.model.Field;
import dev.tributary.model.FieldType;
import dev.tributary.model.Nonconforming;
import dev.tributary.model.ResourceModel;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a caller gives to be written, in the form that expressions see, or what is wrong with it.
 */
final class TakeGiven {
    private static final String CUSTOM = "custom_fields";

    private final ResourceModel model;
    private final List<WriteLine> lines;
    private final Set<String> readOnly;
    private final Set<String> byBlocks;
    private final Set<String> added;
    private final Map<String, Conform> conforms = new HashMap<>();

    /**
     * @param byBlocks fields that an expression reads
     * @param added fields that overrides add to the model's
     */
    TakeGiven(
            ResourceModel model,
            List<WriteLine> lines,
            Set<String> readOnly,
            Set<String> byBlocks,
            Set<String> added) {
        this.model = model;
        this.lines = lines;
        this.readOnly = readOnly;
        this.byBlocks = byBlocks;
        this.added = added;
        for (Field field : model.fields().all()) {
            conforms.put(field.name(), Conform.to(field.type()));
        }
    }

    /**
     * Those of the fields that are as they should be.
     *
     * @param body takes custom fields
     * @param problems is told of the others
     */
    Map<String, @Nullable Object> from(
            Map<String, @Nullable Object> unified,
            List<Mapping.CustomField> custom,
            Map<String, @Nullable Object> body,
            List<String> problems) {
        Map<String, @Nullable Object> clean = new LinkedHashMap<>();
        unified.forEach(
                (name, value) -> {
                    int before = problems.size();
                    if (name.equals(CUSTOM)) {
                        custom(value, custom, body, problems);
                    } else {
                        check(name, value, problems);
                        Object conformed = conformed(name, value, problems);
                        if (problems.size() == before) {
                            clean.put(name, conformed);
                        }
                    }
                });
        lines.forEach(line -> line.checkWord(clean, problems));
        return clean;
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
                                        field -> put(field, value, body, problems),
                                        () ->
                                                problems.add(
                                                        "'custom_fields.%s' is not a field of this account"
                                                                .formatted(key))));
    }

    private static void put(
            Mapping.CustomField field,
            @Nullable Object value,
            Map<String, @Nullable Object> body,
            List<String> problems) {
        try {
            ProviderPath.parse(field.path()).put(body, CustomValue.write(field, value));
        } catch (IllegalArgumentException wrong) {
            problems.add("'custom_fields.%s' %s".formatted(field.key(), wrong.getMessage()));
        }
    }
}
