import com.google.googlejavaformat.java.Main;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Formats all Java sources below the current folder, or only checks them: {@code java -cp
 * google-java-format.jar tools/Format.java apply|check}. A source program, so that it runs on the
 * JDK that the build chose, whatever Maven itself runs on. What was fine at the last look and has
 * not been touched since is not looked at again.
 */
final class Format {
    private static final Path STAMP = Path.of("target", "formatted");

    public static void main(String[] arguments) throws Exception {
        boolean apply = arguments.length == 1 && arguments[0].equals("apply");
        FileTime since =
                Files.exists(STAMP) ? Files.getLastModifiedTime(STAMP) : FileTime.fromMillis(0);
        FileTime now = FileTime.from(java.time.Instant.now());
        List<String> files = changedSince(since);
        if (files.isEmpty()) {
            return;
        }
        List<String> options = new ArrayList<>(List.of("--aosp"));
        options.addAll(
                apply ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed"));
        options.addAll(files);
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int exit = new Main(out, err, System.in).format(options.toArray(String[]::new));
        if (exit != 0) {
            System.err.println(
                    apply
                            ? "Some files cannot be formatted: they do not parse."
                            : "The files above are not formatted. ./fmt does it.");
            System.exit(exit);
        }
        Files.createDirectories(STAMP.getParent());
        Files.writeString(STAMP, "");
        Files.setLastModifiedTime(STAMP, apply ? FileTime.from(java.time.Instant.now()) : now);
    }

    private static List<String> changedSince(FileTime time) throws IOException {
        List<String> files = new ArrayList<>();
        Files.walkFileTree(
                Path.of("").toAbsolutePath(),
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path folder, BasicFileAttributes attributes) {
                        String name = folder.getFileName().toString();
                        boolean foreign =
                                name.startsWith(".")
                                        || Arrays.asList("target", "node_modules").contains(name);
                        return foreign ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (file.toString().endsWith(".java")
                                && attributes.lastModifiedTime().compareTo(time) > 0) {
                            files.add(file.toString());
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        return files;
    }
}
