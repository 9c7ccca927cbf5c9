package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Routes;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Searches, with the limits that make callers cut long results into ranges. */
final class SearchRoutes {
    private static final String ASSOCIATED = "associations.";
    private static final int LIMIT_DEFAULT = 10;
    private static final int LIMIT_MAX = 200;
    private static final int QUERY_CHARACTERS_MAX = 3000;
    private static final int FILTERS_IN_GROUP_MAX = 6;

    private final Gate gate;
    private final Clock clock;

    SearchRoutes(Gate gate, Clock clock) {
        this.gate = gate;
        this.clock = clock;
    }

    void addTo(Routes routes) {
        routes.add(
                "POST",
                "/crm/v3/objects/{type}/search",
                gate.guard(
                        Gate.Needs.access(ObjectType.Access.READ, "type").asSearch(),
                        this::search));
    }

    private Reply search(Call call) {
        ObjectType type = call.type("type");
        Body body = call.body("query", "filterGroups", "sorts", "properties", "limit", "after");
        int limit = body.integer("limit").orElse(LIMIT_DEFAULT);
        if (limit < 0 || limit > LIMIT_MAX) {
            throw HubSpotProblem.invalid("limit must be 0 to %d".formatted(LIMIT_MAX));
        }
        long window = call.dials().get(HubSpotDial.SEARCH_WINDOW);
        int after = after(body, window);
        Search search =
                new Search(
                        groups(call, type, body),
                        words(body),
                        texts(call, type),
                        sorts(call, type, body));
        Duration lag = Duration.ofMillis(call.dials().get(HubSpotDial.SEARCH_INDEX_LAG_MILLIS));
        List<CrmRecord> found = search.run(call.crm().asOf(type, clock.instant().minus(lag)));
        int end = (int) Math.min(window, Math.min(found.size(), (long) after + limit));
        List<CrmRecord> page = after >= end ? List.of() : found.subList(after, end);
        RecordView view = RecordView.of(call, body.texts("properties"));
        Map<String, @Nullable Object> answer =
                Json.of("total", found.size())
                        .and("results", page.stream().map(view::show).toList());
        if (end < found.size() && !page.isEmpty()) {
            answer.put("paging", Json.of("next", Json.of("after", Integer.toString(end))));
        }
        return Reply.json(200, answer);
    }

    private static int after(Body body, long window) {
        String after = body.id("after").filter(text -> !text.isEmpty()).orElse("0");
        if (!after.matches("\\d{1,9}")) {
            throw HubSpotProblem.invalid("after is not one of our cursors: " + after);
        }
        int offset = Integer.parseInt(after);
        if (offset >= window) {
            throw HubSpotProblem.invalid(
                    "a search reaches %d results at most; after is %d".formatted(window, offset));
        }
        return offset;
    }

    private static String words(Body body) {
        String words = body.text("query").orElse("");
        if (words.length() > QUERY_CHARACTERS_MAX) {
            throw HubSpotProblem.invalid(
                    "query is longer than %d characters".formatted(QUERY_CHARACTERS_MAX));
        }
        return words;
    }

    private static Set<String> texts(Call call, ObjectType type) {
        if (!type.searchable().isEmpty()) {
            return Set.copyOf(type.searchable());
        }
        return call.portal().properties().all(type).stream()
                .filter(property -> property.type() == Property.Type.STRING)
                .map(Property::name)
                .collect(Collectors.toSet());
    }

