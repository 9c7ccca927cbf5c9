package dev.tributary.sandbox.gusto;

import dev.tributary.sandbox.Dial;

/**
 * What can be turned about the emulated Gusto. [K] marks a behaviour that is general knowledge
 * only: both positions are tested, and neither should be relied on.
 */
public enum GustoDial implements Dial {
    TOKEN_LIFE_SECONDS(Spec.seconds(7200, 60, 86_400, "life of an access token [K]")),
    ROTATE_REFRESH_TOKENS(
            Spec.toggle(true, "a refresh token is good for one use; a second revokes all [K]")),
    FORM_TOKEN_REQUESTS(Spec.toggle(false, "the token endpoint also reads HTML forms [K]")),
    RATE_LIMIT(Spec.number(200, 1, 1_000_000, "requests per rolling 60 s and grant")),
    REJECT_UNKNOWN_FIELDS(
            Spec.toggle(true, "unknown query parameters and body fields are refused [K]")),
    STALE_VERSION_STATUS(
            Spec.number(
                    0,
                    0,
                    422,
                    "answer to a stale version: 409, 422, or 0 to follow the API version")),
    JOB_UUID_REQUIRED(Spec.toggle(false, "a fixed compensation must name its job [K]")),
    PREPARED_ROWS_IN_GET(
            Spec.toggle(false, "GET of an uncalculated payroll shows prepared rows [K]")),
    NEGATIVE_AMOUNTS(Spec.toggle(false, "amounts below zero are taken [K]")),
    FUTURE_PAYROLLS_LISTED(
            Spec.toggle(false, "lists show pay periods that start after the business date [K]")),
    PAYROLL_CONFLICT_NEXT(
            Spec.next(1, "another app changes a row just before the next N payroll writes")),
    PAYROLL_CONFLICT_PERCENT(Spec.percent(0, "the same, by chance")),
    PAYROLL_CONFLICT_CELL(
            Spec.number(1, 0, 2, "what the other app writes: 0 memo, 1 Bonus, 2 our own cell")),
    PAYROLL_LOCKED_NEXT(
            Spec.next(0, "the next N payroll writes meet a lock: 409 without a version conflict")),
    PAYROLL_LOCKED_PERCENT(Spec.percent(0, "the same, by chance")),
    PAYROLL_REPLY_DROPPED_NEXT(
            Spec.next(1, "the replies of the next N successful payroll writes are lost"));

    private final Spec spec;

    GustoDial(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }
}
