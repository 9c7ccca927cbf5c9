package dev.tributary.unified.openapi;

import dev.tributary.connector.Resource;
import dev.tributary.http.Route;
import dev.tributary.http.Routes;
import dev.tributary.http.spec.Chapter;
import dev.tributary.model.Models;
import dev.tributary.model.ResourceModel;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The OpenAPI 3.1 document: what every route says of itself, and the schemas of the unified
 * resources. A route over all resources becomes one path for each of them.
 */
final class OpenApi {
    static final String VERSION = "1";

    /** Stands in the summary of a route that is told for each resource by itself. */
    private static final String EACH_RESOURCE = "{thing";

    private static final List<String> ANY_METHOD = List.of("get", "post", "put", "patch", "delete");
    private static final String ABOUT =
            """
            One REST API over CRM, HRIS and payroll systems. Send an API key as \
            `Authorization: Bearer trb_live_…`; it belongs to one environment and carries scopes. \
            Every failure is an RFC 9457 problem document with a stable `code`. Money is exact \
            decimal text with a currency, times are RFC 3339 in UTC, ids are strings. Answers that \
            called a provider carry `ratelimit-limit`, `ratelimit-remaining`, `ratelimit-reset` and \
            `server-timing`.\
            """;

    private final Models models;
    private final Map<String, Map<String, Object>> paths = new LinkedHashMap<>();
    private final Map<String, String> tags = new LinkedHashMap<>();
    private final Set<String> names = new HashSet<>();

    private OpenApi(Models models) {
        this.models = models;
    }

    static Map<String, @Nullable Object> of(List<Routes> features, Models models) {
        OpenApi document = new OpenApi(models);
        for (Routes feature : features) {
            feature.routes().forEach(route -> document.add(feature.chapter(), route));
        }
        return document.document();
    }

    private void add(Chapter chapter, Route route) {
        Map<String, Object> operation = Operation.of(route);
        String path = route.pattern().replace("...}", "}");
        if (route.entry().summary().contains(EACH_RESOURCE)) {
            Operation.withoutVariables(operation, List.of("model", "resource"));
            resources().forEach(each -> tags.put(each.path(), each.caption()));
            boolean custom = !path.contains("{resource}");
            for (ResourceModel resource : models.byPath().values()) {
                if (custom != resource.name().equals(Resource.CUSTOM)) {
                    continue;
                }
                UnaryOperator<String> fill = text -> filled(text, resource);
                add(route, fill.apply(path), resource.path(), Trees.texts(operation, fill));
            }
        } else {
            tags.putIfAbsent(chapter.name(), chapter.about());
            add(route, path, chapter.name(), operation);
        }
    }

    private void add(Route route, String path, String tag, Map<String, Object> operation) {
        List<String> methods =
                route.method().equals("*")
                        ? ANY_METHOD
                        : List.of(route.method().toLowerCase(Locale.ROOT));
        for (String method : methods) {
            Map<String, Object> tagged = new LinkedHashMap<>();
            tagged.put("operationId", name(OperationId.of(method, path, operation)));
            tagged.put("tags", List.of(tag));
            tagged.putAll(operation);
            if (method.equals("get")) {
                tagged.remove("requestBody");
            }
            paths.computeIfAbsent(path, absent -> new LinkedHashMap<>()).put(method, tagged);
        }
    }

    /** {@code parked_retry} is of one, {@code parked_retry_all} of the collection. */
    private String name(String wanted) {
        return names.add(wanted) ? wanted : name(wanted + "_all");
    }

    /** As the models have them, any object at the end of each. */
    private Stream<ResourceModel> resources() {
        return models.byPath().values().stream()
                .sorted(
                        Comparator.comparing(ResourceModel::model)
                                .thenComparing(
                                        resource -> resource.name().equals(Resource.CUSTOM)));
    }

    private static String filled(String text, ResourceModel resource) {
        return text.replace("{model}", resource.model())
                .replace("{resource}", resource.name())
                .replace("{things}", things(resource))
                .replace("{thing}", resource.title().toLowerCase(Locale.ROOT));
    }

    private static String things(ResourceModel resource) {
        return resource.name().equals(Resource.CUSTOM)
                ? "custom objects"
                : resource.name().replace('_', ' ');
    }

    private Map<String, @Nullable Object> document() {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put(
                "info",
                Trees.of(
                        "title",
                        "Tributary",
                        "version",
                        VERSION,
                        "description",
                        ABOUT,
                        "license",
                        Trees.of("name", "Apache-2.0", "identifier", "Apache-2.0")));
        document.put("servers", List.of(Map.of("url", "/")));
        document.put(
                "tags",
                tags.entrySet().stream()
                        .map(tag -> Trees.of("name", tag.getKey(), "description", tag.getValue()))
                        .toList());
        document.put("paths", paths);
        document.put("components", Components.of(models));
        return document;
    }
}
