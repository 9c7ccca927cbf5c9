package dev.tributary.http;

import dev.tributary.Code;
import dev.tributary.Failure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Finds the route of a request: by the first path segment, then by pattern in the order given. A
 * pattern that begins with a variable is for paths whose first segment no other has. An unknown
 * path is {@code not_found}; a known path with another method says which methods it has.
 */
final class Router {
    record Found(Route route, Map<String, String> variables) {}

    private static final String ANY = "/{";

    private final Map<String, List<Route.Matching>> byFirstSegment = new HashMap<>();

    Router(List<Routes> features) {
        for (Routes feature : features) {
            for (Route route : feature.routes()) {
                String pattern = route.pattern();
                String first = pattern.startsWith(ANY) ? ANY : firstSegment(pattern);
                byFirstSegment.computeIfAbsent(first, k -> new ArrayList<>()).add(route.matching());
            }
        }
    }

    Found find(String method, String rawPath) {
        TreeSet<String> allowed = new TreeSet<>();
        List<Route.Matching> others = byFirstSegment.getOrDefault(ANY, List.of());
        for (Route.Matching matching : byFirstSegment.getOrDefault(firstSegment(rawPath), others)) {
            var variables = matching.match(rawPath);
            if (variables.isPresent()) {
                if (matching.route().isFor(method)) {
                    return new Found(matching.route(), variables.get());
                }
                allowed.add(matching.route().method());
            }
        }
        if (allowed.isEmpty()) {
            throw new Failure(Code.NOT_FOUND, "there is no %s".formatted(rawPath));
        }
        throw new Failure(
                        Code.METHOD_NOT_ALLOWED,
                        "%s does not take %s; it takes %s"
                                .formatted(rawPath, method, String.join(", ", allowed)))
                .with("allow", String.join(", ", allowed));
    }

    // Custom methods hang on a colon: /parked:retry belongs to /parked.
    private static String firstSegment(String path) {
        int end = path.indexOf('/', 1);
        String segment = end < 0 ? path : path.substring(0, end);
        int colon = segment.indexOf(':');
        return colon < 0 ? segment : segment.substring(0, colon);
    }
}
