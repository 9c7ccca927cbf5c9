package dev.tributary.integration;

import dev.tributary.Failure;
import dev.tributary.Json;
import dev.tributary.Secret;
import dev.tributary.connector.Auth.OAuth2;
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

    private final Http http;
    private final ProviderApps apps;
    private final Metrics metrics;

    TokenEndpoint(Http http, ProviderApps apps, Metrics metrics) {
        this.http = http;
        this.apps = apps;
        this.metrics = metrics;
    }

    /** Which app speaks to which endpoint. */
    record Client(String environmentId, Connector connector, OAuth2 oauth) {}

    TokenReply exchange(Client client, Secret code, String redirectUri, @Nullable Secret verifier) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", "authorization_code");
        fields.put("code", code.value());
        fields.put("redirect_uri", redirectUri);
        if (verifier != null) {
            fields.put("code_verifier", verifier.value());
        }
        return send(client, fields);
    }

    TokenReply refresh(Client client, Secret refreshToken) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", "refresh_token");
        fields.put("refresh_token", refreshToken.value());
        return send(client, fields);
    }

    private TokenReply send(Client client, Map<String, String> fields) {
        HttpCall call = call(client, fields);
        metrics.count("api_calls", "provider", client.connector.name(), "kind", "token");
        HttpReply reply;
        try {
            reply = http.send(call);
        } catch (Failure failure) {
            String reason = "its token endpoint did not answer: " + failure.getMessage();
            return neverSent(failure)
                    ? new TokenReply.NotDone(reason, null)
                    : new TokenReply.Lost(reason);
        }
        return ReadTokenReply.read(client.oauth, reply);
    }

    private HttpCall call(Client client, Map<String, String> fields) {
        String environmentId = client.environmentId;
        String provider = client.connector.name();
        String id = apps.require(environmentId, provider).clientId();
        Secret secret = apps.clientSecret(environmentId, provider);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("accept", "application/json");
        // A kept connection may have died meanwhile, and a refresh that died with it counts as
        // lost.
        headers.put("connection", "close");
        switch (client.oauth.client()) {
            case BASIC -> headers.put("authorization", basic(id, secret));
            case BODY -> {
                fields.put("client_id", id);
                fields.put("client_secret", secret.value());
            }
        }
        byte[] body =
                switch (client.oauth.format()) {
                    case FORM -> {
                        headers.put("content-type", "application/x-www-form-urlencoded");
                        yield form(fields).getBytes(StandardCharsets.UTF_8);
                    }
                    case JSON -> {
                        headers.put("content-type", "application/json");
                        yield Json.bytes(fields);
                    }
                };
        return new HttpCall(
                "POST",
                URI.create(client.oauth.token()),
                headers,
                body,
                timeout(client.connector),
                REPLY_BYTES_MAX);
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
