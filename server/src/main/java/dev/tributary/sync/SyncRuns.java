package dev.tributary.sync;

import dev.tributary.Within;
import dev.tributary.db.Database;
import dev.tributary.job.ClaimedWork;

import java.time.Duration;
import java.util.Optional;

/** Runs that wait for somebody to take them. */
record SyncRuns(Database db, SyncRunStore runs, RunSync run) implements ClaimedWork.Desk<SyncRun> {
    @Override
    public Optional<SyncRun> claim(Duration lease) {
        return Within.everything().call(() -> db.write(handle -> runs.claim(handle, lease)));
    }

    @Override
    public void renew(SyncRun claimed, Duration lease) {
        Within.environment(claimed.environmentId())
                .run(() -> db.transact(handle -> runs.renew(handle, claimed, lease)));
    }

    @Override
    public String id(SyncRun claimed) {
        return claimed.id();
    }

    @Override
    public void work(SyncRun claimed) throws InterruptedException {
        Within.environment(claimed.environmentId())
                .call(
                        () -> {
                            run.run(claimed);
                            return true;
                        });
    }
}
