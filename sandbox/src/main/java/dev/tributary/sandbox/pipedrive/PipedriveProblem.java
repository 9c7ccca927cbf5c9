package dev.tributary.sandbox.pipedrive;

import dev.tributary.sandbox.Json;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/** A refusal with the status and the body that Pipedrive would give. */
public final class PipedriveProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final String INVALID = "ERR_SCHEMA_VALIDATION_FAILED";
    private static final String WHERE_TO_LOOK = "Please check developers.pipedrive.com";

    private final int status;
    private final String code;

    private PipedriveProblem(int status, String code, String error) {
        super(error);
        this.status = status;
        this.code = code;
    }

    /** A refusal by what stands in front of the API: it counts in numbers, not in codes. */
    static PipedriveProblem gateway(int status, String error) {
        return new PipedriveProblem(status, "", error);
    }

    static PipedriveProblem unauthorized() {
        return gateway(401, "unauthorized access");
    }

    static PipedriveProblem invalid(String what) {
        return new PipedriveProblem(400, INVALID, "Validation failed: " + what);
    }

    static PipedriveProblem invalid(String field, String why) {
        return invalid(field + ": " + why);
    }

    static PipedriveProblem notFound(ItemType type) {
        return notFound(type.title());
    }

    static PipedriveProblem notFound(String what) {
        return new PipedriveProblem(404, "ERR_NOT_FOUND", what + " not found");
    }

    static PipedriveProblem forbidden(String why) {
        return new PipedriveProblem(403, "ERR_FORBIDDEN", why);
    }

    static PipedriveProblem of(int status, String code, String why) {
        return new PipedriveProblem(status, code, why);
    }

    int status() {
        return status;
    }

    /**
     * @param v2 API v1 has no codes
     */
    Map<String, @Nullable Object> body(boolean v2) {
        Json.Fields body = Json.of("success", false).and("error", getMessage());
        if (code.isEmpty()) {
            return body.and("errorCode", status).and("error_info", WHERE_TO_LOOK);
        }
        body.and("error_info", WHERE_TO_LOOK + " for more information about Pipedrive API.");
        if (v2) {
            body.and("code", code);
        }
        return body.and("data", null).and("additional_data", null);
    }
}
