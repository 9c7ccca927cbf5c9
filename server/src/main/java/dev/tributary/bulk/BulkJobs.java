package dev.tributary.bulk;

import dev.tributary.db.Database;
import dev.tributary.job.ClaimedWork;

import java.time.Duration;
import java.util.Optional;

/** Jobs whose turn has come. */
record BulkJobs(Database db, BulkJobStore jobs, RunBulkJob run)
        implements ClaimedWork.Desk<BulkJob> {
    @Override
    public Optional<BulkJob> claim(Duration lease) {
        return db.write(handle -> jobs.claim(handle, lease));
    }

    @Override
    public void renew(BulkJob claimed, Duration lease) {
        db.transact(handle -> jobs.renew(handle, claimed, lease));
    }

    @Override
    public String id(BulkJob claimed) {
        return claimed.id();
    }

    @Override
    public void work(BulkJob claimed) {
        run.run(claimed);
    }
}
