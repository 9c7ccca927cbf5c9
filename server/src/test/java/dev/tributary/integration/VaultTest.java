package dev.tributary.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Secret;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

class VaultTest {
    private static final Vault.Place HERE = new Vault.Place("env_1", "ia_1", "access");
    private final Secret keyset = Keyset.generate();
    private final Vault vault = new Vault(Keyset.parse(keyset));

    @Test
    void a_sealed_secret_opens_in_its_place() {
        byte[] sealed = vault.seal(new Secret("hunter2"), HERE);
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("hunter2");
        assertThat(vault.open(sealed, HERE)).isEqualTo(new Secret("hunter2"));
        assertThat(new Vault(Keyset.parse(keyset)).open(sealed, HERE).value()).isEqualTo("hunter2");
    }

    @Test
    void a_sealed_secret_opens_nowhere_else() {
        byte[] sealed = vault.seal(new Secret("hunter2"), HERE);
        for (var elsewhere :
                new Vault.Place[] {
                    new Vault.Place("env_2", "ia_1", "access"),
                    new Vault.Place("env_1", "ia_2", "access"),
                    new Vault.Place("env_1", "ia_1", "refresh")
                }) {
            assertThatThrownBy(() -> vault.open(sealed, elsewhere))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("cannot be opened");
        }
        assertThatThrownBy(() -> new Vault(Keyset.parse(Keyset.generate())).open(sealed, HERE))
                .isInstanceOf(Failure.class);
    }

    @Test
    void the_keyset_is_made_once_and_only_its_owner_reads_it(@TempDir Path folder)
            throws Exception {
        Path file = folder.resolve("deep/keyset.json");
        Secret made = Keyset.readOrMake(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Keyset.readOrMake(file)).isEqualTo(made);
        assertThat(Files.list(file.getParent())).hasSize(1);
    }

    @Test
    void text_that_is_no_keyset_is_refused_and_not_shown() {
        assertThatThrownBy(() -> Keyset.parse(new Secret("{\"key\":\"hunter2\"}")))
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> assertThat(failure.code()).isEqualTo(Code.NOT_READY))
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
    }
}
