package dev.tributary.call;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.connector.DescribedField;
import dev.tributary.connector.FilterRule;
import dev.tributary.mapping.Explanation;
import dev.tributary.mapping.FieldRule;
import dev.tributary.mapping.Mapping;
import dev.tributary.mapping.MappingException;
import dev.tributary.ops.Metrics;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Maps what was fetched and what will be written, with the account's custom fields. */
final class MapRecords {
    private final DiscoverFields discover;
    private final Metrics metrics;
    private final TakeTurns turns = new TakeTurns();

    MapRecords(DiscoverFields discover, Metrics metrics) {
        this.discover = discover;
        this.metrics = metrics;
    }

    /** Provider fields to ask for: those that the account has, as far as it says. */
    List<String> selects(Target target, Trace trace) {
        DiscoverFields.Known known = discover.of(target, trace);
        return known.there(
                target.resource().mapping().selects(known.custom()), target.resource().select());
    }

    List<DescribedField> described(Target target, Trace trace) {
        return discover.of(target, trace).fields();
    }

    /**
     * Work that fetches and maps: an account whose mappings take long waits before it fetches, and
     * not with pages in memory.
     */
    <T> T inTurn(Target target, Trace trace, Supplier<T> work) {
        long start = System.nanoTime();
        return turns.run(
                target.account().id(),
                () -> {
                    trace.mapping(System.nanoTime() - start); // what the wait for the turn took
                    return work.get();
                });
    }

    /**
     * @param found results of steps, by their names: expressions see them
     */
    List<Fetched> all(
            Target target,
            List<@Nullable Object> items,
            Map<String, @Nullable Object> found,
            Trace trace) {
        List<Fetched> records = new ArrayList<>(items.size());
        List<Mapping.CustomField> custom =
                items.isEmpty() ? List.of() : discover.custom(target, trace);
        Map<String, @Nullable Object> bindings = Bindings.of(target).with(found).values();
        long start = System.nanoTime();
        try {
            return turns.run(
                    target.account().id(),
                    () -> {
                        for (Object item : items) {
                            records.add(mapped(target, item, custom, bindings, trace));
                        }
                        return records;
                    });
        } finally {
            trace.mapping(System.nanoTime() - start);
        }
    }

    /** The id of a record that need not be whole. */
    String id(Target target, @Nullable Object item) {
        String id = target.resource().mapping().id(Trees.object(item, "a record"));
        if (id == null) {
            throw new Failure(
                    Code.UPSTREAM_INVALID,
                    "%s answered a record of %s without its id"
                            .formatted(target.connector().title(), target.resource().path()));
        }
        return id;
    }

    /**
     * @throws Failure {@code mapping_failed} naming the record and the field
     */
    Fetched one(
            Target target,
            @Nullable Object item,
            Map<String, @Nullable Object> found,
            Trace trace) {
        return all(target, Collections.singletonList(item), found, trace).getFirst();
    }

    private Fetched mapped(
            Target target,
            @Nullable Object item,
            List<Mapping.CustomField> custom,
            Map<String, @Nullable Object> bindings,
            Trace trace) {
        Map<String, @Nullable Object> remote = Trees.object(item, "a record");
        try {
            Mapping.Mapped mapped = target.resource().mapping().read(remote, custom, bindings);
            for (String field : mapped.fellThrough()) {
                countFallThrough(target, field);
            }
            Mapping.Mapped named = target.named(mapped);
            if (trace.explains()) {
                explain(target, named, remote, custom, bindings, trace);
            }
            return new Fetched(named, remote);
        } catch (MappingException failed) {
            throw failure(target, failed);
        }
    }

    private static void explain(
            Target target,
            Mapping.Mapped mapped,
            Map<String, @Nullable Object> remote,
            List<Mapping.CustomField> custom,
            Map<String, @Nullable Object> bindings,
            Trace trace) {
        Mapping mapping = target.resource().mapping();
        Explanation explanation = mapping.explain(remote, custom, bindings, mapped);
        Target.Variant variant = target.variant();
        trace.explained(
                mapped.id(),
                variant == null
                        ? explanation
                        : explanation.with(variant.field(), variant.source()));
    }

