package dev.tributary.tool;

import dev.tributary.Failure;
import dev.tributary.Json;
import dev.tributary.budget.Lane;
import dev.tributary.call.Target;
import dev.tributary.call.Trace;
import dev.tributary.connector.Connector;
import dev.tributary.connector.DescribedField;
import dev.tributary.connector.Fixture;
import dev.tributary.http.HttpReply;
import dev.tributary.http.PooledHttp;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;

/** Calls a live account and writes the call down as a fixture, without secrets and people. */
@Command(
        name = "record",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Calls a live account and writes the call down as a fixture that passes.",
            "Secrets and personal data are replaced; what was replaced is said. Look at the file"
                    + " before you share it."
        })
final class RecordFixture implements Callable<Integer> {
    private static final Set<String> PEOPLE = Set.of("contacts", "leads", "users", "employees");

    @Spec private @Nullable CommandSpec spec;
    @Mixin private Places places = new Places();
    @Mixin private LiveAccount live = new LiveAccount();

    @Parameters(index = "0", paramLabel = "NAME|FOLDER", description = "the connector")
    private String named = "";

    @Parameters(index = "1", paramLabel = "RESOURCE", description = "such as crm/contacts")
    private String resource = "";

    @Parameters(index = "2", paramLabel = "METHOD", description = "such as list, get or discover")
    private String method = "";

    @Parameters(index = "3..*", paramLabel = "NAME=VALUE", description = "as of `try`")
    private List<String> arguments = new ArrayList<>();

    @Option(
            names = "-o",
            paramLabel = "FILE",
            description = "a new file (default: fixtures/RESOURCE.METHOD.yaml of the connector)")
    private @Nullable Path file;

    @Option(names = "--about", paramLabel = "SENTENCE", description = "what the fixture shows")
    private @Nullable String about;

    @Option(
            names = "--custom",
            split = ",",
            paramLabel = "KEY",
            description = "custom fields to take in; left out: none, their names may tell too much")
    private Set<String> custom = new TreeSet<>();

