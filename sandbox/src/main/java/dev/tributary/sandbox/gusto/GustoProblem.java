package dev.tributary.sandbox.gusto;

import dev.tributary.sandbox.Json;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A refusal with the status and the errors that Gusto would give. */
public final class GustoProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient List<Problem> problems;

    /**
     * One entry of the errors.
     *
     * @param key where the problem is: a field, base or request
     * @param metadata which entity it is about
     * @param nested the problems of that entity
     */
    record Problem(
            String key,
            String category,
            String message,
            Map<String, @Nullable Object> metadata,
            List<Problem> nested) {

        static Problem of(String key, String category, String message) {
            return new Problem(key, category, message, Map.of(), List.of());
        }

        static Problem bad(String key, String message) {
            return of(key, "invalid_attribute_value", message);
        }

        static Problem nested(String key, String idName, String id, List<Problem> nested) {
            return new Problem(key, "nested_errors", "", Json.of(idName, id), nested);
        }

        Map<String, @Nullable Object> body() {
            Map<String, @Nullable Object> body =
                    Json.of("error_key", key).and("category", category);
            if (!message.isEmpty()) {
                body.put("message", message);
            }
            if (!metadata.isEmpty()) {
                body.put("metadata", metadata);
            }
            if (!nested.isEmpty()) {
                body.put("errors", bodies(nested));
            }
            return body;
        }
    }

    GustoProblem(int status, List<Problem> problems) {
        super(status + " " + problems);
        this.status = status;
        this.problems = List.copyOf(problems);
    }

    GustoProblem(int status, String key, String category, String message) {
        this(status, List.of(Problem.of(key, category, message)));
    }

    static GustoProblem notFound() {
        return new GustoProblem(
                404, "request", "not_found", "The requested resource was not found.");
    }

    static GustoProblem bad(String key, String message) {
        return new GustoProblem(422, List.of(Problem.bad(key, message)));
    }

    static GustoProblem invalidOperation(String message) {
        return new GustoProblem(422, "base", "invalid_operation", message);
    }

    int status() {
        return status;
    }

    Map<String, @Nullable Object> body() {
        return Json.of("errors", bodies(problems));
    }

    private static List<Map<String, @Nullable Object>> bodies(List<Problem> problems) {
        List<Map<String, @Nullable Object>> bodies = new ArrayList<>();
        problems.forEach(problem -> bodies.add(problem.body()));
        return bodies;
    }
}
