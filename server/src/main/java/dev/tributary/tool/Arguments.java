package dev.tributary.tool;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Json;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What follows a method on the command line, {@code name=value} as in a query string: {@code id},
 * {@code ids}, {@code body} (JSON, or {@code @file}), the parameters of the unified API, and
 * filters.
 */
final class Arguments {
    private static final Pattern BRACKET = Pattern.compile("([\\w.]+)\\[([^\\]]+)]");
    private static final Set<String> PARAMETERS =
            Set.of(
                    "limit",
                    "sort",
                    "fields",
                    "next_cursor",
                    "include_remote_data",
                    "dry_run",
                    "deleted");

    private static final Set<String> JSON = Set.of("body", "rows", "records", "record");

    private Arguments() {}

    /**
     * @throws Failure {@code invalid_request} for what has no {@code =}, or a body that is no JSON
     */
    static Map<String, @Nullable Object> of(List<String> words) {
        Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw Failure.invalid("'%s' is not name=value", word);
            }
            add(arguments, word.substring(0, equals), word.substring(equals + 1));
        }
        return arguments;
    }

    private static void add(Map<String, @Nullable Object> arguments, String name, String value) {
        Matcher bracket = BRACKET.matcher(name);
        if (name.equals("id") || name.equals("destination") || PARAMETERS.contains(name)) {
            arguments.put(name, name.equals("limit") && isNumber(value) ? number(value) : value);
        } else if (name.equals("ids")) {
            arguments.put(name, List.of(value.split(",", -1)));
        } else if (JSON.contains(name)) {
            arguments.put(name, body(value));
        } else if (!bracket.matches()) {
            inside(arguments, "filters").put(name, value);
        } else if (bracket.group(1).equals("remote_query")) {
            inside(arguments, "remote_query").put(bracket.group(2), value);
        } else {
            inside(inside(arguments, "filters"), bracket.group(1)).put(bracket.group(2), value);
        }
    }

    private static boolean isNumber(String text) {
        return text.matches("\\d{1,9}");
    }

    private static Object number(String text) {
        return Long.valueOf(text);
    }

    private static Object body(String value) {
        try {
            return Json.read(
                    value.startsWith("@") ? Files.readString(Path.of(value.substring(1))) : value,
                    Object.class);
        } catch (IOException unreadable) {
            throw new Failure(
                    Code.INVALID_REQUEST,
                    "%s cannot be read".formatted(value.substring(1)),
                    unreadable);
        }
    }

    @SuppressWarnings("unchecked") // only made here
    private static Map<String, @Nullable Object> inside(
            Map<String, @Nullable Object> arguments, String name) {
        return (Map<String, @Nullable Object>)
                arguments.compute(
                        name, (k, old) -> old instanceof Map<?, ?> ? old : new LinkedHashMap<>());
    }
}
