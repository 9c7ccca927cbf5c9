package dev.tributary.event;

import dev.tributary.SettableClock;
import dev.tributary.db.Database;

import java.util.List;
import java.util.Map;

/**
 * The pipeline as tests of other packages use it: a provider's records, and what became of them.
 */
public final class TestEvents implements AutoCloseable {
    public static final String[] TABLES = TestPipeline.TABLES;

    private final TestPipeline pipeline;

    /** {@code records} is what the provider holds, and may change under our eyes. */
    public TestEvents(Database db, SettableClock clock, Map<String, Map<String, Object>> records) {
        ScriptedUpstream upstream = new ScriptedUpstream(records);
        pipeline = new TestPipeline(db, clock, upstream);
    }

    public Sweeps sweeps() {
        return pipeline.sweeps;
    }

    /** Everything that is due; the clock stands still. */
    public void drain() {
        while (pipeline.hints.turn()) {}
        for (var claim = pipeline.claim(); claim.isPresent(); claim = pipeline.claim()) {
            pipeline.refresh.run(claim.get());
        }
    }

    public List<RecordEvent> log() {
        return pipeline.events();
    }

    public List<StoredRecord> stored() {
        return pipeline.stored();
    }

    public long stat(String name) {
        return pipeline.stat(name);
    }

    @Override
    public void close() {
        pipeline.close();
    }
}
