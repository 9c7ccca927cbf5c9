package dev.tributary.sandbox.pipedrive;

import dev.tributary.sandbox.Dial;

/**
 * What can be turned about the emulated Pipedrive. [K] marks a behaviour that is general knowledge
 * only: both positions are tested, and neither should be relied on.
 */
public enum PipedriveDial implements Dial {
    TOKEN_LIFE_SECONDS(Spec.seconds(3600, 60, 86_400, "life of an access token [K]")),
    ROTATE_REFRESH_TOKENS(
            Spec.toggle(false, "a refresh gives a new refresh token and ends the old one [K]")),
    REFRESH_IDLE_DAYS(Spec.number(60, 1, 10_000, "days without use after which a grant dies")),
    CLIENT_IN_BODY(Spec.toggle(false, "client id and secret are taken from the form as well [K]")),
    API_TOKEN_IN_QUERY(Spec.toggle(true, "API v1 takes ?api_token= as well [K]")),
    TOKEN_BURST_LIMIT(Spec.number(20, 1, 1_000_000, "requests per rolling 2 s and API token")),
    OAUTH_BURST_LIMIT(Spec.number(80, 1, 1_000_000, "requests per rolling 2 s, app and user")),
    SEARCH_LIMIT(Spec.number(10, 1, 1_000_000, "searches per rolling 2 s and user")),
    DAILY_TOKENS_PER_SEAT(
            Spec.number(30_000, 0, 100_000_000, "daily budget of a company for each user")),
    PLAN_MULTIPLIER(Spec.number(1, 1, 7, "what the plan multiplies the daily budget by")),
    DAILY_LIMIT_HEADERS(
            Spec.toggle(true, "answers carry x-daily-ratelimit-token-limit and -remaining [K]")),
    RETRY_AFTER_HEADER(Spec.toggle(false, "429 answers carry Retry-After [K]")),
    BAN_AFTER_LIMITED(
            Spec.number(0, 0, 1000, "429s in a row before a minute of 403 HTML; 0 never [K]")),
    LIST_LIMIT_MAX(Spec.number(500, 1, 500, "largest page of a list")),
    FRACTIONAL_SECONDS(
            Spec.toggle(false, "updated_since and updated_until may have fractions [K]")),
    REJECT_UNKNOWN_FIELDS(
            Spec.toggle(true, "unknown query parameters and body fields are refused [K]")),
    UNSET_CUSTOM_FIELDS_AS_NULL(
            Spec.toggle(true, "custom fields without a value come back as null [K]")),
    V1_EMPTY_LISTS_AS_NULL(Spec.toggle(true, "API v1 shows a list without records as null [K]")),
    DELETED_READABLE(
            Spec.toggle(true, "a deleted record can still be read by id, with is_deleted [K]")),
    CONTACT_SYNC(
            Spec.toggle(true, "persons have postal_address, notes, im, birthday and job_title")),
    ACTIVITY_PERSON_WRITABLE(Spec.toggle(false, "person_id of an activity can be written [K]")),
    LINE_ITEMS_SET_DEAL_VALUE(
            Spec.toggle(true, "the value of a deal is the sum of its line items [K]")),
    SEARCH_INDEX_LAG_MILLIS(Spec.millis(0, 300, 60_000, "how far searches lag behind writes [K]")),
    WEBHOOKS_MAX(Spec.number(40, 1, 10_000, "webhooks per user")),
    WEBHOOK_HTTPS_ONLY(Spec.toggle(false, "targets must be https; nothing local can be")),
    WEBHOOK_TWICE_PERCENT(Spec.percent(3, "events delivered a second time")),
    WEBHOOK_LATE_PERCENT(Spec.percent(5, "events held back, so that later ones overtake")),
    WEBHOOK_NEVER_PERCENT(Spec.percent(1, "events never delivered")),
    WEBHOOK_LATE_MILLIS(Spec.millis(1500, 1500, 600_000, "about how long late events wait")),
    WEBHOOK_TIMEOUT_MILLIS(Spec.millis(10_000, 10_000, 60_000, "patience with the receiver")),
    WEBHOOK_RETRY_SCALE_PERCENT(
            new Spec(
                    Kind.NUMBER,
                    100,
                    5,
                    0,
                    1000,
                    "of the waits of 3, 30 and 150 s before the three retries")),
    WEBHOOK_BAN_AFTER(
            Spec.number(10, 0, 1_000_000, "failed first attempts that ban a webhook; 0 never")),
    WEBHOOK_BAN_SECONDS(
            Spec.seconds(1800, 5, 86_400, "how long a banned webhook loses its events")),
    WEBHOOK_DELETE_AFTER_SECONDS(
            Spec.seconds(
                    259_200, 259_200, 10_000_000, "a webhook without success so long is deleted"));

    private final Spec spec;

    PipedriveDial(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }
}
