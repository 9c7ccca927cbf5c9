package dev.tributary.unified.openapi;

import dev.tributary.http.Access;
import dev.tributary.http.Route;
import dev.tributary.http.spec.Content;
import dev.tributary.http.spec.Entry;
import dev.tributary.http.spec.Parameter;
import dev.tributary.http.spec.Parameter.In;
import dev.tributary.http.spec.Schema;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A route as OpenAPI's operation object. */
final class Operation {
    static final String SECURITY = "api_key";
    static final String ADMIN = "admin_key";
    static final String ACCOUNT = "account_token";

    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)(?:\\.\\.\\.)?}");
    private static final Map<Integer, String> MEANINGS =
            Map.of(200, "Done", 201, "Created", 202, "Under way", 204, "Done", 303, "Go there");

    private Operation() {}

    static Map<String, Object> of(Route route) {
        Entry entry = route.entry();
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("summary", entry.summary());
        if (!entry.text().isEmpty()) {
            operation.put("description", entry.text());
        }
        operation.put("security", security(route.access()));
        List<Map<String, @Nullable Object>> parameters = new ArrayList<>();
        variables(route).forEach(variable -> parameters.add(parameter(variable)));
        entry.parameters().stream()
                .filter(parameter -> parameter.in() != In.PATH)
                .forEach(parameter -> parameters.add(parameter(parameter)));
        if (!parameters.isEmpty()) {
            operation.put("parameters", parameters);
        }
        entry.body()
                .ifPresent(
                        body ->
                                operation.put(
                                        "requestBody",
                                        Trees.of("required", true, "content", content(body))));
        operation.put("responses", responses(entry));
        return operation;
    }

    /** Takes parameters of the path out: it has their values in it. */
    static void withoutVariables(Map<String, Object> operation, List<String> names) {
        operation.computeIfPresent(
                "parameters",
                (key, parameters) ->
                        ((List<?>) parameters)
                                .stream()
                                        .filter(each -> !isVariable((Map<?, ?>) each, names))
                                        .toList());
    }

    private static boolean isVariable(Map<?, ?> parameter, List<String> names) {
        return "path".equals(parameter.get("in")) && names.contains(Trees.text(parameter, "name"));
    }

    private static List<Map<String, Object>> security(Access access) {
        return switch (access) {
            case Access.Open() -> List.of();
            case Access.Admin() -> List.of(Map.of(ADMIN, List.of()));
            case Access.Scope(String scope, String account) ->
                    account == null
                            ? List.of(Map.of(SECURITY, List.of(scope)))
                            : List.of(
                                    Map.of(SECURITY, List.of(scope)),
                                    Map.of(ACCOUNT, List.of(scope)));
        };
    }

    private static List<Parameter> variables(Route route) {
        List<Parameter> variables = new ArrayList<>();
        Matcher matcher = VARIABLE.matcher(route.pattern());
        while (matcher.find()) {
            String name = matcher.group(1);
            variables.add(
                    route.entry().parameters().stream()
                            .filter(said -> said.in() == In.PATH && said.name().equals(name))
                            .findFirst()
                            .orElse(new Parameter(name, In.PATH, true, "", Schema.text())));
        }
        return variables;
    }

    private static Map<String, @Nullable Object> parameter(Parameter parameter) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("name", parameter.name());
        tree.put(
                "in",
                switch (parameter.in()) {
                    case PATH -> "path";
                    case QUERY, QUERY_BELOW, QUERY_ANY -> "query";
                    case HEADER -> "header";
                });
        if (parameter.required()) {
            tree.put("required", true);
        }
        if (!parameter.about().isEmpty()) {
            tree.put("description", parameter.about());
        }
        if (parameter.in() == In.QUERY_BELOW || parameter.in() == In.QUERY_ANY) {
            tree.put("style", parameter.in() == In.QUERY_ANY ? "form" : "deepObject");
            tree.put("explode", true);
        }
        tree.put("schema", parameter.schema().tree());
        return tree;
    }

    private static Map<String, Object> content(Content content) {
        return Trees.of(content.type(), Trees.of("schema", content.schema().tree()));
    }

    private static Map<String, Object> responses(Entry entry) {
        Map<String, Object> responses = new LinkedHashMap<>();
        entry.answers()
                .forEach(
                        (status, content) ->
                                responses.put(status.toString(), response(status, content)));
        responses.put("default", Map.of("$ref", "#/components/responses/Problem"));
        return responses;
    }

    private static Map<String, Object> response(int status, Optional<Content> content) {
        String meaning = MEANINGS.getOrDefault(status, "Done");
        return content.map(body -> Trees.of("description", meaning, "content", content(body)))
                .orElse(Trees.of("description", meaning));
    }
}