    @Override
    public Integer call() throws IOException {
        Path folder = places.folder(named);
        Connector connector = live.connector(folder, places);
        Path to = file == null ? folder.resolve("fixtures/" + fileName()) : file;
        if (Files.exists(to)) {
            throw Failure.invalid("%s is there already: choose another file with -o", to);
        }
        var http = new WatchedHttp(new PooledHttp(true), live.secrets(), null);
        Workbench bench = live.bench(connector, http);
        Fixture.Call asked = new Fixture.Call(resource, method, Arguments.of(arguments));
        List<DescribedField> described = describe(bench, asked);
        int before = http.replies().size();
        Failure refused = null;
        try {
            CallMethod.once(bench, asked);
        } catch (Failure failure) {
            refused = failure;
        }
        List<HttpReply> replies = http.replies().subList(before, http.replies().size());
        if (replies.isEmpty()) {
            throw refused == null ? Failure.invalid("nothing went to the provider") : refused;
        }
        Redact redact = new Redact(people(), live.secrets());
        Connector plain = LiveAccount.plain(folder, places);
        redact.move(base(connector, bench), base(plain, bench));
        String text = text(plain, bench, asked, described, replies, redact);
        Path parent = to.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.writeString(to, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        say(to, redact);
        return 0;
    }

    private static String base(Connector connector, Workbench bench) {
        return connector
                .base()
                .expandRaw(
                        PlayFixture.variables(connector, bench.link().account().variables())::get);
    }

    private String fileName() {
        return resource.substring(resource.indexOf('/') + 1) + "." + method + ".yaml";
    }

    private boolean people() {
        return PEOPLE.contains(resource.substring(resource.indexOf('/') + 1));
    }

    /** Asked before the call, so that the call itself does not: of fixed fields what is mapped. */
    private List<DescribedField> describe(Workbench bench, Fixture.Call asked) {
        Target target = bench.target(asked.resource());
        if (method.equals(CallMethod.DISCOVER)) {
            return List.of();
        }
        Set<String> mapped = new TreeSet<>();
        Set<String> selects = new TreeSet<>();
        for (Target one : target.each()) {
            mapped.addAll(one.resource().sorts().values());
            one.resource().filters().values().stream()
                    .flatMap(filter -> filter.any().stream())
                    .forEach(field -> mapped.add(field.path()));
            selects.addAll(one.resource().mapping().selects(List.of()));
        }
        List<DescribedField> described =
                bench.calls().fields(target, new Trace(Lane.INTERACTIVE)).stream()
                        .filter(
                                field ->
                                        field.custom()
                                                ? custom.contains(field.key())
                                                : mapped.contains(field.path())
                                                        || selects.stream()
                                                                .anyMatch(s -> isAt(field, s)))
                        .toList();
        bench.calls().assume(target, described);
        return described;
    }

    /** Selects may leave out the path that all fields lie below. */
    private static boolean isAt(DescribedField field, String select) {
        return field.path().equals(select) || field.path().endsWith("." + select);
    }

    private String text(
            Connector connector,
            Workbench bench,
            Fixture.Call asked,
            List<DescribedField> described,
            List<HttpReply> replies,
            Redact redact) {
        List<Rehearse.Canned> canned = replies.stream().map(RecordFixture::canned).toList();
        redact.learn(asked.arguments());
        canned.forEach(reply -> redact.learn(reply.body()));
        List<Rehearse.Canned> clean = canned.stream().map(reply -> clean(reply, redact)).toList();
        var call = new Fixture.Call(resource, method, object(redact.apply(asked.arguments())));
        Map<String, Object> account = account(bench, redact);
        String title = about == null ? "recorded: " + method + " of " + resource : about;
        Fixture whole = Rehearse.run(connector, title, call, account, described, clean);
        // Few connectors look at what is said of fixed fields: then it only makes the file long.
        List<DescribedField> own = described.stream().filter(DescribedField::custom).toList();
        Fixture brief = Rehearse.run(connector, title, call, account, own, clean);
        boolean same =
                brief.upstream().equals(whole.upstream())
                        && Objects.equals(brief.result(), whole.result());
        String text = FixtureText.of(same ? brief : whole);
        if (live.secrets().isIn(text)) {
            throw Failure.invalid(
                    "the fixture would still hold the credential; nothing is written");
        }
        return text;
    }

    private static Rehearse.Canned canned(HttpReply reply) {
        Map<String, String> headers = new LinkedHashMap<>();
        String type = reply.headers().getOrDefault("content-type", "");
        boolean json = type.contains("json");
        reply.headers()
                .forEach(
                        (name, value) -> {
                            if (name.equals("link") || name.equals("retry-after")) {
                                headers.put(name, value);
                            }
                        });
        if (reply.body().length == 0) {
            return new Rehearse.Canned(reply.status(), headers, null);
        }
        if (json) {
            try {
                Object body = Json.read(reply.body(), Object.class);
                return new Rehearse.Canned(reply.status(), headers, body);
            } catch (Failure malformed) {
                // kept as text, below
            }
        }
        headers.put("content-type", type.isEmpty() ? "text/plain" : type);
        return new Rehearse.Canned(
                reply.status(), headers, new String(reply.body(), StandardCharsets.UTF_8));
    }

    private static Rehearse.Canned clean(Rehearse.Canned reply, Redact redact) {
        Map<String, String> headers = new LinkedHashMap<>();
        reply.headers().forEach((name, value) -> headers.put(name, redact.text(value)));
        return new Rehearse.Canned(reply.status(), headers, redact.apply(reply.body()));
    }

    private static Map<String, Object> account(Workbench bench, Redact redact) {
        Map<String, Object> account = new LinkedHashMap<>();
        bench.link()
                .account()
                .variables()
                .forEach(
                        (name, value) -> {
                            Object clean = redact.apply(value);
                            if (clean != null) {
                                account.put(name, clean);
                            }
                        });
        return account;
    }

    @SuppressWarnings("unchecked") // made by Redact of an object
    private static Map<String, @Nullable Object> object(@Nullable Object tree) {
        return (Map<String, @Nullable Object>) Objects.requireNonNull(tree);
    }

    private void say(Path to, Redact redact) {
        PrintWriter out = Console.out(spec);
        out.println("wrote " + to);
        if (redact.counts().isEmpty()) {
            out.println(
                    "nothing was redacted: nothing looked like a secret or like somebody's data");
        } else {
            out.println("redacted:");
            redact.counts()
                    .forEach(
                            (kind, number) ->
                                    out.println("  " + Console.count(number, kind.caption())));
        }
        out.println(
                "read it before you share it: what nobody could know to be personal is still in"
                        + " it");
        out.flush();
    }
}
