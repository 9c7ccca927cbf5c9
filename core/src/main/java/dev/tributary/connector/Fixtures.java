package dev.tributary.connector;

import static dev.tributary.connector.Formats.NAME;
import static dev.tributary.connector.Formats.TEMPLATE;
import static dev.tributary.connector.Formats.TEXT;

import dev.tributary.document.CheckShape;
import dev.tributary.document.Node;
import dev.tributary.document.Problems;
import dev.tributary.document.Report;
import dev.tributary.document.Shape;
import dev.tributary.document.Shape.Key;
import dev.tributary.document.Yaml;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads the fixtures of a connector's folder: one file each under {@code fixtures/}. */
public final class Fixtures {
    private static final Shape ANY =
            new Shape.Tree("anything", text -> Optional.<Shape.Complaint>empty());
    private static final Shape NAMED = new Shape.Table("names to values", ANY);
    private static final Shape DESCRIBED = new Shape.Many(new Shape.Table("a field", ANY));
    private static final Shape EXCHANGE = exchange();
    private static final Shape.Keys FIXTURE = fixture();

    private Fixtures() {}

    /**
     * @throws Problems with everything that is wrong in any of them
     */
    public static List<Fixture> load(Path connector) {
        Report report = new Report();
        List<Fixture> fixtures = load(connector, report);
        report.throwIfAny();
        return fixtures;
    }

    /** Those that nothing is wrong with; the report knows what is with the others. */
    public static List<Fixture> load(Path connector, Report report) {
        return read(ConnectorFolder.fileName(connector), ConnectorFolder.texts(connector), report);
    }

    /**
     * Those of a connector whose files are not in a folder.
     *
     * @param texts by path, also those that are no fixtures
     */
    public static List<Fixture> read(String name, Map<String, String> texts, Report report) {
        List<Fixture> fixtures = new ArrayList<>();
        new TreeMap<>(texts)
                .forEach(
                        (path, text) -> {
                            if (path.startsWith(ConnectorFolder.FIXTURES + "/")) {
                                Report own = new Report();
                                read(text, name + "/" + path, own).ifPresent(fixtures::add);
                                report.addAll(own);
                            }
                        });
        return fixtures;
    }

    private static Shape exchange() {
        List<Key> keys = new ArrayList<>();
        for (String verb : RequestLanguage.VERBS) {
            keys.add(new Key(verb, "the path of the request", TEMPLATE));
        }
        keys.add(new Key("query", "all its query parameters", NAMED));
        keys.add(new Key("headers", "headers it must have", NAMED));
        keys.add(new Key("body", "its body: JSON, or text of another type", ANY));
        keys.add(new Key("form", "its body as an HTML form", NAMED));
        Shape reply =
                new Shape.Keys(
                        "a reply",
                        List.of(
                                new Key("status", "its status", new Shape.Whole(100, 599)),
                                new Key("headers", "its headers", NAMED),
                                new Key("body", "its body", ANY)),
                        List.of(),
                        List.of(Set.of("status")));
        keys.add(new Key("reply", "what comes back", reply));
        Set<String> verbs = Set.copyOf(RequestLanguage.VERBS);
        return new Shape.Keys(
                "an exchange",
                keys,
                List.of(verbs, Set.of("body", "form")),
                List.of(verbs, Set.of("reply")));
    }

