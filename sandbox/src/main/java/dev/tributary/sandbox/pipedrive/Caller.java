package dev.tributary.sandbox.pipedrive;

import java.util.Optional;
import java.util.Set;

/**
 * Somebody with a token.
 *
 * @param app whose token it is; empty for a personal one
 * @param scopes what the app may; a personal token may everything
 */
record Caller(Company company, long userId, Optional<App> app, Set<String> scopes, String agent) {

    boolean may(Set<String> anyOf) {
        return app.isEmpty() || anyOf.isEmpty() || scopes.stream().anyMatch(anyOf::contains);
    }

    Author author() {
        return Author.api(userId, agent);
    }

    /** Names whose requests are counted together in the burst limit. */
    String burst() {
        return app.map(App::clientId).orElse("token") + " " + searcher();
    }

    /** Names whose searches are counted together. */
    String searcher() {
        return company.id() + " " + userId;
    }
}
