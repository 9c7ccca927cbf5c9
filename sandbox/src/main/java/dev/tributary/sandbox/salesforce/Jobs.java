package dev.tributary.sandbox.salesforce;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The bulk jobs of one org. There is no worker: whoever calls next finds what is due done. Used
 * under the org's lock.
 */
final class Jobs {
    private static final String PREFIX = "750";

    private final Org org;
    private final Map<String, Job> jobs = new LinkedHashMap<>();

    Jobs(Org org) {
        this.org = org;
    }

    Job add(Job.Plan plan, Actor actor) {
        Job job = new Job(org.store().nextId(PREFIX), plan, actor, now());
        jobs.put(job.id(), job);
        return job;
    }

    /**
     * @throws SalesforceProblem 404 when there is no such job of this kind
     */
    Job find(String text, boolean query) {
        return RecordId.normal(text)
                .map(jobs::get)
                .filter(job -> job.plan().query() == query)
                .orElseThrow(SalesforceProblem::noSuchResource);
    }

    List<Job> all(boolean query) {
        return jobs.values().stream().filter(job -> job.plan().query() == query).toList();
    }

    /**
     * @throws SalesforceProblem 400 when it has been closed before
     */
    void close(Job job) {
        if (job.state() != Job.State.OPEN) {
            throw wrongState("Closing", job);
        }
        job.move(Job.State.UPLOAD_COMPLETE, now());
    }

    /**
     * @throws SalesforceProblem 400 when it has ended
     */
    void abort(Job job) {
        if (job.state().ended()) {
            throw wrongState("Aborting", job);
        }
        if (!job.plan().query()) {
            new Ingest(org, job).leaveUnprocessed();
        }
        job.move(Job.State.ABORTED, now());
    }

    /**
     * @throws SalesforceProblem 400 while it is open or under way
     */
    void delete(Job job) {
        if (job.state() == Job.State.OPEN || job.state() == Job.State.IN_PROGRESS) {
            throw wrongState("Deleting", job);
        }
        jobs.remove(job.id());
    }

    private static SalesforceProblem wrongState(String what, Job job) {
        String name =
                switch (job.state()) {
                    case OPEN -> "Open";
                    case UPLOAD_COMPLETE -> "Closed";
                    case IN_PROGRESS -> "InProgress";
                    case JOB_COMPLETE -> "Completed";
                    case FAILED -> "Failed";
                    case ABORTED -> "Aborted";
                };
        return new SalesforceProblem(
                400, "INVALIDJOBSTATE", "%s already %s Job not allowed".formatted(what, name));
    }

    void runDue() {
        long delay = org.dials().get(SalesforceDial.BULK_DELAY_MILLIS);
        Instant now = org.clock().instant();
        for (Job job : List.copyOf(jobs.values())) {
            boolean started = !now.isBefore(job.queued().plusMillis(delay / 2));
            if (job.state() == Job.State.UPLOAD_COMPLETE && started) {
                job.move(Job.State.IN_PROGRESS, now);
            }
            boolean due = !now.isBefore(job.queued().plusMillis(delay));
            if (job.state() == Job.State.IN_PROGRESS && due) {
                run(job);
            }
        }
    }

    private void run(Job job) {
        if (!job.plan().query()) {
            new Ingest(org, job).run(now());
            return;
        }
        try {
            boolean deletedToo = job.plan().operation().equals("queryAll");
            job.finish(org.queries().run(job.plan().statement(), deletedToo), now());
        } catch (SalesforceProblem problem) {
            job.fail(String.valueOf(problem.getMessage()), now());
        }
    }

    private Instant now() {
        return org.clock().instant();
    }
}
