package dev.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The house rules, held over every module's sources. */
class TidyTest {
    private static final Path HOUSE = Path.of("..").toAbsolutePath().normalize();
    private static final int FILE_LINES_MAX = 400;

    /** Generous for assemblies, which list what they join; elsewhere 40 is a question to ask. */
    private static final int METHOD_LINES_MAX = 80;

    /** Who may import whom; the glue (db, http, job, ops) and core are open to all. */
    private static final Map<String, Set<String>> ARROWS =
            Map.ofEntries(
                    Map.entry("budget", Set.of()),
                    Map.entry("call", Set.of("budget", "integration")),
                    Map.entry("commission", Set.of("event")),
                    Map.entry("connect", Set.of("budget", "call", "integration")),
                    Map.entry("db", Set.of()),
                    Map.entry("event", Set.of("budget", "call", "integration")),
                    Map.entry("http", Set.of()),
                    Map.entry("inbound", Set.of("event", "integration")),
                    Map.entry("integration", Set.of()),
                    Map.entry("job", Set.of()),
                    Map.entry("ops", Set.of()),
                    Map.entry("payroll", Set.of("budget", "call", "commission")),
                    Map.entry("sync", Set.of("budget", "call", "event")),
                    Map.entry("unified", Set.of("budget", "call", "sync")));

    private static final Set<String> GLUE = Set.of("db", "http", "job", "ops");
    private static final Set<String> CORE =
            Set.of("connector", "document", "mapping", "model", "plan", "jsonata");

    /** Names of products that the folder list cannot know yet. */
    private static final Set<String> PRODUCTS =
            Set.of(
                    "adp",
                    "bamboohr",
                    "dynamics",
                    "gusto",
                    "hibob",
                    "hubspot",
                    "netsuite",
                    "personio",
                    "pipedrive",
                    "rippling",
                    "salesforce",
                    "veeva",
                    "workday",
                    "zoho");

    private static final Pattern IMPORT =
            Pattern.compile("^import (?:static )?dev\\.tributary\\.(\\w+)", Pattern.MULTILINE);
    private static final Pattern BANNED_NAME =
            Pattern.compile("\\w*(Manager|Helper|Util|Utils|Impl|Base|Info|DTO|Dto)\\.java");
    private static final Pattern METHOD =
            Pattern.compile(
                    "^    (?!.*\\b(?:record|class|enum|interface)\\b)(?:\\w[^=;{}]*)?\\w+\\([^;={}]*\\)[^;={}]*\\{$",
                    Pattern.MULTILINE);

    private record Source(Path file, String text) {
        /** The package below dev.tributary; empty for the root. */
        String feature() {
            Path path = HOUSE.relativize(file);
            Path below = path.subpath(5, path.getNameCount());
            return below.getNameCount() > 2 ? below.getName(1).toString() : "";
        }

        String name() {
            return HOUSE.relativize(file).toString();
        }
    }

    @Test
    void the_sources_are_found() {
        assertThat(sources("core", "server", "jsonata", "sandbox")).hasSizeGreaterThan(300);
        assertThat(sources("server").stream().map(Source::feature))
                .contains("event", "commission", "");
    }

