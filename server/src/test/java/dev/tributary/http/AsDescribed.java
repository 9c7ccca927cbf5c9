package dev.tributary.http;

import dev.tributary.Failure;
import dev.tributary.Json;
import dev.tributary.http.spec.Chapter;
import dev.tributary.http.spec.Content;
import dev.tributary.http.spec.Entry;
import dev.tributary.unified.openapi.ProblemSchema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Holds what a server under test answers against what its routes say they answer, and its problem
 * documents against the one schema of them: a difference is an internal error, with the reason in
 * the log. What names a component of the API's document is taken as it comes.
 */
public final class AsDescribed {
    private final List<String> problems = new ArrayList<>();

    private AsDescribed() {}

    public static List<Routes> checked(List<Routes> features) {
        return features.stream().map(AsDescribed::checked).toList();
    }

    private static Routes checked(Routes feature) {
        return new Routes() {
            @Override
            public List<Route> routes() {
                return feature.routes().stream().map(AsDescribed::checked).toList();
            }

            @Override
            public Chapter chapter() {
                return feature.chapter();
            }
        };
    }

    private static Route checked(Route route) {
        Handler handler =
                ask -> {
                    try {
                        return check(route, route.handler().handle(ask));
                    } catch (Failure failure) {
                        check(route, failure);
                        throw failure;
                    }
                };
        return new Route(route.method(), route.pattern(), route.access(), handler, route.entry());
    }

    private static Reply check(Route route, Reply reply) {
        Entry entry = route.entry();
        String where = route.method() + " " + route.pattern();
        Optional<Content> said = entry.answers().get(reply.status());
        if (reply.status() >= 400 || route.method().equals("*")) {
            return reply;
        }
        if (said == null) {
            throw new IllegalStateException(where + " answers " + reply.status());
        }
        String type = reply.headers().getOrDefault("content-type", "").replaceAll(";.*", "");
        if (!said.map(Content::type).orElse("").equals(type)) {
            throw new IllegalStateException(where + " answers " + type + ", not " + said);
        }
        if (type.equals("application/json")) {
            AsDescribed check = new AsDescribed();
            Object body = Json.read(reply.bytes(), Object.class);
            check.check("", body, said.orElseThrow().schema().tree());
            if (!check.problems.isEmpty()) {
                throw new IllegalStateException(where + ": " + check.problems + " in " + body);
            }
        }
        return reply;
    }

    private static void check(Route route, Failure failure) {
        Map<String, Object> document = new LinkedHashMap<>(Problem.document(failure));
        document.put("type", "");
        document.put("request_id", "");
        AsDescribed check = new AsDescribed();
        check.check("", Json.plain(Json.bytes(document)), ProblemSchema.SCHEMA.tree());
        if (!check.problems.isEmpty()) {
            throw new IllegalStateException(
                    route.pattern() + ": " + check.problems + " in " + document);
        }
    }

    private void check(String at, Object value, Map<?, ?> schema) {
        if (schema.containsKey("$ref")) {
            return;
        }
        if (schema.get("anyOf") instanceof List<?> choices) {
            boolean any = choices.stream().anyMatch(one -> fits(value, (Map<?, ?>) one));
            expect(any, at + " is none of its forms");
            return;
        }
        Object type = schema.get("type");
        List<?> types =
                type instanceof List<?> list ? list : type == null ? List.of() : List.of(type);
        expect(
                types.isEmpty() || types.contains(type(value)),
                at + " is " + type(value) + ", not " + types);
        expect(
                !(schema.get("enum") instanceof List<?> words) || words.contains(value),
                at + " is " + value + ", none of its words");
        if (value instanceof String text && schema.get("pattern") instanceof String pattern) {
            expect(text.matches(pattern), at + " is '" + text + "', which is not " + pattern);
        }
        if (value instanceof List<?> list && schema.get("items") instanceof Map<?, ?> items) {
            list.forEach(item -> check(at + "[]", item, items));
        }
        if (value instanceof Map<?, ?> map) {
            members(at, map, schema);
        }
    }

    private void members(String at, Map<?, ?> map, Map<?, ?> schema) {
        Map<?, ?> members = schema.get("properties") instanceof Map<?, ?> some ? some : Map.of();
        if (schema.get("required") instanceof List<?> required) {
            required.forEach(
                    name -> expect(map.containsKey(name), at + "." + name + " is missing"));
        }
        Object others = schema.get("additionalProperties");
        map.forEach(
                (name, member) -> {
                    if (members.get(name) instanceof Map<?, ?> known) {
                        check(at + "." + name, member, known);
                    } else if (others instanceof Map<?, ?> any) {
                        check(at + "." + name, member, any);
                    } else {
                        expect(members.isEmpty(), at + "." + name + " is not described");
                    }
                });
    }

    private static boolean fits(Object value, Map<?, ?> schema) {
        AsDescribed check = new AsDescribed();
        check.check("", value, schema);
        return check.problems.isEmpty();
    }

    private void expect(boolean holds, String problem) {
        if (!holds) {
            problems.add(problem);
        }
    }

    private static String type(Object value) {
        return switch (value) {
            case null -> "null";
            case String _ -> "string";
            case Boolean _ -> "boolean";
            case List<?> _ -> "array";
            case Map<?, ?> _ -> "object";
            case Integer _, Long _ -> "integer";
            default -> Objects.toString(value.getClass().getSimpleName());
        };
    }
}
