package dev.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.PrimitiveTypeTree;
import com.sun.source.util.TreeScanner;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.lang.model.type.TypeKind;

/** The house rules that a compiler does not know, read from the sources of all modules. */
class TidyTest {
    private static final int FILE_LINES_MAX = 400;
    private static final int METHOD_LINES_MAX = 60;

    /** Constructors that join a feature's parts, and tests that tell a story, are lists. */
    private static final int LIST_LINES_MAX = 120;

    private static final Pattern MARKER =
            Pattern.compile("\\b(TODO|FIXME|XXX|HACK)\\b|@Disabled\\b");
    private static final Pattern CAPTION =
            Pattern.compile("(?s)^/\\*\\*\\s+(\\* )?\\S.*?\\.\\s*(\\*/|\\n|$).*");
    private static final Pattern VAGUE =
            Pattern.compile(".+(Manager|Helper|Utils?|Impl|Base|DTO|Dto|Info|Service)");
    private static final Set<String> VAGUE_PACKAGES =
            Set.of("impl", "internal", "util", "utils", "common", "dto", "service", "helper");

    /** Time and randomness are injected; these would be a second source of them. */
    private static final Set<String> BANNED_CALLS =
            Set.of(
                    "System.currentTimeMillis",
                    "Instant.now",
                    "LocalDate.now",
                    "LocalDateTime.now",
                    "ZonedDateTime.now",
                    "OffsetDateTime.now",
                    "Math.random");

    /** Where every number may be money. */
    private static final Set<String> MONEY = Set.of("plan", "commission", "payroll");

    /** What a pure module has no business with. */
    private static final Pattern IMPURE =
            Pattern.compile(
                    "(java\\.sql|javax\\.sql|java\\.net\\.(?!URI|URLEncoder|URLDecoder)|java\\.net\\.http|io\\.helidon|org\\.jdbi)\\b.*");

    /** Products, beside those that have a connector's folder. */
    private static final List<String> PRODUCTS =
            List.of(
                    "hubspot",
                    "salesforce",
                    "pipedrive",
                    "zoho",
                    "attio",
                    "sugarcrm",
                    "freshsales",
                    "zendesk",
                    "insightly",
                    "dynamics365",
                    "gusto",
                    "adp",
                    "workday",
                    "bamboohr",
                    "paychex",
                    "paylocity",
                    "paycom",
                    "ukg",
                    "rippling",
                    "personio",
                    "hibob",
                    "deel",
                    "netsuite",
                    "quickbooks",
                    "xero",
                    "successfactors",
                    "ceridian",
                    "dayforce",
                    "trinet",
                    "justworks",
                    "onpay",
                    "namely.com",
                    "sage intacct");

    private static List<Source> sources;
    private final List<String> problems = new ArrayList<>();

    @BeforeAll
    static void read() {
        sources = Source.of("jsonata/src", "core/src", "server/src", "sandbox/src", "bench/src");
    }

    private static Stream<Source> main(String... modules) {
        return sources.stream()
                .filter(source -> source.path().toString().contains("/src/main/"))
                .filter(source -> List.of(modules).contains(source.module()));
    }

    private void none(String rule) {
        assertThat(problems).as(rule).isEmpty();
    }

    @Test
    void the_sources_are_found() {
        assertThat(sources).hasSizeGreaterThan(600);
        assertThat(main("server").map(Source::packageName))
                .contains("dev.tributary", "dev.tributary.event", "dev.tributary.commission");
    }

    @Test
    void no_file_is_longer_than_a_reader_can_hold() {
        for (Source source : sources) {
            long lines = source.text().lines().count();
            if (lines > FILE_LINES_MAX) {
                problems.add(source.at(lines, lines + " lines"));
            }
        }
        none("files have at most %d lines".formatted(FILE_LINES_MAX));
    }

    @Test
    void no_method_is_longer_than_a_page() {
        for (Source source : sources) {
            new TreeScanner<Void, Void>() {
                @Override
                public Void visitMethod(MethodTree method, Void nothing) {
                    long lines = method.getBody() == null ? 0 : source.lines(method);
                    boolean list =
                            method.getName().contentEquals("<init>")
                                    || source.path().toString().contains("/src/test/");
                    if (lines > (list ? LIST_LINES_MAX : METHOD_LINES_MAX)) {
                        problems.add(source.at(method, method.getName() + ": " + lines + " lines"));
                    }
                    return super.visitMethod(method, nothing);
                }
            }.scan(source.unit(), null);
        }
        none("methods have at most %d lines".formatted(METHOD_LINES_MAX));
    }

    @Test
    void each_package_has_a_caption_and_is_null_marked() {
        Set<String> captioned = new HashSet<>();
        main("jsonata", "core", "server", "sandbox")
                .filter(Source::isPackageInfo)
                .forEach(
                        source -> {
                            captioned.add(source.module() + ":" + source.packageName());
                            if (!CAPTION.matcher(source.text()).matches()) {
                                problems.add(source.at(1, "begin with a caption: /** What. */"));
                            }
                            if (!source.text().contains("\n@NullMarked\n")) {
                                problems.add(source.at(1, "is not @NullMarked"));
                            }
                        });
        Set<String> without = new TreeSet<>();
        main("jsonata", "core", "server", "sandbox")
                .map(source -> source.module() + ":" + source.packageName())
                .filter(name -> !captioned.contains(name))
                .forEach(without::add);
        without.forEach(name -> problems.add(name + " has no package-info.java"));
        none("packages have a caption");
    }

    @Test
    void packages_know_only_whom_the_arrows_allow() {
        main("jsonata", "core", "server").forEach(this::checkArrows);
        none("packages know only whom the arrows of docs/ARCHITECTURE.md allow");
    }

