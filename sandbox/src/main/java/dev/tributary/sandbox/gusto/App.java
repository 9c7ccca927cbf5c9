package dev.tributary.sandbox.gusto;

import java.util.Set;

/**
 * An app of a developer, as registered with the provider.
 *
 * @param redirectUris where the authorize page may send people back to, compared exactly
 * @param apiVersionMin the oldest X-Gusto-API-Version it may ask for, and the one it gets when it
 *     asks for none
 */
public record App(
        String clientId,
        String clientSecret,
        Set<String> redirectUris,
        Set<String> scopes,
        String apiVersionMin) {

    /** What an app needs for everything that is emulated. */
    public static final Set<String> ALL_SCOPES =
            Set.of(
                    "public",
                    "companies:read",
                    "employees:read",
                    "compensations:read",
                    "payrolls:read",
                    "payrolls:write");

    public App {
        redirectUris = Set.copyOf(redirectUris);
        scopes = Set.copyOf(scopes);
    }
}
