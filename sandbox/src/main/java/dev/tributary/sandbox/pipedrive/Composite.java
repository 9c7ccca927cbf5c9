package dev.tributary.sandbox.pipedrive;

import dev.tributary.sandbox.Json;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks the values that are made of several parts. */
final class Composite {
    private static final Set<String> ADDRESS_PARTS =
            Set.of(
                    "value",
                    "country",
                    "admin_area_level_1",
                    "admin_area_level_2",
                    "locality",
                    "sublocality",
                    "route",
                    "street_number",
                    "subpremise",
                    "postal_code",
                    "formatted_address");

    private Composite() {}

    static Object monetary(Values values, Object value) {
        Map<String, @Nullable Object> parts = Values.object(value, Set.of("value", "currency"));
        return Json.of("value", Values.number(Values.present(parts.get("value"))))
                .and("currency", values.currency(Values.present(parts.get("currency"))));
    }

    static Object money(Values values, Object value) {
        Map<String, @Nullable Object> parts = Values.object(value, Set.of("amount", "currency"));
        return Json.of("amount", Values.number(Values.present(parts.get("amount"))))
                .and("currency", values.currency(Values.present(parts.get("currency"))));
    }

    static Object daterange(Object value) {
        Map<String, @Nullable Object> parts = Values.object(value, Set.of("value", "until"));
        String from = Values.date(Values.present(parts.get("value")));
        String until = Values.date(Values.present(parts.get("until")));
        if (until.compareTo(from) < 0) {
            throw new Values.Refused("must not end before it begins");
        }
        return Json.of("value", from).and("until", until);
    }

    static Object time(Object value) {
        return clocks(value, Set.of("value", "timezone_id", "timezone_name"), List.of("value"));
    }

    static Object timerange(Object value) {
        return clocks(
                value,
                Set.of("value", "until", "timezone_id", "timezone_name"),
                List.of("value", "until"));
    }

    private static Object clocks(Object value, Set<String> known, List<String> clocks) {
        Map<String, @Nullable Object> parts = Values.object(value, known);
        Json.Fields kept = Json.of();
        for (String clock : clocks) {
            kept.and(clock, Values.clock(Values.present(parts.get(clock))));
        }
        Object id = parts.get("timezone_id");
        Object name = parts.get("timezone_name");
        return kept.and("timezone_id", id == null ? null : Values.whole(id))
                .and("timezone_name", name == null ? null : Values.text(name, 100));
    }

    /** Parts that are left out become null. */
    static Object address(Object value) {
        Map<String, @Nullable Object> parts = Values.object(value, ADDRESS_PARTS);
        Json.Fields kept = Json.of("value", Values.text(Values.present(parts.get("value")), 1000));
        ADDRESS_PARTS.stream()
                .filter(part -> !part.equals("value"))
                .sorted()
                .forEach(
                        part -> {
                            Object given = parts.get(part);
                            kept.and(part, given == null ? null : Values.text(given, 1000));
                        });
        return kept;
    }

    /** The first one is primary when none is; more than one cannot be. */
    static Object contacts(Object value) {
        List<Json.Fields> kept = new ArrayList<>();
        for (Object one : Values.list(value)) {
            Map<String, @Nullable Object> parts =
                    Values.object(one, Set.of("value", "primary", "label"));
            Object primary = parts.get("primary");
            Object label = parts.get("label");
            kept.add(
                    Json.of(
                                    "value",
                                    Values.text(
                                            Values.present(parts.get("value")), Values.VARCHAR_MAX))
                            .and("primary", primary != null && Values.bool(primary))
                            .and("label", label == null ? "work" : Values.text(label, 100)));
        }
        long primaries = kept.stream().filter(one -> one.containsValue(true)).count();
        if (primaries > 1) {
            throw new Values.Refused("only one can be primary");
        }
        if (primaries == 0 && !kept.isEmpty()) {
            kept.getFirst().put("primary", true);
        }
        return kept;
    }

    static Object prices(Values values, Object value) {
        List<Object> kept = new ArrayList<>();
        for (Object one : Values.list(value)) {
            Map<String, @Nullable Object> parts =
                    Values.object(one, Set.of("currency", "price", "cost", "direct_cost", "notes"));
            Object notes = parts.get("notes");
            kept.add(
                    Json.of("currency", values.currency(Values.present(parts.get("currency"))))
                            .and("price", numberOrZero(parts.get("price")))
                            .and("cost", numberOrZero(parts.get("cost")))
                            .and("direct_cost", numberOrZero(parts.get("direct_cost")))
                            .and("notes", notes == null ? "" : Values.text(notes, 1000)));
        }
        return kept;
    }

    private static Object numberOrZero(@Nullable Object value) {
        return value == null ? 0 : Values.number(value);
    }

    static Object participants(Values values, Object value) {
        List<Object> kept = new ArrayList<>();
        for (Object one : Values.list(value)) {
            Map<String, @Nullable Object> parts =
                    Values.object(one, Set.of("person_id", "primary"));
            Object primary = parts.get("primary");
            kept.add(
                    Json.of(
                                    "person_id",
                                    values.reference(
                                            ItemType.PERSON,
                                            Values.present(parts.get("person_id"))))
                            .and("primary", primary != null && Values.bool(primary)));
        }
        return kept;
    }

    static Object attendees(Values values, Object value) {
        List<Object> kept = new ArrayList<>();
        for (Object one : Values.list(value)) {
            Map<String, @Nullable Object> parts =
                    Values.object(
                            one,
                            Set.of(
                                    "email",
                                    "name",
                                    "status",
                                    "is_organizer",
                                    "person_id",
                                    "user_id"));
            Values.text(Values.present(parts.get("email")), Values.VARCHAR_MAX);
            kept.add(
                    Json.of()
                            .and("email", parts.get("email"))
                            .and("name", parts.get("name"))
                            .and("status", parts.get("status"))
                            .and("is_organizer", Boolean.TRUE.equals(parts.get("is_organizer")))
                            .and("person_id", parts.get("person_id"))
                            .and("user_id", parts.get("user_id")));
        }
        return kept;
    }
}
