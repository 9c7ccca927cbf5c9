package dev.tributary.bulk;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Ids;
import dev.tributary.bulk.BulkJob.Operation;
import dev.tributary.bulk.BulkJob.State;
import dev.tributary.bulk.BulkRow.Outcome;
import dev.tributary.call.BulkWrite;
import dev.tributary.call.Calls;
import dev.tributary.call.Target;
import dev.tributary.db.Database;
import dev.tributary.http.Access;
import dev.tributary.http.Ask;
import dev.tributary.http.Reply;
import dev.tributary.http.Route;
import dev.tributary.http.Routes;
import dev.tributary.http.spec.Chapter;
import dev.tributary.http.spec.Schema;
import dev.tributary.ops.AuditLog;
import dev.tributary.ops.AuditLog.Act;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Bulk jobs on demand, how they are doing, and what they gave. */
final class BulkRoutes implements Routes {
    private static final Access ACCESS = Access.scope("unified");
    private static final String KEY = "idempotency-key";
    private static final Schema STATUS = Schema.words("done", "failed");
    private static final int KEY_CHARS_MAX = 255;
    private static final int INSERTED_AT_A_TIME = 1000;

    private final Database db;
    private final BulkJobStore jobs;
    private final BulkPartStore parts;
    private final BulkRowStore rows;
    private final Calls calls;
    private final Ids ids;
    private final Clock clock;
    private final AuditLog audit;
    private final Runnable wake;

    BulkRoutes(
            Database db,
            BulkJobStore jobs,
            BulkPartStore parts,
            BulkRowStore rows,
            Calls calls,
            Ids ids,
            Clock clock,
            Runnable wake) {
        this.db = db;
        this.jobs = jobs;
        this.parts = parts;
        this.rows = rows;
        this.calls = calls;
        this.ids = ids;
        this.clock = clock;
        this.audit = new AuditLog(ids, clock);
        this.wake = wake;
    }

