package dev.tributary.commission;

import dev.tributary.event.RecordEvent;
import dev.tributary.event.RecordLog;
import dev.tributary.event.Records;
import dev.tributary.event.StoredRecord;

import org.jdbi.v3.core.Handle;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** The record log and store, as commissions read them. */
record EventRecords(RecordLog log, Records records) implements RecordSource {
    @Override
    public List<Change> after(Handle handle, String environmentId, long sequence, int limit) {
        return log.after(handle, environmentId, sequence, limit).stream()
                .map(EventRecords::change)
                .toList();
    }

    private static Change change(RecordEvent event) {
        return new Change(
                event.sequence(),
                event.id(),
                event.integratedAccountId(),
                event.model() + "/" + event.resource(),
                event.recordId(),
                event.version(),
                event.deleted(),
                event.data());
    }

    @Override
    public long latest(Handle handle, String environmentId) {
        return log.latest(handle, environmentId);
    }

    @Override
    public List<Stored> find(
            Handle handle, String environmentId, String resource, Collection<DealRef> deals) {
        String[] names = names(resource);
        return records
                .findAll(
                        handle,
                        environmentId,
                        names[0],
                        names[1],
                        deals.stream().map(DealRef::integratedAccountId).toList(),
                        deals.stream().map(DealRef::dealId).toList())
                .stream()
                .map(EventRecords::stored)
                .toList();
    }

    @Override
    public void each(
            Handle handle, String environmentId, String resource, Consumer<Stored> consumer) {
        String[] names = names(resource);
        records.iterate(
                handle,
                environmentId,
                names[0],
                names[1],
                record -> consumer.accept(stored(record)));
    }

    private static Stored stored(StoredRecord record) {
        return new Stored(
                record.integratedAccountId(),
                record.recordId(),
                record.version(),
                record.deleted(),
                record.data());
    }

    @Override
    public void onAppend(Runnable wake) {
        log.onAppend(wake);
    }

    private static String[] names(String resource) {
        return resource.split("/", 2);
    }
}
