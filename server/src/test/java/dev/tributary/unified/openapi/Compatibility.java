package dev.tributary.unified.openapi;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What breaks the programs of those who use an API when it changes from one OpenAPI document to
 * another. Requests may ask for less, answers may hold more, nothing else.
 */
public final class Compatibility {
    private final Map<?, ?> before;
    private final Map<?, ?> after;
    private final List<String> breaks = new ArrayList<>();
    private final Set<String> compared = new HashSet<>();

    private enum Side {
        REQUEST,
        ANSWER
    }

    private Compatibility(Map<?, ?> before, Map<?, ?> after) {
        this.before = before;
        this.after = after;
    }

    public static List<String> breaks(Map<?, ?> before, Map<?, ?> after) {
        Compatibility compatibility = new Compatibility(before, after);
        compatibility.paths();
        return compatibility.breaks;
    }

    private void paths() {
        Map<?, ?> now = Trees.map(after, "paths");
        Trees.map(before, "paths")
                .forEach(
                        (path, methods) -> {
                            Map<?, ?> still = Trees.map(now, path.toString());
                            if (still.isEmpty()) {
                                breaks.add(path + " is gone");
                            } else {
                                ((Map<?, ?>) methods)
                                        .forEach(
                                                (method, old) ->
                                                        operation(path, method, old, still));
                            }
                        });
    }

    private void operation(Object path, Object method, Object old, Map<?, ?> now) {
        String where = method.toString().toUpperCase(java.util.Locale.ROOT) + " " + path;
        if (!(now.get(method) instanceof Map<?, ?> still)) {
            breaks.add(where + " is gone");
            return;
        }
        Map<?, ?> was = (Map<?, ?>) old;
        parameters(where, was, still);
        body(where, Trees.map(was, "requestBody"), Trees.map(still, "requestBody"));
        Trees.map(was, "responses")
                .forEach(
                        (status, answer) -> {
                            if (!(Trees.map(still, "responses").get(status)
                                    instanceof Map<?, ?> kept)) {
                                breaks.add(where + ": the answer " + status + " is gone");
                            } else {
                                content(
                                        where + ": the answer " + status,
                                        Side.ANSWER,
                                        resolved(before, (Map<?, ?>) answer),
                                        resolved(after, kept));
                            }
                        });
    }

    private void parameters(String where, Map<?, ?> was, Map<?, ?> still) {
        for (Object each : Trees.list(was, "parameters")) {
            Map<?, ?> old = (Map<?, ?>) each;
            Map<?, ?> kept = named(still, old);
            String name = where + ": the parameter " + old.get("name");
            if (kept == null) {
                breaks.add(name + " is gone");
            } else {
                schema(name, Side.REQUEST, Trees.map(old, "schema"), Trees.map(kept, "schema"));
            }
        }
        for (Object each : Trees.list(still, "parameters")) {
            Map<?, ?> now = (Map<?, ?>) each;
            Map<?, ?> old = named(was, now);
            boolean wasRequired = old != null && Boolean.TRUE.equals(old.get("required"));
            if (Boolean.TRUE.equals(now.get("required")) && !wasRequired) {
                breaks.add(where + ": the parameter " + now.get("name") + " is required now");
            }
        }
    }

    private static Map<?, ?> named(Map<?, ?> operation, Map<?, ?> like) {
        for (Object each : Trees.list(operation, "parameters")) {
            Map<?, ?> parameter = (Map<?, ?>) each;
            if (Objects.equals(parameter.get("name"), like.get("name"))
                    && Objects.equals(parameter.get("in"), like.get("in"))) {
                return parameter;
            }
        }
        return null;
    }

    private void body(String where, Map<?, ?> was, Map<?, ?> still) {
        if (was.isEmpty() && Boolean.TRUE.equals(still.get("required"))) {
            breaks.add(where + ": a body is required now");
        } else if (!was.isEmpty() && still.isEmpty()) {
            breaks.add(where + ": the body is gone");
        } else {
            content(where + ": the body", Side.REQUEST, was, still);
        }
    }

    private void content(String where, Side side, Map<?, ?> was, Map<?, ?> still) {
        Trees.map(was, "content")
                .forEach(
                        (type, old) -> {
                            if (!(Trees.map(still, "content").get(type)
                                    instanceof Map<?, ?> kept)) {
                                breaks.add(where + " as " + type + " is gone");
                            } else {
                                schema(
                                        where,
                                        side,
                                        Trees.map((Map<?, ?>) old, "schema"),
                                        Trees.map(kept, "schema"));
                            }
                        });
    }

