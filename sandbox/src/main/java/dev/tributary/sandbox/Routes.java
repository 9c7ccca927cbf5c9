package dev.tributary.sandbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Paths with {variables} to handlers; literal segments win over variables. */
public final class Routes {
    private final List<Route> routes = new ArrayList<>();

    /** Handles one request; the variables hold what stood in the path. */
    @FunctionalInterface
    public interface Handler {
        Reply handle(Request request, PathVariables variables);
    }

    /** What the variables of a path stand for. */
    public record PathVariables(Map<String, String> values) {
        public String get(String name) {
            String value = values.get(name);
            if (value == null) {
                throw new IllegalArgumentException("the path has no variable " + name);
            }
            return value;
        }
    }

    /** One method on one path. */
    private record Route(String method, String pattern, List<String> segments, Handler handler) {
        Optional<Map<String, String>> match(List<String> path) {
            if (path.size() != segments.size()) {
                return Optional.empty();
            }
            Map<String, String> variables = new HashMap<>();
            for (int i = 0; i < path.size(); i++) {
                String segment = segments.get(i);
                if (segment.startsWith("{")) {
                    variables.put(segment.substring(1, segment.length() - 1), path.get(i));
                } else if (!segment.equals(path.get(i))) {
                    return Optional.empty();
                }
            }
            return Optional.of(variables);
        }

        long literals() {
            return segments.stream().filter(segment -> !segment.startsWith("{")).count();
        }
    }

    /** What a request path leads to. */
    public sealed interface Target {
        /** A handler; {@code name} is the method and the pattern, for counting. */
        record Found(String name, Handler handler, PathVariables variables) implements Target {}

        record WrongMethod(SortedSet<String> allowed) implements Target {}

        record Nowhere() implements Target {}
    }

    public Routes add(String method, String pattern, Handler handler) {
        routes.add(new Route(method, pattern, split(pattern), handler));
        return this;
    }

    public Target find(String method, String path) {
        List<String> segments = split(path);
        SortedSet<String> allowed = new TreeSet<>();
        Target target = new Target.Nowhere();
        long literals = -1;
        for (Route route : routes) {
            Optional<Map<String, String>> match = route.match(segments);
            if (match.isEmpty() || route.literals() < literals) {
                continue;
            }
            // GET /objects/search must be refused, not read as the record named "search".
            if (route.literals() > literals) {
                literals = route.literals();
                allowed.clear();
                target = new Target.WrongMethod(allowed);
            }
            allowed.add(route.method());
            if (route.method().equals(method)) {
                target =
                        new Target.Found(
                                method + " " + route.pattern(),
                                route.handler(),
                                new PathVariables(match.get()));
            }
        }
        return target;
    }

    private static List<String> split(String path) {
        List<String> segments = new ArrayList<>();
        for (String segment : path.split("/", -1)) {
            segments.add(segment);
        }
        return segments;
    }
}
