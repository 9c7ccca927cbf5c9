package dev.tributary.sandbox;

/** Faults that can fall on any API request, whatever the provider. */
public enum HttpFault implements Dial {
    RATE_LIMITED_PERCENT(Spec.percent(2, "answers 429 in the provider's own shape")),
    RATE_LIMITED_NEXT(Spec.next(0, "the next N requests are answered 429")),
    SERVER_ERROR_PERCENT(Spec.percent(0, "answers 500 or 503 in the provider's own shape")),
    SERVER_ERROR_NEXT(Spec.next(0, "the next N requests are answered 500 or 503")),
    HTML_PERCENT(Spec.percent(0, "answers a page of HTML, as a proxy in between would")),
    HTML_NEXT(Spec.next(0, "the next N requests are answered with HTML")),
    HTML_STATUS(Spec.number(502, 200, 599, "status of the HTML answers")),
    HANG_PERCENT(Spec.percent(0, "waits before it handles the request")),
    HANG_NEXT(Spec.next(0, "the next N requests hang")),
    HANG_MILLIS(Spec.millis(30_000, 30_000, 600_000, "how long a hanging request hangs")),
    DROP_REPLY_PERCENT(
            Spec.percent(0, "handles a write, then cuts the connection instead of answering")),
    DROP_REPLY_NEXT(Spec.next(0, "the replies of the next N writes are lost that way")),
    ON_TOKEN_ENDPOINTS(
            Spec.toggle(false, "whether these faults fall on the OAuth token endpoints too"));

    private final Spec spec;

    HttpFault(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }
}
