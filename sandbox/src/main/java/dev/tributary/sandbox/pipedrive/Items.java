package dev.tributary.sandbox.pipedrive;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The records of one company. Writes follow the same rules as over HTTP and cause the same events.
 * Safe for use by many threads; numbers count up in the order of creation.
 */
public final class Items {
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private final Company company;
    private final Clock clock;
    private final Writes writes;
    private final Completion completion;
    private final Consumer<Change> listener;
    private final History history = new History();
    private final Map<ItemType, NavigableMap<Long, Item>> items = new EnumMap<>(ItemType.class);

    Items(
            Company company,
            Clock clock,
            Writes writes,
            Completion completion,
            Consumer<Change> listener) {
        this.company = company;
        this.clock = clock;
        this.writes = writes;
        this.completion = completion;
        this.listener = listener;
        for (ItemType type : ItemType.values()) {
            items.put(type, new TreeMap<>());
        }
    }

    /**
     * Creates a record as a person in the provider's pages would; the body is that of the API.
     *
     * @throws PipedriveProblem when a field is unknown or a value refused
     */
    public Item create(ItemType type, Map<String, @Nullable Object> body) {
        return create(type, body, company.person());
    }

    /**
     * Changes some values; null clears one. Values that stay the same cause no event.
     *
     * @throws PipedriveProblem when there is no such record or a value is refused
     */
    public Item update(ItemType type, long number, Map<String, @Nullable Object> body) {
        return update(type, number, body, company.person());
    }

    public Item delete(ItemType type, long number) {
        return delete(type, number, company.person());
    }

    /** Deleted records are found too. */
    public synchronized Optional<Item> find(ItemType type, long number) {
        return Optional.ofNullable(of(type).get(number));
    }

    public Optional<Item> live(ItemType type, long number) {
        return find(type, number).filter(item -> !item.deleted());
    }

    /** All records that are not deleted, in the order of creation. */
    public List<Item> all(ItemType type) {
        return everything(type).stream().filter(item -> !item.deleted()).toList();
    }

    /** Deleted ones too. */
    synchronized List<Item> everything(ItemType type) {
        return List.copyOf(of(type).values());
    }

    /** A lead by its UUID. */
    Optional<Item> lead(String id) {
        return all(ItemType.LEAD).stream().filter(item -> item.id().equals(id)).findFirst();
    }

    History history() {
        return history;
    }

    synchronized Item create(ItemType type, Map<String, @Nullable Object> body, Author author) {
        return create(type, body, Map.of(), author);
    }

    /**
     * @param fixed read-only values that the place of creation decides
     */
    synchronized Item create(
            ItemType type,
            Map<String, @Nullable Object> body,
            Map<String, @Nullable Object> fixed,
            Author author) {
        Write write = writes.accept(type, body, true);
        Instant now = now();
        NavigableMap<Long, Item> all = of(type);
        long number = all.isEmpty() ? type.firstId() : all.lastKey() + 1;
        Item blank = new Item(type, number, false, fixed, Map.of(), now, 0, null);
        Map<String, @Nullable Object> values = completion.created(blank, write, author, now);
        Item created =
                new Item(
                        type,
                        number,
                        false,
                        values,
                        Write.over(Map.of(), write.custom()),
                        now,
                        1,
                        null);
        all.put(number, created);
        history.created(created, now, author);
        tell(Optional.empty(), Optional.of(created), author, Optional.empty(), Optional.empty());
        touch(created, now);
        return created;
    }

    synchronized Item update(
            ItemType type, long number, Map<String, @Nullable Object> body, Author author) {
        Item old = live(type, number).orElseThrow(() -> PipedriveProblem.notFound(type));
        return update(old, writes.accept(type, body, false), author, Optional.empty());
    }

    /**
     * @param mergedFrom the record that this one takes in; an event then follows in any case
     */
    synchronized Item update(Item old, Write write, Author author, Optional<Long> mergedFrom) {
        if (Boolean.TRUE.equals(write.values().get("is_deleted"))) {
            return remove(old, author, Optional.empty());
        }
        Instant now = now();
        Map<String, @Nullable Object> values = completion.updated(old, write, now);
        Map<String, @Nullable Object> custom = Write.over(old.custom(), write.custom());
        boolean same = values.equals(old.values()) && custom.equals(old.custom());
        if (same && mergedFrom.isEmpty()) {
            return old;
        }
        values.put("update_time", completion.time(old.type(), now));
        Item updated = next(old, false, values, custom, now);
        history.changed(old, updated, now, author);
        tell(Optional.of(old), Optional.of(updated), author, Optional.empty(), mergedFrom);
        touch(updated, now);
        return updated;
    }

    synchronized Item delete(ItemType type, long number, Author author) {
        Item old = live(type, number).orElseThrow(() -> PipedriveProblem.notFound(type));
        return remove(old, author, Optional.empty());
    }

    /**
     * @param mergedTo the record into which this one goes
     */
    synchronized Item remove(Item old, Author author, Optional<Long> mergedTo) {
        Instant now = now();
        Map<String, @Nullable Object> values =
                Write.over(old.values(), Map.of("update_time", completion.time(old.type(), now)));
        values.replace("is_deleted", true);
        values.replace("active_flag", false);
        Item gone = next(old, true, values, old.custom(), now);
        history.deleted(old, now, author);
        tell(Optional.of(old), Optional.empty(), author, mergedTo, Optional.empty());
        touch(gone, now);
        return gone;
    }

    /** What a line item costs is a part of its deal's value. */
    private void touch(Item item, Instant now) {
        if (item.type() == ItemType.LINE_ITEM) {
            live(ItemType.DEAL, item.reference("deal_id"))
                    .ifPresent(
                            deal ->
                                    update(
                                            deal,
                                            completion.worth(deal, all(ItemType.LINE_ITEM)),
                                            company.person(),
                                            Optional.empty()));
        }
    }

    private Item next(
            Item old,
            boolean deleted,
            Map<String, @Nullable Object> values,
            Map<String, @Nullable Object> custom,
            Instant now) {
        Item next =
                new Item(
                        old.type(),
                        old.number(),
                        deleted,
                        values,
                        custom,
                        now,
                        old.changes() + 1,
                        old.forgetting(now.minus(REMEMBERED)));
        of(old.type()).put(old.number(), next);
        return next;
    }

    private void tell(
            Optional<Item> before,
            Optional<Item> after,
            Author author,
            Optional<Long> mergedTo,
            Optional<Long> mergedFrom) {
        Instant at = now();
        listener.accept(new Change(company, before, after, at, author, mergedTo, mergedFrom));
    }

    private NavigableMap<Long, Item> of(ItemType type) {
        return Objects.requireNonNull(items.get(type), () -> "no records of type " + type);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
