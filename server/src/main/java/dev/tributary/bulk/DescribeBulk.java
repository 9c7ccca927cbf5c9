package dev.tributary.bulk;

import dev.tributary.bulk.BulkJob.Operation;
import dev.tributary.bulk.BulkJob.State;
import dev.tributary.bulk.BulkRow.Outcome;
import dev.tributary.http.spec.Schema;

/** What the API's description says of bulk jobs. */
final class DescribeBulk {
    private static final Schema OBJECT = Schema.map(Schema.anything());

    static final Schema GIVEN =
            Schema.object()
                    .with("integrated_account_id", Schema.text())
                    .with("model", Schema.text().example("crm"))
                    .with("resource", Schema.text("or custom/ and any object's name"))
                    .with("operation", Schema.words(Operation.values()))
                    .maybe("match", Schema.text("what an upsert goes by"))
                    .maybe("filters", OBJECT.about("of a read: a field to its value or operators"))
                    .maybe("include_remote_data", Schema.flag())
                    .maybe("records", Schema.list(OBJECT))
                    .maybe("ids", Schema.list(Schema.text()).about("what a delete is about"));

    static final Schema STARTED =
            Schema.object().with("id", Schema.text()).with("state", Schema.words(State.values()));

    static final Schema CANCELED =
            Schema.object().with("id", Schema.text()).with("cancel_requested", Schema.flag());

    static final Schema JOB =
            Schema.object()
                    .with("id", Schema.text())
                    .with("integrated_account_id", Schema.text())
                    .with("model", Schema.text())
                    .with("resource", Schema.text())
                    .with("operation", Schema.words(Operation.values()))
                    .with("match", Schema.text().orNull())
                    .with("state", Schema.words(State.values()))
                    .with("cancel_requested", Schema.flag())
                    .with("error", Schema.text().orNull())
                    .with("error_code", Schema.text().orNull())
                    .with("created_at", Schema.instant())
                    .with("started_at", Schema.instant().orNull())
                    .with("finished_at", Schema.instant().orNull());

    private static final Schema ROWS =
            Schema.object()
                    .maybe("given", Schema.whole())
                    .maybe("prepared", Schema.whole().about("mapped, or refused by the mapping"))
                    .with("done", Schema.whole())
                    .with("failed", Schema.whole())
                    .with("unknown", Schema.whole().about("they may have been written"))
                    .with("not_sent", Schema.whole());

    private static final Schema UPSTREAM =
            Schema.object()
                    .with("id", Schema.text("the provider's").orNull())
                    .maybe("variant", Schema.text("of a resource that is several objects"))
                    .with("state", Schema.words(BulkPart.State.values()))
                    .with("looked_at", Schema.instant().orNull())
                    .with("result_pages", Schema.whole())
                    .maybe("lost_creates", Schema.whole().about("jobs that may have been made"))
                    .maybe("unmatched_rows", Schema.whole())
                    .maybe("error", Schema.text());

    static final Schema WHOLE_JOB =
            JOB.with("rows", ROWS).with("upstream_jobs", Schema.list(UPSTREAM));

    static final Schema ROW =
            Schema.object()
                    .with("index", Schema.whole())
                    .with("status", Schema.words(Outcome.values()))
                    .with("id", Schema.text().orNull())
                    .maybe("record", OBJECT)
                    .maybe("remote_data", OBJECT)
                    .maybe("error", OBJECT.about("a problem document"));

    private DescribeBulk() {}
}
