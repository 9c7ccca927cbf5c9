package dev.tributary.call;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Json;
import dev.tributary.connector.Connector;
import dev.tributary.connector.PathTemplate;
import dev.tributary.connector.Request;
import dev.tributary.connector.Value;
import dev.tributary.csv.CsvText;
import dev.tributary.http.HttpCall;
import dev.tributary.xml.MalformedXml;
import dev.tributary.xml.WriteXml;
import dev.tributary.xml.XmlStyle;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** A connector's request made concrete: URL, query, headers and body, not yet authorised. */
final class Address {
    private static final int RESPONSE_BYTES_MAX = 32 * 1024 * 1024;
    private static final byte[] NO_BODY = new byte[0];

    private Address() {}

    static HttpCall call(Link link, Request request, Bindings bindings) {
        return call(link, request, bindings, Map.of(), false);
    }

    /** The same with paging parameters, laid over the query or over the JSON body. */
    static HttpCall call(
            Link link,
            Request request,
            Bindings bindings,
            Map<String, @Nullable Object> parameters,
            boolean inBody) {
        Connector connector = link.connector();
        Map<String, String> headers = new LinkedHashMap<>();
        XmlStyle xml = connector.xml();
        headers.put("accept", xml == null ? "application/json" : xml.envelope().accept());
        addHeaders(headers, connector.headers(), bindings);
        addHeaders(headers, request.headers(), bindings);
        byte[] body = NO_BODY;
        if (request.body() != null) {
            Object tree = request.body().resolve(null, bindings.values());
            if (inBody) {
                tree = Trees.merge(Trees.object(tree, "a request body"), parameters);
            }
            body = encode(request.format(), tree, xml);
            headers.putIfAbsent(
                    "content-type",
                    switch (request.format()) {
                        case JSON -> "application/json";
                        case FORM -> "application/x-www-form-urlencoded";
                        case XML -> style(xml).envelope().contentType();
                        case CSV -> "text/csv";
                    });
        }
        return new HttpCall(
                request.verb().name(),
                uri(link.by(request), request, bindings, inBody ? Map.of() : parameters),
                headers,
                body,
                connector.timeout(),
                RESPONSE_BYTES_MAX);
    }

    /** A URL that the provider gave for the next page; it must stay with the provider. */
    static HttpCall follow(Link link, String url, HttpCall first) {
        URI next;
        try {
            next = first.uri().resolve(url);
        } catch (IllegalArgumentException malformed) {
            throw new Failure(
                    Code.UPSTREAM_INVALID,
                    "%s gave a next page that is no URL: %s"
                            .formatted(link.connector().title(), ReadFailure.excerpt(url)),
                    malformed);
        }
        if (!origin(next).equals(origin(first.uri()))) {
            throw new Failure(
                    Code.UPSTREAM_INVALID,
                    "%s gave a next page elsewhere: %s"
                            .formatted(link.connector().title(), origin(next)));
        }
        return new HttpCall(
                "GET", next, first.headers(), NO_BODY, first.timeout(), RESPONSE_BYTES_MAX);
    }

    private static String origin(URI uri) {
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    static HttpCall proxy(Link link, Calls.Raw raw) {
        String url = join(base(link, link.connector().root()), "/" + raw.path());
        return new HttpCall(
                raw.method(),
                URI.create(raw.rawQuery().isEmpty() ? url : url + "?" + raw.rawQuery()),
                raw.headers(),
                NO_BODY,
                link.connector().timeout(),
                RESPONSE_BYTES_MAX);
    }

    private static String base(Link link) {
        return base(link, link.connector().base());
    }

    private static String base(Link link, PathTemplate otherwise) {
        PathTemplate own = link.account().scheme(link.connector()).base();
        return (own == null ? otherwise : own)
                .expandRaw(name -> link.account().variables().get(name));
    }

    private static String join(String base, String path) {
        return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path;
    }

    private static URI uri(
            Link link,
            Request request,
            Bindings bindings,
            Map<String, @Nullable Object> parameters) {
        String path;
        try {
            path = request.path().expand(bindings::variable);
        } catch (IllegalArgumentException missing) {
            throw new Failure(Code.INVALID_REQUEST, String.valueOf(missing.getMessage()));
        }
        String url = path.startsWith("http") ? path : join(base(link), path);
        StringJoiner query = new StringJoiner("&");
        request.query().forEach((name, value) -> add(query, name, resolve(value, bindings)));
        parameters.forEach((name, value) -> add(query, name, value));
        if (bindings.values().get(Bindings.REMOTE_QUERY) instanceof Map<?, ?> remote) {
            remote.forEach((name, value) -> add(query, name.toString(), value));
        }
        return URI.create(
                query.length() == 0 ? url : url + (url.contains("?") ? "&" : "?") + query);
    }

    private static @Nullable Object resolve(Value value, Bindings bindings) {
        return value.resolve(null, bindings.values());
    }

    private static void add(StringJoiner query, String name, @Nullable Object value) {
        switch (value) {
            case null -> {}
            case List<?> list -> list.forEach(item -> add(query, name, item));
            default -> query.add(encode(name) + "=" + encode(Trees.text(value)));
        }
    }

    private static void addHeaders(
            Map<String, String> headers, Map<String, Value> declared, Bindings bindings) {
        declared.forEach(
                (name, value) -> {
                    Object resolved = resolve(value, bindings);
                    if (resolved != null) {
                        headers.put(name.toLowerCase(java.util.Locale.ROOT), Trees.text(resolved));
                    }
                });
    }

    private static byte[] encode(
            Request.BodyFormat format, @Nullable Object tree, @Nullable XmlStyle xml) {
        return switch (format) {
            case JSON -> Json.bytes(tree == null ? Map.of() : tree);
            case FORM -> form(Trees.object(tree, "a form body"));
            case XML -> xml(tree, style(xml));
            case CSV -> csv(Trees.list(tree));
        };
    }

    private static XmlStyle style(@Nullable XmlStyle xml) {
        return xml == null ? XmlStyle.PLAIN : xml;
    }

    private static byte[] xml(@Nullable Object tree, XmlStyle style) {
        try {
            return WriteXml.bytes(style, tree);
        } catch (MalformedXml unwritable) {
            throw new Failure(
                    Code.MAPPING_FAILED,
                    "a request cannot be written as XML: " + unwritable.getMessage(),
                    unwritable);
        }
    }

    private static byte[] form(Map<String, @Nullable Object> fields) {
        StringJoiner form = new StringJoiner("&");
        fields.forEach((name, value) -> add(form, name, value));
        return form.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] csv(List<?> rows) {
        List<Map<String, String>> cells = new ArrayList<>();
        rows.forEach(row -> cells.add(CsvText.cells(Trees.object(row, "a row"), "")));
        return CsvText.of(cells).getBytes(StandardCharsets.UTF_8);
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
