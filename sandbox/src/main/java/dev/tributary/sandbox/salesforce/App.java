package dev.tributary.sandbox.salesforce;

import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A connected app, as registered with the provider. Immutable: Apps holds the newest.
 *
 * @param redirectUris where the authorize page may send people back to, compared exactly
 * @param scopes the most that the app may ask for
 * @param keys that its signed assertions are verified with
 * @param preauthorized whether signed assertions work for users who have never let the app in
 * @param runAs the username that client credentials stand for; empty when they are not enabled
 */
public record App(
        String clientId,
        String clientSecret,
        Set<String> redirectUris,
        Set<String> scopes,
        List<PublicKey> keys,
        boolean preauthorized,
        String runAs) {

    /** What an app needs for everything that is emulated. */
    public static final Set<String> ALL_SCOPES =
            Set.of("api", "refresh_token", "id", "openid", "profile", "email", "web", "full");

    public App {
        redirectUris = Set.copyOf(redirectUris);
        scopes = Set.copyOf(scopes);
        keys = List.copyOf(keys);
    }

    public App withKey(PublicKey key) {
        List<PublicKey> more = new ArrayList<>(keys);
        more.add(key);
        return new App(clientId, clientSecret, redirectUris, scopes, more, preauthorized, runAs);
    }

    public App withPreauthorized(boolean on) {
        return new App(clientId, clientSecret, redirectUris, scopes, keys, on, runAs);
    }

    public App withRunAs(String username) {
        return new App(clientId, clientSecret, redirectUris, scopes, keys, preauthorized, username);
    }
}
