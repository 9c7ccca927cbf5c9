package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.hubspot.Change.Author;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The CRM records of one portal. Writes follow the same rules as over HTTP and cause the same
 * events. Safe for use by many threads; ids count up in the order of creation.
 */
public final class Crm {
    private static final long FIRST_ID = 10_000_001;
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private final String portalId;
    private final Clock clock;
    private final Properties properties;
    private final PropertyRules rules;
    private final Consumer<Change> listener;
    private final UniqueValues unique;
    private final Links links;
    private final Records records = new Records();
    private long nextId = FIRST_ID;

    Crm(
            String portalId,
            Clock clock,
            Properties properties,
            PropertyRules rules,
            LinkTypes linkTypes,
            BooleanSupplier primaryCompanies,
            Consumer<Change> listener) {
        this.portalId = portalId;
        this.clock = clock;
        this.properties = properties;
        this.rules = rules;
        this.listener = listener;
        unique = new UniqueValues(properties);
        links = new Links(this, portalId, linkTypes, primaryCompanies, clock, listener);
    }

    /**
     * Creates a record as a person in the provider's pages would.
     *
     * @throws HubSpotProblem when a value is refused or a unique value is taken
     */
    public CrmRecord create(ObjectType type, Map<String, String> values) {
        return create(type, values, Author.PERSON);
    }

    public CrmRecord createContact(Map<String, String> values) {
        return create(ObjectType.CONTACTS, values);
    }

    public CrmRecord createCompany(Map<String, String> values) {
        return create(ObjectType.COMPANIES, values);
    }

    public CrmRecord createDeal(Map<String, String> values) {
        return create(ObjectType.DEALS, values);
    }

    /**
     * Changes some values; an empty text clears one. Values that stay the same cause no event.
     *
     * @throws HubSpotProblem when there is no such record or a value is refused
     */
    public CrmRecord update(ObjectType type, long id, Map<String, String> values) {
        return update(type, id, values, Author.PERSON);
    }

    public CrmRecord archive(ObjectType type, long id) {
        return archive(type, id, Author.PERSON);
    }

    /** Associates two records in both directions, as the primary company where one is a company. */
    public void associate(ObjectType fromType, long from, ObjectType toType, long to) {
        links.addDefault(fromType, from, toType, to, Author.PERSON);
    }

    /** Archived records are found too. */
    public synchronized Optional<CrmRecord> find(ObjectType type, long id) {
        return records.find(type, id);
    }

    /** All records that are not archived, by id. */
    public synchronized List<CrmRecord> all(ObjectType type) {
        return records.live(type);
    }

    Links links() {
        return links;
    }

    synchronized CrmRecord create(ObjectType type, Map<String, String> values, Author author) {
        Map<String, String> after = rules.initial(type, values);
        unique.refuseTaken(type, after, 0);
        Instant now = now();
        long id = nextId++;
        after.put("hs_object_id", Long.toString(id));
        after.put(type.created(), now.toString());
        after.put(type.modified(), now.toString());
        CrmRecord created =
                new CrmRecord(type, id, after, now, now, Optional.empty(), 1 + after.size(), null);
        records.put(created);
        unique.replace(Optional.empty(), created);
        tell(created, new Change.Kind.Created(), 0, author);
        long ordinal = 1;
        for (Map.Entry<String, String> value : created.properties().entrySet()) {
            tell(created, changed(type, value.getKey(), value.getValue(), true), ordinal++, author);
        }
        return created;
    }

    synchronized CrmRecord update(
            ObjectType type, long id, Map<String, String> values, Author author) {
        CrmRecord old = live(type, id);
        Map<String, String> after = rules.after(type, old.properties(), values);
        unique.refuseTaken(type, after, id);
        return changed(old, after, author);
    }

    /** A value that the provider keeps itself; of a record that is not there nothing. */
    synchronized void keep(ObjectType type, long id, String name, String value, Author author) {
        CrmRecord old = records.find(type, id).filter(live -> !live.archived()).orElse(null);
        if (old != null) {
            Map<String, String> after = new TreeMap<>(old.properties());
            after.put(name, value);
            after.values().removeIf(String::isEmpty);
            changed(old, after, author);
        }
    }

    private CrmRecord changed(CrmRecord old, Map<String, String> after, Author author) {
        ObjectType type = old.type();
        Instant now = now();
        List<Change.Kind> changes = new ArrayList<>();
        for (Property property : properties.all(type)) {
            String name = property.name();
            String value = after.getOrDefault(name, "");
            if (!value.equals(old.properties().getOrDefault(name, ""))) {
                changes.add(changed(type, name, value, false));
            }
        }
        if (changes.isEmpty()) {
            return old;
        }
        after.put(type.modified(), now.toString());
        CrmRecord updated = next(old, after, now, Optional.empty(), changes.size());
        for (int i = 0; i < changes.size(); i++) {
            tell(updated, changes.get(i), old.changes() + i, author);
        }
        return updated;
    }

