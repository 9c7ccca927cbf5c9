package dev.tributary.db;

import dev.tributary.Code;
import dev.tributary.Failure;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

/** PostgreSQL's binaries, unpacked once per machine and version into a cache folder. */
final class UnpackPostgres {
    private UnpackPostgres() {}

    /** The folder with bin/postgres in it. Several processes may unpack at once. */
    static Path into(Path cache) {
        String resource =
                "/postgres-%s-%s.txz".formatted(system(System.getProperty("os.name")), machine());
        URL url = UnpackPostgres.class.getResource(resource);
        if (url == null) {
            throw new Failure(
                    Code.NOT_READY,
                    ("the embedded PostgreSQL for this machine (%s) is not on the class path;"
                                    + " set DATABASE_URL to a PostgreSQL 15 or newer")
                            .formatted(resource));
        }
        try {
            Path home = cache.resolve("postgres-" + fingerprint(url));
            if (!Files.isExecutable(home.resolve("bin/postgres"))) {
                Files.createDirectories(cache);
                Path fresh = Files.createTempDirectory(cache, "unpacking-");
                try {
                    extract(url, fresh);
                    publish(fresh, home);
                } finally {
                    delete(fresh);
                }
            }
            return home;
        } catch (IOException e) {
            throw new Failure(
                    Code.NOT_READY,
                    "PostgreSQL cannot be unpacked to %s: %s".formatted(cache, e),
                    e);
        }
    }

    // The move is atomic, so whoever comes second finds a whole folder and uses that one.
    private static void publish(Path fresh, Path home) throws IOException {
        try {
            Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw e;
        } catch (IOException e) {
            if (!Files.isExecutable(home.resolve("bin/postgres"))) {
                throw e;
            }
        }
    }

    private static void extract(URL url, Path target) throws IOException {
        try (InputStream raw = url.openStream();
                var tar =
                        new TarArchiveInputStream(
                                new XZInputStream(new BufferedInputStream(raw, 1 << 16)))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                Path path = inside(target, target.resolve(entry.getName()), entry);
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                    continue;
                }
                Files.createDirectories(path.getParent());
                if (entry.isSymbolicLink()) {
                    inside(target, path.resolveSibling(entry.getLinkName()), entry);
                    link(path, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, path, StandardCopyOption.REPLACE_EXISTING);
                    String mode = (entry.getMode() & 0100) != 0 ? "rwxr-xr-x" : "rw-r--r--";
                    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
                }
            }
        }
    }

    private static void link(Path path, Path to) throws IOException {
        try {
            Files.createSymbolicLink(path, to);
        } catch (FileAlreadyExistsException e) {
            Files.delete(path);
            Files.createSymbolicLink(path, to);
        }
    }

    private static Path inside(Path target, Path path, TarArchiveEntry entry) throws IOException {
        Path plain = path.normalize();
        if (!plain.startsWith(target)) {
            throw new IOException("archive entry leaves its folder: " + entry.getName());
        }
        return plain;
    }

    // The archive's checksum stands in the jar's directory: no need to read 15 MB at each start.
    private static String fingerprint(URL url) throws IOException {
        if (url.openConnection() instanceof JarURLConnection jar) {
            return Long.toHexString(jar.getJarEntry().getCrc());
        }
        return Long.toHexString(url.openConnection().getContentLengthLong());
    }

    private static String system(String name) {
        return name.toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
    }

    private static String machine() {
        String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return arch.equals("aarch64") || arch.equals("arm64") ? "arm_64" : "x86_64";
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
