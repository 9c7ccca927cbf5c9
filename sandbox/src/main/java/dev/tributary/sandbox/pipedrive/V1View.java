package dev.tributary.sandbox.pipedrive;

import dev.tributary.sandbox.Json;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Records as API v1 shows them: custom values on the first level, times without a zone. */
final class V1View {
    private final Company company;
    private final long readerId;

    /**
     * @param readerId the user whose is_you is true
     */
    V1View(Company company, long readerId) {
        this.company = company;
        this.readerId = readerId;
    }

    Map<String, @Nullable Object> show(Item item) {
        return switch (item.type()) {
            case USER -> user(item);
            case LEAD -> lead(item);
            case NOTE -> note(item);
            case PERSON, ORGANIZATION, DEAL, ACTIVITY, PRODUCT, PIPELINE, STAGE, LINE_ITEM ->
                    record(item);
        };
    }

    private Map<String, @Nullable Object> record(Item item) {
        Json.Fields shown = Json.of();
        for (Field field : StandardFields.of(item.type())) {
            if (field.access() != Field.Access.ASK && !field.code().equals("is_deleted")) {
                shown.and(name(item.type(), field), standard(field, item.value(field.code())));
            }
        }
        shown.and("active_flag", !item.deleted());
        custom(item, shown);
        return shown;
    }

    private static String name(ItemType type, Field field) {
        return switch (field.code()) {
            case "owner_id" -> type == ItemType.DEAL ? "user_id" : "owner_id";
            case "emails" -> "email";
            case "phones" -> "phone";
            default -> field.code();
        };
    }

    private static @Nullable Object standard(Field field, @Nullable Object value) {
        return value instanceof String time && field.type() == FieldType.DATETIME
                ? Times.v1(time)
                : value;
    }

    /** Everything is text here, and parts have keys of their own. */
    private void custom(Item item, Json.Fields shown) {
        for (Field field : company.fields().custom(item.type())) {
            String key = field.code();
            @Nullable Object value = item.custom().get(key);
            switch (field.type()) {
                case MONETARY -> parts(shown, key, value, "currency");
                case DATERANGE -> parts(shown, key, value, "until");
                case TIME -> parts(shown, key, value, "timezone_id");
                case TIMERANGE -> parts(shown, key, value, "until", "timezone_id");
                case ADDRESS ->
                        parts(shown, key, value, "country", "locality", "route", "postal_code");
                case SET ->
                        shown.and(
                                key,
                                value instanceof List<?> ids
                                        ? ids.stream()
                                                .map(String::valueOf)
                                                .collect(Collectors.joining(","))
                                        : null);
                case ENUM -> shown.and(key, value == null ? null : value.toString());
                default -> shown.and(key, value);
            }
        }
    }

    private static void parts(
            Json.Fields shown, String key, @Nullable Object value, String... more) {
        Map<String, @Nullable Object> parts = Json.asObject(value).orElse(Map.of());
        shown.and(key, parts.get("value"));
        for (String part : more) {
            shown.and(key + "_" + part, parts.get(part));
        }
    }

    private Map<String, @Nullable Object> user(Item item) {
        boolean admin = item.flag("is_admin");
        return Json.of("id", item.id())
                .and("name", item.value("name"))
                .and("default_currency", company.currency())
                .and("locale", "en_US")
                .and("lang", 1)
                .and("email", item.value("email"))
                .and("phone", null)
                .and("activated", true)
                .and("last_login", Times.v1(item.text("add_time")))
                .and("created", Times.v1(item.text("add_time")))
                .and("modified", Times.v1(item.text("update_time")))
                .and("has_created_company", item.number() == company.adminId())
                .and(
                        "access",
                        List.of(
                                Json.of("app", "sales")
                                        .and("admin", admin)
                                        .and("permission_set_id", "00000000-sandbox")))
                .and("active_flag", item.flag("active_flag"))
                .and("timezone_name", "Etc/UTC")
                .and("timezone_offset", "+00:00")
                .and("role_id", 1)
                .and("icon_url", null)
                .and("is_you", item.number() == readerId)
                .and("is_deleted", item.deleted());
    }

    private Map<String, @Nullable Object> lead(Item item) {
        Json.Fields shown = Json.of();
        for (Field field : StandardFields.of(ItemType.LEAD)) {
            shown.and(field.code(), item.value(field.code()));
        }
        for (Field field : company.fields().custom(ItemType.LEAD)) {
            Object value = item.custom().get(field.code());
            if (value != null) {
                shown.and(field.code(), value);
            }
        }
        return shown;
    }

    private Map<String, @Nullable Object> note(Item item) {
        Json.Fields shown = Json.of();
        for (Field field : StandardFields.of(ItemType.NOTE)) {
            Object value = item.value(field.code());
            boolean time = field.code().endsWith("_time");
            shown.and(field.code(), time && value != null ? Times.v1(value.toString()) : value);
        }
        return shown.and("last_update_user_id", null)
                .and("deal", titled(ItemType.DEAL, item, "deal_id", "title"))
                .and("person", titled(ItemType.PERSON, item, "person_id", "name"))
                .and("organization", titled(ItemType.ORGANIZATION, item, "org_id", "name"))
                .and(
                        "user",
                        company.items()
                                .find(ItemType.USER, item.reference("user_id"))
                                .map(
                                        user ->
                                                Json.of("email", user.value("email"))
                                                        .and("icon_url", null)
                                                        .and("is_you", user.number() == readerId)
                                                        .and("name", user.value("name")))
                                .orElse(null));
    }

    private @Nullable Object titled(ItemType type, Item item, String reference, String field) {
        return company.items()
                .find(type, item.reference(reference))
                .map(found -> Json.of(field, found.value(field)))
                .orElse(null);
    }
}
