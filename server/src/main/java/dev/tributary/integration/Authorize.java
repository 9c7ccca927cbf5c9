package dev.tributary.integration;

import dev.tributary.Secret;
import dev.tributary.connector.Auth.OAuth2;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The address at a provider where a customer is asked to let us in. Thread-safe. */
final class Authorize {
    private final SchemeValues values;

    Authorize(SchemeValues values) {
        this.values = values;
    }

    URI url(
            Applicant applicant,
            OAuth2 oauth,
            List<String> scopes,
            String redirectUri,
            Secret state,
            @Nullable Pkce pkce) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", values.clientId(applicant));
        query.put("redirect_uri", redirectUri);
        if (!scopes.isEmpty()) {
            query.put("scope", String.join(" ", scopes));
        }
        query.put("state", state.value());
        if (pkce != null) {
            query.put("code_challenge", pkce.challenge());
            query.put("code_challenge_method", Pkce.METHOD);
        }
        oauth.query()
                .forEach(
                        (name, value) ->
                                values.optionalText(applicant, value)
                                        .ifPresent(text -> query.put(name, text)));
        String page = SchemeValues.url(applicant, oauth.authorize());
        return URI.create(page + (page.contains("?") ? "&" : "?") + TokenEndpoint.form(query));
    }
}
