package dev.tributary.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The mappings as a Java programmer would write them, with the same results. */
@SuppressWarnings("unchecked")
final class HandWritten {
    private HandWritten() {}

    private static void put(
            Map<String, Object> target, String name, Map<String, Object> source, String field) {
        Object value = source.get(field);
        if (value != null || source.containsKey(field)) target.put(name, value);
    }

    private static boolean present(Object value) {
        return value instanceof String text
                ? !text.isEmpty()
                : value != null && !Boolean.FALSE.equals(value);
    }

    private static String text(Object value) {
        return value == null ? "" : String.valueOf(value);
    }

    private static void kind(List<Object> list, String field, Object value, String kind) {
        if (!present(value)) return;
        Map<String, Object> item = new LinkedHashMap<>();
        item.put(field, value);
        item.put("kind", kind);
        list.add(item);
    }

    static Map<String, Object> contact(Map<String, Object> in) {
        Map<String, Object> p = (Map<String, Object>) in.get("properties");
        Map<String, Object> out = new LinkedHashMap<>();
        put(out, "id", in, "id");
        put(out, "first_name", p, "firstname");
        put(out, "last_name", p, "lastname");
        out.put("name", text(p.get("firstname")) + " " + text(p.get("lastname")));
        Object stage = p.get("lifecyclestage");
        out.put(
                "stage",
                "customer".equals(stage) ? "CUSTOMER" : "lead".equals(stage) ? "LEAD" : "OTHER");
        List<Object> emails = new ArrayList<>();
        kind(emails, "address", p.get("email"), "primary");
        kind(emails, "address", p.get("work_email"), "work");
        if (p.get("hs_additional_emails") instanceof String more) {
            for (String email : more.split(";")) kind(emails, "address", email, "other");
        }
        out.put("email_addresses", emails);
        List<Object> phones = new ArrayList<>();
        kind(phones, "number", p.get("phone"), "primary");
        kind(phones, "number", p.get("mobilephone"), "mobile");
        kind(phones, "number", p.get("fax"), "fax");
        out.put("phone_numbers", phones);
        List<Object> addresses = new ArrayList<>();
        if (present(p.get("address")) || present(p.get("city")) || present(p.get("country"))) {
            Map<String, Object> address = new LinkedHashMap<>();
            put(address, "street", p, "address");
            put(address, "city", p, "city");
            put(address, "region", p, "state");
            put(address, "postal_code", p, "zip");
            put(address, "country", p, "country");
            address.put("kind", "primary");
            addresses.add(address);
        }
        out.put("addresses", addresses);
        put(out, "account_id", p, "associatedcompanyid");
        put(out, "owner_id", p, "hubspot_owner_id");
        out.put("deleted", Boolean.TRUE.equals(in.get("archived")));
        put(out, "updated_at", in, "updatedAt");
        return out;
    }

    static Map<String, Object> person(Map<String, Object> in) {
        Map<String, Object> out = new LinkedHashMap<>();
        put(out, "id", in, "Id");
        put(out, "first_name", in, "FirstName");
        put(out, "last_name", in, "LastName");
        put(out, "title", in, "Title");
        List<Object> emails = new ArrayList<>();
        kind(emails, "address", in.get("Email"), "primary");
        out.put("email_addresses", emails);
        List<Object> phones = new ArrayList<>();
        kind(phones, "number", in.get("Phone"), "primary");
        kind(phones, "number", in.get("MobilePhone"), "mobile");
        kind(phones, "number", in.get("HomePhone"), "home");
        out.put("phone_numbers", phones);
        List<Object> addresses = new ArrayList<>();
        if (present(in.get("MailingCity"))) {
            Map<String, Object> address = new LinkedHashMap<>();
            put(address, "street", in, "MailingStreet");
            put(address, "city", in, "MailingCity");
            put(address, "postal_code", in, "MailingPostalCode");
            put(address, "country", in, "MailingCountry");
            addresses.add(address);
        }
        out.put("addresses", addresses);
        put(out, "account_id", in, "AccountId");
        put(out, "owner_id", in, "OwnerId");
        put(out, "updated_at", in, "LastModifiedDate");
        Map<String, Object> custom = new LinkedHashMap<>();
        for (Map.Entry<String, Object> field : in.entrySet()) {
            boolean isCustom = field.getKey().toLowerCase(Locale.ROOT).endsWith("__c");
            if (isCustom && present(field.getValue())) custom.put(field.getKey(), field.getValue());
        }
        if (!custom.isEmpty()) out.put("custom_fields", custom);
        return out;
    }

