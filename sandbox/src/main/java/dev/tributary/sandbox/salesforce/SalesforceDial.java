package dev.tributary.sandbox.salesforce;

import dev.tributary.sandbox.Dial;

/**
 * What can be turned about the emulated Salesforce. [K] marks a behaviour that is general knowledge
 * only: both positions are tested, and neither should be relied on.
 */
public enum SalesforceDial implements Dial {
    TOKEN_LIFE_SECONDS(
            Spec.seconds(7200, 60, 86_400, "life of a session; no answer says it, the org does")),
    ROTATE_REFRESH_TOKENS(
            Spec.toggle(false, "a refresh gives a new refresh token and ends the old one")),
    DAILY_LIMIT(Spec.number(100_000, 0, 100_000_000, "requests per rolling 24 h and org")),
    QUERY_PAGE_MAX(Spec.number(2000, 1, 2000, "rows in one answer of a query")),
    LOCATOR_LIFE_SECONDS(Spec.seconds(172_800, 172_800, 604_800, "life of a nextRecordsUrl")),
    OPEN_LOCATORS_MAX(
            Spec.number(50, 1, 1000, "queries that can be paged at once; the oldest goes [K]")),
    COERCE_TEXT_VALUES(Spec.toggle(true, "JSON may carry numbers and booleans as text [K]")),
    RESTRICTED_STAGES(Spec.toggle(true, "a StageName that is no active stage is refused [K]")),
    SPLITS_MUST_TOTAL_100(
            Spec.toggle(
                    true, "the revenue splits of an opportunity are 100 % after each call [K]")),
    COLLECTION_MAX(Spec.number(200, 1, 200, "rows in one collections call")),
    REPLICATION_DAYS(Spec.number(30, 1, 365, "how far back updated and deleted can look [K]")),
    BULK_DELAY_MILLIS(
            Spec.millis(
                    0,
                    2000,
                    600_000,
                    "from the queue to the end of a bulk job, half of it waiting")),
    BULK_UPLOAD_MAX_BYTES(Spec.number(157_286_400, 1, 157_286_400, "data of one ingest job")),
    BULK_RESULTS_MAX(
            Spec.number(250_000, 1, 1_000_000, "rows in one part of a query job's results [K]"));

    private final Spec spec;

    SalesforceDial(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }
}
