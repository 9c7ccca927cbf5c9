package dev.tributary.call;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.budget.Budgets;
import dev.tributary.budget.Lane;
import dev.tributary.call.WriteRecord.Steps;
import dev.tributary.connector.Connector;
import dev.tributary.connector.DescribedField;
import dev.tributary.connector.Resource;
import dev.tributary.connector.Step;
import dev.tributary.http.Http;
import dev.tributary.http.HttpStream;
import dev.tributary.integration.Authorizer;
import dev.tributary.ops.Metrics;

import org.jspecify.annotations.Nullable;

import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Everything the product asks of providers goes through here: reads, writes and page walks on
 * unified resources, and the raw proxy. Thread-safe.
 */
public final class Calls {
    private static final Pattern OBJECT_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,79}");

    /** Of HTTP; nothing that is sent by them is written. */
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

    private final Links links;
    private final SendRequest send;
    private final RunSteps steps;

    /** A walk over everything may take that long, and begins with a token that does not end. */
    private static final Duration WALK = Duration.ofMinutes(30);

    private final Authorizer tokens;
    private final FollowPages follow;
    private final DiscoverFields discover;
    private final ListRecords list;
    private final GetMany get;
    private final WriteRecord write;
    private final WriteMany writeMany;
    private final AcrossVariants variants;
    private final MapRecords map;
    private final CompareAndSet compareAndSet;
    private final BulkRead bulkRead;
    private final BulkWrite bulkWrite;

    public Calls(
            Http http,
            Links links,
            Authorizer tokens,
            Budgets budgets,
            Metrics metrics,
            Clock clock) {
        this(http, links, tokens, budgets, metrics, FieldsWatch.NOBODY, FollowPages.USUAL, clock);
    }

    /**
     * @param watch told of what providers say of their fields
     * @param follow how far lists are followed
     */
    public Calls(
            Http http,
            Links links,
            Authorizer tokens,
            Budgets budgets,
            Metrics metrics,
            FieldsWatch watch,
            FollowPages follow,
            Clock clock) {
        this.links = links;
        this.tokens = tokens;
        this.send = new SendRequest(http, tokens, budgets, metrics);
        this.follow = follow;
        WalkPages walk = new WalkPages(send, follow);
        this.steps = new RunSteps(send, walk);
        this.discover = new DiscoverFields(steps, watch, clock);
        this.map = new MapRecords(discover, metrics);
        FetchStated stated = new FetchStated(walk, map);
        this.list = new ListRecords(walk, steps, stated, map);
        this.get = new GetMany(send, steps, stated, map, metrics);
        this.write = new WriteRecord(send, steps, map, get);
        this.writeMany = new WriteMany(write, map, get);
        this.variants = new AcrossVariants(list, get);
        this.compareAndSet = new CompareAndSet(send, steps);
        RunBulk bulk = new RunBulk(send, walk, write);
        this.bulkRead = new BulkRead(bulk, map, new FetchStated(walk, map));
        this.bulkWrite = new BulkWrite(bulk, steps, writeMany, write, map);
    }

    /**
     * @throws Failure {@code not_found} for an unknown account or resource, {@code needs_reauth}
     *     for an account that is not connected
     */
    public Target target(
            String environmentId, String integratedAccountId, String model, String resource) {
        return target(links.require(environmentId, integratedAccountId), model, resource);
    }

    /**
     * The same through a connector that need not be the one in force.
     *
     * @throws Failure {@code not_found} for an unknown resource
     */
    public Target target(Link link, String model, String resource) {
        Connector connector = link.connector();
        return new Target(
                link,
                connector
                        .resource(model, resource)
                        .orElseThrow(
                                () ->
                                        new Failure(
                                                Code.NOT_FOUND,
                                                "%s has no %s/%s; it has %s"
                                                        .formatted(
                                                                connector.title(),
                                                                model,
                                                                resource,
                                                                String.join(
                                                                        ", ",
                                                                        new TreeSet<>(
                                                                                connector
                                                                                        .resources()
                                                                                        .keySet()))))));
    }

    /** The same about any object of the provider, by its name there. */
    public Target custom(
            String environmentId, String integratedAccountId, String model, String object) {
        if (!OBJECT_NAME.matcher(object).matches()) {
            throw Failure.invalid("'%s' is no name of an object", object);
        }
        Target any = target(environmentId, integratedAccountId, model, Resource.CUSTOM);
        return new Target(any.link(), any.resource().about(object));
    }

    public Page list(Target target, Query query, Trace trace) {
        if (target.resource().variants().isPresent()) {
            AcrossVariants.checkOrder(target, query);
        }
        return page(target, query, trace);
    }

    private Page page(Target target, Query query, Trace trace) {
        return AsFailure.of(
                target.connector(),
                () ->
                        map.inTurn(
                                target,
                                trace,
                                () ->
                                        target.resource().variants().isPresent()
                                                ? variants.page(target, query, trace)
                                                : list.page(target, query, trace)));
    }

    public Page list(Target target, Query query, Lane lane) {
        return list(target, query, new Trace(lane));
    }

    /**
     * Sees to it that the account's token outlives what is about to begin, if it can.
     *
     * @throws Failure as any call does whose account cannot be used
     */
    public void outlive(Target target, Duration work) {
        tokens.outliving(target.account(), target.connector(), work);
    }

    /** Walks every page from the query's cursor on; fails if there is no end or no progress. */
    public void each(Target target, Query query, Lane lane, Consumer<Page> consumer) {
        outlive(target, WALK);
        follow.each(
                target.resource().path() + " of " + target.account().id(),
                query.cursor(),
                Cursor::placeOf,
                cursor -> {
                    Page page = page(target, query.at(cursor), new Trace(lane));
                    consumer.accept(page);
                    return page.nextCursor();
                });
    }

    /** What the provider says of the resource's fields; empty where it cannot be asked. */
    public List<DescribedField> fields(Target target, Trace trace) {
        return AsFailure.of(
                target.connector(),
                () ->
                        target.each().stream()
                                .flatMap(one -> map.described(one, trace).stream())
                                .distinct()
                                .toList());
    }

    public Fetched get(Target target, String id, Trace trace) {
        return get(target, id, Map.of(), trace);
    }

    /**
     * @param remote parameters for the provider, untranslated
     */
    public Fetched get(Target target, String id, Map<String, String> remote, Trace trace) {
        Target own = target.ofId(id);
        return AsFailure.of(own.connector(), () -> get.asked(own, own.theirs(id), remote, trace));
    }

    /**
     * What a record of the provider's becomes, without asking for it.
     *
     * @param id of ours; null: whatever the record has
     */
    public Fetched map(
            Target target, @Nullable String id, Map<String, @Nullable Object> remote, Trace trace) {
        Target own = id == null ? target.single("map") : target.ofId(id);
        return AsFailure.of(own.connector(), () -> map.one(own, remote, Map.of(), trace));
    }

    public Many getMany(Target target, List<String> ids, Lane lane) {
        return AsFailure.of(
                target.connector(),
                () ->
                        target.resource().variants().isPresent()
                                ? variants.many(target, ids, new Trace(lane))
                                : get.many(target, ids, new Trace(lane)));
    }

    public Fetched create(Target target, Map<String, @Nullable Object> body, Trace trace) {
        return AsFailure.of(
                target.connector(),
                () -> write.run(write.create(target, body, Steps.SENT, trace), trace));
    }

    public Fetched update(
            Target target, String id, Map<String, @Nullable Object> body, Trace trace) {
        return AsFailure.of(
                target.connector(),
                () -> write.run(write.update(target, id, body, Steps.SENT, trace), trace));
    }

    public void delete(Target target, String id, Trace trace) {
        AsFailure.of(
                target.connector(),
                () -> {
                    write.runDelete(write.delete(target, id, Steps.SENT, trace), trace);
                    return null;
                });
    }

    /**
     * Writes many records by one of the batch methods; each has an outcome of its own.
     *
     * @param match for an upsert, the unified field that tells whether a record is there
     */
    public List<Written> writeMany(
            Target target,
            String method,
            List<Map<String, @Nullable Object>> records,
            @Nullable String match,
            Trace trace) {
        return AsFailure.of(
                target.connector(), () -> writeMany.run(target, method, records, match, trace));
    }

    /**
     * What else the provider does, by the connector's name for it.
     *
     * @param id null: it is about the resource and not about a record
     */
    public @Nullable Object act(
            Target target,
            String action,
            @Nullable String id,
            Map<String, @Nullable Object> body,
            Trace trace) {
        Target own = id == null ? target : target.ofId(id);
        return AsFailure.of(own.connector(), () -> write.act(own, action, id, body, trace));
    }

    /** The upstream requests that {@link #create} would send, without credentials. */
    public List<DryRun> dryRunCreate(
            Target target, Map<String, @Nullable Object> body, Trace trace) {
        return AsFailure.of(
                target.connector(),
                () -> DryRun.of(write.create(target, body, Steps.LEFT_OUT, trace)));
    }

    /** The upstream requests that {@link #update} would send, without credentials. */
    public List<DryRun> dryRunUpdate(
            Target target, String id, Map<String, @Nullable Object> body, Trace trace) {
        return AsFailure.of(
                target.connector(),
                () -> DryRun.of(write.update(target, id, body, Steps.LEFT_OUT, trace)));
    }

    /** The upstream requests that {@link #delete} would send, without credentials. */
    public List<DryRun> dryRunDelete(Target target, String id, Trace trace) {
        return AsFailure.of(
                target.connector(),
                () -> DryRun.of(write.delete(target, id, Steps.LEFT_OUT, trace)));
    }

    /** The upstream requests that {@link #writeMany} would send, without credentials. */
    public DryBatch dryRunMany(
            Target target,
            String method,
            List<Map<String, @Nullable Object>> records,
            @Nullable String match,
            Trace trace) {
        return AsFailure.of(
                target.connector(), () -> writeMany.dryRun(target, method, records, match, trace));
    }

    /** The upstream request that {@link #act} would send, without credentials. */
    public List<DryRun> dryRunAct(
            Target target, String action, @Nullable String id, Map<String, @Nullable Object> body) {
        Target own = id == null ? target : target.ofId(id);
        return AsFailure.of(
                own.connector(), () -> List.of(WriteRecord.dryRunAct(own, action, id, body)));
    }

    /** Takes this for what the provider says of the fields, as if it had been asked just now. */
    public void assume(Target target, List<DescribedField> fields) {
        target.each().forEach(one -> discover.assume(one, fields));
    }

    public CompareAndSet compareAndSet() {
        return compareAndSet;
    }

    /** Reads of many records by jobs of the provider's. */
    public BulkRead bulkRead() {
        return bulkRead;
    }

    /** Writes of many records by jobs of the provider's. */
    public BulkWrite bulkWrite() {
        return bulkWrite;
    }

    /**
     * A raw request of the proxy: the path below the provider's base and the query are still
     * encoded, headers are by lower-case name and carry no credentials; {@code body} null: none.
     */
    public record Raw(
            String method,
            String path,
            String rawQuery,
            Map<String, String> headers,
            @Nullable InputStream body) {}

    /** The provider's own API through our credentials and budget; the caller closes the answer. */
    public HttpStream proxy(
            String environmentId, String integratedAccountId, Raw raw, Trace trace) {
        Link link = links.require(environmentId, integratedAccountId);
        Supplier<HttpStream> sending =
                () -> send.stream(link, Address.proxy(link, raw), raw.body(), trace);
        return READS.contains(raw.method()) ? sending.get() : WriteOutcome.of(sending, trace);
    }

    /**
     * Runs a connector's named steps outside of any resource, as after connecting; each result is
     * under its step's name.
     */
    public Map<String, @Nullable Object> run(Link link, List<Step> named, Trace trace) {
        Bindings bindings = Bindings.of(link);
        steps.run(link, named, bindings, trace);
        Map<String, @Nullable Object> results = new LinkedHashMap<>();
        named.forEach(step -> results.put(step.name(), bindings.values().get(step.name())));
        return results;
    }
}
