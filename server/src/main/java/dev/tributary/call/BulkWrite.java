package dev.tributary.call;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.connector.Bulk;
import dev.tributary.connector.Request;
import dev.tributary.csv.InvalidCsv;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * Writes many records by jobs of the provider's, step by step. Nothing is remembered here, and
 * nothing is sent twice: whoever calls keeps what was begun and what came of it. Thread-safe.
 */
public final class BulkWrite {
    private final RunBulk run;
    private final RunSteps steps;
    private final WriteMany many;
    private final WriteRecord write;
    private final MapRecords map;

    BulkWrite(RunBulk run, RunSteps steps, WriteMany many, WriteRecord write, MapRecords map) {
        this.run = run;
        this.steps = steps;
        this.many = many;
        this.write = write;
        this.map = map;
    }

    /** What a provider says of its rows, in the order in which it is asked. */
    public enum Part {
        SUCCEEDED,
        REFUSED,
        UNPROCESSED
    }

    /**
     * What is asked for.
     *
     * @param operation create, update, upsert or delete
     * @param match for an upsert, the unified field that tells whether a record is there
     */
    public record Order(Target target, String operation, @Nullable String match) {
        Order about(Target other) {
            return new Order(other, operation, match);
        }
    }

    /**
     * What a provider said of a record.
     *
     * @param index of the record
     * @param why it was refused; null: it was not
     */
    public record Said(int index, @Nullable String id, @Nullable Failure why) {}

    /**
     * Some of what was said.
     *
     * @param strangers rows that are about none of the records
     * @param next where the others begin; null: there are none
     */
    public record Outcomes(List<Said> rows, int strangers, @Nullable Object next) {}

    /** How a connector writes in bulk, as far as a caller must know. */
    public record Terms(
            Duration every,
            int max,
            boolean finds,
            boolean uploads,
            boolean closes,
            boolean aborts,
            boolean uploadRepeats) {}

    /**
     * Says now what the other steps would: that it cannot be done.
     *
     * @throws Failure {@code method_not_supported} naming the operations there are
     */
    public void check(Order order) {
        order.target().each().forEach(each -> terms(order.about(each)));
    }

    /**
     * The same order about the variant that a record is of.
     *
     * @throws Failure {@code unprocessable} when the record does not say which one that is
     */
    public Order ofRecord(Order order, Map<String, @Nullable Object> unified) {
        Target target = order.target();
        if (target.resource().variants().isEmpty()) {
            return order;
        }
        boolean known = order.operation().equals("update") || order.operation().equals("delete");
        if (!known) {
            return order.about(target.ofBody(unified));
        }
        if (!(unified.get("id") instanceof String id)) {
            throw new Failure(Code.UNPROCESSABLE, "a record has no id");
        }
        try {
            return order.about(target.ofId(id));
        } catch (Failure unknown) {
            throw new Failure(Code.UNPROCESSABLE, String.valueOf(unknown.getMessage()), unknown);
        }
    }

    /**
     * @throws Failure {@code method_not_supported} naming the operations there are
     */
    public Terms terms(Order order) {
        Bulk.Write bulk = bulk(order);
        Request upload = bulk.upload();
        return new Terms(
                bulk.steps().every(),
                bulk.max(),
                bulk.find() != null,
                upload != null,
                bulk.close() != null,
                bulk.steps().abort() != null,
                upload != null && upload.verb() == Request.Verb.PUT);
    }

    /**
     * A record as the other steps take it: {@code {index, id, key, body}}, without nulls.
     *
     * @throws Failure naming the fields that cannot be written
     */
    public Map<String, @Nullable Object> prepare(
            Order order, int index, Map<String, @Nullable Object> unified, Trace trace) {
        Bulk.Write bulk = bulk(order);
        if (order.match() != null) {
            many.matchBy().check(order.target(), order.match(), trace);
        }
        Map<String, @Nullable Object> row =
                new LinkedHashMap<>(
                        many.prepared(
                                order.target(),
                                "batch_" + order.operation(),
                                index,
                                unified,
                                order.match(),
                                trace));
        row.values().removeIf(Objects::isNull);
        row.computeIfPresent("body", (name, body) -> nullsAs(body, bulk.clear()));
        return row;
    }

    private static Object nullsAs(Object value, String clear) {
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        Map<String, Object> replaced = new LinkedHashMap<>();
        map.forEach(
                (name, member) ->
                        replaced.put(
                                name.toString(), member == null ? clear : nullsAs(member, clear)));
        return replaced;
    }

    /**
     * Makes a job; its id at the provider.
     *
     * @param key of our own, by which {@link #find} may find it
     */
    public String begin(
            Order order, String key, List<Map<String, @Nullable Object>> records, Trace trace) {
        Bindings bindings = bindings(order, trace).with("key", key).with("records", records);
        return sent(order, () -> run.begin(order.target(), bulk(order).steps(), bindings, trace));
    }

    /** Ids of jobs that {@link #begin} may have made with this key, at {@code since} or later. */
    public List<String> find(Order order, String key, Instant since, Trace trace) {
        Bulk.Write bulk = bulk(order);
        if (bulk.find() == null) {
            return List.of();
        }
        Bindings bindings = bindings(order, trace).with("key", key).with("since", since.toString());
        steps.run(order.target().link(), List.of(bulk.find()), bindings, trace);
        return Trees.list(bindings.values().get(bulk.find().name())).stream()
                .filter(Objects::nonNull)
                .map(Trees::text)
                .toList();
    }

