package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Json;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A refusal with the status and the body that HubSpot would give. */
public final class HubSpotProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String category;
    private final transient List<Map<String, @Nullable Object>> errors;

    HubSpotProblem(
            int status,
            String category,
            String message,
            List<Map<String, @Nullable Object>> errors) {
        super(message);
        this.status = status;
        this.category = category;
        this.errors = List.copyOf(errors);
    }

    HubSpotProblem(int status, String category, String message) {
        this(status, category, message, List.of());
    }

    static HubSpotProblem invalid(String message) {
        return new HubSpotProblem(400, "VALIDATION_ERROR", message);
    }

    static HubSpotProblem noSuchObject() {
        return new HubSpotProblem(404, "OBJECT_NOT_FOUND", "resource not found");
    }

    /** Refused property values, all of them at once. */
    static HubSpotProblem properties(List<BadValue> bad) {
        List<Map<String, @Nullable Object>> errors = new ArrayList<>();
        List<Map<String, @Nullable Object>> summary = new ArrayList<>();
        for (BadValue value : bad) {
            errors.add(
                    Json.of("message", value.message())
                            .and("code", value.code())
                            .and("context", Json.of("propertyName", List.of(value.property()))));
            summary.add(
                    Json.of("isValid", false)
                            .and("message", value.message())
                            .and("error", value.code())
                            .and("name", value.property()));
        }
        return new HubSpotProblem(
                400,
                "VALIDATION_ERROR",
                "Property values were not valid: " + Json.text(summary),
                errors);
    }

    /** One property value that was refused, and the code for why. */
    record BadValue(String property, String code, String message) {}

    int status() {
        return status;
    }

    String category() {
        return category;
    }

    Map<String, @Nullable Object> body(String correlationId) {
        Map<String, @Nullable Object> body =
                Json.of("status", "error")
                        .and("message", getMessage())
                        .and("correlationId", correlationId)
                        .and("category", category);
        if (!errors.isEmpty()) {
            body.put("errors", errors);
        }
        return body;
    }

    /** The same refusal as an entry of a batch answer's errors. */
    Map<String, @Nullable Object> entry(Map<String, @Nullable Object> context) {
        return Json.of("status", "error")
                .and("category", category)
                .and("message", getMessage())
                .and("context", context)
                .and("errors", errors);
    }
}
