package dev.tributary.call;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.connector.Method;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where a list goes on. A search that reaches only so many records opens a new window at the last
 * change it has given, and leaves out what shares that moment and was given already: none is lost,
 * none comes twice.
 */
record SearchWindow(Target target, Method method, Query query, Cursor cursor) {

    /** Without those that the window before this one has given. */
    List<Fetched> unseen(List<Fetched> records) {
        if (cursor.since() == null) {
            return records;
        }
        Set<String> seen = new HashSet<>(cursor.seen());
        return records.stream()
                .filter(
                        record ->
                                !(seen.contains(record.id())
                                        && cursor.since().equals(changed(record))))
                .toList();
    }

    /** The cursor of the next page; null when this was the last. */
    @Nullable String next(WalkPages.Fetch fetch, List<Fetched> records) {
        int reached = cursor.reached() + fetch.items().size();
        if (method.cap() == 0 || reached < method.cap()) {
            return fetch.next() == null ? null : further(fetch.next(), reached, records);
        }
        return records.isEmpty() ? null : restart(records);
    }

    private String further(Object next, int reached, List<Fetched> records) {
        if (Cursor.place(next).equals(Cursor.place(cursor.position()))) {
            throw new Failure(
                    Code.UPSTREAM_INVALID,
                    "%s gave the position %s of %s twice in a row; the walk was stopped"
                            .formatted(target.connector().title(), next, target.resource().path()));
        }
        if (method.cap() == 0 || records.isEmpty()) {
            return cursor.on(next, reached, cursor.tail(), cursor.tailIds()).encode();
        }
        String last = changed(records.getLast());
        return cursor.on(next, reached, last, last == null ? List.of() : sharing(last, records))
                .encode();
    }

    private String restart(List<Fetched> records) {
        if (!oldestChangeFirst()) {
            throw new Failure(
                    Code.UNSUPPORTED_FILTER,
                    "%s gives only %d %s in this order; sort by updated_at, or narrow the filters"
                            .formatted(
                                    target.connector().title(),
                                    method.cap(),
                                    target.resource().path()));
        }
        String last = changed(records.getLast());
        if (last == null || last.equals(cursor.since())) {
            throw new Failure(
                    Code.UPSTREAM_INVALID,
                    "more than %d %s of %s share updated_at %s; the search cannot go past them"
                            .formatted(
                                    method.cap(),
                                    target.resource().path(),
                                    target.account().id(),
                                    last));
        }
        return cursor.window(last, sharing(last, records)).encode();
    }

    private boolean oldestChangeFirst() {
        return query.sort().isEmpty()
                || query.sort().getFirst().equals(new Query.Sort(ListRecords.UPDATED_AT, false));
    }

    /** Ids given in this window with this moment of change, from earlier pages too. */
    private List<String> sharing(String moment, List<Fetched> records) {
        List<String> ids = new ArrayList<>();
        if (moment.equals(cursor.tail())) {
            ids.addAll(cursor.tailIds());
        }
        for (Fetched record : records) {
            if (moment.equals(changed(record))) {
                ids.add(record.id());
            }
        }
        return ids;
    }

    private static @Nullable String changed(Fetched record) {
        Object moment = record.data().get(ListRecords.UPDATED_AT);
        return moment == null ? null : moment.toString();
    }
}
