package dev.tributary.sandbox.pipedrive;

import dev.tributary.sandbox.Dials;
import dev.tributary.sandbox.Json;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what somebody wants a record to hold, and refuses what it cannot. */
final class Writes {
    private static final Set<String> CONTACT_SYNC =
            Set.of("postal_address", "notes", "im", "birthday", "job_title");

    private final Company company;
    private final Values values;
    private final Dials<PipedriveDial> dials;

    Writes(Company company, Dials<PipedriveDial> dials) {
        this.company = company;
        this.dials = dials;
        values = new Values(company);
    }

    /**
     * @throws PipedriveProblem when a field is unknown, missing or read-only, or a value refused
     */
    Write accept(ItemType type, Map<String, @Nullable Object> body, boolean creation) {
        Map<String, @Nullable Object> standard = new LinkedHashMap<>();
        Map<String, @Nullable Object> custom = new LinkedHashMap<>();
        body.forEach(
                (code, value) -> {
                    if (nests(type) && code.equals("custom_fields")) {
                        acceptCustom(type, value, custom);
                    } else if (type == ItemType.LEAD && customField(type, code).isPresent()) {
                        Field field = customField(type, code).orElseThrow();
                        custom.put(code, checked(field, value, code));
                    } else {
                        acceptStandard(type, code, value, creation, standard);
                    }
                });
        if (creation) {
            requireAll(type, standard);
        }
        return new Write(standard, custom);
    }

    private static boolean nests(ItemType type) {
        return ItemType.CUSTOMIZABLE.contains(type);
    }

    private void acceptStandard(
            ItemType type,
            String code,
            @Nullable Object value,
            boolean creation,
            Map<String, @Nullable Object> standard) {
        Optional<Field> field = company.fields().find(type, code).filter(known -> !known.custom());
        boolean taken =
                field.map(Field::access).map(access -> access.taken(creation)).orElse(false);
        if (!taken || computed(field.orElseThrow())) {
            if (dials.on(PipedriveDial.REJECT_UNKNOWN_FIELDS)) {
                throw PipedriveProblem.invalid(
                        code, field.isPresent() ? "is read-only" : "is not allowed");
            }
            return;
        }
        if (type == ItemType.PERSON
                && CONTACT_SYNC.contains(code)
                && !dials.on(PipedriveDial.CONTACT_SYNC)) {
            throw PipedriveProblem.forbidden(code + " needs contact sync");
        }
        if (type == ItemType.ACTIVITY
                && code.equals("person_id")
                && !dials.on(PipedriveDial.ACTIVITY_PERSON_WRITABLE)) {
            throw PipedriveProblem.invalid(code, "is read-only; name the person a participant");
        }
        standard.put(code, checked(field.orElseThrow(), value, code));
    }

    /** Counts are asked for, not written; attendees are both. */
    private static boolean computed(Field field) {
        return field.access() == Field.Access.ASK && field.type() != FieldType.ATTENDEES;
    }

    private void acceptCustom(
            ItemType type, @Nullable Object value, Map<String, @Nullable Object> custom) {
        Map<String, @Nullable Object> given =
                Json.asObject(value)
                        .orElseThrow(
                                () ->
                                        PipedriveProblem.invalid(
                                                "custom_fields", "Expected 'object'"));
        given.forEach(
                (key, one) -> {
                    Field field =
                            customField(type, key)
                                    .orElseThrow(
                                            () ->
                                                    PipedriveProblem.invalid(
                                                            "custom_fields",
                                                            "Unknown key '" + key + "'"));
                    custom.put(key, checked(field, one, "custom_fields: " + key));
                });
    }

    private Optional<Field> customField(ItemType type, String key) {
        return company.fields().custom(type).stream()
                .filter(field -> field.code().equals(key))
                .findFirst();
    }

    private @Nullable Object checked(Field field, @Nullable Object value, String where) {
        if (value == null) {
            if (!field.clearable()) {
                throw PipedriveProblem.invalid(where, "must not be null");
            }
            return null;
        }
        try {
            return values.check(field, value);
        } catch (Values.Refused refused) {
            throw PipedriveProblem.invalid(where, refused.getMessage() + "");
        }
    }

    private static void requireAll(ItemType type, Map<String, @Nullable Object> given) {
        for (Field field : StandardFields.of(type)) {
            if (field.required() && "".equals(given.getOrDefault(field.code(), ""))) {
                throw PipedriveProblem.invalid(field.code(), "is required");
            }
        }
    }
}
