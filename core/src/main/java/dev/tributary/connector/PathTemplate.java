package dev.tributary.connector;

import org.jspecify.annotations.Nullable;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A URI template with simple {@code {name}} variables. Each value becomes exactly one
 * percent-encoded path segment, so that nothing a caller sends can leave its place.
 */
public record PathTemplate(String source, List<Part> parts) {
    public sealed interface Part {}

    public record Text(String text) implements Part {}

    public record Variable(String name) implements Part {}

    public PathTemplate {
        parts = List.copyOf(parts);
    }

    public static PathTemplate parse(String source) {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        while (at < source.length()) {
            int open = source.indexOf('{', at);
            int close = open < 0 ? -1 : source.indexOf('}', open);
            if (open >= 0 && close < 0) {
                throw new IllegalArgumentException(
                        "'{' without '}' at column " + (open + 1) + " of the path " + source);
            }
            int textEnd = open < 0 ? source.length() : open;
            if (textEnd > at) {
                parts.add(new Text(source.substring(at, textEnd)));
            }
            if (open >= 0) {
                parts.add(new Variable(source.substring(open + 1, close)));
            }
            at = open < 0 ? source.length() : close + 1;
        }
        return new PathTemplate(source, parts);
    }

    /** Names of its variables, in order. */
    public List<String> variables() {
        return parts.stream()
                .filter(Variable.class::isInstance)
                .map(part -> ((Variable) part).name())
                .toList();
    }

    /**
     * @throws IllegalArgumentException naming the variable that has no value
     */
    public String expand(Function<String, @Nullable Object> values) {
        return expand(values, true);
    }

    /** For base URLs, whose variables (an instance's host or URL) the provider itself gave us. */
    public String expandRaw(Function<String, @Nullable Object> values) {
        return expand(values, false);
    }

    private String expand(Function<String, @Nullable Object> values, boolean encode) {
        StringBuilder out = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Text text -> out.append(text.text());
                case Variable variable -> {
                    Object value = values.apply(variable.name());
                    if (value == null) {
                        throw new IllegalArgumentException(
                                "the path "
                                        + source
                                        + " needs a value for {"
                                        + variable.name()
                                        + "}");
                    }
                    out.append(encode ? segment(value.toString()) : value.toString());
                }
            }
        }
        return out.toString();
    }

    private static String segment(String text) {
        if (text.equals(".") || text.equals("..")) {
            return text.replace(".", "%2E");
        }
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
