package dev.tributary.unified.openapi;

import dev.tributary.Code;
import dev.tributary.http.Reply;
import dev.tributary.unified.openapi.Reference.Body;
import dev.tributary.unified.openapi.Reference.Chapter;
import dev.tributary.unified.openapi.Reference.Entry;
import dev.tributary.unified.openapi.Reference.Failure;
import dev.tributary.unified.openapi.Reference.Row;
import dev.tributary.unified.openapi.Reference.Shape;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The OpenAPI document as one page: nothing is loaded but the page itself. */
final class ReferencePage {
    private final Map<String, @Nullable Object> document;
    private final Curl curl;

    private ReferencePage(Map<String, @Nullable Object> document, String url) {
        this.document = document;
        this.curl = new Curl(Trees.map(document, "components"), url);
    }

    static Reply of(Map<String, @Nullable Object> document, String url) {
        ReferencePage page = new ReferencePage(document, url);
        Reference reference = new Reference(url, page.chapters(), page.shapes(), page.failures());
        String script = resource("page.js");
        StringOutput html = new StringOutput();
        TemplateEngine.createPrecompiled(ContentType.Html)
                .render(
                        "docs/reference.jte",
                        Map.of(
                                "reference",
                                reference,
                                "style",
                                resource("page.css"),
                                "script",
                                script),
                        html);
        return Reply.html(200, html.toString())
                .with("x-content-type-options", "nosniff")
                .with(
                        "content-security-policy",
                        "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-%s';"
                                        .formatted(sha256(script))
                                + " base-uri 'none'; frame-ancestors 'none'");
    }

    private List<Chapter> chapters() {
        Map<String, List<Entry>> byTag = new LinkedHashMap<>();
        Map<String, String> about = new LinkedHashMap<>();
        for (Object each : Trees.list(document, "tags")) {
            Map<?, ?> tag = (Map<?, ?>) each;
            byTag.put(Trees.text(tag, "name"), new ArrayList<>());
            about.put(Trees.text(tag, "name"), Trees.text(tag, "description"));
        }
        Trees.map(document, "paths")
                .forEach(
                        (path, methods) ->
                                ((Map<?, ?>) methods)
                                        .forEach(
                                                (method, operation) ->
                                                        add(
                                                                byTag,
                                                                entry(
                                                                        path.toString(),
                                                                        method.toString(),
                                                                        (Map<?, ?>) operation),
                                                                (Map<?, ?>) operation)));
        List<Chapter> chapters = new ArrayList<>();
        byTag.forEach(
                (name, entries) ->
                        chapters.add(
                                new Chapter(
                                        name,
                                        about.getOrDefault(name, ""),
                                        "tag-"
                                                + name.toLowerCase(Locale.ROOT)
                                                        .replaceAll("\\W+", "-"),
                                        entries)));
        return chapters;
    }

    private static void add(Map<String, List<Entry>> byTag, Entry entry, Map<?, ?> operation) {
        Object tag = Trees.list(operation, "tags").getFirst();
        byTag.computeIfAbsent(tag.toString(), absent -> new ArrayList<>()).add(entry);
    }

    private Entry entry(String path, String method, Map<?, ?> operation) {
        List<Row> parameters = new ArrayList<>();
        for (Object each : Trees.list(operation, "parameters")) {
            parameters.add(parameter((Map<?, ?>) each));
        }
        List<Body> bodies = new ArrayList<>();
        if (operation.get("requestBody") instanceof Map<?, ?> body) {
            bodies.addAll(bodies("Body", body, true));
        }
        // Statuses that answer the same are one answer.
        Map<Object, String> statuses = new LinkedHashMap<>();
        Trees.map(operation, "responses")
                .forEach(
                        (status, answer) -> {
                            if (!status.equals("default")) {
                                statuses.merge(
                                        Trees.map((Map<?, ?>) answer, "content"),
                                        status.toString(),
                                        (one, other) -> one + ", " + other);
                            }
                        });
        statuses.forEach(
                (content, status) ->
                        bodies.addAll(
                                bodies("Answer " + status, Map.of("content", content), false)));
        return new Entry(
                Trees.text(operation, "operationId"),
                method.toUpperCase(Locale.ROOT),
                path,
                Trees.text(operation, "summary"),
                Trees.text(operation, "description"),
                key(operation),
                parameters,
                bodies,
                curl.of(method, path, operation));
    }

    private static Row parameter(Map<?, ?> parameter) {
        Row row =
                Rows.row(
                        Trees.text(parameter, "name"),
                        Trees.map(parameter, "schema"),
                        Trees.text(parameter, "in")
                                + (Boolean.TRUE.equals(parameter.get("required"))
                                        ? ", required"
                                        : ""));
        return new Row(
                row.name(),
                row.type(),
                row.note(),
                joined(Trees.text(parameter, "description"), row.about()),
                row.link(),
                row.words());
    }

    private static String joined(String one, String other) {
        return one.isEmpty() || other.isEmpty() ? one + other : one + "; " + other;
    }

    private static List<Body> bodies(String title, Map<?, ?> content, boolean asked) {
        List<Body> bodies = new ArrayList<>();
        Map<?, ?> types = Trees.map(content, "content");
        if (types.isEmpty()) {
            bodies.add(new Body(title, "no body", "", List.of()));
        }
        types.forEach(
                (type, each) -> {
                    Map<?, ?> schema = Trees.map((Map<?, ?>) each, "schema");
                    if (!type.equals("application/json")) {
                        bodies.add(new Body(title, type.toString(), "", List.of()));
                    } else {
                        List<Row> rows = Rows.of(schema, asked);
                        boolean whole = rows.size() == 1 && rows.getFirst().name().isEmpty();
                        bodies.add(
                                new Body(
                                        title,
                                        whole ? rows.getFirst().type() : "",
                                        whole ? rows.getFirst().link() : "",
                                        whole ? List.of() : rows));
                    }
                });
        return bodies;
    }

    private static String key(Map<?, ?> operation) {
        List<?> security = Trees.list(operation, "security");
        if (security.isEmpty()) {
            return "no key";
        }
        Map<?, ?> first = (Map<?, ?>) security.getFirst();
        return first.containsKey(Operation.ADMIN)
                ? "the admin key"
                : "scope " + Trees.list(first, Operation.SECURITY).getFirst();
    }

    private List<Shape> shapes() {
        List<Shape> shapes = new ArrayList<>();
        Trees.map(Trees.map(document, "components"), "schemas")
                .forEach(
                        (name, schema) ->
                                shapes.add(
                                        new Shape(
                                                name.toString(),
                                                Rows.anchor(name.toString()),
                                                Trees.text((Map<?, ?>) schema, "description"),
                                                Rows.of(
                                                        (Map<?, ?>) schema,
                                                        name.toString().endsWith(".write")))));
        return shapes;
    }

    private List<Failure> failures() {
        return Arrays.stream(Code.values())
                .map(
                        code ->
                                new Failure(
                                        code.text(),
                                        code.status(),
                                        code.retryable(),
                                        code.advice()))
                .toList();
    }

    private static String resource(String name) {
        try (InputStream in = ReferencePage.class.getResourceAsStream("/docs/" + name)) {
            if (in == null) {
                throw new IllegalStateException("docs/" + name + " is not built in");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
