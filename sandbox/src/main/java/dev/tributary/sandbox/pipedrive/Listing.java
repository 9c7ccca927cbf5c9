package dev.tributary.sandbox.pipedrive;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** One page of a list of API v2: which records, in which order, from where on. */
final class Listing {
    private static final int IDS_MAX = 100;
    private static final Set<String> STATUSES = Set.of("open", "won", "lost", "deleted");

    private final Call call;
    private final ItemType type;
    private final String sortBy;
    private final boolean ascending;

    Listing(Call call, ItemType type) {
        this.call = call;
        this.type = type;
        sortBy = call.word("sort_by", orders(type));
        ascending = call.word("sort_direction", List.of("asc", "desc")).equals("asc");
    }

    /** The parameters that a list of these records knows. */
    static String[] parameters(ItemType type) {
        Stream<String> common = Stream.of("limit", "cursor", "sort_by", "sort_direction");
        String more =
                switch (type) {
                    case PERSON -> RECORDS + " org_id deal_id";
                    case ORGANIZATION -> RECORDS;
                    case DEAL -> RECORDS + " person_id org_id pipeline_id stage_id status";
                    case ACTIVITY ->
                            "filter_id ids owner_id deal_id lead_id person_id org_id done"
                                    + " updated_since updated_until include_fields";
                    case PRODUCT -> "owner_id ids filter_id updated_since custom_fields";
                    case STAGE -> "pipeline_id";
                    case PIPELINE, USER, LINE_ITEM, LEAD, NOTE -> "";
                };
        return Stream.concat(common, Stream.of(more.split(" ")))
                .filter(name -> !name.isEmpty())
                .toArray(String[]::new);
    }

    private static final String RECORDS =
            "filter_id ids owner_id updated_since updated_until include_fields custom_fields"
                    + " include_option_labels include_labels";

    private static List<String> orders(ItemType type) {
        return switch (type) {
            case PRODUCT -> List.of("id", "name", "add_time", "update_time");
            case STAGE -> List.of("id", "update_time", "add_time", "order_nr");
            case ACTIVITY -> List.of("id", "update_time", "add_time", "due_date");
            case PERSON, ORGANIZATION, DEAL, PIPELINE, LINE_ITEM, USER, LEAD, NOTE ->
                    List.of("id", "update_time", "add_time");
        };
    }

    /** Some records, and where the next page begins. */
    record Page(List<Item> items, Optional<String> next) {}

    /**
     * @throws PipedriveProblem when a parameter is malformed
     */
    Page page(List<Item> candidates, Predicate<Item> which) {
        int limit =
                (int)
                        call.numberOr(
                                "limit", 100, 1, call.dials().get(PipedriveDial.LIST_LIMIT_MAX));
        String order = sortBy + (ascending ? " asc" : " desc");
        Comparator<Item> comparator = Comparator.comparing(this::key).thenComparing(Item::number);
        Comparator<Item> ordered = ascending ? comparator : comparator.reversed();
        Optional<Cursor> cursor = Cursor.of(call, order);
        List<Item> found =
                candidates.stream()
                        .filter(which)
                        .filter(item -> cursor.map(mark -> isAfter(item, mark)).orElse(true))
                        .sorted(ordered)
                        .limit(limit + 1L)
                        .toList();
        if (found.size() <= limit) {
            return new Page(found, Optional.empty());
        }
        List<Item> items = found.subList(0, limit);
        Item last = items.getLast();
        return new Page(items, Optional.of(new Cursor(order, key(last), last.number()).text()));
    }

    private boolean isAfter(Item item, Cursor mark) {
        int byKey = key(item).compareTo(mark.key());
        int order = byKey == 0 ? Long.compare(item.number(), mark.number()) : byKey;
        return ascending ? order > 0 : order < 0;
    }

