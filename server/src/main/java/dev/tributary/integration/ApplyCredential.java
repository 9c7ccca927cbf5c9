package dev.tributary.integration;

import dev.tributary.Failure;
import dev.tributary.Secret;
import dev.tributary.connector.Auth;
import dev.tributary.connector.Connector;
import dev.tributary.connector.Scheme;
import dev.tributary.connector.Value;
import dev.tributary.http.ClientIdentity;
import dev.tributary.http.HttpCall;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** How each kind of credential travels with a request. Thread-safe. */
public final class ApplyCredential {
    private final SchemeValues values;
    private final SignOAuth1 oauth1;

    ApplyCredential(SchemeValues values, SignOAuth1 oauth1) {
        this.values = values;
        this.oauth1 = oauth1;
    }

    /**
     * With nothing but one text: an access token or session, an API key, or {@code
     * username:password}.
     *
     * @throws Failure {@code invalid_request} for a scheme that takes more than that
     */
    public static Authorization plain(Connector connector, Scheme scheme, Secret given) {
        Map<String, String> headers = new LinkedHashMap<>();
        Map<String, String> query = new LinkedHashMap<>();
        switch (scheme.auth()) {
            case Auth.Granted _, Auth.Session _ when scheme.headers().isEmpty() ->
                    headers.put("authorization", "Bearer " + given.value());
            case Auth.Basic _ ->
                    headers.put(
                            "authorization",
                            "Basic " + Base64.getEncoder().encodeToString(given.bytes()));
            case Auth.ApiKey key -> key(given.value(), key, headers, query);
            case Auth _ ->
                    throw Failure.invalid(
                            "%s lets in by %s, which takes more than one text: give the headers"
                                    + " with --header",
                            connector.title(), scheme.name());
        }
        return new Authorization(headers, query, UnaryOperator.identity(), 1);
    }

    /**
     * @param access the access token or session; empty: there is none
     */
    Authorization of(Applicant applicant, String access, long version) {
        Scheme scheme = applicant.scheme();
        Map<String, String> headers = new LinkedHashMap<>();
        Map<String, String> query = new LinkedHashMap<>();
        UnaryOperator<HttpCall> body = UnaryOperator.identity();
        UnaryOperator<HttpCall> last = UnaryOperator.identity();
        switch (scheme.auth()) {
            case Auth.Granted _ -> headers.put("authorization", "Bearer " + access);
            case Auth.Session _ -> {
                if (scheme.headers().isEmpty()) {
                    headers.put("authorization", "Bearer " + access);
                }
            }
            case Auth.Basic basic ->
                    headers.put(
                            "authorization",
                            basic(
                                    values.text(applicant, basic.username(), "user name"),
                                    values.optionalText(applicant, basic.password()).orElse("")));
            case Auth.ApiKey key ->
                    key(applicant.secrets().getOrDefault("api_key", ""), key, headers, query);
            case Auth.Custom custom ->
                    custom.query()
                            .forEach(
                                    (name, value) ->
                                            values.optionalText(applicant, value)
                                                    .ifPresent(text -> query.put(name, text)));
            case Auth.OAuth1 keys -> last = oauth1.with(applicant, keys);
            case Auth.Wss wss -> {
                String username = values.text(applicant, wss.username(), "user name");
                String password = values.text(applicant, wss.password(), "password");
                body = call -> SecureEnvelope.of(call, username, password);
            }
        }
        ClientIdentity identity = values.identity(applicant).orElse(null);
        UnaryOperator<HttpCall> own = own(applicant, access);
        var first = body;
        var sign = last;
        return new Authorization(
                headers,
                query,
                call -> sign.apply(own.apply(first.apply(call).as(identity))),
                version);
    }

    private static void key(
            String given, Auth.ApiKey key, Map<String, String> headers, Map<String, String> query) {
        String value = key.prefix() + given;
        String header = key.header();
        if (header != null) {
            headers.put(header.toLowerCase(Locale.ROOT), value);
        }
        if (key.query() != null) {
            query.put(key.query(), value);
        }
    }

    /** The scheme's own headers; they may depend on the request that they go with. */
    private UnaryOperator<HttpCall> own(Applicant applicant, String access) {
        Map<String, Value> declared = applicant.scheme().headers();
        if (declared.isEmpty()) {
            return UnaryOperator.identity();
        }
        Map<String, @Nullable Object> known = values.bindings(applicant);
        known.put("token", access);
        return call -> {
            Map<String, @Nullable Object> bindings = new LinkedHashMap<>(known);
            bindings.put("request", seen(call));
            Map<String, String> headers = new LinkedHashMap<>();
            declared.forEach(
                    (name, value) -> {
                        Object resolved = SchemeValues.resolve(value, bindings);
                        if (resolved != null) {
                            headers.put(name.toLowerCase(Locale.ROOT), resolved.toString());
                        }
                    });
            return call.with(headers, "");
        };
    }

    private static Map<String, @Nullable Object> seen(HttpCall call) {
        Map<String, @Nullable Object> seen = new LinkedHashMap<>();
        seen.put("method", call.method());
        seen.put("url", call.uri().toString());
        seen.put("path", call.uri().getRawPath());
        seen.put("query", call.uri().getRawQuery());
        seen.put("body", new String(call.body(), StandardCharsets.UTF_8));
        return seen;
    }

    private static String basic(String username, String password) {
        byte[] pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }
}
