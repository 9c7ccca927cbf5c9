package dev.tributary.integration;

import static java.util.Objects.requireNonNull;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Secret;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.EnumSet;

/**
 * The keys behind the {@link Vault}, as Tink's JSON. To rotate, add a key and make it primary: new
 * values are sealed with it, old ones still open.
 */
final class Keyset {
    private Keyset() {}

    /**
     * @throws Failure {@code not_ready} when the text is not a keyset
     */
    static Aead parse(Secret json) {
        return aead(handle(json));
    }

    static KeysetHandle handle(Secret json) {
        try {
            AeadConfig.register();
            return TinkJsonProtoKeysetFormat.parseKeyset(
                    json.value(), InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException e) {
            throw notAKeyset();
        }
    }

    static Aead aead(KeysetHandle handle) {
        try {
            return handle.getPrimitive(RegistryConfiguration.get(), Aead.class);
        } catch (GeneralSecurityException e) {
            throw notAKeyset();
        }
    }

    // The cause may quote the key material, so it stays out.
    private static Failure notAKeyset() {
        return new Failure(Code.NOT_READY, "the vault's keyset is not a Tink AEAD keyset in JSON");
    }

    /** Puts one more key into a file, which seals from now on; nobody sees half of it. */
    static void addPrimary(Path file) {
        try {
            KeysetHandle before = handle(new Secret(Files.readString(file)));
            KeysetHandle after =
                    KeysetHandle.newBuilder(before)
                            .addEntry(
                                    KeysetHandle.generateEntryFromParameters(
                                                    PredefinedAeadParameters.AES256_GCM)
                                            .withRandomId()
                                            .makePrimary())
                            .build();
            String json =
                    TinkJsonProtoKeysetFormat.serializeKeyset(after, InsecureSecretKeyAccess.get());
            Path draft = draft(file);
            write(draft, new Secret(json));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | GeneralSecurityException e) {
            throw new Failure(Code.NOT_READY, "a key cannot be added to the keyset " + file, e);
        }
    }

    static Secret generate() {
        try {
            AeadConfig.register();
            var handle = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
            return new Secret(
                    TinkJsonProtoKeysetFormat.serializeKeyset(
                            handle, InsecureSecretKeyAccess.get()));
        } catch (GeneralSecurityException e) {
            throw new Failure(Code.NOT_READY, "a keyset cannot be made", e);
        }
    }

    /** The keyset in a file; made at the first run, readable by its owner only. */
    static Secret readOrMake(Path file) {
        try {
            if (Files.notExists(file)) {
                make(file);
            }
            return new Secret(Files.readString(file));
        } catch (IOException e) {
            throw new Failure(
                    Code.NOT_READY, "the keyset %s cannot be read or made".formatted(file), e);
        }
    }

    private static void make(Path file) throws IOException {
        Path folder = requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder");
        Files.createDirectories(folder);
        // Complete before it is visible: a crash leaves no half keyset behind.
        Path draft = draft(file);
        write(draft, generate());
        try {
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            // another server was first: its keyset is the one
        } finally {
            Files.delete(draft);
        }
    }

    private static Path draft(Path file) {
        return file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid());
    }

    private static void write(Path draft, Secret keyset) throws IOException {
        Files.deleteIfExists(draft);
        try (var channel =
                Files.newByteChannel(
                        draft,
                        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")))) {
            channel.write(ByteBuffer.wrap(keyset.bytes()));
        }
    }
}
