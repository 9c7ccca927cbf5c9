package dev.tributary.sandbox.salesforce;

import dev.tributary.sandbox.Grants;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Request;
import dev.tributary.sandbox.Routes;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Who a token speaks for. */
final class IdentityRoutes {
    private final Orgs orgs;
    private final Grants grants;
    private final Clock clock;
    private final URI host;

    IdentityRoutes(Orgs orgs, Grants grants, Clock clock, URI host) {
        this.orgs = orgs;
        this.grants = grants;
        this.clock = clock;
        this.host = host;
    }

    void addTo(Routes routes) {
        String info = "/services/oauth2/userinfo";
        routes.add("GET", info, (request, path) -> info(request))
                .add("POST", info, (request, path) -> info(request))
                .add(
                        "GET",
                        "/id/{org}/{user}",
                        (request, path) -> identity(request, path.get("org"), path.get("user")));
    }

    private Reply info(Request request) {
        Optional<Session> session = session(request);
        return session.isEmpty() ? refuse("Bad_OAuth_Token") : Reply.json(200, info(session.get()));
    }

    private Reply identity(Request request, String org, String user) {
        Optional<Session> session = session(request);
        if (session.isEmpty()) {
            return refuse(
                    request.header("Authorization").isPresent()
                            ? "Bad_OAuth_Token"
                            : "Missing_OAuth_Token");
        }
        Grants.Grant grant = session.get().grant();
        if (!RecordId.normal(org).equals(Optional.of(grant.tenant()))) {
            return refuse("Wrong_Org");
        }
        if (!RecordId.normal(user).equals(Optional.of(grant.user()))) {
            return refuse("Wrong_User");
        }
        return Reply.json(200, identity(session.get()));
    }

    private Optional<Session> session(Request request) {
        Optional<String> parameter =
                request.query("oauth_token")
                        .or(
                                () ->
                                        Optional.ofNullable(request.form().get("access_token"))
                                                .map(values -> values.getFirst()));
        return Session.of(request, grants, clock.instant())
                .or(() -> parameter.flatMap(token -> Session.of(token, grants, clock.instant())));
    }

    private static Reply refuse(String why) {
        return new Reply(
                403,
                Map.of("Content-Type", "text/plain;charset=utf-8"),
                why.getBytes(StandardCharsets.UTF_8),
                false);
    }

    private SObject user(Session session) {
        return orgs.find(session.grant().tenant())
                .flatMap(org -> org.find(session.grant().user()))
                .orElseThrow();
    }

    private Map<String, @Nullable Object> info(Session session) {
        SObject user = user(session);
        return Json.of("sub", address(session))
                .and("user_id", user.id())
                .and("organization_id", session.grant().tenant())
                .and("preferred_username", user.get("Username"))
                .and("nickname", user.get("Alias"))
                .and("name", user.get("Name"))
                .and("email", user.get("Email"))
                .and("email_verified", true)
                .and("given_name", user.get("FirstName"))
                .and("family_name", user.get("LastName"))
                .and("zoneinfo", user.get("TimeZoneSidKey"))
                .and("urls", urls(session))
                .and("active", user.get("IsActive"))
                .and("user_type", "STANDARD")
                .and("language", user.get("LanguageLocaleKey"))
                .and("locale", user.get("LocaleSidKey"))
                .and("updated_at", Values.time(user.stamp()));
    }

    private Map<String, @Nullable Object> identity(Session session) {
        SObject user = user(session);
        return Json.of("id", address(session))
                .and("asserted_user", true)
                .and("user_id", user.id())
                .and("organization_id", session.grant().tenant())
                .and("username", user.get("Username"))
                .and("nick_name", user.get("Alias"))
                .and("display_name", user.get("Name"))
                .and("email", user.get("Email"))
                .and("email_verified", true)
                .and("first_name", user.get("FirstName"))
                .and("last_name", user.get("LastName"))
                .and("timezone", user.get("TimeZoneSidKey"))
                .and("urls", urls(session))
                .and("active", user.get("IsActive"))
                .and("user_type", "STANDARD")
                .and("language", user.get("LanguageLocaleKey"))
                .and("locale", user.get("LocaleSidKey"))
                .and("last_modified_date", Values.time(user.stamp()));
    }

    private String address(Session session) {
        return host + "/id/" + session.grant().tenant() + "/" + session.grant().user();
    }

    private Map<String, @Nullable Object> urls(Session session) {
        URI org = orgs.find(session.grant().tenant()).orElseThrow().address();
        String rest = org + "/services/data/v{version}/";
        return Json.of("rest", rest)
                .and("sobjects", rest + "sobjects/")
                .and("query", rest + "query/")
                .and("profile", org + "/" + session.grant().user())
                .and("custom_domain", org.toString());
    }
}
