package dev.tributary.sandbox.pipedrive;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Routes;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Search in one kind of record, and in all of them. */
final class SearchRoutes {
    private static final String ORDER = "relevance";
    private static final Set<ItemType> SEARCHED =
            Set.of(
                    ItemType.DEAL,
                    ItemType.PERSON,
                    ItemType.ORGANIZATION,
                    ItemType.PRODUCT,
                    ItemType.LEAD);
    private static final Set<String> NEVER_FOUND = Set.of("file", "mail_attachment", "project");

    private final Gate gate;
    private final Clock clock;

    SearchRoutes(Gate gate, Clock clock) {
        this.gate = gate;
        this.clock = clock;
    }

    void addTo(Routes routes) {
        for (ItemType type : SEARCHED) {
            Set<String> scopes = new HashSet<>(type.readScopes());
            scopes.add("search:read");
            routes.add(
                    "GET",
                    "/api/v2/" + type.plural() + "/search",
                    gate.guard(
                            new Gate.Needs(scopes, Cost.SEARCH, parameters(type)),
                            call -> one(call, type)));
        }
        routes.add(
                "GET",
                "/api/v2/itemSearch",
                gate.guard(
                        Gate.Needs.any(
                                Set.of("search:read"),
                                Cost.SEARCH,
                                "term",
                                "item_types",
                                "fields",
                                "search_for_related_items",
                                "exact_match",
                                "include_fields",
                                "limit",
                                "cursor"),
                        this::all));
    }

    private static Set<String> parameters(ItemType type) {
        Set<String> names =
                new HashSet<>(List.of("term", "fields", "exact_match", "limit", "cursor"));
        if (type != ItemType.ORGANIZATION) {
            names.add("include_fields");
        }
        switch (type) {
            case DEAL -> names.addAll(List.of("person_id", "organization_id", "status"));
            case PERSON -> names.add("organization_id");
            case LEAD -> names.addAll(List.of("person_id", "organization_id"));
            case ORGANIZATION, PRODUCT, USER, ACTIVITY, PIPELINE, STAGE, LINE_ITEM, NOTE -> {}
        }
        return names;
    }

    private Reply one(Call call, ItemType type) {
        Set<String> fields = new HashSet<>(call.request().queryList("fields"));
        if (!SearchIndex.fields(type).containsAll(fields)) {
            throw PipedriveProblem.invalid("fields", "must be among " + SearchIndex.fields(type));
        }
        return found(call, List.of(type), fields);
    }

    private Reply all(Call call) {
        List<ItemType> types = new ArrayList<>();
        for (String name : call.request().queryList("item_types")) {
            if (!NEVER_FOUND.contains(name)) {
                types.add(
                        ItemType.singular(name)
                                .filter(SEARCHED::contains)
                                .orElseThrow(
                                        () ->
                                                PipedriveProblem.invalid(
                                                        "item_types", "'" + name + "' is none")));
            }
        }
        boolean everything = call.query("item_types").isEmpty();
        List<ItemType> wanted = everything ? SEARCHED.stream().sorted().toList() : types;
        return found(call, wanted, new HashSet<>(call.request().queryList("fields")));
    }

    private Reply found(Call call, List<ItemType> types, Set<String> fields) {
        boolean exact = call.flag("exact_match").orElse(false);
        String term = call.query("term").orElse("").strip();
        if (term.length() < (exact ? 1 : 2)) {
            throw PipedriveProblem.invalid(
                    "term", "must have at least " + (exact ? 1 : 2) + " characters");
        }
        int limit = (int) call.numberOr("limit", 100, 1, 500);
        long start = Cursor.of(call, ORDER).map(Cursor::number).orElse(0L);
        SearchIndex index =
                new SearchIndex(
                        call.company(),
                        clock.instant()
                                .minusMillis(
                                        call.dials().get(PipedriveDial.SEARCH_INDEX_LAG_MILLIS)));
        List<SearchIndex.Hit> hits =
                types.stream()
                        .flatMap(type -> index.find(type, term, exact, fields).stream())
                        .filter(hit -> narrowed(call).test(hit.item()))
                        .sorted()
                        .toList();
        List<Map<String, @Nullable Object>> items = new ArrayList<>();
        hits.stream().skip(start).limit(limit).forEach(hit -> items.add(index.show(hit)));
        boolean more = start + limit < hits.size();
        return Reply.json(
                200,
                Json.of("success", true)
                        .and("data", Json.of("items", items))
                        .and(
                                "additional_data",
                                Json.of(
                                        "next_cursor",
                                        more
                                                ? new Cursor(ORDER, "", start + limit).text()
                                                : null)));
    }

    private static Predicate<Item> narrowed(Call call) {
        List<Predicate<Item>> all = new ArrayList<>();
        call.number("person_id")
                .ifPresent(id -> all.add(item -> item.reference("person_id") == id));
        call.number("organization_id")
                .ifPresent(
                        id ->
                                all.add(
                                        item ->
                                                item.reference("org_id") == id
                                                        || item.reference("organization_id")
                                                                == id));
        call.query("status")
                .ifPresent(status -> all.add(item -> item.text("status").equals(status)));
        return item -> all.stream().allMatch(one -> one.test(item));
    }
}
