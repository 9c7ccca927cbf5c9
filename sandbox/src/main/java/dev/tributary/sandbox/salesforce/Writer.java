package dev.tributary.sandbox.salesforce;

import dev.tributary.sandbox.salesforce.SalesforceProblem.Failure;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Writes one record at a time, under all rules. Used under the org's lock. */
final class Writer {
    private final Schema schema;
    private final Store store;
    private final FieldRules rules;
    private final Derivations derivations;
    private final Opportunities opportunities;
    private final Clock clock;

    Writer(
            Schema schema,
            Store store,
            FieldRules rules,
            Derivations derivations,
            Opportunities opportunities,
            Clock clock) {
        this.schema = schema;
        this.store = store;
        this.rules = rules;
        this.derivations = derivations;
        this.opportunities = opportunities;
        this.clock = clock;
    }

    SObject insert(Entity entity, Map<String, @Nullable Object> given, Actor actor) {
        if (!entity.createable() && !actor.admin()) {
            throw notPossible(entity, "inserted");
        }
        if (given.containsKey("Id")) {
            throw SalesforceProblem.invalid(
                    "INVALID_FIELD_FOR_INSERT_UPDATE", "cannot specify Id in an insert call", "Id");
        }
        rules.checkWritable(entity, given.keySet(), true);
        return keep(entity, store.nextId(entity.prefix()), given, actor);
    }

    /** Puts a record in place that is there from the start. */
    SObject seed(Entity entity, String id, Map<String, @Nullable Object> given, Actor actor) {
        return keep(entity, id, given, actor);
    }

    private SObject keep(
            Entity entity, String id, Map<String, @Nullable Object> given, Actor actor) {
        Map<String, Object> values = presets(entity, actor);
        apply(values, rules.checked(entity, given));
        Instant now = now();
        values.put("Id", id);
        values.put("IsDeleted", false);
        values.put("CreatedDate", now);
        values.put("CreatedById", actor.userId());
        Set<String> written = new HashSet<>(given.keySet());
        written.add("StageName");
        return finish(entity, new SObject(id, entity.name(), values), written, actor);
    }

    private static Map<String, Object> presets(Entity entity, Actor actor) {
        Map<String, Object> values = new HashMap<>();
        for (Field field : entity.all()) {
            if (field.type() == FieldType.BOOLEAN) {
                values.put(field.name(), field.preset().equals("true"));
            } else if (field.hasPreset()) {
                values.put(field.name(), Values.parse(field, field.preset()).orElseThrow());
            }
        }
        if (entity.is(Entity.Trait.OWNED)) {
            values.put("OwnerId", actor.userId());
        }
        return values;
    }

    SObject update(
            Entity entity, SObject before, Map<String, @Nullable Object> given, Actor actor) {
        if (!entity.createable() && !actor.admin()) {
            throw notPossible(entity, "updated");
        }
        if (before.deleted()) {
            throw SalesforceProblem.deleted();
        }
        rules.checkWritable(entity, given.keySet(), false);
        Map<String, @Nullable Object> kept = rules.checked(entity, given);
        opportunities.dropIgnored(entity, before, kept);
        Map<String, Object> values = new HashMap<>(before.values());
        apply(values, kept);
        return finish(
                entity, new SObject(before.id(), entity.name(), values), kept.keySet(), actor);
    }

    private SObject finish(Entity entity, SObject draft, Set<String> written, Actor actor) {
        Instant now = now();
        Map<String, Object> values = new HashMap<>(draft.values());
        values.put("LastModifiedDate", now);
        values.put("LastModifiedById", actor.userId());
        values.put("SystemModstamp", now);
        derivations.complete(entity, values, written, now);
        FieldRules.checkComplete(entity, values);
        rules.checkUnique(entity, draft.id(), values);
        SObject record = new SObject(draft.id(), entity.name(), values);
        store.put(entity, record);
        opportunities.follow(entity, record, now);
        return record;
    }

    /** Into the recycle bin, with all that cannot be without it. */
    void delete(Entity entity, SObject record, Actor actor) {
        if (!entity.deletable() && !actor.admin()) {
            throw new SalesforceProblem(
                    400,
                    List.of(
                            Failure.of(
                                    "INSUFFICIENT_ACCESS_OR_READONLY",
                                    "entity type cannot be deleted: " + entity.label())));
        }
        if (record.deleted()) {
            throw SalesforceProblem.deleted();
        }
        mark(entity, record, true, actor);
        for (Schema.Child child : schema.children(entity)) {
            if (child.reference().is(Field.Flag.CASCADE)) {
                for (String id : dependants(child, record)) {
                    store.standing(child.entity(), id)
                            .ifPresent(each -> delete(child.entity(), each, actor));
                }
            }
        }
        opportunities.follow(entity, record, now());
    }

    private Set<String> dependants(Schema.Child child, SObject record) {
        return new TreeSet<>(store.table(child.entity()).withKey(child.reference(), record.id()));
    }

    /** Out of the recycle bin; what went with it stays there. */
    SObject undelete(Entity entity, SObject record, Actor actor) {
        rules.checkUnique(entity, record.id(), record.values());
        return mark(entity, record, false, actor);
    }

    private SObject mark(Entity entity, SObject record, boolean deleted, Actor actor) {
        Instant now = now();
        SObject marked =
                record.with(
                        Map.of(
                                "IsDeleted", deleted,
                                "LastModifiedDate", now,
                                "LastModifiedById", actor.userId(),
                                "SystemModstamp", now));
        store.put(entity, marked);
        return marked;
    }

    void erase(Entity entity, SObject record, Actor actor) {
        if (!record.deleted()) {
            delete(entity, record, actor);
        }
        store.erase(entity, record.id(), now());
    }

    private static void apply(Map<String, Object> values, Map<String, @Nullable Object> written) {
        written.forEach(
                (name, value) -> {
                    if (value == null) {
                        values.remove(name);
                    } else {
                        values.put(name, value);
                    }
                });
    }

    private static SalesforceProblem notPossible(Entity entity, String what) {
        return SalesforceProblem.invalid(
                "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY",
                "entity type cannot be %s: %s".formatted(what, entity.label()));
    }

    /** The provider keeps times to the second: what changes within one has the same stamp. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
