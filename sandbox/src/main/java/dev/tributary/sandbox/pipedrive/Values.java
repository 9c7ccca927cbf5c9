package dev.tributary.sandbox.pipedrive;

import dev.tributary.sandbox.Json;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks values by the type of their field, and against what the company has. */
final class Values {
    static final int VARCHAR_MAX = 255;
    static final int TEXT_MAX = 65_000;
    private static final Set<Long> VISIBILITY = Set.of(1L, 3L, 5L, 7L);
    private static final Set<String> ACTIVITY_TYPES =
            Set.of("call", "meeting", "task", "deadline", "email", "lunch");

    private final Company company;

    Values(Company company) {
        this.company = company;
    }

    static Set<String> activityTypes() {
        return ACTIVITY_TYPES;
    }

    /** A value that is not what its field holds. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(String why) {
            super(why);
        }
    }

    /**
     * The value as it is kept.
     *
     * @throws Refused when it is none that the field can hold
     */
    Object check(Field field, Object value) {
        return switch (field.type()) {
            case VARCHAR, VARCHAR_AUTO, PHONE -> text(value, VARCHAR_MAX);
            case TEXT -> text(value, TEXT_MAX);
            case DOUBLE -> number(value);
            case INT -> whole(value);
            case BOOLEAN -> bool(value);
            case FLAG -> flag(value);
            case DATE -> date(value);
            case DATETIME -> datetime(value);
            case V1_DATETIME -> v1Datetime(value);
            case CLOCK -> clock(value);
            case UUID -> text(value, 36);
            case CHOICE -> choice(field, value);
            case CURRENCY -> currency(value);
            case VISIBLE_TO -> visibility(value);
            case VISIBLE_TEXT -> visibilityText(value);
            case ENUM -> option(field, value);
            case SET -> options(field, value);
            case LABELS -> numbers(value);
            case LEAD_LABELS -> leadLabels(value);
            case USER -> reference(ItemType.USER, value);
            case ORG -> reference(ItemType.ORGANIZATION, value);
            case PEOPLE -> reference(ItemType.PERSON, value);
            case DEAL -> reference(ItemType.DEAL, value);
            case STAGE -> reference(ItemType.STAGE, value);
            case PIPELINE -> reference(ItemType.PIPELINE, value);
            case PRODUCT -> reference(ItemType.PRODUCT, value);
            case LEAD -> lead(value);
            case ACTIVITY_TYPE -> activityType(value);
            case MONETARY -> Composite.monetary(this, value);
            case MONEY -> Composite.money(this, value);
            case DATERANGE -> Composite.daterange(value);
            case TIME -> Composite.time(value);
            case TIMERANGE -> Composite.timerange(value);
            case ADDRESS -> Composite.address(value);
            case CONTACTS -> Composite.contacts(value);
            case PRICES -> Composite.prices(this, value);
            case PARTICIPANTS -> Composite.participants(this, value);
            case ATTENDEES -> Composite.attendees(this, value);
        };
    }

    static String text(Object value, int max) {
        String text = Json.asText(value).orElseThrow(() -> new Refused("Expected 'string'"));
        if (text.length() > max) {
            throw new Refused("must not be longer than " + max + " characters");
        }
        return text;
    }

    static Object number(Object value) {
        return switch (value) {
            case Integer whole -> whole.longValue();
            case Long whole -> whole;
            case BigDecimal decimal -> decimal;
            default -> throw new Refused("Expected 'number'");
        };
    }

    static long whole(Object value) {
        return switch (value) {
            case Integer whole -> whole;
            case Long whole -> whole;
            default -> throw new Refused("Expected 'integer'");
        };
    }

    static boolean bool(Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw new Refused("Expected 'boolean'");
    }

    private static Object flag(Object value) {
        if (value instanceof Integer number && (number == 0 || number == 1)) {
            return number == 1;
        }
        throw new Refused("Expected 0 or 1");
    }

    static String date(Object value) {
        return Json.asText(value)
                .filter(Times::isDate)
                .orElseThrow(() -> new Refused("Expected a date as YYYY-MM-DD"));
    }

