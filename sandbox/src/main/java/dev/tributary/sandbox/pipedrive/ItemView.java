package dev.tributary.sandbox.pipedrive;

import dev.tributary.sandbox.Dials;
import dev.tributary.sandbox.Json;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Records as API v2 shows them, with what a call asks for. */
final class ItemView {
    private static final int KEYS_MAX = 15;
    private static final Set<String> CONTACT_SYNC =
            Set.of("postal_address", "notes", "im", "birthday", "job_title");

    private final Company company;
    private final Dials<PipedriveDial> dials;
    private final Set<String> asked;
    private final Optional<Set<String>> keys;
    private final boolean optionLabels;
    private final boolean labels;

    private ItemView(
            Company company,
            Dials<PipedriveDial> dials,
            Set<String> asked,
            Optional<Set<String>> keys,
            boolean optionLabels,
            boolean labels) {
        this.company = company;
        this.dials = dials;
        this.asked = asked;
        this.keys = keys;
        this.optionLabels = optionLabels;
        this.labels = labels;
    }

    static ItemView plain(Company company, Dials<PipedriveDial> dials) {
        return new ItemView(company, dials, Set.of(), Optional.empty(), false, false);
    }

    /**
     * @throws PipedriveProblem when the call asks for fields that there are not
     */
    static ItemView of(Call call, ItemType type) {
        Set<String> asked = new HashSet<>(call.request().queryList("include_fields"));
        for (String code : asked) {
            boolean there =
                    StandardFields.of(type).stream()
                            .filter(field -> field.access() == Field.Access.ASK)
                            .anyMatch(field -> field.code().equals(code));
            if (!there) {
                throw PipedriveProblem.invalid("include_fields", "'" + code + "' is none");
            }
        }
        Optional<Set<String>> keys =
                call.query("custom_fields")
                        .map(given -> new HashSet<>(call.request().queryList("custom_fields")));
        if (call.request().queryList("custom_fields").size() > KEYS_MAX) {
            throw PipedriveProblem.invalid(
                    "custom_fields", "must not name more than " + KEYS_MAX + " keys");
        }
        return new ItemView(
                call.company(),
                call.dials(),
                asked,
                keys,
                call.flag("include_option_labels").orElse(false),
                call.flag("include_labels").orElse(false));
    }

    Map<String, @Nullable Object> show(Item item) {
        Json.Fields shown = Json.of();
        for (Field field : StandardFields.of(item.type())) {
            boolean hidden =
                    item.type() == ItemType.PERSON
                            && CONTACT_SYNC.contains(field.code())
                            && !dials.on(PipedriveDial.CONTACT_SYNC);
            if (field.access() == Field.Access.ASK) {
                if (asked.contains(field.code())) {
                    shown.and(field.code(), Asked.value(company, item, field.code()));
                }
            } else if (!hidden) {
                shown.and(field.code(), item.value(field.code()));
            }
        }
        if (labels && item.value("label_ids") instanceof List<?> ids) {
            shown.and("labels", labelled(Optional.empty(), ids));
        }
        if (ItemType.CUSTOMIZABLE.contains(item.type())) {
            shown.and("custom_fields", custom(item));
        }
        return shown;
    }

    private Map<String, @Nullable Object> custom(Item item) {
        Json.Fields shown = Json.of();
        for (Field field : company.fields().custom(item.type())) {
            Object value = item.custom().get(field.code());
            boolean wanted = keys.map(some -> some.contains(field.code())).orElse(true);
            boolean there = value != null || dials.on(PipedriveDial.UNSET_CUSTOM_FIELDS_AS_NULL);
            if (wanted && there) {
                shown.and(field.code(), optionLabels ? labelled(field, value) : value);
            }
        }
        return shown;
    }

    private static @Nullable Object labelled(Field field, @Nullable Object value) {
        return switch (value) {
            case Number id when field.type() == FieldType.ENUM ->
                    labelled(Optional.of(field), List.of(id)).getFirst();
            case List<?> ids when field.type() == FieldType.SET ->
                    labelled(Optional.of(field), ids);
            case null, default -> value;
        };
    }

    private static List<Object> labelled(Optional<Field> field, List<?> ids) {
        List<Object> labelled = new ArrayList<>();
        for (Object id : ids) {
            String label =
                    field.flatMap(known -> known.option(((Number) id).longValue()))
                            .map(Field.Option::label)
                            .orElse("Label " + id);
            labelled.add(Json.of("id", id).and("label", label));
        }
        return labelled;
    }
}
