package dev.tributary.sandbox;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The part of /_sandbox that all emulators share: dials, profiles, clock, counters, reset. */
public final class Control {
    private final Emulator<?, ?> emulator;

    public Control(Emulator<?, ?> emulator) {
        this.emulator = emulator;
    }

    public void addTo(Routes routes) {
        routes.add("GET", "/_sandbox/dials", checked((request, path) -> dials()))
                .add("PATCH", "/_sandbox/dials", checked((request, path) -> turn(request)))
                .add("POST", "/_sandbox/profile", checked((request, path) -> profile(request)))
                .add("GET", "/_sandbox/clock", checked((request, path) -> date()))
                .add("PUT", "/_sandbox/clock", checked((request, path) -> setDate(request)))
                .add("GET", "/_sandbox/counters", checked((request, path) -> counters()))
                .add("POST", "/_sandbox/expire-access-tokens", (request, path) -> expire())
                .add("POST", "/_sandbox/reset", checked((request, path) -> reset(request)));
    }

    /** Turns refusals of the in-process API into a 400 with the reason. */
    public static Routes.Handler checked(Routes.Handler handler) {
        return (request, path) -> {
            try {
                return handler.handle(request, path);
            } catch (IllegalArgumentException refused) {
                return Reply.json(400, Json.of("error", refused.getMessage()));
            }
        };
    }

    /**
     * The JSON object in a body; an empty body is an empty object.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static Map<String, @Nullable Object> body(Request request) {
        return request.body().length == 0
                ? Json.of()
                : Json.object(request.body())
                        .orElseThrow(
                                () -> new IllegalArgumentException("the body is no JSON object"));
    }

    /**
     * @throws IllegalArgumentException when the field is missing or no text
     */
    public static String text(Map<String, @Nullable Object> body, String field) {
        return Json.asText(body.get(field))
                .orElseThrow(() -> new IllegalArgumentException(field + " must be a text"));
    }

    public static List<String> texts(
            Map<String, @Nullable Object> body, String field, List<String> absent) {
        if (!body.containsKey(field)) {
            return absent;
        }
        List<String> texts = new ArrayList<>();
        for (Object item :
                Json.asList(body.get(field))
                        .orElseThrow(
                                () -> new IllegalArgumentException(field + " must be a list"))) {
            texts.add(
                    Json.asText(item)
                            .orElseThrow(
                                    () ->
                                            new IllegalArgumentException(
                                                    field + " must hold texts")));
        }
        return texts;
    }

    private Reply dials() {
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        all.addAll(emulator.faults().describe());
        all.addAll(emulator.dials().describe());
        return Reply.json(200, Json.of("seed", emulator.seed()).and("dials", all));
    }

    private Reply turn(Request request) {
        Map<String, @Nullable Object> body = body(request);
        for (String key : body.keySet()) {
            if (!emulator.faults().knows(key) && !emulator.dials().knows(key)) {
                throw new IllegalArgumentException("there is no dial named " + key);
            }
        }
        body.forEach(
                (key, value) -> {
                    if (emulator.faults().knows(key)) {
                        emulator.faults().set(key, value);
                    } else {
                        emulator.dials().set(key, value);
                    }
                });
        return dials();
    }

    private Reply profile(Request request) {
        emulator.apply(
                FaultProfile.valueOf(text(body(request), "faults").toUpperCase(Locale.ROOT)));
        return dials();
    }

    private Reply date() {
        return Reply.json(200, Json.of("date", emulator.businessDate().today().toString()));
    }

    private Reply setDate(Request request) {
        String text = text(body(request), "date");
        try {
            emulator.businessDate().set(LocalDate.parse(text));
        } catch (DateTimeParseException malformed) {
            throw new IllegalArgumentException("date must be YYYY-MM-DD, not " + text, malformed);
        }
        return date();
    }

    private Reply counters() {
        return Reply.json(200, emulator.counters().snapshot());
    }

    private Reply expire() {
        emulator.expireAccessTokens();
        return Reply.empty(204);
    }

    private Reply reset(Request request) {
        Object seed = body(request).getOrDefault("seed", emulator.seed());
        if (!(seed instanceof Number number)) {
            throw new IllegalArgumentException("seed must be a number");
        }
        emulator.reset(number.longValue());
        return Reply.json(200, Json.of("seed", emulator.seed()));
    }
}
