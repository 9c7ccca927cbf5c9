package dev.tributary.bulk;

import dev.tributary.Json;
import dev.tributary.bulk.BulkRow.Outcome;
import dev.tributary.db.Jsonb;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Jobs and their records as the API shows them. */
final class ShowBulk {
    private ShowBulk() {}

    static Map<String, @Nullable Object> job(BulkJob job) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("id", job.id());
        shown.put("integrated_account_id", job.integratedAccountId());
        shown.put("model", job.model());
        shown.put("resource", job.resource());
        shown.put("operation", job.operation().text());
        shown.put("match", job.match());
        shown.put("state", job.state().text());
        shown.put("cancel_requested", job.cancel());
        shown.put("error", job.error());
        shown.put("error_code", job.errorCode());
        shown.put("created_at", job.createdAt());
        shown.put("started_at", job.startedAt());
        shown.put("finished_at", job.finishedAt());
        return shown;
    }

    /** With how far it is. */
    static Map<String, @Nullable Object> job(
            BulkJob job, List<BulkPart> parts, Map<Outcome, Integer> counts) {
        Map<String, @Nullable Object> shown = job(job);
        Map<String, @Nullable Object> rows = new LinkedHashMap<>();
        if (job.operation() != BulkJob.Operation.READ) {
            rows.put("given", job.rowsGiven());
            rows.put("prepared", job.prepared());
        }
        for (Outcome outcome : Outcome.values()) {
            rows.put(outcome.text(), counts.getOrDefault(outcome, 0));
        }
        shown.put("rows", rows);
        shown.put("upstream_jobs", parts.stream().map(ShowBulk::part).toList());
        return shown;
    }

    private static Map<String, @Nullable Object> part(BulkPart part) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("id", part.upstreamJob());
        if (part.variant() != null) {
            shown.put("variant", part.variant());
        }
        shown.put("state", part.state().text());
        shown.put("looked_at", part.lookedAt());
        shown.put("result_pages", part.pages());
        if (part.lostCreates() > 0) {
            shown.put("lost_creates", part.lostCreates());
        }
        if (part.strangers() > 0) {
            shown.put("unmatched_rows", part.strangers());
        }
        if (part.error() != null) {
            shown.put("error", part.error());
        }
        return shown;
    }

    static Map<String, @Nullable Object> row(BulkRow row) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("index", row.n());
        shown.put("status", row.outcome() == null ? null : row.outcome().text());
        shown.put("id", row.recordId());
        put(shown, "record", row.record());
        put(shown, "remote_data", row.remote());
        put(shown, "error", row.error());
        return shown;
    }

    private static void put(
            Map<String, @Nullable Object> shown, String name, @Nullable Jsonb json) {
        if (json != null) {
            shown.put(name, Json.read(json.text(), Object.class));
        }
    }
}
