package dev.tributary.sandbox.pipedrive;

/** What a call takes from the daily budget of a company, in tokens of API v2; v1 takes double. */
enum Cost {
    GET(1),
    DELETE(3),
    WRITE(5),
    /** Pipelines and stages. */
    SHORT_LIST(5),
    LIST(10),
    ARCHIVE(20),
    SEARCH(20);

    private final int tokens;

    Cost(int tokens) {
        this.tokens = tokens;
    }

    int tokens(boolean v2) {
        return v2 ? tokens : 2 * tokens;
    }
}
