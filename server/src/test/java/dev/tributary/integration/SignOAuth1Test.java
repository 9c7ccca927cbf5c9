package dev.tributary.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.connector.Auth;
import dev.tributary.http.HttpCall;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The examples of RFC 5849 itself. */
class SignOAuth1Test {
    private static HttpCall call(String method, String uri, String form) {
        Map<String, String> headers =
                form.isEmpty()
                        ? Map.of()
                        : Map.of("content-type", "application/x-www-form-urlencoded");
        byte[] body = form.getBytes(StandardCharsets.UTF_8);
        return new HttpCall(method, URI.create(uri), headers, body, Duration.ofSeconds(1), 1);
    }

    private static Map<String, String> protocol(
            String client, String token, String timestamp, String nonce) {
        Map<String, String> protocol = new LinkedHashMap<>();
        protocol.put("oauth_consumer_key", client);
        protocol.put("oauth_token", token);
        protocol.put("oauth_signature_method", "HMAC-SHA1");
        protocol.put("oauth_timestamp", timestamp);
        protocol.put("oauth_nonce", nonce);
        return protocol;
    }

    @Test
    void query_and_form_parameters_are_in_the_base_string_encoded_and_sorted() {
        HttpCall call =
                call(
                        "POST",
                        "http://EXAMPLE.COM:80/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b",
                        "c2&a3=2+q");
        String base =
                SignOAuth1.base(
                        call,
                        protocol("9djdj82h48djs9d2", "kkk9d7dh3k39sjv7", "137131201", "7d8f3e4a"));
        assertThat(base)
                .isEqualTo(
                        "POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q"
                            + "%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D%26oauth_consumer_"
                            + "key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_m"
                            + "ethod%3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk"
                            + "9d7dh3k39sjv7");
    }

    @Test
    void the_printer_gets_its_photograph() {
        var keys =
                new SignOAuth1.Keys(
                        "dpf43f3p2l4k3l03",
                        "kd94hf93k423kf44",
                        "nnch734d00sl2jdk",
                        "pfkkdhi9sl3r4s00",
                        "Photos",
                        Auth.Hash.SHA1);
        HttpCall call =
                call("GET", "http://photos.example.net/photos?file=vacation.jpg&size=original", "");
        String base =
                SignOAuth1.base(
                        call,
                        protocol("dpf43f3p2l4k3l03", "nnch734d00sl2jdk", "137131202", "chapoH"));
        assertThat(SignOAuth1.encode(SignOAuth1.signature(base, keys)))
                .isEqualTo("MdpQcU8iPSUjWoN%2FUDMsK2sui9I%3D");
        assertThat(keys.toString()).doesNotContain("kd94");
    }

    @Test
    void encoding_is_by_bytes_and_keeps_only_what_is_unreserved() {
        assertThat(SignOAuth1.encode("Az09-._~ +*%&=/:ü☃"))
                .isEqualTo("Az09-._~%20%2B%2A%25%26%3D%2F%3A%C3%BC%E2%98%83");
    }
}
