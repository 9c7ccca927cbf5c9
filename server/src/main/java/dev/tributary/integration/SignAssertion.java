package dev.tributary.integration;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Json;
import dev.tributary.connector.Auth;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes the signed assertions that token endpoints take for a token (RFC 7523). Thread-safe. */
final class SignAssertion {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final SchemeValues values;
    private final RandomText random;
    private final Clock clock;

    SignAssertion(SchemeValues values, RandomText random, Clock clock) {
        this.values = values;
        this.random = random;
        this.clock = clock;
    }

    /**
     * @throws Failure {@code unprocessable} when the key is missing or is none
     */
    String sign(Applicant applicant, Auth.JwtBearer jwt) {
        Map<String, @Nullable Object> bindings = values.bindings(applicant);
        Map<String, @Nullable Object> header = new LinkedHashMap<>();
        PrivateKey key = Pem.privateKey(values.text(applicant, jwt.key(), "private key"));
        header.put("alg", rsa(key) ? "RS256" : "ES256");
        header.put("typ", "JWT");
        if (jwt.keyId() != null) {
            header.put("kid", SchemeValues.resolve(jwt.keyId(), bindings));
        }
        Map<String, @Nullable Object> claims = new LinkedHashMap<>();
        jwt.claims().forEach((name, value) -> claim(claims, name, value, bindings));
        Instant now = clock.instant();
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(jwt.life()).getEpochSecond());
        claims.put("jti", random.next("").value());
        String signed = part(Json.bytes(header)) + "." + part(Json.bytes(claims));
        return signed + "." + part(signature(key, signed));
    }

    private static void claim(
            Map<String, @Nullable Object> claims,
            String name,
            dev.tributary.connector.Value value,
            Map<String, @Nullable Object> bindings) {
        Object resolved = SchemeValues.resolve(value, bindings);
        if (resolved == null) {
            throw new Failure(
                    Code.UNPROCESSABLE,
                    "the claim %s of the assertion has no value".formatted(name));
        }
        claims.put(name, resolved);
    }

    private static boolean rsa(PrivateKey key) {
        return key.getAlgorithm().equals("RSA");
    }

    private static byte[] signature(PrivateKey key, String text) {
        String name = rsa(key) ? "SHA256withRSA" : "SHA256withECDSAinP1363Format";
        try {
            Signature signature = Signature.getInstance(name);
            signature.initSign(key);
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new Failure(Code.UNPROCESSABLE, "the private key cannot sign an assertion", e);
        }
    }

    private static String part(byte[] bytes) {
        return BASE64.encodeToString(bytes);
    }
}
