package dev.tributary.integration;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.connector.Auth;
import dev.tributary.http.HttpCall;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs requests as OAuth 1.0a wants it (RFC 5849), with HMAC. Thread-safe. */
final class SignOAuth1 {
    private static final String HEX = "0123456789ABCDEF";

    private final SchemeValues values;
    private final RandomText random;
    private final Clock clock;

    /** Two pairs of keys, and who they are for. It prints no secret. */
    record Keys(
            String clientId,
            String clientSecret,
            String tokenId,
            String tokenSecret,
            @Nullable String realm,
            Auth.Hash hash) {
        @Override
        public String toString() {
            return "Keys[" + clientId + "]";
        }
    }

    private record Parameter(String name, String value) implements Comparable<Parameter> {
        static Parameter of(String name, String value) {
            return new Parameter(encode(name), encode(value));
        }

        @Override
        public int compareTo(Parameter other) {
            int byName = name.compareTo(other.name);
            return byName == 0 ? value.compareTo(other.value) : byName;
        }
    }

    SignOAuth1(SchemeValues values, RandomText random, Clock clock) {
        this.values = values;
        this.random = random;
        this.clock = clock;
    }

    UnaryOperator<HttpCall> with(Applicant applicant, Auth.OAuth1 oauth) {
        Keys keys =
                new Keys(
                        values.clientId(applicant),
                        values.clientSecret(applicant).value(),
                        applicant.secrets().getOrDefault("token_id", ""),
                        applicant.secrets().getOrDefault("token_secret", ""),
                        oauth.realm() == null
                                ? null
                                : values.text(applicant, oauth.realm(), "realm"),
                        oauth.hash());
        return call ->
                signed(call, keys, random.next("").value(), clock.instant().getEpochSecond());
    }

    static HttpCall signed(HttpCall call, Keys keys, String nonce, long timestamp) {
        Map<String, String> protocol = new LinkedHashMap<>();
        protocol.put("oauth_consumer_key", keys.clientId);
        protocol.put("oauth_token", keys.tokenId);
        protocol.put("oauth_signature_method", "HMAC-" + keys.hash.name());
        protocol.put("oauth_timestamp", Long.toString(timestamp));
        protocol.put("oauth_nonce", nonce);
        protocol.put("oauth_version", "1.0");
        String signature = signature(base(call, protocol), keys);
        StringJoiner header = new StringJoiner(", ", "OAuth ", "");
        if (keys.realm != null) {
            header.add("realm=\"" + keys.realm.replaceAll("[\"\\\\]", "\\\\$0") + "\"");
        }
        protocol.forEach((name, value) -> header.add(name + "=\"" + encode(value) + "\""));
        header.add("oauth_signature=\"" + encode(signature) + "\"");
        return call.with(Map.of("authorization", header.toString()), "");
    }

    static String signature(String base, Keys keys) {
        String key = encode(keys.clientSecret) + "&" + encode(keys.tokenSecret);
        String algorithm =
                switch (keys.hash) {
                    case SHA1 -> "HmacSHA1";
                    case SHA256 -> "HmacSHA256";
                };
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.US_ASCII), algorithm));
            byte[] hash = mac.doFinal(base.getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new Failure(Code.INTERNAL, "a request cannot be signed", e);
        }
    }

    /** The signature base string of RFC 5849, section 3.4.1. */
    static String base(HttpCall call, Map<String, String> protocol) {
        List<Parameter> parameters = new ArrayList<>();
        protocol.forEach((name, value) -> parameters.add(Parameter.of(name, value)));
        add(parameters, call.uri().getRawQuery());
        String type = call.headers().getOrDefault("content-type", "");
        if (type.startsWith("application/x-www-form-urlencoded")) {
            add(parameters, new String(call.body(), StandardCharsets.UTF_8));
        }
        StringJoiner normalized = new StringJoiner("&");
        parameters.stream().sorted().forEach(each -> normalized.add(each.name + "=" + each.value));
        return call.method()
                + "&"
                + encode(address(call.uri()))
                + "&"
                + encode(normalized.toString());
    }

    private static void add(List<Parameter> parameters, @Nullable String form) {
        if (form == null || form.isEmpty()) {
            return;
        }
        for (String pair : form.split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            parameters.add(Parameter.of(decode(name), decode(value)));
        }
    }

    private static String address(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        int usual = scheme.equals("https") ? 443 : 80;
        boolean port = uri.getPort() >= 0 && uri.getPort() != usual;
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return scheme
                + "://"
                + uri.getHost().toLowerCase(Locale.ROOT)
                + (port ? ":" + uri.getPort() : "")
                + path;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Everything but the unreserved characters, byte by byte (section 3.6). */
    static String encode(String text) {
        StringBuilder out = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            int c = each & 0xff;
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (letter || (c >= '0' && c <= '9') || "-._~".indexOf(c) >= 0) {
                out.append((char) c);
            } else {
                out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
        return out.toString();
    }
}