    @Test
    void the_sandbox_knows_the_product_by_its_public_api_only() {
        main("sandbox")
                .forEach(
                        source ->
                                source.unit().getImports().stream()
                                        .map(each -> each.getQualifiedIdentifier().toString())
                                        .filter(name -> name.startsWith("dev.tributary."))
                                        .filter(name -> !name.startsWith("dev.tributary.sandbox."))
                                        .forEach(name -> problems.add(source.at(1, name))));
        none("emulators and driver stand outside");
    }

    private void checkArrows(Source source) {
        String from = Arrows.feature(source.packageName().substring("dev.tributary".length()));
        if (!Arrows.know(source.module(), from)) {
            problems.add(source.at(1, "no arrow is drawn for the package " + from));
        }
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitMemberSelect(MemberSelectTree select, Void nothing) {
                String name = select.toString();
                // The package's own declaration is a member select too, of lower-case words.
                boolean isType =
                        name.startsWith("dev.tributary.") && name.matches(".*\\.[A-Z]\\w*");
                if (isType && !Arrows.allows(source.module(), from, name)) {
                    problems.add(source.at(select, from + " may not know " + name));
                }
                return super.visitMemberSelect(select, nothing);
            }
        }.scan(source.unit(), null);
    }

    @Test
    void core_and_the_engine_are_pure() {
        main("jsonata", "core")
                .forEach(
                        source ->
                                source.unit().getImports().stream()
                                        .map(each -> each.getQualifiedIdentifier().toString())
                                        .filter(name -> IMPURE.matcher(name).matches())
                                        .forEach(name -> problems.add(source.at(1, name))));
        none("no database, no network in pure modules");
    }

    @Test
    void time_and_chance_are_injected() {
        main("jsonata", "core", "server")
                .forEach(
                        source ->
                                new TreeScanner<Void, Void>() {
                                    @Override
                                    public Void visitMemberSelect(
                                            MemberSelectTree select, Void nothing) {
                                        if (BANNED_CALLS.contains(select.toString())) {
                                            problems.add(source.at(select, select.toString()));
                                        }
                                        return super.visitMemberSelect(select, nothing);
                                    }
                                }.scan(source.unit(), null));
        none("a Clock is injected, and so is chance");
    }

    @Test
    void nothing_near_money_is_a_double() {
        main("core", "server")
                .filter(
                        source ->
                                MONEY.contains(
                                        Arrows.feature(
                                                source.packageName()
                                                        .substring("dev.tributary".length()))))
                .forEach(
                        source ->
                                new TreeScanner<Void, Void>() {
                                    @Override
                                    public Void visitPrimitiveType(
                                            PrimitiveTypeTree type, Void nothing) {
                                        TypeKind kind = type.getPrimitiveTypeKind();
                                        if (kind == TypeKind.DOUBLE || kind == TypeKind.FLOAT) {
                                            problems.add(source.at(type, kind.toString()));
                                        }
                                        return null;
                                    }
                                }.scan(source.unit(), null));
        none("money is BigDecimal");
    }

    @Test
    void no_work_is_left_as_a_marker() {
        for (Source source : sources) {
            if (source.path().endsWith("TidyTest.java")) {
                continue;
            }
            Matcher marker = MARKER.matcher(source.text());
            while (marker.find()) {
                long line = source.text().substring(0, marker.start()).lines().count();
                problems.add(source.at(line, marker.group()));
            }
        }
        none("what is left to do is an issue, not a comment");
    }

    @Test
    void classes_and_packages_say_what_they_do() {
        for (Source source : sources) {
            for (String word : source.packageName().split("\\.")) {
                if (VAGUE_PACKAGES.contains(word)) {
                    problems.add(source.at(1, "package " + word));
                }
            }
            new TreeScanner<Void, Void>() {
                @Override
                public Void visitClass(ClassTree type, Void nothing) {
                    if (VAGUE.matcher(type.getSimpleName()).matches()) {
                        problems.add(source.at(type, type.getSimpleName().toString()));
                    }
                    return super.visitClass(type, nothing);
                }
            }.scan(source.unit(), null);
        }
        none("names say what, not that there is something");
    }

    @Test
    void no_product_code_names_a_provider() throws IOException {
        Set<String> names = new TreeSet<>(PRODUCTS);
        Path connectors = Source.ROOT.resolve("connectors");
        if (Files.isDirectory(connectors)) {
            try (Stream<Path> folders = Files.list(connectors)) {
                folders.filter(Files::isDirectory).forEach(each -> names.add(name(each)));
            }
        }
        Pattern any = Pattern.compile("\\b(" + String.join("|", names) + ")\\b");
        main("jsonata", "core", "server").forEach(source -> checkNames(source, any));
        none("what is special about a provider is data");
    }

    private static String name(Path folder) {
        return folder.getFileName().toString().toLowerCase(Locale.ROOT);
    }

    private void checkNames(Source source, Pattern any) {
        long number = 0;
        for (String line : (Iterable<String>) source.text().lines()::iterator) {
            number++;
            // As written, for hubspotId, and cut into words, for readAdpReply.
            String words = line.replaceAll("(?<=[a-z0-9])(?=[A-Z])|_", " ");
            String joined = line.replaceAll("(?<=[a-z])(?=[A-Z][a-z]+Id\\b)", " ");
            for (String form : List.of(line, words, joined)) {
                Matcher matcher = any.matcher(form.toLowerCase(Locale.ROOT));
                if (matcher.find()) {
                    problems.add(source.at(number, matcher.group()));
                    break;
                }
            }
        }
    }
}