    private String key(Item item) {
        @Nullable Object value = sortBy.equals("id") ? item.number() : item.value(sortBy);
        return value instanceof Number number
                ? "%020d".formatted(number.longValue())
                : value == null ? "" : value.toString();
    }

    /** What the parameters ask for; a stored filter takes the place of most of them. */
    Predicate<Item> asked(boolean archived) {
        List<Predicate<Item>> all = new ArrayList<>();
        all.add(changed());
        if (type == ItemType.DEAL) {
            all.add(item -> item.flag("is_archived") == archived);
        }
        OptionalLong filterId = call.number("filter_id");
        if (filterId.isPresent()) {
            Filters.Filter filter = filter(call, type, filterId.getAsLong());
            all.add(item -> !item.deleted());
            all.add(item -> filter.conditions().hold(call.company(), item));
        } else {
            all.add(ids());
            all.add(status());
            for (String reference :
                    List.of("owner_id", "person_id", "org_id", "pipeline_id", "stage_id")) {
                call.number(reference)
                        .ifPresent(id -> all.add(item -> item.reference(reference) == id));
            }
            call.number("deal_id").ifPresent(id -> all.add(ofDeal(id)));
            call.query("lead_id").ifPresent(id -> all.add(i -> i.text("lead_id").equals(id)));
            call.flag("done").ifPresent(done -> all.add(item -> item.flag("done") == done));
        }
        return item -> all.stream().allMatch(one -> one.test(item));
    }

    static Filters.Filter filter(Call call, ItemType type, long id) {
        return call.company()
                .filters()
                .find(id)
                .filter(filter -> filter.type() == type)
                .orElseThrow(() -> PipedriveProblem.notFound("Filter"));
    }

    /** Persons by a deal are those whom the deal names. */
    private Predicate<Item> ofDeal(long dealId) {
        if (type != ItemType.PERSON) {
            return item -> item.reference("deal_id") == dealId;
        }
        long person =
                call.items()
                        .live(ItemType.DEAL, dealId)
                        .map(deal -> deal.reference("person_id"))
                        .orElse(0L);
        return item -> item.number() == person;
    }

    private Predicate<Item> ids() {
        if (call.query("ids").isEmpty()) {
            return item -> true;
        }
        List<String> ids = call.request().queryList("ids");
        if (ids.size() > IDS_MAX || ids.stream().anyMatch(id -> !id.matches("\\d{1,15}"))) {
            throw PipedriveProblem.invalid("ids", "must be up to " + IDS_MAX + " integers");
        }
        return item -> ids.contains(Long.toString(item.number()));
    }

    private Predicate<Item> status() {
        List<String> statuses =
                type == ItemType.DEAL ? call.request().queryList("status") : List.of();
        if (!STATUSES.containsAll(statuses)) {
            throw PipedriveProblem.invalid("status", "must be open, won, lost or deleted");
        }
        if (statuses.isEmpty()) {
            return item -> !item.deleted();
        }
        return item ->
                item.deleted()
                        ? statuses.contains("deleted")
                        : statuses.contains(item.text("status"));
    }

    private Predicate<Item> changed() {
        Optional<Instant> since = instant("updated_since");
        Optional<Instant> until = instant("updated_until");
        return item -> {
            Instant updated = Instant.parse(item.text("update_time"));
            return since.map(time -> !updated.isBefore(time)).orElse(true)
                    && until.map(updated::isBefore).orElse(true);
        };
    }

    private Optional<Instant> instant(String name) {
        return call.query(name)
                .map(
                        text ->
                                Times.instant(text)
                                        .filter(
                                                time ->
                                                        !text.contains(".")
                                                                || call.dials()
                                                                        .on(
                                                                                PipedriveDial
                                                                                        .FRACTIONAL_SECONDS))
                                        .orElseThrow(
                                                () ->
                                                        PipedriveProblem.invalid(
                                                                name,
                                                                "'"
                                                                        + text
                                                                        + "' is not a valid"
                                                                        + " datetime")));
    }
}
