package dev.tributary.commission;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The record log and store of one environment, which live in this test. */
public final class MemoryRecords implements RecordSource {
    /** The server stops in the middle of its work. */
    static final class Stopped extends Error {
        private static final long serialVersionUID = 1;
    }

    private final List<Change> log = new ArrayList<>();
    private final Map<String, Stored> store = new TreeMap<>();

    private final String environmentId;
    private int stopAfter = Integer.MAX_VALUE;

    MemoryRecords(String environmentId) {
        this.environmentId = environmentId;
    }

    /** The reader stops, with all it did not commit, after so many more steps. */
    public synchronized void stopAfter(int steps) {
        stopAfter = steps;
    }

    synchronized void step() {
        if (stopAfter-- <= 0) {
            throw new Stopped();
        }
    }

    /** A record that came with an initial load: it is there, and no event says so. */
    public synchronized void load(
            String account, String resource, String id, Map<String, @Nullable Object> data) {
        String key = account + " " + resource + " " + id;
        Stored before = store.get(key);
        long version = before == null ? 1 : before.version() + 1;
        store.put(key, new Stored(account, id, version, false, data));
    }

    /** A change, in the store and in the log; answers the event's id. */
    public synchronized String change(
            String account, String resource, String id, Map<String, @Nullable Object> data) {
        load(account, resource, id, data);
        Stored now = store.get(account + " " + resource + " " + id);
        return append(account, resource, id, now.version(), false, data);
    }

    public synchronized String delete(String account, String resource, String id) {
        String key = account + " " + resource + " " + id;
        long version = store.get(key).version() + 1;
        store.put(key, new Stored(account, id, version, true, Map.of()));
        return append(account, resource, id, version, true, Map.of());
    }

    private String append(
            String account,
            String resource,
            String id,
            long version,
            boolean deleted,
            Map<String, @Nullable Object> data) {
        long sequence = log.size() + 1;
        String event = "evt_" + sequence;
        log.add(new Change(sequence, event, account, resource, id, version, deleted, data));
        return event;
    }

    @Override
    public synchronized List<Change> after(Handle handle, String of, long sequence, int limit) {
        step();
        return !environmentId.equals(of)
                ? List.of()
                : log.stream().skip(sequence).limit(Math.min(limit, 3)).toList();
    }

    @Override
    public synchronized long latest(Handle handle, String of) {
        return environmentId.equals(of) ? log.size() : 0;
    }

    @Override
    public synchronized List<Stored> find(
            Handle handle, String of, String resource, Collection<DealRef> deals) {
        return deals.stream()
                .map(deal -> deal.integratedAccountId() + " " + resource + " " + deal.dealId())
                .map(store::get)
                .filter(Objects::nonNull)
                .toList();
    }

    @Override
    public synchronized void each(
            Handle handle, String environmentId, String resource, Consumer<Stored> consumer) {
        store.entrySet().stream()
                .filter(entry -> entry.getKey().contains(" " + resource + " "))
                .map(Map.Entry::getValue)
                .forEach(consumer);
    }

    @Override
    public void onAppend(Runnable wake) {}
}
