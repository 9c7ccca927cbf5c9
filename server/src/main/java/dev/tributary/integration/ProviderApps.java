package dev.tributary.integration;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Secret;
import dev.tributary.db.Database;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Provider apps and their sealed secrets. Reads may be a second old. Thread-safe. */
public final class ProviderApps {
    private static final String COLUMNS =
            """
            SELECT environment_id, provider, client_id, client_secret, webhook_secret, private_key,
                certificate, scopes, version, updated_at
            FROM provider_app
            """;
    private static final Duration REMEMBERED = Duration.ofSeconds(1);
    private static final String CLIENT_SECRET = "client_secret";
    private static final String WEBHOOK_SECRET = "webhook_secret";
    private static final String PRIVATE_KEY = "private_key";
    private static final String CERTIFICATE = "certificate";

    private final Database db;
    private final Vault vault;
    private final Clock clock;
    private final Brief<Key, Optional<Row>> rows;

    private record Key(String environmentId, String provider) {}

    record Row(
            String environmentId,
            String provider,
            String clientId,
            byte[] clientSecret,
            byte @Nullable [] webhookSecret,
            byte @Nullable [] privateKey,
            byte @Nullable [] certificate,
            @Nullable List<String> scopes,
            long version,
            Instant updatedAt) {
        ProviderApp app() {
            return new ProviderApp(environmentId, provider, clientId, scopes, version, updatedAt);
        }
    }

    /**
     * What an operator tells us about a provider app.
     *
     * @param privateKey PEM, for assertions and mutual TLS
     * @param certificate PEM, for mutual TLS
     */
    record Draft(
            String clientId,
            Secret clientSecret,
            @Nullable Secret webhookSecret,
            @Nullable Secret privateKey,
            @Nullable Secret certificate,
            @Nullable List<String> scopes) {}

    ProviderApps(Database db, Vault vault, Clock clock) {
        this.db = db;
        this.vault = vault;
        this.clock = clock;
        this.rows = new Brief<>(clock, REMEMBERED);
    }

    public Optional<ProviderApp> find(String environmentId, String provider) {
        return row(environmentId, provider).map(Row::app);
    }

    /**
     * @throws Failure {@code unprocessable} when none is set
     */
    public ProviderApp require(String environmentId, String provider) {
        return requireRow(environmentId, provider).app();
    }

    public List<ProviderApp> list(String environmentId) {
        return db.read(
                handle ->
                        handle.createQuery(
                                        COLUMNS
                                                + """
                                                WHERE environment_id = :environment
                                                ORDER BY provider LIMIT 1000
                                                """)
                                .bind("environment", environmentId)
                                .mapTo(Row.class)
                                .map(Row::app)
                                .list());
    }

    /** The app's own secret: for the token endpoint and for webhook signatures made with it. */
    public Secret clientSecret(String environmentId, String provider) {
        return vault.open(
                requireRow(environmentId, provider).clientSecret,
                place(environmentId, provider, CLIENT_SECRET));
    }

    /** The secret of the app's webhook subscription, where the provider has a separate one. */
    public Optional<Secret> webhookSecret(String environmentId, String provider) {
        byte[] sealed = requireRow(environmentId, provider).webhookSecret;
        return Optional.ofNullable(sealed)
                .map(each -> vault.open(each, place(environmentId, provider, WEBHOOK_SECRET)));
    }

    /** What expressions of the connector's auth see of it, by name; empty when there is none. */
    Map<String, String> secrets(String environmentId, String provider) {
        Row row = row(environmentId, provider).orElse(null);
        Map<String, String> secrets = new LinkedHashMap<>();
        if (row != null) {
            secrets.put("client_id", row.clientId);
            open(secrets, row, CLIENT_SECRET, row.clientSecret);
            open(secrets, row, PRIVATE_KEY, row.privateKey);
            open(secrets, row, CERTIFICATE, row.certificate);
        }
        return secrets;
    }

    private void open(
            Map<String, String> secrets, Row row, String field, byte @Nullable [] sealed) {
        if (sealed != null) {
            Vault.Place place = place(row.environmentId, row.provider, field);
            secrets.put(field, vault.open(sealed, place).value());
        }
    }

    ProviderApp put(Handle handle, String environmentId, String provider, Draft draft) {
        return handle.createQuery(
                        """
                        INSERT INTO provider_app
                            (environment_id, provider, client_id, client_secret, webhook_secret,
                             private_key, certificate, scopes, version, updated_at)
                        VALUES (:environment, :provider, :clientId, :client_secret,
                             :webhook_secret, :private_key, :certificate, :scopes, 1, :now)
                        ON CONFLICT (environment_id, provider) DO UPDATE
                        SET client_id = excluded.client_id,
                            client_secret = excluded.client_secret,
                            webhook_secret = excluded.webhook_secret,
                            private_key = excluded.private_key,
                            certificate = excluded.certificate, scopes = excluded.scopes,
                            version = provider_app.version + 1, updated_at = excluded.updated_at
                        RETURNING *
                        """)
                .bind("environment", environmentId)
                .bind("provider", provider)
                .bind("clientId", draft.clientId())
                .bind(
                        CLIENT_SECRET,
                        sealed(environmentId, provider, CLIENT_SECRET, draft.clientSecret()))
                .bind(
                        WEBHOOK_SECRET,
                        sealed(environmentId, provider, WEBHOOK_SECRET, draft.webhookSecret()))
                .bind(PRIVATE_KEY, sealed(environmentId, provider, PRIVATE_KEY, draft.privateKey()))
                .bind(
                        CERTIFICATE,
                        sealed(environmentId, provider, CERTIFICATE, draft.certificate()))
                .bindByType("scopes", array(draft.scopes()), String[].class)
                .bind("now", clock.instant())
                .mapTo(Row.class)
                .map(Row::app)
                .one();
    }

    /** To be called after a commit that changed it, so that this server sees it at once. */
    void changed(String environmentId, String provider) {
        rows.forget(new Key(environmentId, provider));
    }

    private Row requireRow(String environmentId, String provider) {
        return row(environmentId, provider).orElseThrow(() -> missing(provider));
    }

    private static Failure missing(String provider) {
        String message =
                """
                this environment has no provider app for %1$s: set its client id and secret \
                with PUT /provider-apps/%1$s\
                """;
        return new Failure(Code.UNPROCESSABLE, message.formatted(provider));
    }

    private Optional<Row> row(String environmentId, String provider) {
        return rows.get(
                new Key(environmentId, provider),
                () ->
                        db.read(
                                handle ->
                                        handle.createQuery(
                                                        COLUMNS
                                                                + """
                                                                WHERE environment_id = :environment
                                                                    AND provider = :provider
                                                                """)
                                                .bind("environment", environmentId)
                                                .bind("provider", provider)
                                                .mapTo(Row.class)
                                                .findOne()));
    }

    private byte @Nullable [] sealed(
            String environmentId, String provider, String field, @Nullable Secret secret) {
        return secret == null ? null : vault.seal(secret, place(environmentId, provider, field));
    }

    private static Vault.Place place(String environmentId, String provider, String field) {
        return new Vault.Place(environmentId, provider, field);
    }

    private static String @Nullable [] array(@Nullable List<String> texts) {
        return texts == null ? null : texts.toArray(String[]::new);
    }
}
