package dev.tributary.sandbox.pipedrive;

import java.util.Set;

/**
 * An app of a developer, as registered with the provider.
 *
 * @param redirectUris where the authorize page may send people back to, compared exactly
 * @param scopes what every company that lets it in gives it
 */
public record App(
        String clientId, String clientSecret, Set<String> redirectUris, Set<String> scopes) {

    /** What an app needs to read and write everything that is emulated. */
    public static final Set<String> ALL_SCOPES =
            Set.of(
                    "base",
                    "deals:full",
                    "contacts:full",
                    "activities:full",
                    "products:full",
                    "leads:full",
                    "users:read",
                    "recents:read",
                    "search:read",
                    "admin");

    public App {
        redirectUris = Set.copyOf(redirectUris);
        scopes = Set.copyOf(scopes);
    }
}
