package dev.tributary.sandbox.salesforce;

import dev.tributary.sandbox.Json;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A signed JSON web token that an app presents instead of a code.
 *
 * @param signed header and claims as they were signed
 */
record Assertion(Map<String, @Nullable Object> claims, String signed, byte[] signature) {

    /** Empty when the text is no token signed with RS256. */
    static Optional<Assertion> parse(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        Optional<Map<String, @Nullable Object>> header = decode(parts[0]).flatMap(Json::object);
        Optional<Map<String, @Nullable Object>> claims = decode(parts[1]).flatMap(Json::object);
        Optional<byte[]> signature = decode(parts[2]);
        boolean readable =
                header.isPresent()
                        && "RS256".equals(header.get().get("alg"))
                        && claims.isPresent()
                        && signature.isPresent();
        return readable
                ? Optional.of(
                        new Assertion(claims.get(), parts[0] + "." + parts[1], signature.get()))
                : Optional.empty();
    }

    private static Optional<byte[]> decode(String part) {
        try {
            return Optional.of(Base64.getUrlDecoder().decode(part));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    Optional<String> text(String claim) {
        return Json.asText(claims.get(claim));
    }

    /** Seconds since 1970; empty when the claim is no number. */
    Optional<Long> seconds(String claim) {
        return switch (claims.get(claim)) {
            case Number number -> Optional.of(number.longValue());
            case String text when text.matches("\\d{1,12}") -> Optional.of(Long.parseLong(text));
            case null, default -> Optional.empty();
        };
    }

    boolean signedWithAny(List<PublicKey> keys) {
        return keys.stream().anyMatch(this::signedWith);
    }

    private boolean signedWith(PublicKey key) {
        try {
            Signature check = Signature.getInstance("SHA256withRSA");
            check.initVerify(key);
            check.update(signed.getBytes(StandardCharsets.US_ASCII));
            return check.verify(signature);
        } catch (GeneralSecurityException impossible) {
            return false;
        }
    }

    /**
     * Reads a public key or a certificate in PEM.
     *
     * @throws IllegalArgumentException when it is neither
     */
    static PublicKey key(String pem) {
        try {
            if (pem.contains("BEGIN CERTIFICATE")) {
                return CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                        .getPublicKey();
            }
            String base64 = pem.replaceAll("-----[^-]+-----|\\s", "");
            return KeyFactory.getInstance("RSA")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
        } catch (GeneralSecurityException malformed) {
            throw new IllegalArgumentException("the key is no RSA public key in PEM", malformed);
        }
    }
}
