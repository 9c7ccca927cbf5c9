package dev.tributary.call;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.connector.Bulk;
import dev.tributary.connector.Method;
import dev.tributary.connector.Request;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads many records by a job of the provider's. Nothing is remembered here: whoever calls keeps
 * the job's id and how far its results are read. Thread-safe.
 */
public final class BulkRead {
    private final RunBulk run;
    private final MapRecords map;
    private final FetchStated stated;

    BulkRead(RunBulk run, MapRecords map, FetchStated stated) {
        this.run = run;
        this.map = map;
        this.stated = stated;
    }

    /** One record, or why it could not be mapped. */
    public record Row(@Nullable Fetched record, @Nullable Failure why) {}

    /** Some rows; {@code next} is where the others begin, null: there are none. */
    public record Rows(List<Row> rows, @Nullable Object next) {}

    /**
     * What there is a job for: each of the variants that the question is about, or the resource.
     *
     * @throws Failure as {@link #check} does, for any of them
     */
    public List<Target> targets(Target target, Query query) {
        List<Target> targets =
                target.resource().variants().isEmpty()
                        ? List.of(target)
                        : AcrossVariants.words(target, query).stream().map(target::of).toList();
        targets.forEach(one -> check(one, query));
        return targets;
    }

    /** How often a job is looked at; says too that the resource can be read in bulk. */
    public Duration every(Target target) {
        return read(target).steps().every();
    }

    /**
     * Says now what {@link #begin} would: a filter that cannot be asked for, no such job.
     *
     * @throws Failure as an answer to whoever asked
     */
    private static void check(Target target, Query query) {
        read(target);
        narrowing(target, query);
        if (!query.sort().isEmpty()) {
            throw Failure.invalid("a bulk read comes in no order: leave out sort");
        }
    }

    /** Makes the job; its id at the provider. */
    public String begin(Target target, Query query, Trace trace) {
        return AsFailure.of(
                target.connector(),
                () -> run.begin(target, read(target).steps(), asked(target, query, trace), trace));
    }

    private Bindings asked(Target target, Query query, Trace trace) {
        Narrowing narrowing = narrowing(target, query);
        new DescribedFilters(target.resource(), map.described(target, trace))
                .check(target, narrowing.asked());
        Map<String, Object> constants = new LinkedHashMap<>(target.resource().where());
        target.resource().method(Method.LIST).ifPresent(list -> constants.putAll(list.where()));
        var listing =
                new ListRecords.Listing(
                        target.resource().object(),
                        map.selects(target, trace),
                        narrowing.asked(),
                        List.of(),
                        List.of(),
                        constants);
        Bindings bindings = BindQuery.of(target, VariantFilters.ofOne(target, query), listing);
        return read(target).steps().create().stated()
                ? bindings.with(Request.STATEMENT, stated.everything(target, listing, trace))
                : bindings;
    }

    public BulkProgress look(Target target, String job, Trace trace) {
        return AsFailure.of(
                target.connector(),
                () -> run.look(target, read(target).steps(), null, bindings(target, job), trace));
    }

    /**
     * Some of the records of a job that is done.
     *
     * @param position the {@code next} of the rows before; null: the first
     */
    public Rows results(
            Target target, Query query, String job, @Nullable Object position, Trace trace) {
        return AsFailure.of(target.connector(), () -> page(target, query, job, position, trace));
    }

    private Rows page(
            Target target, Query query, String job, @Nullable Object position, Trace trace) {
        WalkPages.Fetch fetch =
                run.results(target, read(target).results(), bindings(target, job), position, trace);
        Narrowing narrowing = narrowing(target, query);
        List<Row> rows = new ArrayList<>(fetch.items().size());
        for (Object item : fetch.items()) {
            try {
                narrowing
                        .left(List.of(map.one(target, item, Map.of(), trace)))
                        .forEach(record -> rows.add(new Row(record, null)));
            } catch (Failure unmapped) {
                if (unmapped.code() != Code.MAPPING_FAILED) {
                    throw unmapped;
                }
                rows.add(new Row(null, unmapped));
            }
        }
        return new Rows(rows, fetch.next());
    }

    /** Whether a job can be stopped. */
    public boolean aborts(Target target) {
        return read(target).steps().abort() != null;
    }

    /** Stops the job, where the provider lets us. */
    public void abort(Target target, String job, Trace trace) {
        Request abort = read(target).steps().abort();
        if (abort != null) {
            AsFailure.of(
                    target.connector(),
                    () -> run.change(target, abort, bindings(target, job), trace));
        }
    }

    private static Narrowing narrowing(Target target, Query query) {
        return Narrowing.of(target, VariantFilters.ofOne(target, query).filters());
    }

    private static Bindings bindings(Target target, String job) {
        return Bindings.of(target).with("job", job);
    }

    private static Bulk.Read read(Target target) {
        return target.single("bulk_read")
                .resource()
                .bulkRead()
                .orElseThrow(() -> target.unsupported("bulk_read"));
    }
}
