package dev.tributary.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Wire;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.Map;

/** Signed assertions in place of a person who clicks. */
class SalesforceBearerTest {
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    private final LetIn in = new LetIn();
    private final KeyPair keys = pair();
    private final String user = "robot@example.com";

    @BeforeEach
    void register() {
        in.org.addUser("Robo", "T", user);
        String pem =
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n";
        Wire.Answer changed =
                in.anonymous()
                        .patch("/_sandbox/apps/" + in.app.clientId(), Map.of("public_key", pem));
        assertThat(changed.json()).containsEntry("keys", 1);
    }

    @AfterEach
    void close() {
        in.close();
    }

    @Test
    void a_signed_assertion_gives_an_access_token_and_no_refresh_token() {
        Wire.Answer answer = present(sign(claims(), keys));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json())
                .containsEntry("token_type", "Bearer")
                .containsEntry("instance_url", in.emulator.address().toString())
                .doesNotContainKeys("refresh_token", "expires_in");
        Wire client = in.anonymous().as(answer.at("access_token") + "");
        assertThat(client.get("/services/oauth2/userinfo").json())
                .containsEntry("preferred_username", user);
    }

    @Test
    void the_addresses_people_log_in_at_are_audiences_and_others_are_not() {
        Json.Fields ours = claims();
        ours.and("aud", in.emulator.address().toString());
        assertThat(present(sign(ours, keys)).status()).isEqualTo(200);

        Json.Fields foreign = claims();
        foreign.and("aud", "https://login.example.com");
        assertThat(present(sign(foreign, keys)).json())
                .containsEntry("error", "invalid_grant")
                .containsEntry("error_description", "Audience validation failed");
    }

    @Test
    void it_is_good_for_three_minutes_at_most() {
        long now = in.clock.instant().getEpochSecond();
        for (long exp : new long[] {now, now - 1, now + 181}) {
            assertThat(present(sign(claims().and("exp", exp), keys)).json())
                    .as("exp %d", exp - now)
                    .containsEntry("error", "invalid_grant");
        }
        assertThat(present(sign(claims().and("exp", now + 180), keys)).status()).isEqualTo(200);
        Json.Fields endless = claims();
        endless.remove("exp");
        assertThat(present(sign(endless, keys)).status()).isEqualTo(400);
    }

    @Test
    void other_keys_other_algorithms_and_unknown_people_are_refused() {
        assertThat(present(sign(claims(), pair())).at("error_description"))
                .isEqualTo("invalid assertion");
        assertThat(present("not.a.token").at("error_description")).isEqualTo("invalid assertion");
        String none = encode(Json.of("alg", "none")) + "." + encode(claims()) + ".";
        assertThat(present(none).at("error_description")).isEqualTo("invalid assertion");
        assertThat(present(sign(claims().and("iss", "nobody"), keys)).at("error"))
                .isEqualTo("invalid_client_id");
        assertThat(
                        present(sign(claims().and("sub", "nobody@example.com"), keys))
                                .at("error_description"))
                .isEqualTo("user hasn't approved this consumer");
    }

    @Test
    void an_app_that_is_not_preauthorized_needs_somebody_to_let_it_in_first() {
        in.anonymous().patch("/_sandbox/apps/" + in.app.clientId(), Map.of("preauthorized", false));
        assertThat(present(sign(claims(), keys)).at("error_description"))
                .isEqualTo("user hasn't approved this consumer");

        in.exchange(in.code(in.wish()));

        assertThat(present(sign(claims(), keys)).status()).isEqualTo(200);
    }

    @Test
    void what_is_no_key_is_not_registered() {
        assertThat(
                        in.anonymous()
                                .patch(
                                        "/_sandbox/apps/" + in.app.clientId(),
                                        Map.of("public_key", "AAAA"))
                                .status())
                .isEqualTo(400);
    }

    private Json.Fields claims() {
        return Json.of("iss", in.app.clientId())
                .and("sub", user)
                .and("aud", "https://login.salesforce.com")
                .and("exp", in.clock.instant().getEpochSecond() + 120);
    }

    private Wire.Answer present(String assertion) {
        return in.anonymous()
                .form(
                        "/services/oauth2/token",
                        Map.of("grant_type", GRANT, "assertion", assertion));
    }

    private static String sign(Map<String, @Nullable Object> claims, KeyPair pair) {
        try {
            String text = encode(Json.of("alg", "RS256")) + "." + encode(claims);
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(pair.getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text
                    + "."
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String encode(Map<String, @Nullable Object> part) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(part));
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
