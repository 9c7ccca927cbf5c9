package dev.tributary.http;

import dev.tributary.http.spec.Content;
import dev.tributary.http.spec.Entry;
import dev.tributary.http.spec.Parameter;
import dev.tributary.http.spec.Parameter.In;
import dev.tributary.http.spec.Schema;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One endpoint. In its pattern {@code {name}} is one path segment (up to a colon: {@code
 * /periods/{period}:close}) and {@code {name...}} at the end is the rest of the path, undecoded.
 *
 * @param method an HTTP method, or {@code *} for all
 * @param entry what the API's description says of it
 */
public record Route(String method, String pattern, Access access, Handler handler, Entry entry) {
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)(\\.\\.\\.)?}");

    public Route(String method, String pattern, Access access, Handler handler) {
        this(method, pattern, access, handler, Entry.NONE);
    }

    public static Route get(String pattern, Access access, Handler handler) {
        return new Route("GET", pattern, access, handler);
    }

    public static Route post(String pattern, Access access, Handler handler) {
        return new Route("POST", pattern, access, handler);
    }

    public static Route put(String pattern, Access access, Handler handler) {
        return new Route("PUT", pattern, access, handler);
    }

    public static Route patch(String pattern, Access access, Handler handler) {
        return new Route("PATCH", pattern, access, handler);
    }

    public static Route delete(String pattern, Access access, Handler handler) {
        return new Route("DELETE", pattern, access, handler);
    }

    /** What it does, in a few words. */
    public Route says(String summary) {
        return with(entry.says(summary, ""));
    }

    /** What it does in a few words, and what else there is to know. */
    public Route says(String summary, String text) {
        return with(entry.says(summary, text));
    }

    /** A query parameter that may be given. */
    public Route query(String name, String about, Schema schema) {
        return with(entry.with(new Parameter(name, In.QUERY, false, about, schema)));
    }

    /** A query parameter that must be given. */
    public Route needs(String name, String about, Schema schema) {
        return with(entry.with(new Parameter(name, In.QUERY, true, about, schema)));
    }

    /** A header that may be given. */
    public Route header(String name, String about, Schema schema) {
        return with(entry.with(new Parameter(name, In.HEADER, false, about, schema)));
    }

    /** What a variable of the path is. */
    public Route path(String name, String about, Schema schema) {
        return with(entry.with(new Parameter(name, In.PATH, true, about, schema)));
    }

    /** Query parameters whose names are not known before. */
    public Route query(In in, String name, String about, Schema schema) {
        return with(entry.with(new Parameter(name, in, false, about, schema)));
    }

    /** The JSON that it reads into this record. */
    public Route takes(Class<? extends Record> body) {
        return takes(Schema.given(body));
    }

    public Route takes(Schema body) {
        return takes(Content.json(body));
    }

    public Route takes(Content body) {
        return with(entry.takes(body));
    }

    /** JSON. */
    public Route answers(int status, Schema body) {
        return answers(status, Content.json(body));
    }

    public Route answers(int status, Content body) {
        return with(entry.answers(status, Optional.of(body)));
    }

    /** Without a body. */
    public Route answers(int status) {
        return with(entry.answers(status, Optional.empty()));
    }

    private Route with(Entry said) {
        return new Route(method, pattern, access, handler, said);
    }

    boolean isFor(String asked) {
        return method.equals("*") || method.equals(asked);
    }

    /** The pattern made ready for matching raw paths. */
    Matching matching() {
        StringBuilder regex = new StringBuilder();
        List<String> names = new ArrayList<>();
        List<Boolean> rest = new ArrayList<>();
        Matcher variables = VARIABLE.matcher(pattern);
        int at = 0;
        while (variables.find()) {
            regex.append(Pattern.quote(pattern.substring(at, variables.start())));
            boolean isRest = variables.group(2) != null;
            regex.append(isRest ? "(.*)" : "([^/:]+)");
            names.add(variables.group(1));
            rest.add(isRest);
            at = variables.end();
        }
        regex.append(Pattern.quote(pattern.substring(at)));
        return new Matching(
                this,
                Pattern.compile(regex.toString()),
                names,
                rest,
                slashes(pattern),
                rest.contains(true));
    }

    private static int slashes(String path) {
        int slashes = 0;
        for (int i = 0; i < path.length(); i++) {
            slashes += path.charAt(i) == '/' ? 1 : 0;
        }
        return slashes;
    }

    /**
     * @param depth slashes of the pattern; a path with another number cannot match
     */
    record Matching(
            Route route,
            Pattern regex,
            List<String> names,
            List<Boolean> rest,
            int depth,
            boolean open) {
        /** The path variables; empty when the path is not this route's. */
        Optional<Map<String, String>> match(String rawPath) {
            if (!open && slashes(rawPath) != depth) {
                return Optional.empty();
            }
            Matcher matcher = regex.matcher(rawPath);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            Map<String, String> values = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                String raw = matcher.group(i + 1);
                values.put(names.get(i), rest.get(i) ? raw : decode(raw));
            }
            return Optional.of(values);
        }

        private static String decode(String segment) {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        }
    }
}
