package dev.tributary.call.drift;

import dev.tributary.call.FieldsWatch;
import dev.tributary.call.Target;
import dev.tributary.connector.DescribedField;
import dev.tributary.db.Database;
import dev.tributary.integration.AccountEvents;
import dev.tributary.integration.IntegratedAccount;
import dev.tributary.ops.Metrics;

import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.util.List;

/**
 * Compares what a provider says of its fields with what it said before and with what the mapping
 * reads. Whatever is gone or has another type becomes an event of the integrated account. As long
 * as nothing changes nothing is written. Thread-safe.
 */
public final class WatchFields implements FieldsWatch {
    private static final Logger LOG = LoggerFactory.getLogger(WatchFields.class);
    private static final String EVENT = "schema:drift";

    private final Database db;
    private final FieldsStore store;
    private final AccountEvents events;
    private final Metrics metrics;

    public WatchFields(Database db, AccountEvents events, Metrics metrics, Clock clock) {
        this.db = db;
        this.store = new FieldsStore(clock);
        this.events = events;
        this.metrics = metrics;
    }

    @Override
    public void described(Target target, List<DescribedField> fields) {
        try {
            Fields now = Fields.of(target.connector().version(), target.resource(), fields);
            boolean known =
                    db.read(handle -> store.find(handle, target)).filter(now::equals).isPresent();
            if (!known) {
                db.write(handle -> compare(handle, target, now))
                        .forEach(drift -> tell(target, drift));
            }
        } catch (RuntimeException failed) {
            LOG.warn(
                    "the fields of {} of {} are not compared with what they were",
                    target.resource().path(),
                    target.account().id(),
                    failed);
        }
    }

    private List<Drift> compare(Handle handle, Target target, Fields now) {
        IntegratedAccount account = target.account();
        String resource = target.resource().path();
        store.lock(handle, target);
        List<Drift> drifts = now.since(store.find(handle, target).orElse(null), target.resource());
        store.keep(handle, target, now);
        for (Drift drift : drifts) {
            events.append(
                    handle,
                    account.environmentId(),
                    account.id(),
                    EVENT,
                    drift.reason(),
                    drift.detail(resource, target.resource().object()));
        }
        return drifts;
    }

    private void tell(Target target, Drift drift) {
        metrics.count(
                "schema_drift",
                "provider",
                target.connector().name(),
                "resource",
                target.resource().path(),
                "field",
                drift.label());
        LOG.warn("{} of {}: {}", target.resource().path(), target.account().id(), drift.reason());
    }
}
