package dev.tributary.tool;

import dev.tributary.BundledFolder;
import dev.tributary.Failure;
import dev.tributary.connector.Connectors;
import dev.tributary.document.Problem;
import dev.tributary.document.Suggest;
import dev.tributary.model.Models;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Where connectors and models lie: in the folder of whoever writes them, and built in. */
final class Places {
    static final String MAIN = "connector.yaml";

    @Option(
            names = "--connectors",
            paramLabel = "DIR",
            defaultValue = "connectors",
            description = "the folder of your connectors (default: ${DEFAULT-VALUE})")
    private Path own = Path.of("connectors");

    @Option(
            names = "--models",
            paramLabel = "DIR",
            description = "unified resources instead of those built in")
    private @Nullable Path models;

    Path own() {
        return own;
    }

    Models models() {
        return Models.load(models == null ? BundledFolder.open("models") : models);
    }

    /**
     * @param named a connector's name or its folder; null: all of one's own
     * @throws Failure {@code invalid_request} when there is none
     */
    List<Path> folders(@Nullable String named) {
        if (named != null) {
            return List.of(folder(named));
        }
        List<Path> folders = Files.isDirectory(own) ? Connectors.folders(own) : List.of();
        if (folders.isEmpty()) {
            throw Failure.invalid(
                    "there are no connectors in %s: make one with `tributary connector new NAME`,"
                            + " or say where they are with --connectors",
                    own);
        }
        return folders;
    }

    /**
     * One's own comes before a built-in one.
     *
     * @throws Failure {@code invalid_request} when there is none
     */
    Path folder(String named) {
        Path builtIn = BundledFolder.open("connectors");
        List<Path> places = new ArrayList<>();
        places.add(Path.of(named));
        places.add(own.resolve(named));
        places.add(builtIn.resolve(named));
        for (Path place : places) {
            if (Files.isRegularFile(place.resolve(MAIN))) {
                return place;
            }
        }
        Set<String> known = new TreeSet<>();
        Connectors.folders(builtIn).forEach(folder -> known.add(name(folder)));
        if (Files.isDirectory(own)) {
            Connectors.folders(own).forEach(folder -> known.add(name(folder)));
        }
        throw Failure.invalid(
                "there is no connector '%s' in %s, nor is one built in%s",
                named, own, Suggest.among(known, named));
    }

    static String name(Path folder) {
        Path last = folder.toAbsolutePath().normalize().getFileName();
        return String.valueOf(last).replace("/", "");
    }

    /** A problem with the path of its file, which editors and terminals can follow. */
    static String line(Path folder, Problem problem) {
        Path parent = folder.getParent();
        return parent == null || parent.toString().isEmpty() || !isOnDisk(folder)
                ? problem.toString()
                : parent + "/" + problem;
    }

    private static boolean isOnDisk(Path folder) {
        return folder.getFileSystem().equals(FileSystems.getDefault());
    }
}
