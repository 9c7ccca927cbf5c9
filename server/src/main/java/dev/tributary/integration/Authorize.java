package dev.tributary.integration;

import dev.tributary.Secret;
import dev.tributary.connector.Auth.OAuth2;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** The address at a provider where a customer is asked to let us in. */
final class Authorize {
    private Authorize() {}

    static URI url(
            OAuth2 oauth, ProviderApp app, String redirectUri, Secret state, @Nullable Pkce pkce) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", app.clientId());
        query.put("redirect_uri", redirectUri);
        var scopes = app.scopes() == null ? oauth.scopes() : app.scopes();
        if (!scopes.isEmpty()) {
            query.put("scope", String.join(" ", scopes));
        }
        query.put("state", state.value());
        if (pkce != null) {
            query.put("code_challenge", pkce.challenge());
            query.put("code_challenge_method", Pkce.METHOD);
        }
        query.putAll(oauth.authorizeParameters());
        String separator = oauth.authorize().contains("?") ? "&" : "?";
        return URI.create(oauth.authorize() + separator + TokenEndpoint.form(query));
    }
}
