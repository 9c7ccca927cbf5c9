package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Dial;

/**
 * What can be turned about the emulated HubSpot. [K] marks a behaviour that is general knowledge
 * only: both positions are tested, and neither should be relied on.
 */
public enum HubSpotDial implements Dial {
    TOKEN_LIFE_SECONDS(Spec.seconds(1800, 60, 86_400, "life of an access token")),
    ROTATE_REFRESH_TOKENS(
            Spec.toggle(false, "a refresh gives a new refresh token and ends the old one [K]")),
    ROLLING_LIMIT(Spec.number(110, 1, 1_000_000, "requests per rolling 10 s, app and account")),
    SEARCH_LIMIT(Spec.number(4, 1, 1_000_000, "searches per second and account; 5 [K]")),
    SEARCH_COUNTS_IN_ROLLING_LIMIT(
            Spec.toggle(true, "searches count in the rolling limit too [K]")),
    RETRY_AFTER_HEADER(Spec.toggle(false, "429 answers carry Retry-After [K]")),
    DAILY_LIMIT(Spec.number(1_000_000, 0, 100_000_000, "requests per UTC day and account")),
    SEARCH_WINDOW(Spec.number(10_000, 1, 1_000_000, "results a query can reach [K]")),
    SEARCH_GROUPS_MAX(Spec.number(5, 1, 6, "filter groups of a search; the spec says 6 [K]")),
    SEARCH_FILTERS_MAX(Spec.number(18, 1, 100, "filters of a search in total [K]")),
    SEARCH_SORTS_MAX(Spec.number(1, 1, 10, "sorts of a search [K]")),
    SEARCH_INDEX_LAG_MILLIS(Spec.millis(0, 300, 60_000, "how far searches lag behind writes [K]")),
    LIST_LIMIT_MAX(Spec.number(100, 1, 1000, "largest page of a list [K]")),
    BATCH_MAX(Spec.number(100, 1, 1000, "largest batch [K]")),
    UNSET_AS_NULL(Spec.toggle(true, "properties asked for but not set come back as null [K]")),
    SPACED_ASSOCIATION_KEYS(
            Spec.toggle(false, "associations come back under 'line items', not line_items [K]")),
    ASSOCIATION_READ_MAX(
            Spec.number(1000, 1, 10_000, "inputs of a batch of association reads [K]")),
    ASSOCIATION_WRITE_MAX(
            Spec.number(2000, 1, 10_000, "inputs of a batch of association writes [K]")),
    MERGED_IDS_RESOLVE(
            Spec.toggle(true, "the id of a merged record still finds the one that took it in [K]")),
    UNSPLIT_OWNER_SHARE(
            Spec.toggle(false, "a deal that nobody has split is read as its owner's alone [K]")),
    PRIVACY_DELETION_DELETES(
            Spec.toggle(true, "a privacy deletion is told as a contact.deletion too [K]")),
    PRIMARY_COMPANY_PROPERTIES(
            Spec.toggle(true, "contacts and deals hold the id of their primary company [K]")),
    COERCE_PROPERTY_VALUES(
            Spec.toggle(false, "numbers and booleans are taken as property values [K]")),
    REJECT_UNKNOWN_FIELDS(
            Spec.toggle(true, "unknown query parameters and body fields are refused [K]")),
    WEBHOOK_TWICE_PERCENT(Spec.percent(3, "events delivered a second time")),
    WEBHOOK_LATE_PERCENT(Spec.percent(5, "events held back, so that later ones overtake")),
    WEBHOOK_NEVER_PERCENT(Spec.percent(1, "events never delivered")),
    WEBHOOK_LATE_MILLIS(Spec.millis(1500, 1500, 600_000, "about how long late events wait")),
    WEBHOOK_LINGER_MILLIS(Spec.millis(50, 50, 60_000, "how long a batch waits for more events")),
    WEBHOOK_BATCH_MAX(Spec.number(100, 1, 100, "events in one webhook request")),
    WEBHOOK_TIMEOUT_MILLIS(
            Spec.millis(
                    5000, 5000, 60_000, "patience with the receiver; 1-2 s in older texts [K]")),
    WEBHOOK_ATTEMPTS_MAX(Spec.number(11, 1, 11, "attempts per event: one and ten retries")),
    WEBHOOK_RETRY_MILLIS(
            Spec.millis(10_000, 250, 3_600_000, "first wait before a retry; doubles, up to 64x")),
    WEBHOOK_RETRY_CLIENT_ERRORS(
            Spec.toggle(false, "400, 401, 403, 404 and 405 are retried too [K]")),
    WEBHOOK_DATES_AS_MILLIS(Spec.toggle(true, "date values in events are epoch milliseconds [K]")),
    WEBHOOK_CHANGES_ON_CREATION(
            Spec.toggle(false, "a creation also sends propertyChange for what it set [K]")),
    WEBHOOK_SIGNS_DECODED_URI(
            Spec.toggle(true, "signatures take %2C for a comma and the like [K]")),
    TOKEN_QUERY_PARAMETERS(Spec.toggle(false, "the v3 token endpoint also reads the query string"));

    private final Spec spec;

    HubSpotDial(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }
}
