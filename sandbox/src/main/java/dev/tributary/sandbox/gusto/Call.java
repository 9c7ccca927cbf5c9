package dev.tributary.sandbox.gusto;

import dev.tributary.sandbox.Dials;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Request;
import dev.tributary.sandbox.Routes.PathVariables;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A request that passed the gate: somebody with a token, and the company it is bound to.
 *
 * @param apiVersion the date of the API version in force for this call
 */
record Call(
        Request request,
        PathVariables path,
        Company company,
        App app,
        Set<String> scopes,
        String apiVersion,
        Dials<GustoDial> dials) {

    /**
     * @throws GustoProblem 422 when the body is no JSON object or has a field nobody knows
     */
    Map<String, @Nullable Object> body(String... known) {
        Map<String, @Nullable Object> body =
                request.body().length == 0
                        ? Json.of()
                        : Json.object(request.body())
                                .orElseThrow(
                                        () ->
                                                GustoProblem.bad(
                                                        "base", "The body is no JSON object."));
        body.keySet().forEach(field -> refuseUnknown(field, known));
        return body;
    }

    void refuseUnknown(String field, String... known) {
        if (dials.on(GustoDial.REJECT_UNKNOWN_FIELDS) && !Set.of(known).contains(field)) {
            throw new GustoProblem(422, field, "unknown_parameter", field + " is not known here.");
        }
    }

    Optional<Boolean> flag(String name) {
        return request.query(name)
                .map(
                        value ->
                                switch (value) {
                                    case "true" -> true;
                                    case "false" -> false;
                                    default ->
                                            throw GustoProblem.bad(
                                                    name, name + " must be true or false.");
                                });
    }

    /** The values of a list parameter, each one of those allowed. */
    List<String> choices(String name, Set<String> allowed, List<String> absent) {
        List<String> chosen = request.queryList(name);
        for (String value : chosen) {
            if (!allowed.contains(value)) {
                throw GustoProblem.bad(name, value + " is not a choice for " + name + ".");
            }
        }
        return chosen.isEmpty() ? absent : chosen;
    }

    Optional<LocalDate> date(String name) {
        try {
            return request.query(name).map(LocalDate::parse);
        } catch (DateTimeParseException malformed) {
            throw GustoProblem.bad(name, name + " must be a date like 2017-03-31.");
        }
    }
}