    private void countFallThrough(Target target, String field) {
        metrics.count(
                "enum_fall_through",
                "provider",
                target.connector().name(),
                "resource",
                target.resource().path(),
                "field",
                field);
    }

    /**
     * @param isNew the record is not there yet, as expressions see in {@code $new}
     */
    Map<String, @Nullable Object> body(
            Target target,
            Map<String, @Nullable Object> unified,
            boolean isNew,
            Map<String, @Nullable Object> found,
            Trace trace) {
        List<Mapping.CustomField> custom = discover.custom(target, trace);
        long start = System.nanoTime();
        try {
            Bindings bindings = Bindings.of(target).with("new", isNew).with(found);
            return turns.run(
                    target.account().id(),
                    () ->
                            target.resource()
                                    .mapping()
                                    .write(unified, custom, target.settled(), bindings.values()));
        } catch (MappingException refused) {
            if (refused.isOverLimit()) {
                throw failure(target, refused);
            }
            String said = refused.said();
            throw new Failure(
                    Code.UNPROCESSABLE,
                    said == null ? String.valueOf(refused.getMessage()) : said,
                    refused);
        } finally {
            trace.mapping(System.nanoTime() - start);
        }
    }

    /**
     * @throws Failure {@code unprocessable} with everything that {@link #body} could not take
     */
    void check(Target target, Map<String, @Nullable Object> unified, Trace trace) {
        try {
            target.resource().mapping().check(unified, discover.custom(target, trace));
        } catch (MappingException refused) {
            throw new Failure(Code.UNPROCESSABLE, String.valueOf(refused.getMessage()), refused);
        }
    }

    /**
     * Where the values of a write body come from.
     *
     * @param extra {@code remote_data}
     */
    Explanation explainBody(
            Target target,
            Map<String, @Nullable Object> unified,
            Map<String, @Nullable Object> extra,
            boolean isNew,
            Map<String, @Nullable Object> found,
            Trace trace) {
        Bindings bindings = Bindings.of(target).with("new", isNew).with(found);
        List<Mapping.CustomField> custom = discover.custom(target, trace);
        Mapping mapping = target.resource().mapping();
        return turns.run(
                target.account().id(),
                () -> mapping.explainWrite(unified, extra, custom, bindings.values()));
    }

    /** The provider's name of a unified or custom field, as its queries write it. */
    String path(Target target, String field, Trace trace) {
        FilterRule filter = target.resource().filters().get(field);
        String path = filter == null ? full(target, field, trace) : filter.path();
        String select = target.resource().select();
        String prefix = select == null ? "" : select + ".";
        return path.startsWith(prefix) ? path.substring(prefix.length()) : path;
    }

    /** The value of a field in a provider's write body. */
    Object key(Target target, String field, Map<String, @Nullable Object> body, Trace trace) {
        String select = target.resource().select();
        String path = path(target, field, trace);
        Object value = Trees.at(body, select == null ? path : select + "." + path);
        if (value == null) {
            throw new Failure(
                    Code.UNPROCESSABLE,
                    "a record without a value for '%s' cannot be matched by it".formatted(field));
        }
        return value;
    }

    private String full(Target target, String field, Trace trace) {
        for (FieldRule rule : target.resource().mapping().table()) {
            if (rule.unified().equals(field)) {
                return rule.from();
            }
        }
        for (DescribedField described : described(target, trace)) {
            if (field.equals("custom_fields." + described.key())) {
                return described.path();
            }
        }
        throw Failure.invalid(
                "records of %s cannot be matched by '%s'", target.resource().path(), field);
    }

    private static Failure failure(Target target, MappingException failed) {
        Failure failure =
                new Failure(
                        Code.MAPPING_FAILED,
                        "%s of %s: %s"
                                .formatted(
                                        target.resource().path(),
                                        target.account().id(),
                                        failed.getMessage()),
                        failed);
        return AsFailure.by(target.connector(), failed, failure);
    }
}
