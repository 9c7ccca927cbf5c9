package dev.tributary.bench.http;

import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A page of 100 contacts as HubSpot answers it, about 77 kB, always the same. */
final class Contacts {
    static final int COUNT = 100;

    private static final List<String> FIRST =
            List.of("Zoë", "Ana", "Wei", "Jürgen", "Olu", "Mary Ann", "Søren", "Priya");
    private static final List<String> LAST =
            List.of("O'Neill", "García", "Zhang", "Müller", "Adeyemi", "Smith", "Rao", "Nowak");
    private static final List<String> TITLE =
            List.of("Head of Purchasing", "Chief Financial Officer", "Sales Operations Lead");
    private static final List<String> CITY = List.of("Cork", "Madrid", "Kraków", "New York");

    private static final JsonMapper JSON = new JsonMapper();

    private Contacts() {}

    static byte[] page() {
        Random random = new Random(7);
        List<Object> results = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            results.add(contact(i, random));
        }
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("results", results);
        page.put(
                "paging",
                Map.of("next", Map.of("after", "200100", "link", "https://api.hubapi.com/?after")));
        return JSON.writeValueAsBytes(page);
    }

    private static Map<String, Object> contact(int i, Random random) {
        String id = Integer.toString(200_001 + i);
        String first = pick(FIRST, random);
        String last = pick(LAST, random);
        String created = time(random);
        String changed = time(random);
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("address", (10 + i) + " Grand Canal Street");
        properties.put("associatedcompanyid", i % 9 == 0 ? null : "" + (7_000_000 + i / 4));
        properties.put("city", pick(CITY, random));
        properties.put("country", "Ireland");
        properties.put("createdate", created);
        properties.put("email", "contact.%d@customer-%d.example".formatted(i, i / 4));
        properties.put("firstname", first);
        properties.put(
                "hs_additional_emails",
                i % 5 == 0 ? "private.%d@mail.example;old.%d@mail.example".formatted(i, i) : null);
        properties.put("hs_object_id", id);
        properties.put("hubspot_owner_id", Integer.toString(30_000 + i % 12));
        properties.put("jobtitle", pick(TITLE, random));
        properties.put("lastmodifieddate", changed);
        properties.put("lastname", last);
        properties.put("mobilephone", i % 3 == 0 ? null : "+353 87 " + (1_000_000 + i));
        properties.put("phone", "+353 1 " + (6_000_000 + i));
        properties.put("state", "Leinster");
        properties.put("zip", "D04 R%03d".formatted(i));
        Map<String, Object> contact = new LinkedHashMap<>();
        contact.put("id", id);
        contact.put("properties", properties);
        contact.put("createdAt", created);
        contact.put("updatedAt", changed);
        contact.put("archived", false);
        contact.put("url", "https://app.hubspot.com/contacts/12345/record/0-1/" + id);
        return contact;
    }

    /** What the upstream says of a contact's fields. */
    static byte[] properties() {
        Map<?, ?> first = (Map<?, ?>) contact(0, new Random(7)).get("properties");
        List<Object> described = new ArrayList<>();
        for (Object name : first.keySet()) {
            described.add(
                    Map.of(
                            "name",
                            name,
                            "label",
                            name,
                            "type",
                            "string",
                            "hubspotDefined",
                            true,
                            "archived",
                            false));
        }
        return JSON.writeValueAsBytes(Map.of("results", described));
    }

    private static String pick(List<String> words, Random random) {
        return words.get(random.nextInt(words.size()));
    }

    private static String time(Random random) {
        long millis = 1_500_000_000_000L + random.nextInt(1_000_000) * 100_000L + 123;
        return Instant.ofEpochMilli(millis).toString();
    }
}