    synchronized CrmRecord archive(ObjectType type, long id, Author author) {
        CrmRecord old = live(type, id);
        Instant now = now();
        CrmRecord archived = next(old, old.properties(), now, Optional.of(now), 1);
        tell(archived, new Change.Kind.Archived(), old.changes(), author);
        links.archived(type, id, author);
        return archived;
    }

    /**
     * @throws HubSpotProblem when creating any of these would fail, also because of each other
     */
    synchronized void checkAll(ObjectType type, List<Map<String, String>> batch) {
        Set<String> taken = new HashSet<>();
        for (Map<String, String> values : batch) {
            Map<String, String> after = rules.initial(type, values);
            unique.refuseTaken(type, after, 0);
            for (Property property : unique.of(type)) {
                String value = after.get(property.name());
                if (value != null && !taken.add(property + "=" + value)) {
                    throw new HubSpotProblem(
                            409,
                            "CONFLICT",
                            "%s '%s' comes twice".formatted(property.name(), value));
                }
            }
        }
    }

    /**
     * @throws HubSpotProblem when this update would fail
     */
    synchronized void check(ObjectType type, CrmRecord record, Map<String, String> values) {
        unique.refuseTaken(type, rules.after(type, record.properties(), values), record.id());
    }

    /** Records from an id on, archived ones or the others. */
    synchronized List<CrmRecord> page(ObjectType type, long after, int limit, boolean archived) {
        return records.page(type, after, limit, archived);
    }

    /** The live record whose unique property has a value. */
    synchronized Optional<CrmRecord> withUnique(ObjectType type, String property, String value) {
        return unique.holder(type, property, value).flatMap(id -> find(type, id));
    }

    /** The record into which the one with an id was merged. */
    synchronized Optional<CrmRecord> survivor(ObjectType type, long id) {
        return records.survivor(type, id);
    }

    synchronized List<CrmRecord> asOf(ObjectType type, Instant instant) {
        return records.asOf(type, instant);
    }

    /** Takes one record into another of its type, which keeps its id and what it says. */
    synchronized CrmRecord merge(ObjectType type, long into, long id, Author author) {
        CrmRecord kept = live(type, into);
        CrmRecord gone = live(type, id);
        Map<String, String> values = new TreeMap<>(gone.properties());
        values.putAll(kept.properties());
        values.put(
                "hs_merged_object_ids",
                kept.property("hs_merged_object_ids").map(ids -> ids + ";").orElse("") + id);
        long moved = values.size() - 1L - kept.properties().size();
        links.move(type, id, into, author);
        unique.release(gone);
        records.merge(gone, into);
        Instant now = now();
        values.put(type.modified(), now.toString());
        CrmRecord merged = next(kept, values, now, Optional.empty(), 1);
        tell(merged, new Change.Kind.Merged(id, moved), kept.changes(), author);
        links.keepPrimary(type, into, author);
        return live(type, into);
    }

    /** Removes a record for good, with everything that says it was there. */
    synchronized void erase(CrmRecord record, Author author) {
        links.forget(record.type(), record.id());
        unique.release(record);
        records.remove(record);
        tell(record, new Change.Kind.Erased(), record.changes(), author);
    }

    private CrmRecord next(
            CrmRecord old,
            Map<String, String> values,
            Instant now,
            Optional<Instant> archivedAt,
            long changes) {
        CrmRecord next =
                new CrmRecord(
                        old.type(),
                        old.id(),
                        values,
                        old.createdAt(),
                        now,
                        archivedAt,
                        old.changes() + changes,
                        old.forgetting(now.minus(REMEMBERED)));
        records.put(next);
        unique.replace(Optional.of(old), next);
        return next;
    }

    /**
     * @throws HubSpotProblem 404 when there is no such record that is not archived
     */
    CrmRecord live(ObjectType type, long id) {
        return find(type, id)
                .filter(record -> !record.archived())
                .orElseThrow(HubSpotProblem::noSuchObject);
    }

    private Change.Kind changed(ObjectType type, String name, String value, boolean onCreation) {
        boolean instant =
                properties
                        .find(type, name)
                        .map(property -> property.type() == Property.Type.DATETIME)
                        .orElse(false);
        return new Change.Kind.PropertyChanged(name, value, instant, onCreation);
    }

    private void tell(CrmRecord record, Change.Kind kind, long ordinal, Author author) {
        listener.accept(
                new Change(
                        portalId,
                        record.type(),
                        record.id(),
                        kind,
                        record.updatedAt(),
                        ordinal,
                        author));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
