package dev.tributary.integration;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Json;
import dev.tributary.Secret;
import dev.tributary.connector.Auth;
import dev.tributary.connector.Connector;
import dev.tributary.connector.PathTemplate;
import dev.tributary.connector.Request;
import dev.tributary.connector.Value;
import dev.tributary.http.Http;
import dev.tributary.http.HttpCall;
import dev.tributary.http.HttpReply;
import dev.tributary.mapping.MappingException;
import dev.tributary.xml.MalformedXml;
import dev.tributary.xml.ReadXml;
import dev.tributary.xml.WriteXml;
import dev.tributary.xml.XmlStyle;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Logs in where a provider gives sessions instead of tokens. Thread-safe. */
final class LogIn {
    private static final int REPLY_BYTES_MAX = 256 * 1024;

    private final Http http;
    private final SchemeValues values;

    LogIn(Http http, SchemeValues values) {
        this.http = http;
        this.values = values;
    }

    /** A login may be repeated; one that is refused may not: it could lock the customer out. */
    TokenReply run(Applicant applicant, Auth.Session session) {
        HttpReply reply;
        try {
            reply = http.send(call(applicant, session.login()));
        } catch (Failure failure) {
            return new TokenReply.NotDone("its login failed: " + failure.getMessage(), null);
        }
        int status = reply.status();
        if (status >= 500 || status == 429 || status == 408) {
            return new TokenReply.NotDone("its login answered " + status, null);
        }
        if (status >= 300) {
            return new TokenReply.Ended("its login answered " + status);
        }
        Object body = body(applicant.connector(), reply);
        try {
            Object token = session.token().evaluate(body, Map.of("headers", reply.headers()));
            if (token == null || token.toString().isEmpty()) {
                return new TokenReply.Ended(
                        "its login answered %d without a session".formatted(status));
            }
            Map<String, Object> kept = new LinkedHashMap<>();
            applicant
                    .scheme()
                    .keep()
                    .forEach(
                            (name, expression) -> {
                                Object value = expression.evaluate(body, Map.of());
                                if (value != null) {
                                    kept.put(name, value);
                                }
                            });
            return new TokenReply.Granted(
                    new Secret(token.toString()), null, session.idle(), kept, List.of());
        } catch (MappingException unreadable) {
            return new TokenReply.Ended(
                    "its login answered %d with something else".formatted(status));
        }
    }

    private HttpCall call(Applicant applicant, Request request) {
        Connector connector = applicant.connector();
        Map<String, @Nullable Object> bindings = values.bindings(applicant);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("accept", "application/json, text/xml;q=0.9");
        addHeaders(headers, connector.headers(), bindings);
        addHeaders(headers, request.headers(), bindings);
        byte[] body = new byte[0];
        Value declared = request.body();
        if (declared != null) {
            Object tree = SchemeValues.resolve(declared, bindings);
            XmlStyle style = connector.xml() == null ? XmlStyle.PLAIN : connector.xml();
            body =
                    switch (request.format()) {
                        case JSON -> Json.bytes(tree == null ? Map.of() : tree);
                        case FORM -> form(tree);
                        case XML -> WriteXml.bytes(style, tree);
                        case CSV -> throw new IllegalStateException("nobody logs in with a table");
                    };
            headers.putIfAbsent(
                    "content-type",
                    switch (request.format()) {
                        case JSON -> "application/json";
                        case FORM -> "application/x-www-form-urlencoded";
                        case XML -> style.envelope().contentType();
                        case CSV -> "text/csv";
                    });
        }
        return new HttpCall(
                        request.verb().name(),
                        uri(applicant, request, bindings),
                        headers,
                        body,
                        TokenEndpoint.timeout(connector),
                        REPLY_BYTES_MAX)
                .as(values.identity(applicant).orElse(null));
    }

    private URI uri(Applicant applicant, Request request, Map<String, @Nullable Object> bindings) {
        String path;
        try {
            path = request.path().expand(name -> applicant.account().variables().get(name));
        } catch (IllegalArgumentException unfilled) {
            throw new Failure(Code.UNPROCESSABLE, String.valueOf(unfilled.getMessage()), unfilled);
        }
        PathTemplate own = applicant.scheme().base();
        String base = SchemeValues.url(applicant, own == null ? applicant.connector().base() : own);
        String url = path.startsWith("http") ? path : base.replaceFirst("/$", "") + path;
        Map<String, String> query = texts(request.query(), bindings);
        return URI.create(query.isEmpty() ? url : url + "?" + TokenEndpoint.form(query));
    }

    private static Map<String, String> texts(
            Map<String, Value> declared, Map<String, @Nullable Object> bindings) {
        Map<String, String> texts = new LinkedHashMap<>();
        declared.forEach(
                (name, value) -> {
                    Object resolved = SchemeValues.resolve(value, bindings);
                    if (resolved != null) {
                        texts.put(name, resolved.toString());
                    }
                });
        return texts;
    }

    private static void addHeaders(
            Map<String, String> headers,
            Map<String, Value> declared,
            Map<String, @Nullable Object> bindings) {
        texts(declared, bindings)
                .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    }

    private static byte[] form(@Nullable Object tree) {
        Map<String, String> fields = new LinkedHashMap<>();
        if (tree instanceof Map<?, ?> members) {
            members.forEach((name, value) -> fields.put(name.toString(), String.valueOf(value)));
        }
        return TokenEndpoint.form(fields).getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable Object body(Connector connector, HttpReply reply) {
        String type = reply.headers().getOrDefault("content-type", "");
        try {
            if (type.contains("json")) {
                return Json.read(reply.body(), Object.class);
            }
            XmlStyle style = connector.xml();
            return style != null && type.contains("xml") ? ReadXml.tree(style, reply.body()) : null;
        } catch (Failure | MalformedXml unreadable) {
            return null;
        }
    }
}
