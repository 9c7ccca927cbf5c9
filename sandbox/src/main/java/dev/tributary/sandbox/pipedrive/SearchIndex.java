package dev.tributary.sandbox.pipedrive;

import dev.tributary.sandbox.Json;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What searches see of a company: its records as they were some time ago. */
final class SearchIndex {
    private final Company company;
    private final Instant asOf;

    SearchIndex(Company company, Instant asOf) {
        this.company = company;
        this.asOf = asOf;
    }

    /** A record that was found; whole matches come before parts. */
    record Hit(Item item, boolean whole) implements Comparable<Hit> {
        @Override
        public int compareTo(Hit other) {
            int byMatch = Boolean.compare(other.whole, whole);
            int byType = byMatch == 0 ? item.type().compareTo(other.item.type()) : byMatch;
            return byType == 0 ? Long.compare(item.number(), other.item.number()) : byType;
        }
    }

    /** The fields that can be searched. */
    static Set<String> fields(ItemType type) {
        return switch (type) {
            case DEAL -> Set.of("custom_fields", "notes", "title");
            case PERSON -> Set.of("custom_fields", "email", "notes", "phone", "name");
            case ORGANIZATION -> Set.of("address", "custom_fields", "notes", "name");
            case PRODUCT -> Set.of("code", "custom_fields", "name", "description");
            case LEAD -> Set.of("custom_fields", "email", "notes", "organization_name", "title");
            case USER, ACTIVITY, PIPELINE, STAGE, LINE_ITEM, NOTE -> Set.of();
        };
    }

    /**
     * @param exact a whole value must equal the term, but for upper and lower case
     * @param fields to look into; empty for all
     */
    List<Hit> find(ItemType type, String term, boolean exact, Set<String> fields) {
        String wanted = term.toLowerCase(Locale.ROOT);
        List<Hit> hits = new ArrayList<>();
        seen(type)
                .forEach(
                        item -> {
                            List<String> values =
                                    texts(item).entrySet().stream()
                                            .filter(
                                                    entry ->
                                                            fields.isEmpty()
                                                                    || fields.contains(
                                                                            entry.getKey()))
                                            .flatMap(entry -> entry.getValue().stream())
                                            .map(text -> text.toLowerCase(Locale.ROOT))
                                            .toList();
                            boolean whole = values.contains(wanted);
                            boolean part = values.stream().anyMatch(text -> text.contains(wanted));
                            if (whole || (part && !exact)) {
                                hits.add(new Hit(item, whole));
                            }
                        });
        return hits;
    }

    private Stream<Item> seen(ItemType type) {
        return company.items().everything(type).stream()
                .flatMap(item -> item.asOf(asOf).stream())
                .filter(item -> !item.deleted());
    }

    private Map<String, List<String>> texts(Item item) {
        Map<String, List<String>> texts = new LinkedHashMap<>();
        for (String field : List.of("title", "name", "code", "description")) {
            if (!item.text(field).isEmpty()) {
                texts.put(field, List.of(item.text(field)));
            }
        }
        texts.put("email", contacts(item, "emails"));
        texts.put("phone", contacts(item, "phones"));
        texts.put("address", address(item).map(List::of).orElse(List.of()));
        texts.put("notes", notes(item));
        texts.put("custom_fields", custom(item));
        return texts;
    }

    private static List<String> contacts(Item item, String field) {
        return Json.asList(item.value(field)).orElse(List.of()).stream()
                .flatMap(one -> Json.asObject(one).stream())
                .map(one -> String.valueOf(one.get("value")))
                .toList();
    }

    private static Optional<String> address(Item item) {
        return Json.asObject(item.value("address")).map(one -> String.valueOf(one.get("value")));
    }

    private List<String> notes(Item item) {
        return seen(ItemType.NOTE)
                .filter(note -> Asked.refersTo(note, item))
                .map(note -> note.text("content"))
                .toList();
    }

    private List<String> custom(Item item) {
        List<String> texts = new ArrayList<>();
        for (Field field : company.fields().custom(item.type())) {
            @Nullable Object value = item.custom().get(field.code());
            if (value != null && field.type().searchable()) {
                texts.add(
                        Json.asObject(value)
                                .map(parts -> String.valueOf(parts.get("value")))
                                .orElse(value.toString()));
            }
        }
        return texts;
    }

    Map<String, @Nullable Object> show(Hit hit) {
        Item item = hit.item();
        Json.Fields shown = Json.of("id", item.id()).and("type", item.type().singular());
        switch (item.type()) {
            case DEAL ->
                    shown.and("title", item.value("title"))
                            .and("value", item.value("value"))
                            .and("currency", item.value("currency"))
                            .and("status", item.value("status"))
                            .and("visible_to", item.value("visible_to"))
                            .and("owner", named(ItemType.USER, item, "owner_id"))
                            .and("stage", named(ItemType.STAGE, item, "stage_id"))
                            .and("person", named(ItemType.PERSON, item, "person_id"))
                            .and("organization", named(ItemType.ORGANIZATION, item, "org_id"))
                            .and("is_archived", item.value("is_archived"));
            case PERSON ->
                    shown.and("name", item.value("name"))
                            .and("phones", contacts(item, "phones"))
                            .and("emails", contacts(item, "emails"))
                            .and("visible_to", item.value("visible_to"))
                            .and("owner", named(ItemType.USER, item, "owner_id"))
                            .and("organization", named(ItemType.ORGANIZATION, item, "org_id"));
            case ORGANIZATION ->
                    shown.and("name", item.value("name"))
                            .and("address", address(item).orElse(null))
                            .and("visible_to", item.value("visible_to"))
                            .and("owner", named(ItemType.USER, item, "owner_id"));
            case LEAD ->
                    shown.and("title", item.value("title"))
                            .and("owner", named(ItemType.USER, item, "owner_id"))
                            .and("person", named(ItemType.PERSON, item, "person_id"))
                            .and(
                                    "organization",
                                    named(ItemType.ORGANIZATION, item, "organization_id"))
                            .and("is_archived", item.value("is_archived"));
            case PRODUCT ->
                    shown.and("name", item.value("name"))
                            .and("code", item.value("code"))
                            .and("visible_to", item.value("visible_to"))
                            .and("owner", named(ItemType.USER, item, "owner_id"));
            case USER, ACTIVITY, PIPELINE, STAGE, LINE_ITEM, NOTE -> {}
        }
        shown.and("custom_fields", custom(item)).and("notes", notes(item));
        return Json.of("result_score", hit.whole() ? 1 : 0.5).and("item", shown);
    }

    private @Nullable Object named(ItemType type, Item item, String reference) {
        return company.items()
                .find(type, item.reference(reference))
                .map(
                        found ->
                                type == ItemType.USER
                                        ? Json.of("id", found.id())
                                        : Json.of("id", found.id())
                                                .and("name", found.value("name")))
                .orElse(null);
    }
}