    @Test
    void packages_keep_to_their_arrows() {
        List<String> problems = new ArrayList<>();
        for (Source source : sources("server")) {
            Set<String> allowed = ARROWS.get(source.feature());
            if (source.feature().isEmpty()) {
                continue;
            }
            if (allowed == null) {
                problems.add(source.name() + ": a package without arrows; add it to this test");
                continue;
            }
            Matcher matcher = IMPORT.matcher(source.text());
            while (matcher.find()) {
                String other = matcher.group(1);
                boolean own = other.equals(source.feature());
                boolean word = Character.isUpperCase(other.charAt(0));
                if (word && Set.of("App", "Main").contains(other)
                        || !word
                                && !own
                                && !GLUE.contains(other)
                                && !CORE.contains(other)
                                && !allowed.contains(other)) {
                    problems.add(source.name() + " imports " + other);
                }
            }
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void the_sandbox_knows_the_product_by_its_public_api_only() {
        assertThat(sources("sandbox"))
                .allSatisfy(
                        source ->
                                assertThat(source.text())
                                        .as(source.name())
                                        .doesNotContainPattern(
                                                "import dev\\.tributary\\.(?!sandbox)"));
    }

    @Test
    void no_product_code_names_a_provider() throws IOException {
        List<String> names = new ArrayList<>(PRODUCTS);
        try (Stream<Path> folders = Files.list(HOUSE.resolve("connectors"))) {
            folders.filter(Files::isDirectory).forEach(f -> names.add(f.getFileName().toString()));
        }
        Pattern named =
                Pattern.compile(
                        "(?<![A-Za-z])(?i:%s)(?![A-Za-z])|(%s)(?![a-z])"
                                .formatted(String.join("|", names), camel(names)));
        List<String> problems = new ArrayList<>();
        for (Source source : sources("core", "server", "jsonata")) {
            Matcher matcher = named.matcher(source.text());
            if (matcher.find()) {
                problems.add(source.name() + " names " + matcher.group());
            }
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void files_and_methods_stay_small() {
        List<String> problems = new ArrayList<>();
        for (Source source : sources("core", "server", "jsonata", "sandbox")) {
            long lines = source.text().lines().count();
            if (lines > FILE_LINES_MAX) {
                problems.add("%s has %d lines".formatted(source.name(), lines));
            }
            Matcher method = METHOD.matcher(source.text());
            while (method.find()) {
                int end = source.text().indexOf("\n    }\n", method.end());
                long length =
                        end < 0 ? 0 : source.text().substring(method.start(), end).lines().count();
                if (length > METHOD_LINES_MAX) {
                    problems.add(
                            "%s: %d lines in %s"
                                    .formatted(source.name(), length, method.group().strip()));
                }
            }
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void every_package_has_a_caption_and_knows_null() {
        List<String> problems = new ArrayList<>();
        for (Source source : sources("core", "server", "jsonata", "sandbox")) {
            Path caption = source.file().resolveSibling("package-info.java");
            if (!Files.exists(caption)) {
                problems.add(source.name() + ": its package has no package-info.java");
            } else if (!read(caption).contains("@NullMarked")
                    || !read(caption).stripLeading().startsWith("/**")) {
                problems.add(caption + " lacks a caption or @NullMarked");
            }
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void nothing_banned_is_written() {
        List<String> problems = new ArrayList<>();
        for (Source source : sources("core", "server", "jsonata", "sandbox")) {
            if (BANNED_NAME.matcher(source.file().getFileName().toString()).matches()) {
                problems.add(source.name() + " says nothing with its name");
            }
            for (String banned :
                    List.of("System.currentTimeMillis(", "TODO", "FIXME", "XXX", "@Disabled")) {
                if (source.text().contains(banned)) {
                    problems.add(source.name() + " contains " + banned);
                }
            }
            boolean money =
                    Set.of("commission", "payroll").contains(source.feature())
                            || source.name().contains("/tributary/plan/");
            if (money && Pattern.compile("\\b(double|float)\\b").matcher(source.text()).find()) {
                problems.add(source.name() + " has binary fractions near money");
            }
        }
        assertThat(problems).isEmpty();
    }

    private static String camel(List<String> names) {
        return names.stream()
                .map(name -> Character.toUpperCase(name.charAt(0)) + name.substring(1))
                .reduce((a, b) -> a + "|" + b)
                .orElseThrow();
    }

    private static List<Source> sources(String... modules) {
        List<Source> sources = new ArrayList<>();
        for (String module : modules) {
            Path root = HOUSE.resolve(module).resolve("src/main/java/dev");
            try (Stream<Path> files = Files.walk(root)) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .forEach(file -> sources.add(new Source(file, read(file))));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return sources;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