    static Map<String, Object> deal(Map<String, Object> in) {
        Map<String, Object> p = (Map<String, Object>) in.get("properties");
        Map<String, Object> out = new LinkedHashMap<>();
        put(out, "id", in, "id");
        put(out, "name", p, "dealname");
        put(out, "description", p, "description");
        if (p.get("amount") instanceof String amount) out.put("amount", Double.parseDouble(amount));
        put(out, "currency", p, "deal_currency_code");
        put(out, "stage", p, "dealstage");
        boolean won = "true".equals(p.get("hs_is_closed_won"));
        out.put("status", won ? "WON" : "true".equals(p.get("hs_is_closed")) ? "LOST" : "OPEN");
        if (p.get("closedate") instanceof String date) {
            int at = date.indexOf('T');
            out.put("close_date", at < 0 ? date : date.substring(0, at));
        }
        if (in.get("associations") instanceof Map<?, ?> associations
                && associations.get("companies") instanceof Map<?, ?> companies
                && companies.get("results") instanceof List<?> results
                && !results.isEmpty()) {
            put(out, "account_id", (Map<String, Object>) results.getFirst(), "id");
        }
        put(out, "owner_id", p, "hubspot_owner_id");
        put(out, "created_at", in, "createdAt");
        put(out, "updated_at", in, "updatedAt");
        return out;
    }

    static Map<String, Object> page(Map<String, Object> in) {
        Map<String, Object> out = new LinkedHashMap<>();
        List<Object> records = new ArrayList<>();
        for (Object record : (List<Object>) in.get("results"))
            records.add(contact((Map<String, Object>) record));
        out.put("records", records);
        if (in.get("paging") instanceof Map<?, ?> paging
                && paging.get("next") instanceof Map<?, ?> next) {
            put(out, "next", (Map<String, Object>) next, "after");
        }
        return out;
    }

    static Map<String, Object> search(Map<String, Object> in) {
        Map<String, Object> names = (Map<String, Object>) in.get("names");
        List<Object> filters = new ArrayList<>();
        for (Object item : (List<Object>) in.get("filters")) {
            Map<String, Object> filter = (Map<String, Object>) item;
            Map<String, Object> mapped = new LinkedHashMap<>();
            mapped.put("propertyName", names.get(filter.get("field")));
            Object op = filter.get("op");
            mapped.put(
                    "operator",
                    "eq".equals(op)
                            ? "EQ"
                            : "gt".equals(op) ? "GT" : "lt".equals(op) ? "LT" : "HAS_PROPERTY");
            put(mapped, "value", filter, "value");
            filters.add(mapped);
        }
        Map<String, Object> group = new LinkedHashMap<>();
        group.put("filters", filters);
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("filterGroups", new ArrayList<>(List.of(group)));
        if (in.get("sort") instanceof Map<?, ?> sort) {
            Map<String, Object> sorted = new LinkedHashMap<>();
            sorted.put("propertyName", names.get(sort.get("field")));
            sorted.put(
                    "direction",
                    Boolean.TRUE.equals(sort.get("descending")) ? "DESCENDING" : "ASCENDING");
            out.put("sorts", new ArrayList<>(List.of(sorted)));
        }
        put(out, "properties", in, "fields");
        if (in.get("limit") instanceof Number limit)
            out.put("limit", limit.intValue() > 100 ? 100 : limit);
        put(out, "after", in, "cursor");
        return out;
    }
}
