package dev.tributary.sandbox.pipedrive;

import dev.tributary.sandbox.Dials;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Request;
import dev.tributary.sandbox.Routes.PathVariables;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A request that passed the gate: who calls, and what it says, read strictly. */
record Call(Request request, PathVariables path, Caller caller, Dials<PipedriveDial> dials) {

    Company company() {
        return caller.company();
    }

    Items items() {
        return company().items();
    }

    /**
     * A number in the path.
     *
     * @throws PipedriveProblem 400 when it is none
     */
    long id(String variable) {
        String text = path.get(variable);
        if (!text.matches("\\d{1,15}")) {
            throw PipedriveProblem.invalid(variable, "Expected 'integer'");
        }
        return Long.parseLong(text);
    }

    /** The record named in the path, which may be deleted. */
    Item item(ItemType type) {
        return items().find(type, id("id"))
                .filter(item -> !item.deleted() || dials.on(PipedriveDial.DELETED_READABLE))
                .orElseThrow(() -> PipedriveProblem.notFound(type));
    }

    /** The record named in the path, which must not be deleted. */
    Item live(ItemType type) {
        return items().live(type, id("id")).orElseThrow(() -> PipedriveProblem.notFound(type));
    }

    Map<String, @Nullable Object> body() {
        return Json.object(request.body())
                .orElseThrow(
                        () ->
                                PipedriveProblem.of(
                                        400, "ERR_BAD_REQUEST", "the body is no JSON object"));
    }

    /** The body, in which only these fields may be. */
    Map<String, @Nullable Object> body(Set<String> known) {
        Map<String, @Nullable Object> body = body();
        for (String field : body.keySet()) {
            if (!known.contains(field) && dials.on(PipedriveDial.REJECT_UNKNOWN_FIELDS)) {
                throw PipedriveProblem.invalid(field, "is not allowed");
            }
        }
        return body;
    }

    /**
     * A text field of a body.
     *
     * @throws PipedriveProblem 400 when it is missing, empty or no text
     */
    static String text(Map<String, @Nullable Object> body, String field) {
        return Json.asText(body.get(field))
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> PipedriveProblem.invalid(field, "is required as 'string'"));
    }

    Optional<String> query(String name) {
        return request.query(name);
    }

    OptionalLong number(String name) {
        Optional<String> text = query(name);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!text.get().matches("\\d{1,15}")) {
            throw PipedriveProblem.invalid(name, "Expected 'integer'");
        }
        return OptionalLong.of(Long.parseLong(text.get()));
    }

    long numberOr(String name, long absent, long min, long max) {
        long number = number(name).orElse(absent);
        if (number < min || number > max) {
            throw PipedriveProblem.invalid(name, "must be from %d to %d".formatted(min, max));
        }
        return number;
    }

    Optional<Boolean> flag(String name) {
        return query(name)
                .map(
                        text ->
                                switch (text) {
                                    case "true" -> true;
                                    case "false" -> false;
                                    default ->
                                            throw PipedriveProblem.invalid(
                                                    name, "Expected 'boolean'");
                                });
    }

    /** One of some words, or the first of them. */
    String word(String name, List<String> words) {
        String word = query(name).orElse(words.getFirst());
        if (!words.contains(word)) {
            throw PipedriveProblem.invalid(name, "must be one of " + String.join(", ", words));
        }
        return word;
    }

    static Reply ok(@Nullable Object data) {
        return Reply.json(200, Json.of("success", true).and("data", data));
    }
}
