package dev.tributary.integration;

import dev.tributary.http.HttpCall;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;

/**
 * What a request to the provider must carry so that it lets us in. It prints no secret.
 *
 * @param sign what depends on the request itself, done last
 * @param version of the credential it comes from: a rejected one is only refreshed if it still is
 *     the newest
 */
public record Authorization(
        Map<String, String> headers,
        Map<String, String> query,
        UnaryOperator<HttpCall> sign,
        long version) {
    public Authorization(Map<String, String> headers, Map<String, String> query, long version) {
        this(headers, query, UnaryOperator.identity(), version);
    }

    public Authorization {
        headers = Map.copyOf(headers);
        query = Map.copyOf(query);
    }

    /** The call as the provider will accept it. */
    public HttpCall apply(HttpCall call) {
        StringJoiner encoded = new StringJoiner("&");
        query.forEach((name, value) -> encoded.add(encode(name) + "=" + encode(value)));
        return sign.apply(call.with(headers, encoded.toString()));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "Authorization[version=" + version + "]";
    }
}
