package dev.tributary.integration;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Secret;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;

/**
 * The keys in use. Those in a file are read again when the file has changed: a key that another
 * server has added opens here at once and seals within a second. Thread-safe.
 */
public final class SealingKeys implements Aead {
    private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

    /** Where a value sealed by Tink says by which key: behind one byte for the kind. */
    private static final int ID_AT = 1;

    private static final int ID_BYTES = 4;

    private final @Nullable Path file;
    private volatile Loaded loaded;
    private volatile long lookedAt = System.nanoTime();

    private record Loaded(Aead aead, int primary, @Nullable FileTime modified) {}

    private SealingKeys(@Nullable Path file, Loaded loaded) {
        this.file = file;
        this.loaded = loaded;
    }

    /** These and no others. */
    public static SealingKeys of(Secret keyset) {
        return new SealingKeys(null, load(keyset, null));
    }

    /** Those in a file, which is made if there is none. */
    public static SealingKeys in(Path file) {
        Secret keyset = Keyset.readOrMake(file);
        return new SealingKeys(file, load(keyset, modified(file)));
    }

    private static Loaded load(Secret keyset, @Nullable FileTime modified) {
        KeysetHandle handle = Keyset.handle(keyset);
        return new Loaded(Keyset.aead(handle), handle.getPrimary().getId(), modified);
    }

    @Override
    public byte[] encrypt(byte[] plain, byte[] associated) throws GeneralSecurityException {
        if (System.nanoTime() - lookedAt > LOOK_NANOS) {
            reload();
        }
        return loaded.aead.encrypt(plain, associated);
    }

    @Override
    public byte[] decrypt(byte[] sealed, byte[] associated) throws GeneralSecurityException {
        try {
            return loaded.aead.decrypt(sealed, associated);
        } catch (GeneralSecurityException e) {
            if (!reload()) {
                throw e;
            }
            return loaded.aead.decrypt(sealed, associated);
        }
    }

    /** Whether a value is sealed by the newest key. */
    boolean current(byte[] sealed) {
        byte[] id = ByteBuffer.allocate(ID_BYTES).putInt(loaded.primary).array();
        return sealed.length > ID_AT + ID_BYTES
                && Arrays.equals(sealed, ID_AT, ID_AT + ID_BYTES, id, 0, ID_BYTES);
    }

    /**
     * Adds a key that seals from now on; the others go on opening. False: the keys are not in a
     * file, so whoever keeps them must add one.
     */
    synchronized boolean renew() {
        if (file == null) {
            return false;
        }
        Keyset.addPrimary(file);
        reload();
        return true;
    }

    /** Whether there are other keys now. */
    private synchronized boolean reload() {
        lookedAt = System.nanoTime();
        Path from = file;
        FileTime modified = from == null ? null : modified(from);
        if (from == null || modified == null || modified.equals(loaded.modified)) {
            return false;
        }
        loaded = load(Keyset.readOrMake(from), modified);
        return true;
    }

    private static @Nullable FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new Failure(Code.NOT_READY, "the keyset %s cannot be read".formatted(file), e);
        }
    }
}
