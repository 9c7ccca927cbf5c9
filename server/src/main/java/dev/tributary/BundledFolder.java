package dev.tributary;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Map;

/** A folder of data that comes inside the server's jar: connectors, models. */
public final class BundledFolder {
    private BundledFolder() {}

    /** The folder as a path to read from, whether classes come from a jar or from a folder. */
    public static Path open(String name) {
        URL url = BundledFolder.class.getResource("/" + name);
        if (url == null) {
            throw new Failure(Code.NOT_READY, "the folder %s is not built in".formatted(name));
        }
        try {
            URI uri = url.toURI();
            return uri.getScheme().equals("jar") ? jar(uri).getPath("/" + name) : Path.of(uri);
        } catch (URISyntaxException | IOException e) {
            throw new Failure(Code.NOT_READY, "the folder %s cannot be read".formatted(name), e);
        }
    }

    // Stays open for as long as the process runs: the jar does too.
    private static FileSystem jar(URI uri) throws IOException {
        try {
            return FileSystems.newFileSystem(uri, Map.of());
        } catch (FileSystemAlreadyExistsException e) {
            return FileSystems.getFileSystem(uri);
        }
    }
}