    @Override
    public Chapter chapter() {
        return new Chapter("Bulk jobs", "Many records, read or written by jobs of the provider's.");
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post("/bulk-jobs", ACCESS, this::start)
                        .says(
                                "Start a bulk job",
                                "Reads or writes up to 100,000 records in the background. Many come"
                                        + " as application/x-ndjson, one in each line, with the"
                                        + " other members in the query.")
                        .header("Idempotency-Key", "starts one job", Schema.text())
                        .takes(DescribeBulk.GIVEN)
                        .answers(202, DescribeBulk.STARTED),
                Route.get("/bulk-jobs", ACCESS, this::list)
                        .says("List the newest bulk jobs")
                        .query("integrated_account_id", "only of this one", Schema.text())
                        .query("limit", "how many", Schema.whole(1, 100))
                        .answers(200, Schema.all(DescribeBulk.JOB)),
                Route.get("/bulk-jobs/{id}", ACCESS, this::find)
                        .says("Get a bulk job", "With its counts and the provider's jobs.")
                        .answers(200, DescribeBulk.WHOLE_JOB),
                Route.get("/bulk-jobs/{id}/results", ACCESS, this::results)
                        .says("List what became of a bulk job's records")
                        .query("status", "failed: all that is not done", STATUS)
                        .query("limit", "how many", Schema.whole(1, 1000))
                        .query("cursor", "the next_cursor of the page before", Schema.text())
                        .answers(200, Schema.page(DescribeBulk.ROW)),
                Route.post("/bulk-jobs/{id}:cancel", ACCESS, this::cancel)
                        .says(
                                "Cancel a bulk job",
                                "Nothing more is sent, and what has begun is stopped where the"
                                        + " provider can.")
                        .answers(202, DescribeBulk.CANCELED));
    }

    private Reply start(Ask ask) {
        String key = ask.header(KEY).orElse(null);
        if (key != null && (key.isBlank() || key.length() > KEY_CHARS_MAX)) {
            throw Failure.invalid("Idempotency-Key must have 1 to %d characters", KEY_CHARS_MAX);
        }
        if (ask.parameter("dry_run").isPresent()) {
            throw Failure.invalid(
                    "a bulk job has no dry_run; ask for one of a batch method of the resource");
        }
        byte[] body = NewBulkJob.body(ask);
        NewBulkJob wanted = NewBulkJob.of(ask, body);
        String hash = hash(ask, body);
        BulkJob earlier = key == null ? null : withKey(ask, key);
        if (earlier == null) {
            List<Target> reads = check(ask.environmentId(), wanted);
            BulkJob job = job(ask.environmentId(), wanted, hash);
            if (db.<Boolean, RuntimeException>write(
                    handle -> add(handle, job, wanted, reads, key) && noted(handle, ask, job))) {
                wake.run();
                return started(job);
            }
            earlier = key == null ? job : withKey(ask, key); // somebody was faster
        }
        if (earlier == null || !earlier.requestHash().equals(hash)) {
            throw new Failure(
                    Code.IDEMPOTENCY_MISMATCH,
                    "Idempotency-Key %s was used for another request".formatted(key));
        }
        return started(earlier).with("idempotency-replayed", "true");
    }

    private boolean noted(Handle handle, Ask ask, BulkJob job) {
        Map<String, Object> what =
                Map.of(
                        "integrated_account_id", job.integratedAccountId(),
                        "resource", job.model() + "/" + job.resource(),
                        "operation", job.operation().text());
        audit.record(handle, Act.by(ask, "bulk_job.start", job.id(), null, what));
        return true;
    }

    private @Nullable BulkJob withKey(Ask ask, String key) {
        return db.read(handle -> jobs.withKey(handle, ask.environmentId(), key)).orElse(null);
    }

    private static Reply started(BulkJob job) {
        return Reply.json(202, Map.of("id", job.id(), "state", job.state().text()));
    }

    /**
     * Asks the connector now, so that what it cannot do is an answer and not a failed job; what a
     * read is to read.
     */
    private List<Target> check(String environment, NewBulkJob wanted) {
        Target target =
                BulkTarget.of(
                        calls,
                        environment,
                        wanted.integratedAccountId(),
                        wanted.model(),
                        wanted.resource());
        if (wanted.operation() == Operation.READ) {
            return calls.bulkRead().targets(target, wanted.query());
        }
        calls.bulkWrite()
                .check(new BulkWrite.Order(target, wanted.operation().text(), wanted.match()));
        return List.of();
    }

    private BulkJob job(String environment, NewBulkJob wanted, String hash) {
        Instant now = clock.instant();
        return new BulkJob(
                ids.next("blk"),
                environment,
                wanted.integratedAccountId(),
                wanted.model(),
                wanted.resource(),
                wanted.operation(),
                wanted.match(),
                BulkJob.stored(wanted.filters()),
                wanted.remote(),
                hash,
                State.QUEUED,
                false,
                wanted.rows().size(),
                0,
                null,
                null,
                0,
                now,
                null,
                null,
                now,
                null,
                null);
    }

    private boolean add(
            Handle handle,
            BulkJob job,
            NewBulkJob wanted,
            List<Target> reads,
            @Nullable String key) {
        if (!jobs.add(handle, job, key)) {
            return false;
        }
        for (int n = 0; n < reads.size(); n++) {
            Target.Variant variant = reads.get(n).variant();
            parts.add(handle, job, n, variant == null ? null : variant.word());
        }
        List<BulkRowStore.Given> given = new ArrayList<>();
        for (int n = 0; n < wanted.rows().size(); n++) {
            given.add(new BulkRowStore.Given(n, wanted.rows().get(n)));
            if (given.size() == INSERTED_AT_A_TIME || n == wanted.rows().size() - 1) {
                rows.give(handle, job, given);
                given.clear();
            }
        }
        return true;
    }

    private Reply list(Ask ask) {
        int limit = ask.number("limit", 20, 1, 100);
        String account = ask.parameter("integrated_account_id").orElse(null);
        List<Map<String, @Nullable Object>> found =
                db.read(handle -> jobs.list(handle, ask.environmentId(), account, limit)).stream()
                        .map(ShowBulk::job)
                        .toList();
        return Reply.ok(Map.of("result", found, "result_count", found.size()));
    }

    private BulkJob required(Handle handle, Ask ask) {
        String id = ask.variable("id");
        return jobs.find(handle, ask.environmentId(), id)
                .orElseThrow(() -> Failure.notFound("bulk job", id));
    }

    private Reply find(Ask ask) {
        return Reply.ok(
                db.snapshot(
                        handle -> {
                            BulkJob job = required(handle, ask);
                            return ShowBulk.job(
                                    job, parts.of(handle, job), rows.counts(handle, job));
                        }));
    }

    private Reply results(Ask ask) {
        int limit = ask.number("limit", 100, 1, 1000);
        int from = ask.parameter("cursor").map(BulkRoutes::number).orElse(0);
        List<Outcome> outcomes = outcomes(ask.parameter("status").orElse(""));
        List<BulkRow> found =
                db.read(
                        handle ->
                                rows.ended(
                                        handle, required(handle, ask), outcomes, from, limit + 1));
        List<BulkRow> page = found.subList(0, Math.min(limit, found.size()));
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("result", page.stream().map(ShowBulk::row).toList());
        answer.put("next_cursor", found.size() > limit ? cursor(found.getLast().n()) : null);
        answer.put("result_count", page.size());
        return Reply.ok(answer);
    }

    private static List<Outcome> outcomes(String status) {
        return switch (status) {
            case "" -> List.of(Outcome.values());
            case "done" -> List.of(Outcome.DONE);
            case "failed" -> List.of(Outcome.FAILED, Outcome.UNKNOWN, Outcome.NOT_SENT);
            default -> throw Failure.invalid("status is '%s'; it must be done or failed", status);
        };
    }

    private static String cursor(int n) {
        byte[] place = Integer.toString(n).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place);
    }

    private static int number(String cursor) {
        try {
            byte[] place = Base64.getUrlDecoder().decode(cursor);
            return Integer.parseUnsignedInt(new String(place, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException broken) {
            throw Failure.invalid("the cursor is not one of ours; start again without it");
        }
    }

    private Reply cancel(Ask ask) {
        String id = ask.variable("id");
        boolean canceled =
                db.write(
                        handle -> {
                            required(handle, ask);
                            boolean done = jobs.cancel(handle, ask.environmentId(), id);
                            if (done) {
                                audit.record(
                                        handle, Act.by(ask, "bulk_job.cancel", id, null, null));
                            }
                            return done;
                        });
        if (!canceled) {
            throw new Failure(Code.CONFLICT, "bulk job %s has ended already".formatted(id));
        }
        wake.run();
        return Reply.json(202, Map.of("id", id, "cancel_requested", true));
    }

    private static String hash(Ask ask, byte[] body) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update((ask.rawQuery() + "\n").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha.digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
