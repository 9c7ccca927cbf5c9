package dev.tributary.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Secret;
import dev.tributary.connector.Webhooks.Encoding;
import dev.tributary.connector.Webhooks.Hmac;
import dev.tributary.connector.Webhooks.KeyEncoding;
import dev.tributary.connector.Webhooks.Stamp;
import dev.tributary.inbound.VerifyHmac.Signed;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Signatures in here were made with OpenSSL: {@code openssl dgst -sha256 -hmac KEY -binary}. */
class VerifyHmacTest {
    private static final Instant NOW = Instant.ofEpochMilli(1_700_000_000_000L);
    private static final String BODY = "[{\"id\":1,\"name\":\"Zoë\"}]";
    private static final String URI =
            "https://hooks.example.com/webhooks/environments/env_1/acme?x=1";
    private static final Secret KEY = new Secret("top-secret");

    /** Over method, URI, body and timestamp; base64; timestamp in milliseconds. */
    private static final Hmac WHOLE =
            scheme(
                    "sha256",
                    KeyEncoding.UTF8,
                    List.of("method", "uri", "body", "timestamp"),
                    Encoding.BASE64,
                    "",
                    "X-Time");

    private static final String WHOLE_SIGNATURE = "WY4ae8GRPL98HGKeIzTPoM5VlYMYI+29Mp/19KvWBQ8=";

    private static Hmac scheme(
            String hash,
            KeyEncoding key,
            List<String> over,
            Encoding encoding,
            String prefix,
            @Nullable String timestamp) {
        return new Hmac(
                hash,
                "client_secret",
                key,
                over,
                "X-Signature",
                encoding,
                prefix,
                timestamp,
                Stamp.MILLIS,
                Duration.ofMinutes(5));
    }

    private static Signed request(@Nullable String signature, @Nullable String timestamp) {
        Map<String, String> headers = new HashMap<>();
        if (signature != null) {
            headers.put("x-signature", signature);
        }
        if (timestamp != null) {
            headers.put("x-time", timestamp);
        }
        return new Signed("POST", URI, headers, BODY.getBytes(StandardCharsets.UTF_8));
    }

    private static void refused(Hmac scheme, Signed request, Instant now, String why) {
        assertThatThrownBy(() -> VerifyHmac.check(scheme, KEY, request, now))
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> {
                            assertThat(failure.code()).isEqualTo(Code.BAD_SIGNATURE);
                            assertThat(failure.getMessage()).contains(why);
                        });
    }

    @Test
    void a_signature_over_method_uri_body_and_timestamp_is_accepted() {
        assertThatCode(
                        () ->
                                VerifyHmac.check(
                                        WHOLE, KEY, request(WHOLE_SIGNATURE, "1700000000000"), NOW))
                .doesNotThrowAnyException();
    }

    @Test
    void a_hex_signature_over_timestamp_and_body_with_a_hex_key_is_accepted() {
        Hmac scheme =
                scheme(
                        "sha256",
                        KeyEncoding.HEX,
                        List.of("timestamp", "body"),
                        Encoding.HEX,
                        "",
                        "X-Time");
        VerifyHmac.check(
                scheme,
                new Secret("00ff10a0"),
                request(
                        "3a0856b37502fde1f10fdb2728d61007a436532a1de0df5a0266fcb9b2d39f40",
                        "1700000000000"),
                NOW);
    }

    @Test
    void a_prefixed_signature_over_a_literal_and_the_body_needs_no_timestamp() {
        Hmac scheme =
                scheme(
                        "sha512",
                        KeyEncoding.BASE64,
                        List.of("'v0:'", "body"),
                        Encoding.HEX,
                        "v0=",
                        null);
        VerifyHmac.check(
                scheme,
                new Secret("AP8QoA=="),
                request(
                        "v0=061362b4a0fdc488af4431ba96831427270f03864fea76ce6d350a3763127220"
                            + "de45fc72bfdeb8472f33bbcf359deb544cf2a3d8fcbc1cc70cb6c8c1c841aae5",
                        null),
                NOW);
    }

    @Test
    void every_part_that_is_signed_matters() {
        Signed right = request(WHOLE_SIGNATURE, "1700000000000");
        byte[] body = right.body();
        refused(WHOLE, new Signed("PUT", URI, right.headers(), body), NOW, "does not fit");
        refused(WHOLE, new Signed("POST", URI + "y", right.headers(), body), NOW, "does not fit");
        refused(WHOLE, new Signed("POST", URI, right.headers(), new byte[0]), NOW, "does not fit");
        refused(WHOLE, request(WHOLE_SIGNATURE, "1700000000001"), NOW, "does not fit");
        assertThatThrownBy(() -> VerifyHmac.check(WHOLE, new Secret("other"), right, NOW))
                .isInstanceOf(Failure.class);
    }

    @Test
    void a_stale_or_future_timestamp_is_refused_at_the_edge_of_the_tolerance() {
        Signed request = request(WHOLE_SIGNATURE, "1700000000000");
        VerifyHmac.check(WHOLE, KEY, request, NOW.plusSeconds(300));
        VerifyHmac.check(WHOLE, KEY, request, NOW.minusSeconds(300));
        refused(WHOLE, request, NOW.plusMillis(300_001), "more than 300 s away");
        refused(WHOLE, request, NOW.minusMillis(300_001), "more than 300 s away");
    }

    @Test
    void what_is_missing_or_garbled_is_named_and_what_would_be_right_is_not() {
        refused(WHOLE, request(null, "1700000000000"), NOW, "X-Signature is missing");
        refused(WHOLE, request(WHOLE_SIGNATURE, null), NOW, "X-Time is missing");
        refused(WHOLE, request(WHOLE_SIGNATURE, "yesterday"), NOW, "cannot be read");
        refused(WHOLE, request(WHOLE_SIGNATURE, "9".repeat(18)), NOW, "away from our clock");
        refused(WHOLE, request("%%%", "1700000000000"), NOW, "cannot be decoded");
        refused(WHOLE, request("", "1700000000000"), NOW, "does not fit");
    }
}
