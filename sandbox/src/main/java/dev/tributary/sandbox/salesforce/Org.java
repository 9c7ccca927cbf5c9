package dev.tributary.sandbox.salesforce;

import dev.tributary.sandbox.BusinessDate;
import dev.tributary.sandbox.Dials;
import dev.tributary.sandbox.Json;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** One customer's Salesforce: its objects, records, users and jobs, behind one lock. */
public final class Org {
    private final String id;
    private final String name;
    private final URI address;
    private final Clock clock;
    private final Dials<SalesforceDial> dials;
    private final Schema schema;
    private final Store store;
    private final Picklists picklists;
    private final Writer writer;
    private final Batch batch;
    private final Queries queries;
    private final Jobs jobs;
    private final String adminId;

    /** How often work is under way inside work: only the outermost settles what was done. */
    private int depth;

    /**
     * @param number of the org, from 1 on
     * @param address where it answers: its instance_url
     */
    Org(
            int number,
            String name,
            URI address,
            Clock clock,
            BusinessDate date,
            Dials<SalesforceDial> dials) {
        String instance = "Hs" + Integer.toString(number, Character.MAX_RADIX);
        this.id = RecordId.of("00D", instance, 1);
        this.name = name;
        this.address = address;
        this.clock = clock;
        this.dials = dials;
        schema = new Schema(clock.instant());
        store = new Store(instance);
        picklists = new Picklists(schema, store);
        Opportunities opportunities = new Opportunities(schema, store);
        writer =
                new Writer(
                        schema,
                        store,
                        new FieldRules(schema, store, picklists, dials),
                        new Derivations(schema, store, picklists),
                        opportunities,
                        clock);
        batch = new Batch(store, opportunities, dials);
        queries = new Queries(schema, store, clock, date, dials);
        adminId = new Furnishing(schema, store, writer).furnish(id, name);
        store.settle();
        jobs = new Jobs(this);
    }

    /** Of 18 characters. */
    public String id() {
        return id;
    }

    public String name() {
        return name;
    }

    /** What token answers give as instance_url. */
    public URI address() {
        return address;
    }

    /** The user who lets apps in unless another is chosen. */
    public String adminId() {
        return adminId;
    }

    /** Does something alone in the org, after the jobs that are due. */
    synchronized <T> T alone(Supplier<T> work) {
        if (depth == 0) {
            jobs.runDue();
        }
        depth++;
        try {
            return work.get();
        } finally {
            depth--;
            if (depth == 0) {
                store.settle();
            }
        }
    }

    /**
     * Creates a record as a person in the provider's pages would, administrators' objects included.
     *
     * @throws SalesforceProblem when it is refused
     */
    public SObject create(String object, Map<String, ?> values) {
        return alone(
                () -> {
                    Entity entity = schema.require(object);
                    Batch.Done done =
                            batch.one(new Writes(this, admin()).insert(entity, plain(values)));
                    return store.find(entity, done.id()).orElseThrow();
                });
    }

    /**
     * Creates records that stand or fall together, such as splits that make a whole.
     *
     * @throws SalesforceProblem when one is refused
     */
    public List<SObject> createAll(String object, List<? extends Map<String, ?>> all) {
        return alone(
                () -> {
                    Entity entity = schema.require(object);
                    Writes writes = new Writes(this, admin());
                    List<Batch.Row> rows =
                            all.stream()
                                    .map(values -> writes.insert(entity, plain(values)))
                                    .toList();
                    return Batch.allWritten(batch.run(rows, true)).stream()
                            .map(done -> store.find(entity, done.id()).orElseThrow())
                            .toList();
                });
    }

    public SObject update(String recordId, Map<String, ?> values) {
        return alone(
                () -> {
                    Entity entity = entityOf(recordId);
                    batch.one(new Writes(this, admin()).update(entity, recordId, plain(values)));
                    return require(entity, recordId);
                });
    }

    /** Into the recycle bin. */
    public void delete(String recordId) {
        alone(
                () -> {
                    Entity entity = entityOf(recordId);
                    writer.delete(entity, require(entity, recordId), admin());
                    return entity;
                });
    }

    /** Out of the recycle bin. */
    public SObject undelete(String recordId) {
        return alone(
                () -> {
                    Entity entity = entityOf(recordId);
                    return writer.undelete(entity, require(entity, recordId), admin());
                });
    }

    /** A record, deleted or not. */
    public Optional<SObject> find(String recordId) {
        return alone(
                () ->
                        RecordId.normal(recordId)
                                .flatMap(
                                        normal ->
                                                schema.ofId(normal)
                                                        .flatMap(
                                                                entity ->
                                                                        store.find(
                                                                                entity, normal))));
    }

    /** The standing records of an object, in the order of their making. */
    public List<SObject> all(String object) {
        return alone(
                () ->
                        store.table(schema.require(object)).all().stream()
                                .filter(record -> !record.deleted())
                                .toList());
    }

    public SObject addUser(String firstName, String lastName, String email) {
        return create(
                "User",
                Map.of(
                        "FirstName", firstName,
                        "LastName", lastName,
                        "Email", email,
                        "Username", email));
    }

    /**
     * @throws IllegalArgumentException when the name does not end in __c, or is taken
     */
    public Field addField(String object, Field field) {
        return alone(() -> schema.addField(object, field, clock.instant()));
    }

    public void removeField(String object, String field) {
        alone(
                () -> {
                    schema.removeField(object, field, clock.instant());
                    return field;
                });
    }

    /**
     * @throws IllegalArgumentException when the name does not end in __c, or is taken
     */
    public Entity addObject(String object, String label) {
        return alone(() -> schema.addEntity(object, label, clock.instant()));
    }

    public Schema schema() {
        return schema;
    }

    Store store() {
        return store;
    }

    Picklists picklists() {
        return picklists;
    }

    Writer writer() {
        return writer;
    }

    Batch batch() {
        return batch;
    }

    Queries queries() {
        return queries;
    }

    Jobs jobs() {
        return jobs;
    }

    Clock clock() {
        return clock;
    }

    Dials<SalesforceDial> dials() {
        return dials;
    }

    Incoming incoming() {
        return new Incoming(schema, store, dials.on(SalesforceDial.COERCE_TEXT_VALUES));
    }

    Actor admin() {
        return new Actor(adminId, true);
    }

    /**
     * @throws SalesforceProblem 404 when no object has such ids
     */
    private Entity entityOf(String recordId) {
        return RecordId.normal(recordId)
                .flatMap(schema::ofId)
                .orElseThrow(SalesforceProblem::noSuchResource);
    }

    private SObject require(Entity entity, String recordId) {
        return store.find(entity, RecordId.normal(recordId).orElseThrow())
                .orElseThrow(SalesforceProblem::noSuchResource);
    }

    private static Map<String, @Nullable Object> plain(Map<String, ?> values) {
        Json.Fields fields = Json.of();
        values.forEach(fields::and);
        return fields;
    }
}