    private static String datetime(Object value) {
        return Json.asText(value)
                .flatMap(Times::instant)
                .map(Times::seconds)
                .orElseThrow(() -> new Refused("is not a valid datetime"));
    }

    private static String v1Datetime(Object value) {
        return Json.asText(value)
                .flatMap(Times::v1Instant)
                .map(Times::seconds)
                .orElseThrow(() -> new Refused("Expected YYYY-MM-DD HH:MM:SS"));
    }

    static String clock(Object value) {
        return Json.asText(value)
                .filter(Times::isClock)
                .map(text -> text.length() > 5 ? text : text + ":00")
                .orElseThrow(() -> new Refused("Expected a time as HH:MM:SS"));
    }

    private static String choice(Field field, Object value) {
        List<String> choices = field.options().stream().map(Field.Option::label).toList();
        return Json.asText(value)
                .filter(choices::contains)
                .orElseThrow(() -> new Refused("must be one of " + String.join(", ", choices)));
    }

    String currency(Object value) {
        return Json.asText(value)
                .filter(Currencies::knows)
                .orElseThrow(() -> new Refused("is no known currency"));
    }

    private static long visibility(Object value) {
        long level = whole(value);
        if (!VISIBILITY.contains(level)) {
            throw new Refused("must be 1, 3, 5 or 7");
        }
        return level;
    }

    private static String visibilityText(Object value) {
        return Json.asText(value)
                .filter(text -> text.matches("[1357]"))
                .orElseThrow(() -> new Refused("must be '1', '3', '5' or '7'"));
    }

    private static long option(Field field, Object value) {
        long id = whole(value);
        if (field.option(id).isEmpty()) {
            throw new Refused("has no option " + id);
        }
        return id;
    }

    private static List<Object> options(Field field, Object value) {
        List<@Nullable Object> given = list(value);
        if (given.isEmpty()) {
            throw new Refused("Expected options; null clears them");
        }
        List<Object> ids = new ArrayList<>();
        given.forEach(one -> ids.add(option(field, present(one))));
        return ids;
    }

    private static List<Object> numbers(Object value) {
        List<Object> numbers = new ArrayList<>();
        list(value).forEach(one -> numbers.add(whole(present(one))));
        return numbers;
    }

    private List<Object> leadLabels(Object value) {
        List<Object> ids = new ArrayList<>();
        for (Object one : list(value)) {
            ids.add(
                    Optional.ofNullable(one)
                            .flatMap(Json::asText)
                            .filter(id -> company.leadLabels().find(id).isPresent())
                            .orElseThrow(() -> new Refused("has no label " + one)));
        }
        return ids;
    }

    /** The number of a record that is there. */
    long reference(ItemType type, Object value) {
        long number = whole(value);
        if (company.items().live(type, number).isEmpty()) {
            throw new Refused("%s %d does not exist".formatted(type.title(), number));
        }
        return number;
    }

    private String lead(Object value) {
        return Json.asText(value)
                .filter(id -> company.items().lead(id).isPresent())
                .orElseThrow(() -> new Refused("Lead does not exist"));
    }

    private static String activityType(Object value) {
        return Json.asText(value)
                .filter(ACTIVITY_TYPES::contains)
                .orElseThrow(() -> new Refused("is no type of activity"));
    }

    static List<@Nullable Object> list(@Nullable Object value) {
        return Json.asList(value).orElseThrow(() -> new Refused("Expected 'array'"));
    }

    static Map<String, @Nullable Object> object(@Nullable Object value, Set<String> known) {
        Map<String, @Nullable Object> object =
                Json.asObject(value).orElseThrow(() -> new Refused("Expected 'object'"));
        for (String key : object.keySet()) {
            if (!known.contains(key)) {
                throw new Refused("Unknown key '" + key + "'");
            }
        }
        return object;
    }

    static Object present(@Nullable Object value) {
        if (value == null) {
            throw new Refused("must not be null");
        }
        return value;
    }
}