    private static List<List<Predicate<CrmRecord>>> groups(Call call, ObjectType type, Body body) {
        List<List<Predicate<CrmRecord>>> groups = new ArrayList<>();
        int total = 0;
        for (Object item : body.list("filterGroups")) {
            List<Predicate<CrmRecord>> group = new ArrayList<>();
            for (Object filter : Body.of(item).knowing(call.strict(), "filters").list("filters")) {
                group.add(filter(call, type, Body.of(filter)));
            }
            total += group.size();
            if (group.size() > FILTERS_IN_GROUP_MAX) {
                throw HubSpotProblem.invalid(
                        "a filter group takes %d filters at most".formatted(FILTERS_IN_GROUP_MAX));
            }
            groups.add(group);
        }
        long groupsMax = call.dials().get(HubSpotDial.SEARCH_GROUPS_MAX);
        long filtersMax = call.dials().get(HubSpotDial.SEARCH_FILTERS_MAX);
        if (groups.size() > groupsMax || total > filtersMax) {
            throw HubSpotProblem.invalid(
                    "a search takes %d filter groups and %d filters at most"
                            .formatted(groupsMax, filtersMax));
        }
        return groups;
    }

    private static Predicate<CrmRecord> filter(Call call, ObjectType type, Body filter) {
        filter.knowing(call.strict(), "propertyName", "operator", "value", "highValue", "values");
        String propertyName = filter.requiredText("propertyName");
        if (propertyName.startsWith(ASSOCIATED)) {
            String to = propertyName.substring(ASSOCIATED.length());
            return associated(call, call.portal().types().named(to), filter);
        }
        Property property = property(call, type, propertyName);
        String name = filter.requiredText("operator");
        Search.Operator operator =
                Arrays.stream(Search.Operator.values())
                        .filter(known -> known.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> Body.malformed("no operator " + name));
        List<String> values = filter.texts("values");
        Optional<String> value = filter.id("value");
        Optional<String> highValue = filter.id("highValue");
        boolean complete =
                operator.takesNothing()
                        || (operator.takesValues() ? !values.isEmpty() : value.isPresent());
        if (!complete || (operator == Search.Operator.BETWEEN && highValue.isEmpty())) {
            throw HubSpotProblem.invalid(
                    "operator %s on %s lacks its value".formatted(name, property.name()));
        }
        return Search.Filter.of(property, operator, value.orElse(""), highValue.orElse(""), values);
    }

    /** Records that are associated with one of another type's, named by their ids. */
    private static Predicate<CrmRecord> associated(Call call, ObjectType to, Body filter) {
        Set<String> ids =
                switch (filter.requiredText("operator")) {
                    case "EQ" -> filter.id("value").map(Set::of).orElse(Set.of());
                    case "IN" -> Set.copyOf(filter.texts("values"));
                    default -> throw HubSpotProblem.invalid("associations take EQ and IN");
                };
        return record ->
                call.crm().links().of(record.type(), record.id(), to).stream()
                        .anyMatch(link -> ids.contains(Long.toString(link.to())));
    }

    /** A sort is an object, or the property's name with a minus for descending. */
    private static List<Search.Sort> sorts(Call call, ObjectType type, Body body) {
        List<Search.Sort> sorts = new ArrayList<>();
        for (Object item : body.list("sorts")) {
            if (item instanceof String name) {
                sorts.add(
                        new Search.Sort(
                                property(call, type, name.replaceFirst("^-", "")),
                                name.startsWith("-")));
                continue;
            }
            Body sort = Body.of(item).knowing(call.strict(), "propertyName", "direction");
            String direction = sort.text("direction").orElse("ASCENDING");
            if (!direction.equals("ASCENDING") && !direction.equals("DESCENDING")) {
                throw Body.malformed("no direction " + direction);
            }
            sorts.add(
                    new Search.Sort(
                            property(call, type, sort.requiredText("propertyName")),
                            direction.equals("DESCENDING")));
        }
        long max = call.dials().get(HubSpotDial.SEARCH_SORTS_MAX);
        if (sorts.size() > max) {
            throw HubSpotProblem.invalid("a search takes %d sort(s) at most".formatted(max));
        }
        return sorts;
    }

    private static Property property(Call call, ObjectType type, String name) {
        return call.portal()
                .properties()
                .find(type, name)
                .orElseThrow(
                        () ->
                                HubSpotProblem.invalid(
                                        "there is no property '%s' on %s"
                                                .formatted(name, type.plural())));
    }
}
