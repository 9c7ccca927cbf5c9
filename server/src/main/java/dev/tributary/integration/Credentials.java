package dev.tributary.integration;

import dev.tributary.Json;
import dev.tributary.Secret;
import dev.tributary.connector.Auth;
import dev.tributary.connector.Scheme;
import dev.tributary.integration.CredentialStore.Row;
import dev.tributary.integration.CredentialStore.Sealed;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Seals what providers gave us for its row, and opens it again. Thread-safe. */
final class Credentials {
    private static final String ACCESS = "access";
    private static final String REFRESH = "refresh";
    private static final String SECRETS = "secrets";

    private final Vault vault;
    private final Clock clock;
    private final RandomGenerator random;

    Credentials(Vault vault, Clock clock, RandomGenerator random) {
        this.vault = vault;
        this.clock = clock;
        this.random = random;
    }

    /**
     * What a provider gave and a customer typed in, sealed.
     *
     * @param granted without a refresh token: the access token is all we have
     * @param secrets what was typed in
     */
    Sealed seal(
            IntegratedAccount account,
            Scheme scheme,
            TokenReply.Granted granted,
            Map<String, String> secrets) {
        Place place = new Place(account.environmentId(), account.id(), scheme.name());
        Instant now = clock.instant();
        Duration life = granted.life();
        Secret access = granted.access();
        Secret refresh = granted.refresh();
        Lifetime lifetime = life == null ? null : new Lifetime(now, now.plus(life));
        return new Sealed(
                access == null ? null : vault.seal(access, place.of(ACCESS)),
                refresh == null ? null : vault.seal(refresh, place.of(REFRESH)),
                refresh == null ? null : Sha256.of(refresh),
                secrets.isEmpty()
                        ? null
                        : vault.seal(new Secret(Json.text(secrets)), place.of(SECRETS)),
                lifetime == null ? null : lifetime.until(),
                lifetime == null || !renewable(scheme, refresh) ? null : lifetime.refreshAt(random),
                scheme.auth() instanceof Auth.OAuth2 oauth && oauth.rotates());
    }

    // OAuth without a refresh token lasts as long as its access token.
    private static boolean renewable(Scheme scheme, @Nullable Secret refresh) {
        return switch (scheme.auth()) {
            case Auth.OAuth2 _ -> refresh != null;
            case Auth.JwtBearer _, Auth.ClientCredentials _ -> true;
            // A session is begun anew when somebody wants it: most are kept alive by being used.
            case Auth.Session _ -> false;
            case Auth.ApiKey _, Auth.Basic _, Auth.Custom _, Auth.OAuth1 _, Auth.Wss _ -> false;
        };
    }

    /** Empty where a credential has none. */
    String access(Row row) {
        byte[] sealed = row.access();
        return sealed == null ? "" : vault.open(sealed, Place.of(row).of(ACCESS)).value();
    }

    @Nullable Secret refresh(Row row) {
        byte[] sealed = row.refresh();
        return sealed == null ? null : vault.open(sealed, Place.of(row).of(REFRESH));
    }

    @SuppressWarnings("unchecked") // a JSON object of texts
    Map<String, String> secrets(Row row) {
        byte[] sealed = row.secrets();
        return sealed == null
                ? Map.of()
                : Json.read(vault.open(sealed, Place.of(row).of(SECRETS)).value(), Map.class);
    }

    static Vault.Place place(String environment, String account, String scheme, String field) {
        return new Place(environment, account, scheme).of(field);
    }

    /** Where a credential lives. What OAuth sealed before there were schemes still opens. */
    private record Place(String environmentId, String accountId, String scheme) {
        static Place of(Row row) {
            return new Place(row.environmentId(), row.integratedAccountId(), row.scheme());
        }

        Vault.Place of(String field) {
            String name = scheme.equals("oauth2") ? field : scheme + "." + field;
            return new Vault.Place(environmentId, accountId, name);
        }
    }
}
