package dev.tributary.commission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.Ids;
import dev.tributary.commission.Parking.Subject;
import dev.tributary.commission.RecordSource.Change;
import dev.tributary.commission.RecordSource.Stored;
import dev.tributary.db.TestDatabase;
import dev.tributary.event.Parked;
import dev.tributary.event.RecordLog;
import dev.tributary.event.Records;

import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Commissions read the real record log and store, and park where everything is parked. */
class EventSeamTest {
    @RegisterExtension static final TestDatabase DB = new TestDatabase();

    private final RecordSource records = new EventRecords(new RecordLog(), new Records());

    @Test
    void the_log_and_the_store_are_read_as_they_are() {
        DB.get().transact(EventSeamTest::write);

        List<Change> changes = DB.get().read(h -> records.after(h, "env_1", 0, 10));
        assertThat(changes).hasSize(2);
        Change first = changes.getFirst();
        assertThat(first.eventId()).isEqualTo("evt_1");
        assertThat(first.resource()).isEqualTo("crm/opportunities");
        assertThat(first.data()).containsEntry("amount", "10.50");
        assertThat(first.data()).as("what an override adds").containsKey("customer_tier");
        assertThat(changes.getLast().deleted()).isTrue();
        long latest = DB.get().read(h -> records.latest(h, "env_1"));
        assertThat(latest).isEqualTo(2);

        List<DealRef> asked = List.of(new DealRef("ia_1", "d1"), new DealRef("ia_1", "d2"));
        Stored stored =
                DB.get().read(h -> records.find(h, "env_1", "crm/opportunities", asked)).getFirst();
        assertThat(stored.version()).isEqualTo(2);
        assertThat(stored.deleted()).isTrue();
        List<Stored> all = new ArrayList<>();
        DB.get().transact(h -> records.each(h, "env_1", "crm/opportunities", all::add));
        assertThat(all).containsExactly(stored);
    }

    @Test
    void what_is_parked_is_listed_by_stage_and_leaves_again() {
        Parked parked =
                new Parked(new Ids(Clock.systemUTC(), new SecureRandom()), Clock.systemUTC());
        Parking parking = new EventParking(parked);
        Subject deal = new Subject("env_2", "ia_1", "crm/opportunities", "d1");

        DB.get().transact(h -> parking.park(h, "credit", deal, "not_creditable", "no amount"));
        DB.get().transact(h -> parking.park(h, "credit", deal, "not_creditable", "no owner"));
        long waiting = DB.get().read(h -> parked.count(h, "env_2"));
        assertThat(waiting).isEqualTo(1);

        DB.get().transact(h -> parking.clear(h, "credit", deal));
        waiting = DB.get().read(h -> parked.count(h, "env_2"));
        assertThat(waiting).isZero();
    }

    private static void write(Handle handle) {
        handle.execute(
                """
                INSERT INTO record VALUES
                    ('env_1', 'ia_1', 'crm', 'opportunities', 'd1', 2, '', now(), now())
                """);
        handle.execute(
                """
                INSERT INTO record_version VALUES
                    ('env_1', 'ia_1', 'crm', 'opportunities', 'd1', 1,
                     '{"amount": "10.50", "customer_tier": {"levels": ["gold", 3]}}', '',
                     now()),
                    ('env_1', 'ia_1', 'crm', 'opportunities', 'd1', 2, '{"amount": "10.50"}', '',
                     now())
                """);
        handle.execute(
                """
                INSERT INTO record_event VALUES
                    ('env_1', 1, 'evt_1', 'record:created', 'ia_1', 'crm', 'opportunities', 'd1', 1,
                     now(), now(), 'webhook', '{}'),
                    ('env_1', 2, 'evt_2', 'record:deleted', 'ia_1', 'crm', 'opportunities', 'd1', 2,
                     now(), now(), 'sweep', '{}')
                """);
    }
}
