package dev.tributary.integration;

import dev.tributary.Failure;
import dev.tributary.Json;
import dev.tributary.Secret;
import dev.tributary.connector.Auth;
import dev.tributary.connector.Connector;
import dev.tributary.http.Http;
import dev.tributary.http.HttpCall;
import dev.tributary.http.HttpReply;
import dev.tributary.ops.Metrics;

import org.jspecify.annotations.Nullable;

import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Speaks to providers' OAuth 2.0 token endpoints. One call each, never repeated here. Thread-safe.
 */
final class TokenEndpoint {
    /** No token call takes longer; leases on refreshes are. */
    static final Duration TIMEOUT_MAX = Duration.ofSeconds(15);

    private static final int REPLY_BYTES_MAX = 256 * 1024;

    private static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    private final Http http;
    private final SchemeValues values;
    private final SignAssertion sign;
    private final LogIn logIn;
    private final Metrics metrics;

    TokenEndpoint(Http http, SchemeValues values, SignAssertion sign, Metrics metrics) {
        this.http = http;
        this.values = values;
        this.sign = sign;
        this.logIn = new LogIn(http, values);
        this.metrics = metrics;
    }

    TokenReply exchange(
            Applicant applicant, Secret code, String redirectUri, @Nullable Secret verifier) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", "authorization_code");
        fields.put("code", code.value());
        fields.put("redirect_uri", redirectUri);
        if (verifier != null) {
            fields.put("code_verifier", verifier.value());
        }
        return send(applicant, endpoint(applicant), fields);
    }

    /**
     * Another token for the one that has ended.
     *
     * @param refreshToken null: the provider gives none
     */
    TokenReply renew(Applicant applicant, @Nullable Secret refreshToken) {
        Map<String, String> fields = new LinkedHashMap<>();
        switch (applicant.scheme().auth()) {
            case Auth.OAuth2 _ -> {
                if (refreshToken == null) {
                    return new TokenReply.Ended("there is no refresh token");
                }
                fields.put("grant_type", "refresh_token");
                fields.put("refresh_token", refreshToken.value());
            }
            case Auth.JwtBearer jwt -> {
                fields.put("grant_type", JWT_BEARER);
                fields.put("assertion", sign.sign(applicant, jwt));
                scope(fields, jwt.endpoint());
            }
            case Auth.ClientCredentials client -> {
                fields.put("grant_type", "client_credentials");
                scope(fields, client.endpoint());
            }
            case Auth.Session session -> {
                metrics.count(
                        "api_calls", "provider", applicant.connector().name(), "kind", "token");
                return logIn.run(applicant, session);
            }
            case Auth.ApiKey _, Auth.Basic _, Auth.Custom _, Auth.OAuth1 _, Auth.Wss _ ->
                    throw noTokens(applicant);
        }
        return send(applicant, endpoint(applicant), fields);
    }

    private static void scope(Map<String, String> fields, Auth.Endpoint endpoint) {
        if (!endpoint.scopes().isEmpty()) {
            fields.put("scope", String.join(" ", endpoint.scopes()));
        }
    }

    private static Auth.Endpoint endpoint(Applicant applicant) {
        if (applicant.scheme().auth() instanceof Auth.Granted granted) {
            return granted.endpoint();
        }
        throw noTokens(applicant);
    }

    private static IllegalStateException noTokens(Applicant applicant) {
        return new IllegalStateException(applicant + " gets no tokens");
    }

    private TokenReply send(
            Applicant applicant, Auth.Endpoint endpoint, Map<String, String> fields) {
        HttpCall call = call(applicant, endpoint, fields);
        metrics.count("api_calls", "provider", applicant.connector().name(), "kind", "token");
        HttpReply reply;
        try {
            reply = http.send(call);
        } catch (Failure failure) {
            String reason = "its token endpoint did not answer: " + failure.getMessage();
            return neverSent(failure)
                    ? new TokenReply.NotDone(reason, null)
                    : new TokenReply.Lost(reason);
        }
        return ReadTokenReply.read(applicant.scheme(), endpoint, reply);
    }

    private HttpCall call(Applicant applicant, Auth.Endpoint endpoint, Map<String, String> fields) {
        Map<String, @Nullable Object> bindings = values.bindings(applicant);
        endpoint.form()
                .forEach(
                        (name, value) -> {
                            Object resolved = SchemeValues.resolve(value, bindings);
                            if (resolved != null) {
                                fields.put(name, resolved.toString());
                            }
                        });
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("accept", "application/json");
        // A kept connection may have died meanwhile, and a refresh that died with it counts as
        // lost.
        headers.put("connection", "close");
        switch (endpoint.client()) {
            case BASIC ->
                    headers.put(
                            "authorization",
                            basic(values.clientId(applicant), values.clientSecret(applicant)));
            case BODY -> {
                fields.put("client_id", values.clientId(applicant));
                fields.put("client_secret", values.clientSecret(applicant).value());
            }
            case NONE -> {}
        }
        byte[] body =
                switch (endpoint.format()) {
                    case FORM -> {
                        headers.put("content-type", "application/x-www-form-urlencoded");
                        yield form(fields).getBytes(StandardCharsets.UTF_8);
                    }
                    case JSON, XML -> {
                        headers.put("content-type", "application/json");
                        yield Json.bytes(fields);
                    }
                    case CSV -> throw new IllegalStateException("nobody asks for tokens in CSV");
                };
        return new HttpCall(
                "POST",
                URI.create(SchemeValues.url(applicant, endpoint.url())),
                headers,
                body,
                timeout(applicant.connector()),
                REPLY_BYTES_MAX,
                values.identity(applicant).orElse(null));
    }

    // No connection, no request: everything later than that may have arrived.
    private static boolean neverSent(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
                return true;
            }
        }
        return false;
    }

    static Duration timeout(Connector connector) {
        return connector.timeout().compareTo(TIMEOUT_MAX) < 0 ? connector.timeout() : TIMEOUT_MAX;
    }

    // RFC 6749, section 2.3.1: both parts are form-encoded before they are joined.
    private static String basic(String id, Secret secret) {
        String pair = encode(id) + ":" + encode(secret.value());
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    static String form(Map<String, String> fields) {
        StringJoiner form = new StringJoiner("&");
        fields.forEach((name, value) -> form.add(encode(name) + "=" + encode(value)));
        return form.toString();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
