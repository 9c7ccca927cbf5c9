package dev.tributary.sandbox.pipedrive;

/**
 * Who makes a change.
 *
 * @param source app for a person in the provider's own pages, api for everything else
 * @param agent the User-Agent of an API call; empty otherwise
 */
record Author(long userId, String source, String agent) {
    static Author person(long userId) {
        return new Author(userId, "app", "");
    }

    static Author api(long userId, String agent) {
        return new Author(userId, "api", agent);
    }
}
