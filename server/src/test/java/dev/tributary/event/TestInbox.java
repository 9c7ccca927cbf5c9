package dev.tributary.event;

import dev.tributary.db.Database;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;

/** An inbox that nobody reads but the test. */
public final class TestInbox implements AutoCloseable {
    public static final String[] TABLES = TestPipeline.TABLES;

    private final Database db;
    private final Inbox inbox;

    public TestInbox(Database db, Clock clock) {
        this.db = db;
        inbox = new Inbox(db);
        inbox.start(Inbox.day(clock.instant()));
    }

    public Inbox inbox() {
        return inbox;
    }

    private List<Inbox.Placed> all() {
        return db.read(handle -> inbox.after(handle, 0, 10_000, Long.MAX_VALUE));
    }

    public List<String> bodies() {
        return all().stream()
                .map(event -> new String(event.body(), StandardCharsets.UTF_8))
                .toList();
    }

    public List<Integer> items() {
        return all().stream().map(Inbox.Placed::items).toList();
    }

    public List<@Nullable String> accounts() {
        return all().stream().map(Inbox.Placed::integratedAccountId).toList();
    }

    @Override
    public void close() {
        inbox.close();
    }
}