    private void schema(String where, Side side, Map<?, ?> wasOrRef, Map<?, ?> nowOrRef) {
        Object ref = wasOrRef.get("$ref");
        if (ref != null && Objects.equals(ref, nowOrRef.get("$ref"))) {
            if (!compared.add(side + " " + ref)) {
                return;
            }
            where =
                    ref.toString().replaceFirst(".*/", "")
                            + " in "
                            + side.name().toLowerCase(java.util.Locale.ROOT);
        }
        Map<?, ?> was = resolved(before, wasOrRef);
        Map<?, ?> now = resolved(after, nowOrRef);
        type(where, side, was, now);
        words(where, side, was, now);
        members(where, side, was, now);
        if (was.get("items") instanceof Map<?, ?> old
                && now.get("items") instanceof Map<?, ?> kept) {
            schema(where + "[]", side, old, kept);
        }
        List<?> choices = Trees.list(was, "anyOf");
        for (int i = 0; i < choices.size(); i++) {
            if (i < Trees.list(now, "anyOf").size()) {
                schema(
                        where,
                        side,
                        (Map<?, ?>) choices.get(i),
                        (Map<?, ?>) Trees.list(now, "anyOf").get(i));
            } else {
                breaks.add(where + ": one of its forms is gone");
            }
        }
    }

    private void type(String where, Side side, Map<?, ?> was, Map<?, ?> now) {
        Set<Object> old = types(was);
        Set<Object> kept = types(now);
        boolean fits = side == Side.REQUEST ? kept.containsAll(old) : old.containsAll(kept);
        boolean anyStays = side == Side.REQUEST ? kept.isEmpty() : old.isEmpty();
        boolean anyGone = side == Side.REQUEST ? old.isEmpty() : kept.isEmpty();
        if (!anyStays && (anyGone || !fits)) {
            breaks.add("%s was %s and is %s".formatted(where, shown(old), shown(kept)));
        }
    }

    private static String shown(Set<Object> types) {
        return types.isEmpty()
                ? "anything"
                : String.join(" or ", types.stream().map(Object::toString).sorted().toList());
    }

    private static Set<Object> types(Map<?, ?> schema) {
        Object type = schema.get("type");
        return type instanceof List<?> list
                ? new HashSet<>(list)
                : type == null ? Set.of() : Set.of(type);
    }

    private void words(String where, Side side, Map<?, ?> was, Map<?, ?> now) {
        List<?> old = Trees.list(was, "enum");
        List<?> kept = Trees.list(now, "enum");
        if (side == Side.REQUEST && old.isEmpty() && !kept.isEmpty()) {
            breaks.add(where + " took any value and takes only some");
        }
        if (!kept.isEmpty()) {
            old.stream()
                    .filter(word -> !kept.contains(word))
                    .forEach(
                            word ->
                                    breaks.add(
                                            "%s has no word %s any more".formatted(where, word)));
        }
    }

    private void members(String where, Side side, Map<?, ?> was, Map<?, ?> now) {
        Map<?, ?> kept = Trees.map(now, "properties");
        Trees.map(was, "properties")
                .forEach(
                        (name, old) -> {
                            if (kept.get(name) instanceof Map<?, ?> still) {
                                schema(where + "." + name, side, (Map<?, ?>) old, still);
                            } else {
                                breaks.add("%s has no field %s any more".formatted(where, name));
                            }
                        });
        List<?> must = Trees.list(was, "required");
        List<?> mustNow = Trees.list(now, "required");
        if (side == Side.REQUEST) {
            mustNow.stream()
                    .filter(name -> !must.contains(name))
                    .forEach(
                            name -> breaks.add("%s needs the field %s now".formatted(where, name)));
        } else {
            must.stream()
                    .filter(name -> !mustNow.contains(name) && kept.containsKey(name))
                    .forEach(
                            name ->
                                    breaks.add(
                                            "%s may lack the field %s now".formatted(where, name)));
        }
        if (was.get("additionalProperties") instanceof Map<?, ?> old
                && now.get("additionalProperties") instanceof Map<?, ?> still) {
            schema(where + ".*", side, old, still);
        }
    }

    private static Map<?, ?> resolved(Map<?, ?> document, Map<?, ?> schema) {
        if (!(schema.get("$ref") instanceof String ref)) {
            return schema;
        }
        Map<?, ?> at = document;
        for (String name : ref.substring("#/".length()).split("/")) {
            at = Trees.map(at, name);
        }
        return at;
    }
}
