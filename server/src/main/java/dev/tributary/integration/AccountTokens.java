package dev.tributary.integration;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Json;
import dev.tributary.Secret;

import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * Tokens that a browser may hold: for one integrated account, some scopes, and less than an hour.
 * What one says is sealed in it by the vault and stored nowhere; it lives no longer than the key
 * that it was made with. Thread-safe.
 */
final class AccountTokens {
    static final String PREFIX = "trb_acct_";
    private static final Vault.Place PLACE = new Vault.Place("", "account_token", "token");

    private final Vault vault;

    /**
     * What a token says.
     *
     * @param keyId of the key that it was made with
     */
    record Token(
            String keyId,
            String environmentId,
            String accountId,
            List<String> scopes,
            Instant expiresAt) {
        Token {
            scopes = List.copyOf(scopes);
        }
    }

    AccountTokens(Vault vault) {
        this.vault = vault;
    }

    static boolean isOne(String text) {
        return text.startsWith(PREFIX);
    }

    Secret seal(Token token) {
        byte[] sealed = vault.seal(new Secret(Json.text(token)), PLACE);
        return new Secret(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed));
    }

    /**
     * @throws Failure {@code unauthorized} when it is not whole, or not sealed here
     */
    Token open(String text) {
        try {
            byte[] sealed = Base64.getUrlDecoder().decode(text.substring(PREFIX.length()));
            return Json.read(vault.open(sealed, PLACE).bytes(), Token.class);
        } catch (IllegalArgumentException | Failure e) {
            throw new Failure(
                    Code.UNAUTHORIZED, "this is not an account token: was it copied whole?", e);
        }
    }
}