    /** Sends the rows, where {@link #begin} has not. */
    public void upload(
            Order order, String job, List<Map<String, @Nullable Object>> records, Trace trace) {
        change(order, bulk(order).upload(), job, records, trace);
    }

    /** Lets the provider begin, where it waits for that. */
    public void close(Order order, String job, Trace trace) {
        change(order, bulk(order).close(), job, List.of(), trace);
    }

    /** Stops the job, where the provider lets us. */
    public void abort(Order order, String job, Trace trace) {
        change(order, bulk(order).steps().abort(), job, List.of(), trace);
    }

    private void change(
            Order order,
            @Nullable Request request,
            String job,
            List<Map<String, @Nullable Object>> records,
            Trace trace) {
        if (request != null) {
            Bindings bindings = bindings(order, trace).with("job", job).with("records", records);
            sent(order, () -> run.change(order.target(), request, bindings, trace));
        }
    }

    private static <T> T sent(Order order, java.util.function.Supplier<T> work) {
        try {
            return AsFailure.of(order.target().connector(), work);
        } catch (InvalidCsv unwritable) {
            throw new Failure(Code.UNPROCESSABLE, String.valueOf(unwritable.getMessage()));
        }
    }

    public BulkProgress look(Order order, String job, Trace trace) {
        Bulk.Write bulk = bulk(order);
        Bindings bindings = bindings(order, trace).with("job", job);
        return AsFailure.of(
                order.target().connector(),
                () -> run.look(order.target(), bulk.steps(), bulk.open(), bindings, trace));
    }

    /**
     * Some of what the provider says of the rows.
     *
     * @param records those that nothing has been said of yet
     * @param position the {@code next} of what was said before; null: the first
     */
    public Outcomes outcomes(
            Order order,
            String job,
            Part part,
            List<Map<String, @Nullable Object>> records,
            @Nullable Object position,
            Trace trace) {
        return AsFailure.of(
                order.target().connector(), () -> page(order, job, part, records, position, trace));
    }

    private Outcomes page(
            Order order,
            String job,
            Part part,
            List<Map<String, @Nullable Object>> records,
            @Nullable Object position,
            Trace trace) {
        Bulk.Write bulk = bulk(order);
        Bulk.Results results =
                switch (part) {
                    case SUCCEEDED -> bulk.succeeded();
                    case REFUSED -> bulk.refused();
                    case UNPROCESSED -> bulk.unprocessed();
                };
        if (results == null) {
            return new Outcomes(List.of(), 0, null);
        }
        Target target = order.target();
        Bindings bindings = bindings(order, trace).with("job", job).with("records", records);
        WalkPages.Fetch fetch = run.results(target, results, bindings, position, trace);
        MatchRows match = new MatchRows(bulk, records, bindings);
        Object matchPath = bindings.values().get("match");
        List<Said> said = new ArrayList<>();
        int strangers = 0;
        for (Object row : fetch.items()) {
            Object reads =
                    results.row() == null ? null : results.row().evaluate(row, bindings.values());
            Map<String, @Nullable Object> of =
                    reads == null ? Map.of() : Trees.object(reads, "what a row says");
            Integer index = match.find(row, of, matchPath == null ? null : matchPath.toString());
            if (index == null) {
                strangers++;
            } else {
                said.add(said(target, part, index, of, trace));
            }
        }
        return new Outcomes(said, strangers, fetch.next());
    }

    private Said said(
            Target target, Part part, int index, Map<String, @Nullable Object> of, Trace trace) {
        Object id = of.get("id");
        String ours = id == null ? null : target.ours(Trees.text(id));
        return switch (part) {
            case SUCCEEDED ->
                    new Said(
                            index,
                            ours,
                            of.get("error") == null ? null : why(target, of.get("error"), trace));
            case REFUSED -> {
                Object error = of.get("error") == null ? "no reason given" : of.get("error");
                yield new Said(index, ours, why(target, error, trace));
            }
            case UNPROCESSED -> new Said(index, null, null);
        };
    }

    private Failure why(Target target, @Nullable Object error, Trace trace) {
        return new ReadRefusal(target, write.names(), trace).of(error);
    }

    private Bindings bindings(Order order, Trace trace) {
        Bindings bindings =
                Bindings.of(order.target())
                        .with("operation", bulk(order).operations().get(order.operation()));
        return order.match() == null
                ? bindings
                : bindings.with("match", map.path(order.target(), order.match(), trace));
    }

    private static Bulk.Write bulk(Order order) {
        Target target = order.target();
        Bulk.Write bulk =
                target.single("bulk_write")
                        .resource()
                        .bulkWrite()
                        .orElseThrow(() -> target.unsupported("bulk_write"));
        if (!bulk.operations().containsKey(order.operation())) {
            throw new Failure(
                    Code.METHOD_NOT_SUPPORTED,
                    "%s cannot %s %s in bulk; it can %s"
                            .formatted(
                                    target.connector().title(),
                                    order.operation(),
                                    target.resource().path(),
                                    String.join(", ", new TreeSet<>(bulk.operations().keySet()))));
        }
        return bulk;
    }
}