    private static Shape.Keys fixture() {
        Shape custom =
                new Shape.Keys(
                        "a custom field",
                        List.of(
                                new Key("key", "its unified name", NAME),
                                new Key("path", "where the provider has it", TEXT),
                                new Key("type", "its type", NAME)),
                        List.of(),
                        List.of(Set.of("key"), Set.of("path"), Set.of("type")));
        Shape failure =
                new Shape.Keys(
                        "a failure",
                        List.of(
                                new Key("is", "its kind", new Shape.Words(kinds())),
                                new Key("code", "its code in the unified API", NAME),
                                new Key("message", "the provider's words", TEXT)),
                        List.of(),
                        List.of(Set.of("is", "code")));
        List<Key> keys =
                List.of(
                        new Key("about", "what it shows, as a sentence", TEXT),
                        new Key("version", "of the provider's API", Formats.VERSION),
                        new Key("resource", "such as crm/contacts", TEXT),
                        new Key("method", "the method that is called", NAME),
                        new Key("with", "its arguments", NAMED),
                        new Key("webhook", "a webhook's body", ANY),
                        new Key("account", "the account's variables", NAMED),
                        new Key("custom", "the account's own fields", new Shape.Many(custom)),
                        new Key("described", "all that the provider says of fields", DESCRIBED),
                        new Key("upstream", "requests and replies", new Shape.Many(EXCHANGE)),
                        new Key("result", "the unified answer", ANY),
                        new Key("failure", "or what the last reply is", failure));
        return new Shape.Keys(
                "a fixture",
                keys,
                List.of(Set.of("method", "webhook"), Set.of("result", "failure")),
                List.of(Set.of("about"), Set.of("method", "webhook"), Set.of("result", "failure")));
    }

    private static List<String> kinds() {
        return Language.words(ErrorRule.Kind.values());
    }

    private static Optional<Fixture> read(String text, String document, Report report) {
        Optional<Node> node = Yaml.read(text, document, report);
        node.ifPresent(
                one -> {
                    new CheckShape(report).check(one, FIXTURE);
                    one.at("described").items().forEach(field -> check(field, report));
                });
        return report.isEmpty() ? node.map(one -> fixture(one, document)) : Optional.empty();
    }

    private static void check(Node field, Report report) {
        try {
            DescribedField.of(named(field));
        } catch (IllegalArgumentException incomplete) {
            report.add(field.origin(), "a described field needs path");
        }
    }

    private static Fixture fixture(Node node, String document) {
        Fixture.Subject subject =
                node.has("webhook")
                        ? new Fixture.Hook(node.at("webhook").plain())
                        : new Fixture.Call(
                                node.at("resource").text().orElse(""),
                                node.at("method").text().orElse(""),
                                named(node.at("with")));
        List<DescribedField> described = new ArrayList<>();
        node.at("custom").items().forEach(field -> described.add(DescribedField.of(named(field))));
        node.at("described")
                .items()
                .forEach(field -> described.add(DescribedField.of(named(field))));
        List<Fixture.Exchange> upstream = new ArrayList<>();
        node.at("upstream").items().forEach(item -> upstream.add(exchange(item)));
        return new Fixture(
                document,
                node.at("about").text().orElse(""),
                node.at("version").text().orElse(null),
                subject,
                named(node.at("account")),
                described,
                upstream,
                node.at("result").plain(),
                node.has("failure") ? refusal(node.at("failure")) : null);
    }

    private static Fixture.Refusal refusal(Node node) {
        return new Fixture.Refusal(
                node.at("is").text().map(is -> Formats.word(ErrorRule.Kind.class, is)).orElse(null),
                node.at("code").text().orElse(null),
                node.at("message").text().orElse(null));
    }

    private static Fixture.Exchange exchange(Node node) {
        String verb = RequestLanguage.VERBS.stream().filter(node::has).findFirst().orElseThrow();
        Node reply = node.at("reply");
        boolean form = node.has("form");
        return new Fixture.Exchange(
                Formats.word(Request.Verb.class, verb),
                node.at(verb).text().orElse(""),
                named(node.at("query")),
                named(node.at("headers")),
                node.at(form ? "form" : "body").plain(),
                form ? Request.BodyFormat.FORM : Request.BodyFormat.JSON,
                Integer.parseInt(reply.at("status").text().orElse("200")),
                named(reply.at("headers")),
                reply.at("body").plain());
    }

    private static Map<String, @Nullable Object> named(Node node) {
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        node.members().forEach((name, value) -> named.put(name, value.plain()));
        return named;
    }
}
