package dev.tributary.integration;

import dev.tributary.Secret;

import java.util.Base64;

/** Proof key for code exchange (RFC 7636), method S256: only who started can finish. */
record Pkce(Secret verifier) {
    static final String METHOD = "S256";

    /** What the authorize request shows of the verifier. */
    String challenge() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(verifier));
    }
}
