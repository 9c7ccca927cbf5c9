package dev.tributary.bulk;

import dev.tributary.Within;
import dev.tributary.db.Database;
import dev.tributary.job.ClaimedWork;

import java.time.Duration;
import java.util.Optional;

/** Jobs whose turn has come. */
record BulkJobs(Database db, BulkJobStore jobs, RunBulkJob run)
        implements ClaimedWork.Desk<BulkJob> {
    @Override
    public Optional<BulkJob> claim(Duration lease) {
        return Within.everything().call(() -> db.write(handle -> jobs.claim(handle, lease)));
    }

    @Override
    public void renew(BulkJob claimed, Duration lease) {
        Within.environment(claimed.environmentId())
                .run(() -> db.transact(handle -> jobs.renew(handle, claimed, lease)));
    }

    @Override
    public String id(BulkJob claimed) {
        return claimed.id();
    }

    @Override
    public void work(BulkJob claimed) {
        Within.environment(claimed.environmentId()).run(() -> run.run(claimed));
    }
}
