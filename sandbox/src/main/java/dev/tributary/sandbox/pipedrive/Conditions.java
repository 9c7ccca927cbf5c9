package dev.tributary.sandbox.pipedrive;

import dev.tributary.sandbox.Json;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a filter asks of a record: all of one group of conditions and any of another, which may be
 * empty.
 */
final class Conditions {
    private static final int MAX = 16;
    private static final Set<String> OPERATORS =
            Set.of(
                    "IS NOT NULL",
                    "IS NULL",
                    "<=",
                    ">=",
                    "<",
                    ">",
                    "!=",
                    "=",
                    "LIKE '$%'",
                    "LIKE '%$%'",
                    "NOT LIKE '$%'");

    private final List<Condition> every = new ArrayList<>();
    private final List<Condition> some = new ArrayList<>();

    /** One comparison; the object is the record itself or one that it refers to. */
    private record Condition(ItemType object, Field field, String operator, String value) {}

    private Conditions() {}

    /**
     * @throws PipedriveProblem when the structure, a field or an operator is none
     */
    static Conditions parse(Company company, ItemType type, Map<String, @Nullable Object> given) {
        Conditions conditions = new Conditions();
        List<@Nullable Object> groups = Json.asList(given.get("conditions")).orElse(List.of());
        if (!"and".equals(given.get("glue")) || groups.isEmpty() || groups.size() > 2) {
            throw malformed("they must be glued with and, in one or two groups");
        }
        for (Object one : groups) {
            Map<String, @Nullable Object> group =
                    Json.asObject(one).orElseThrow(() -> malformed("a group must be an object"));
            List<Condition> into =
                    switch (String.valueOf(group.get("glue"))) {
                        case "and" -> conditions.every;
                        case "or" -> conditions.some;
                        default -> throw malformed("a group's glue must be and or or");
                    };
            Json.asList(group.get("conditions"))
                    .orElseThrow(() -> malformed("a group must have conditions"))
                    .forEach(condition -> into.add(condition(company, type, condition)));
        }
        if (conditions.every.size() + conditions.some.size() > MAX) {
            throw malformed("there must not be more than " + MAX);
        }
        return conditions;
    }

    private static Condition condition(Company company, ItemType type, @Nullable Object given) {
        Map<String, @Nullable Object> parts =
                Json.asObject(given).orElseThrow(() -> malformed("one must be an object"));
        ItemType object =
                Json.asText(parts.get("object"))
                        .flatMap(ItemType::singular)
                        .filter(known -> known == type || reference(type, known).isPresent())
                        .orElseThrow(() -> malformed("no such object here"));
        Field field = field(company, object, parts);
        String operator = String.valueOf(parts.get("operator")).toUpperCase(Locale.ROOT);
        if (!OPERATORS.contains(operator)) {
            throw malformed("there is no operator " + operator);
        }
        Object value = parts.get("value");
        boolean valued = !operator.endsWith("NULL");
        if (valued && value == null) {
            throw malformed(operator + " needs a value");
        }
        if (field.type() == FieldType.DATE && valued && !Times.isDate(String.valueOf(value))) {
            throw malformed("a date must be YYYY-MM-DD");
        }
        return new Condition(object, field, operator, value == null ? "" : value.toString());
    }

    private static Field field(
            Company company, ItemType object, Map<String, @Nullable Object> parts) {
        Object id = parts.get("field_id");
        Optional<Field> byCode =
                Json.asText(parts.get("field_code"))
                        .flatMap(code -> company.fields().find(object, code));
        if (byCode.isPresent()) {
            return byCode.get();
        }
        String number = String.valueOf(id);
        return number.matches("\\d{1,9}")
                ? company.fields()
                        .find(object, Long.parseLong(number))
                        .orElseThrow(() -> malformed("no field " + number))
                : company.fields()
                        .find(object, number)
                        .orElseThrow(() -> malformed("no field " + number));
    }

    /** The field by which one kind of record refers to another. */
    private static Optional<String> reference(ItemType from, ItemType to) {
        return switch (to) {
            case PERSON -> Optional.of("person_id");
            case ORGANIZATION -> Optional.of(from == ItemType.LEAD ? "organization_id" : "org_id");
            case DEAL -> Optional.of("deal_id");
            case USER, ACTIVITY, PRODUCT, PIPELINE, STAGE, LINE_ITEM, LEAD, NOTE ->
                    Optional.empty();
        };
    }

    boolean hold(Company company, Item item) {
        return every.stream().allMatch(condition -> holds(company, item, condition))
                && (some.isEmpty()
                        || some.stream().anyMatch(condition -> holds(company, item, condition)));
    }

    private static boolean holds(Company company, Item item, Condition condition) {
        Optional<Item> subject =
                condition.object() == item.type()
                        ? Optional.of(item)
                        : reference(item.type(), condition.object())
                                .flatMap(
                                        code ->
                                                company.items()
                                                        .live(
                                                                condition.object(),
                                                                item.reference(code)));
        Field field = condition.field();
        @Nullable Object value =
                subject.map(found -> (field.custom() ? found.custom() : found.values()))
                        .map(values -> values.get(field.code()))
                        .orElse(null);
        if (value == null) {
            return condition.operator().equals("IS NULL")
                    || condition.operator().equals("!=")
                    || condition.operator().startsWith("NOT");
        }
        String text = scalar(value);
        String wanted = condition.value().toLowerCase(Locale.ROOT);
        String held = text.toLowerCase(Locale.ROOT);
        return switch (condition.operator()) {
            case "IS NULL" -> false;
            case "IS NOT NULL" -> true;
            case "LIKE '$%'" -> held.startsWith(wanted);
            case "LIKE '%$%'" -> held.contains(wanted);
            case "NOT LIKE '$%'" -> !held.startsWith(wanted);
            case "=" -> compare(held, wanted) == 0;
            case "!=" -> compare(held, wanted) != 0;
            case "<" -> compare(held, wanted) < 0;
            case "<=" -> compare(held, wanted) <= 0;
            case ">" -> compare(held, wanted) > 0;
            case ">=" -> compare(held, wanted) >= 0;
            default -> throw new IllegalStateException(condition.operator());
        };
    }

    private static String scalar(Object value) {
        Optional<Map<String, @Nullable Object>> parts = Json.asObject(value);
        return parts.map(found -> found.getOrDefault("value", found.get("amount")))
                .map(Object::toString)
                .orElseGet(value::toString);
    }

    private static int compare(String held, String wanted) {
        try {
            return new BigDecimal(held).compareTo(new BigDecimal(wanted));
        } catch (NumberFormatException noNumbers) {
            return held.compareTo(wanted);
        }
    }

    private static PipedriveProblem malformed(String why) {
        return PipedriveProblem.invalid("conditions", why);
    }
}
