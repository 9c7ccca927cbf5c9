package dev.tributary.call;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.mapping.Mapping;
import dev.tributary.mapping.MappingException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Maps what was fetched and what will be written, with the account's custom fields. */
final class MapRecords {
    private final DiscoverFields discover;

    MapRecords(DiscoverFields discover) {
        this.discover = discover;
    }

    List<String> selects(Target target, Trace trace) {
        return target.resource().mapping().selects(discover.custom(target, trace));
    }

    List<Fetched> all(Target target, List<@Nullable Object> items, Trace trace) {
        List<Fetched> records = new ArrayList<>(items.size());
        for (Object item : items) {
            records.add(one(target, item, trace));
        }
        return records;
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
    Fetched one(Target target, @Nullable Object item, Trace trace) {
        Map<String, @Nullable Object> remote = Trees.object(item, "a record");
        List<Mapping.CustomField> custom = discover.custom(target, trace);
        long start = System.nanoTime();
        try {
            return new Fetched(
                    target.resource().mapping().read(remote, custom, Bindings.of(target).values()),
                    remote);
        } catch (MappingException failed) {
            throw failure(target, failed);
        } finally {
            trace.mapping(System.nanoTime() - start);
        }
    }

    Map<String, @Nullable Object> body(
            Target target, Map<String, @Nullable Object> unified, Trace trace) {
        List<Mapping.CustomField> custom = discover.custom(target, trace);
        long start = System.nanoTime();
        try {
            return target.resource().mapping().write(unified, custom, Bindings.of(target).values());
        } catch (MappingException refused) {
            throw new Failure(Code.UNPROCESSABLE, String.valueOf(refused.getMessage()), refused);
        } finally {
            trace.mapping(System.nanoTime() - start);
        }
    }

    private static Failure failure(Target target, MappingException failed) {
        return new Failure(
                        Code.MAPPING_FAILED,
                        "%s of %s: %s"
                                .formatted(
                                        target.resource().path(),
                                        target.account().id(),
                                        failed.getMessage()),
                        failed)
                .with("connector", target.connector().name());
    }
}
