package dev.tributary.sandbox.salesforce;

import dev.tributary.sandbox.Grants;
import dev.tributary.sandbox.Request;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** A live access token, which begins with the org that it is for. */
record Session(Grants.Grant grant) {
    /** What lets a session use the REST API. */
    private static final Set<String> API_SCOPES = Set.of("api", "full");

    static String token(Org org, String access) {
        return RecordId.shorten(org.id()) + "!" + access;
    }

    /** The part of a token that the grants know. */
    static String bare(String token) {
        return token.substring(token.indexOf('!') + 1);
    }

    /** The session of a request; empty without one, or when it has ended. */
    static Optional<Session> of(Request request, Grants grants, Instant now) {
        Optional<String> oauth =
                request.header("Authorization")
                        .filter(value -> value.regionMatches(true, 0, "OAuth ", 0, 6))
                        .map(value -> value.substring(6).strip());
        return request.bearer().or(() -> oauth).flatMap(token -> of(token, grants, now));
    }

    static Optional<Session> of(String token, Grants grants, Instant now) {
        return grants.access(bare(token))
                .filter(access -> !access.expired(now))
                .filter(access -> token.startsWith(RecordId.shorten(access.grant().tenant()) + "!"))
                .map(access -> new Session(access.grant()));
    }

    boolean mayUseApi() {
        return grant.scopes().stream().anyMatch(API_SCOPES::contains);
    }

    boolean isOf(Org org) {
        return grant.tenant().equals(org.id());
    }
}
