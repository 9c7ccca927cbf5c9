package dev.tributary.integration;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Secret;
import dev.tributary.connector.PathTemplate;
import dev.tributary.connector.Scheme;
import dev.tributary.connector.Value;
import dev.tributary.http.ClientIdentity;
import dev.tributary.mapping.MappingException;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the values of a scheme come to for one account. Its expressions see {@code $account} (the
 * account's variables), {@code $credential} (the secrets that the customer typed in) and {@code
 * $app} (our user's registration with the provider: client_id, client_secret, private_key,
 * certificate). Thread-safe.
 */
final class SchemeValues {
    private static final String CLIENT_ID = "client_id";
    private static final String CLIENT_SECRET = "client_secret";

    private final ProviderApps apps;

    SchemeValues(ProviderApps apps) {
        this.apps = apps;
    }

    Map<String, @Nullable Object> bindings(Applicant applicant) {
        IntegratedAccount account = applicant.account();
        Map<String, @Nullable Object> bindings = new LinkedHashMap<>();
        bindings.put("account", account.variables());
        bindings.put("credential", applicant.secrets());
        bindings.put("app", app(applicant));
        return bindings;
    }

    private Map<String, Object> app(Applicant applicant) {
        Map<String, Object> app =
                new LinkedHashMap<>(
                        apps.secrets(
                                applicant.account().environmentId(), applicant.connector().name()));
        if (applicant.scheme().asksForClient()) {
            app.remove(CLIENT_SECRET);
            for (String name : new String[] {CLIENT_ID, CLIENT_SECRET}) {
                typed(applicant, name).ifPresent(value -> app.put(name, value));
            }
        }
        return app;
    }

    private static Optional<String> typed(Applicant applicant, String name) {
        Object open = applicant.account().variables().get(name);
        return Optional.ofNullable(
                applicant.secrets().getOrDefault(name, open == null ? null : open.toString()));
    }

    /**
     * Our id at the token endpoint.
     *
     * @throws Failure {@code unprocessable} when there is no provider app
     */
    String clientId(Applicant applicant) {
        return applicant.scheme().asksForClient()
                ? typed(applicant, CLIENT_ID).orElseThrow(() -> missing(applicant, CLIENT_ID))
                : apps.require(applicant.account().environmentId(), applicant.connector().name())
                        .clientId();
    }

    Secret clientSecret(Applicant applicant) {
        return applicant.scheme().asksForClient()
                ? new Secret(
                        typed(applicant, CLIENT_SECRET)
                                .orElseThrow(() -> missing(applicant, CLIENT_SECRET)))
                : apps.clientSecret(
                        applicant.account().environmentId(), applicant.connector().name());
    }

    /** The certificate that the scheme wants to be shown; empty: none. */
    Optional<ClientIdentity> identity(Applicant applicant) {
        Scheme.Mtls mtls = applicant.scheme().mtls();
        return mtls == null
                ? Optional.empty()
                : Optional.of(
                        Pem.identity(
                                text(applicant, mtls.certificate(), "certificate"),
                                text(applicant, mtls.key(), "private key")));
    }

    /** A value as text; what it is about must not be missing. */
    String text(Applicant applicant, Value value, String what) {
        return optionalText(applicant, value).orElseThrow(() -> missing(applicant, what));
    }

    Optional<String> optionalText(Applicant applicant, Value value) {
        Object resolved = resolve(value, bindings(applicant));
        return resolved == null || resolved.toString().isEmpty()
                ? Optional.empty()
                : Optional.of(resolved.toString());
    }

    /** An address over the account's variables. */
    static String url(Applicant applicant, PathTemplate url) {
        try {
            return url.expandRaw(name -> applicant.account().variables().get(name));
        } catch (IllegalArgumentException unfilled) {
            throw new Failure(Code.UNPROCESSABLE, String.valueOf(unfilled.getMessage()), unfilled);
        }
    }

    static @Nullable Object resolve(Value value, Map<String, @Nullable Object> bindings) {
        try {
            return value.resolve(null, bindings);
        } catch (MappingException broken) {
            // Its words may quote what it was working on, and that may be a secret.
            throw new Failure(Code.MAPPING_FAILED, "an expression of the connector's auth failed");
        }
    }

    private static Failure missing(Applicant applicant, String what) {
        return new Failure(
                Code.UNPROCESSABLE,
                "%s is let in by %s with a %s, and there is none: set it in the provider app, or"
                                .formatted(
                                        applicant.connector().title(),
                                        applicant.scheme().name(),
                                        what)
                        + " let the connector ask for it");
    }
}
