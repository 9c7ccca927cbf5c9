package dev.tributary.sandbox.salesforce;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Request;
import dev.tributary.sandbox.Routes.PathVariables;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * A request that passed the gate: somebody with a session, in an org.
 *
 * @param version as it stands in the path: v60.0
 */
record Call(Request request, PathVariables path, Org org, Actor actor, String version) {

    /** Whole versions: v60.0 is 60. */
    int release() {
        return Integer.parseInt(version.substring(1, version.indexOf('.')));
    }

    /**
     * The object named in the path.
     *
     * @throws SalesforceProblem 404 when there is none
     */
    Entity entity() {
        return org.schema().find(path.get("object")).orElseThrow(SalesforceProblem::noSuchResource);
    }

    /** The object of a record in a body: its attributes say it. */
    Entity entityOf(Map<String, @Nullable Object> record) {
        String type =
                Json.asObject(record.get("attributes"))
                        .flatMap(attributes -> Json.asText(attributes.get("type")))
                        .orElseThrow(
                                () ->
                                        SalesforceProblem.invalid(
                                                "INVALID_TYPE",
                                                "sObject type missing: each record needs attributes"
                                                        + " with a type"));
        return org.schema()
                .find(type)
                .orElseThrow(
                        () ->
                                SalesforceProblem.invalid(
                                        "INVALID_TYPE",
                                        "sObject type '%s' is not supported.".formatted(type)));
    }

    /**
     * @throws SalesforceProblem 400 or 415 when the body is no JSON object
     */
    Map<String, @Nullable Object> body() {
        if (request.body().length == 0) {
            throw SalesforceProblem.json(
                    "The HTTP entity body is required, but this request has no entity body.");
        }
        if (!request.hasMediaType("application/json")) {
            throw new SalesforceProblem(
                    415,
                    "UNSUPPORTED_MEDIA_TYPE",
                    "Content type not supported: %s. Must be 'application/json'"
                            .formatted(request.header("Content-Type").orElse("none")));
        }
        return Json.object(request.body())
                .orElseThrow(
                        () ->
                                SalesforceProblem.json(
                                        "Unexpected character or end of input at [line:1,"
                                                + " column:1]"));
    }

    /** An absolute path of this version. */
    String url(String rest) {
        return "/services/data/" + version + rest;
    }
}
