package dev.tributary.integration;

import com.google.crypto.tink.Aead;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/**
 * Seals secrets before they are stored. A sealed value opens only in its own place: moved to
 * another environment, owner or field it is noise. Thread-safe.
 */
public final class Vault {
    private final Aead aead;

    /** Where a sealed value lives; bound to it as associated data. */
    public record Place(String environmentId, String owner, String field) {
        byte[] associatedData() {
            // Ids and field names contain no line breaks, so no two places read the same.
            return String.join("\n", environmentId, owner, field).getBytes(StandardCharsets.UTF_8);
        }
    }

    public Vault(Aead aead) {
        this.aead = aead;
    }

    public byte[] seal(Secret secret, Place place) {
        try {
            return aead.encrypt(secret.bytes(), place.associatedData());
        } catch (GeneralSecurityException e) {
            throw new Failure(Code.INTERNAL, "a secret cannot be sealed", e);
        }
    }

    /**
     * @throws Failure {@code internal} when it was sealed with another keyset or for another place
     */
    public Secret open(byte[] sealed, Place place) {
        try {
            byte[] opened = aead.decrypt(sealed, place.associatedData());
            return new Secret(new String(opened, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            String message =
                    "the %s of %s cannot be opened: is the keyset the one it was sealed with?"
                            .formatted(place.field, place.owner);
            throw new Failure(Code.INTERNAL, message, e);
        }
    }
}
