package dev.tributary.event;

import static dev.tributary.event.TestPipeline.DEALS;
import static dev.tributary.event.TestPipeline.LEASE;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.call.Fetched;
import dev.tributary.call.Many;
import dev.tributary.db.TestDatabase;
import dev.tributary.event.DirtyStore.Claim;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Plays a random life of a provider against workers that die between any two of their steps, and
 * asks whether the end is that of a quiet run. A worker that dies is one whose next step never
 * comes: everything it holds is in the database, as after a kill -9.
 */
class NothingLostTest {
    private static final int RECORDS = 12;
    private static final int STEPS = 400;
    @RegisterExtension static final TestDatabase DB = new TestDatabase();

    /** A worker between two steps. */
    private record Busy(Claim claim, Many fetched) {}

    private final List<byte[]> undelivered = new ArrayList<>();
    private final List<Busy> busy = new ArrayList<>();
    private final Map<String, Integer> values = new HashMap<>();
    private long time = 1_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void workers_that_die_anywhere_lose_nothing_and_repeat_nothing(long seed) {
        DB.empty(TestPipeline.TABLES);
        Random random = new Random(seed);
        try (TestPipeline pipeline = new TestPipeline(DB.get())) {
            for (int step = 0; step < STEPS; step++) {
                step(pipeline, random);
            }
            // What was delayed arrives at last, and what was lost is found by a sweep.
            undelivered.forEach(pipeline::receive);
            pipeline.upstream.onFetch = many -> many;
            pipeline.drain(Duration.ofMinutes(2));
            sweep(pipeline);
            pipeline.drain();
            assertThat(pipeline.lag.of(TestPipeline.ENVIRONMENT)).containsEntry("zero", true);
            assertThat(pipeline.parkedEntries()).isEmpty();
            endsAsAQuietRun(pipeline);
        }
    }

    private void step(TestPipeline pipeline, Random random) {
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> change(pipeline, random);
            case 3 -> deliverOne(pipeline, random);
            case 4, 5 -> pipeline.hints.turn();
            case 6, 7 -> pipeline.claim().ifPresent(claim -> busy.add(new Busy(claim, null)));
            case 8 -> fetchOne(pipeline, random);
            case 9 -> writeOne(pipeline, random);
            case 10 -> dieOrSweep(pipeline, random);
            default ->
                    pipeline.clock.advance(
                            random.nextInt(10) == 0 ? LEASE : Duration.ofMillis(120));
        }
    }

    /** The provider changes a record; its webhook comes once, twice, late, or never. */
    private void change(TestPipeline pipeline, Random random) {
        String id = "r" + random.nextInt(RECORDS);
        int value = values.merge(id, 1, Integer::sum);
        if (random.nextInt(10) == 0) {
            pipeline.upstream.records.remove(id);
        } else {
            pipeline.upstream.put(id, "value", value, "amount", value + ".10");
        }
        byte[] body =
                ScriptedUpstream.body(
                        ScriptedUpstream.hint("7", id, String.valueOf(value), time++));
        switch (random.nextInt(10)) {
            case 0 -> undelivered.add(body);
            case 1 -> {
                // Lost for good; but a lost deletion only a complete sweep would show.
                if (!pipeline.upstream.records.containsKey(id)) {
                    pipeline.receive(body);
                }
            }
            case 2 -> {
                pipeline.receive(body);
                pipeline.receive(body);
            }
            default -> pipeline.receive(body);
        }
    }

    private void deliverOne(TestPipeline pipeline, Random random) {
        if (!undelivered.isEmpty()) {
            pipeline.receive(undelivered.remove(random.nextInt(undelivered.size())));
        }
    }

    private void fetchOne(TestPipeline pipeline, Random random) {
        if (!busy.isEmpty()) {
            int at = random.nextInt(busy.size());
            Claim claim = busy.get(at).claim;
            if (random.nextInt(5) == 0) {
                busy.remove(at);
                pipeline.upstream.onFetch =
                        many -> {
                            throw new Failure(Code.UPSTREAM_ERROR, "503");
                        };
                pipeline.refresh.run(claim);
                pipeline.upstream.onFetch = many -> many;
            } else {
                busy.set(at, new Busy(claim, pipeline.refresh.fetch(claim, claim.rows())));
            }
        }
    }

    private void writeOne(TestPipeline pipeline, Random random) {
        List<Busy> ready = busy.stream().filter(each -> each.fetched != null).toList();
        if (!ready.isEmpty()) {
            Busy one = ready.get(random.nextInt(ready.size()));
            pipeline.refresh.write(one.claim, one.claim.rows(), one.fetched);
            // A reply that is lost is as if the worker wrote twice.
            if (random.nextInt(3) > 0) {
                busy.remove(one);
            }
        }
    }

    private void dieOrSweep(TestPipeline pipeline, Random random) {
        if (random.nextInt(6) == 0) {
            sweep(pipeline);
        } else if (!busy.isEmpty()) {
            busy.remove(random.nextInt(busy.size()));
        }
    }

    private static void sweep(TestPipeline pipeline) {
        List<Fetched> all =
                pipeline.upstream.records.entrySet().stream()
                        .map(each -> ScriptedUpstream.fetched(each.getKey(), each.getValue()))
                        .toList();
        pipeline.db.transact(handle -> pipeline.sweeps.compare(handle, DEALS, all));
    }

    private static void endsAsAQuietRun(TestPipeline pipeline) {
        Map<String, Map<String, Object>> stored = new TreeMap<>();
        for (StoredRecord record : pipeline.stored()) {
            if (!record.deleted()) {
                stored.put(record.recordId(), record.data());
            }
        }
        assertThat(stored).isEqualTo(new TreeMap<>(pipeline.upstream.records));

        Map<String, RecordEvent> last = new HashMap<>();
        long sequence = 0;
        for (RecordEvent event : pipeline.events()) {
            assertThat(event.sequence()).isEqualTo(++sequence);
            RecordEvent before = last.put(event.recordId(), event);
            assertThat(event.version()).isEqualTo(before == null ? 1 : before.version() + 1);
            boolean gone = before == null || before.deleted();
            assertThat(event.type().equals(RecordEvent.CREATED)).isEqualTo(gone);
            if (!gone && !event.deleted()) {
                assertThat(event.data()).as("each version differs").isNotEqualTo(before.data());
            }
        }
        for (StoredRecord record : pipeline.stored()) {
            RecordEvent newest = last.get(record.recordId());
            assertThat(newest.version()).isEqualTo(record.version());
            assertThat(newest.data()).isEqualTo(record.data());
            assertThat(newest.deleted()).isEqualTo(record.deleted());
        }
    }
}
