package dev.tributary.sandbox.salesforce;

import dev.tributary.sandbox.Dials;
import dev.tributary.sandbox.salesforce.SalesforceProblem.Failure;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Which values an org takes, field by field. */
final class FieldRules {
    private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+\\.[^\\s@]+");

    private final Schema schema;
    private final Store store;
    private final Picklists picklists;
    private final Dials<SalesforceDial> dials;

    FieldRules(Schema schema, Store store, Picklists picklists, Dials<SalesforceDial> dials) {
        this.schema = schema;
        this.store = store;
        this.picklists = picklists;
        this.dials = dials;
    }

    /**
     * Refuses fields that the API may not write.
     *
     * @throws SalesforceProblem 400 naming them all
     */
    void checkWritable(Entity entity, Set<String> written, boolean insert) {
        Set<String> refused = new TreeSet<>();
        for (String name : written) {
            entity.field(name)
                    .filter(field -> insert ? !field.createable() : !field.updateable())
                    .ifPresent(field -> refused.add(field.name()));
        }
        if (!refused.isEmpty()) {
            throw new SalesforceProblem(
                    400,
                    List.of(
                            new Failure(
                                    "INVALID_FIELD_FOR_INSERT_UPDATE",
                                    "Unable to create/update fields: %s. Please check the security settings of this field and verify that it is read/write for your profile or permission set."
                                            .formatted(String.join(", ", refused)),
                                    List.copyOf(refused))));
        }
    }

    /**
     * The values as they will be kept.
     *
     * @throws SalesforceProblem 400 with everything that is refused
     */
    Map<String, @Nullable Object> checked(Entity entity, Map<String, @Nullable Object> written) {
        List<Failure> failures = new ArrayList<>();
        Map<String, @Nullable Object> kept = new HashMap<>();
        written.forEach(
                (name, value) -> {
                    Field field = entity.field(name).orElseThrow();
                    if (value == null || value.equals("")) {
                        kept.put(name, field.type() == FieldType.BOOLEAN ? Boolean.FALSE : null);
                    } else {
                        kept.put(name, kept(entity, field, value, failures));
                    }
                });
        if (!failures.isEmpty()) {
            throw new SalesforceProblem(400, failures);
        }
        return kept;
    }

    private Object kept(Entity entity, Field field, Object value, List<Failure> failures) {
        return switch (value) {
            case BigDecimal number -> number(field, number, failures);
            case Instant at -> at.truncatedTo(ChronoUnit.SECONDS);
            case String text -> text(entity, field, text, failures);
            default -> value;
        };
    }

    private static Object number(Field field, BigDecimal number, List<Failure> failures) {
        int scale = field.type() == FieldType.INT ? 0 : field.size().scale();
        BigDecimal rounded = number.setScale(scale, RoundingMode.HALF_UP);
        if (rounded.precision() - rounded.scale() > Math.max(1, field.size().precision() - scale)) {
            failures.add(
                    Failure.of(
                            "NUMBER_OUTSIDE_VALID_RANGE",
                            "%s: value outside of valid range on numeric field: %s"
                                    .formatted(field.label(), number.toPlainString()),
                            field.name()));
        }
        return rounded;
    }

    private Object text(Entity entity, Field field, String text, List<Failure> failures) {
        if (field.type() == FieldType.REFERENCE) {
            return reference(field, text, failures);
        }
        if (text.length() > field.length()) {
            failures.add(
                    Failure.of(
                            "STRING_TOO_LONG",
                            "%s: data value too large: %s (max length=%d)"
                                    .formatted(field.label(), text, field.length()),
                            field.name()));
        }
        if (field.type() == FieldType.EMAIL && !EMAIL.matcher(text).matches()) {
            failures.add(
                    Failure.of(
                            "INVALID_EMAIL_ADDRESS",
                            "%s: invalid email address: %s".formatted(field.label(), text),
                            field.name()));
        }
        List<String> chosen =
                field.type() == FieldType.MULTIPICKLIST ? List.of(text.split(";")) : List.of(text);
        if (restricted(entity, field) && !picklists.values(entity, field).containsAll(chosen)) {
            failures.add(
                    Failure.of(
                            "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
                            "%s: bad value for restricted picklist field: %s"
                                    .formatted(field.label(), text),
                            field.name()));
        }
        return text;
    }

    private boolean restricted(Entity entity, Field field) {
        return field.is(Field.Flag.RESTRICTED)
                || (picklists.isStage(entity, field) && dials.on(SalesforceDial.RESTRICTED_STAGES));
    }

    private String reference(Field field, String text, List<Failure> failures) {
        Optional<String> id = RecordId.normal(text);
        Optional<Entity> target =
                id.flatMap(schema::ofId)
                        .filter(entity -> field.referenceTo().contains(entity.name()));
        if (id.isEmpty() || target.isEmpty()) {
            failures.add(
                    Failure.of(
                            "MALFORMED_ID",
                            "%s: id value of incorrect type: %s".formatted(field.label(), text),
                            field.name()));
            return text;
        }
        Optional<SObject> found = store.find(target.get(), id.get());
        if (found.isEmpty()) {
            failures.add(
                    Failure.of(
                            "INVALID_CROSS_REFERENCE_KEY",
                            "invalid cross reference id",
                            field.name()));
        } else if (found.get().deleted()) {
            failures.add(Failure.of("ENTITY_IS_DELETED", "entity is deleted", field.name()));
        } else if (field.name().equals("OwnerId")
                && !Boolean.TRUE.equals(found.get().get("IsActive"))) {
            failures.add(
                    Failure.of(
                            "INACTIVE_OWNER_OR_USER",
                            "operation performed with inactive user [%s] as owner"
                                    .formatted(id.get()),
                            field.name()));
        }
        return id.get();
    }

    /**
     * Refuses a record that lacks what it must have.
     *
     * @throws SalesforceProblem 400 naming all that is missing
     */
    static void checkComplete(Entity entity, Map<String, Object> values) {
        List<String> missing =
                entity.all().stream()
                        .filter(field -> field.is(Field.Flag.REQUIRED))
                        .map(Field::name)
                        .filter(name -> !values.containsKey(name))
                        .toList();
        if (!missing.isEmpty()) {
            throw new SalesforceProblem(
                    400,
                    List.of(
                            new Failure(
                                    "REQUIRED_FIELD_MISSING",
                                    "Required fields are missing: " + missing,
                                    missing)));
        }
    }

    /**
     * Refuses a unique value that another standing record has.
     *
     * @throws SalesforceProblem 400 naming that record
     */
    void checkUnique(Entity entity, String id, Map<String, Object> values) {
        for (Field field : entity.all()) {
            Object value = values.get(field.name());
            if (!field.is(Field.Flag.UNIQUE) || value == null) {
                continue;
            }
            Optional<String> other =
                    store.table(entity).withKey(field, Table.key(value)).stream()
                            .filter(found -> !found.equals(id))
                            .findFirst();
            if (other.isPresent()) {
                throw SalesforceProblem.invalid(
                        "DUPLICATE_VALUE",
                        "duplicate value found: %s duplicates value on record with id: %s"
                                .formatted(field.name(), RecordId.shorten(other.get())));
            }
        }
    }
}
