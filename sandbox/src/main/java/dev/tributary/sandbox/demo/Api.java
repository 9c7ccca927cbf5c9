package dev.tributary.sandbox.demo;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Tributary's public API under one key. A server that is away or overloaded is asked again, with
 * growing pauses, until a limit; every POST carries an idempotency key, so asking again is safe.
 * Safe for use by many threads.
 */
final class Api {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LAST_PAUSE = Duration.ofSeconds(1);
    private static final int PAGES_MAX = 1_000;

    private final HttpClient http;
    private final Clock clock;
    private final URI base;
    private final String key;
    private final Runnable whileAway;

    /**
     * @param whileAway called before the server is asked again; throws when that is hopeless
     */
    Api(HttpClient http, Clock clock, URI base, String key, Runnable whileAway) {
        this.http = http;
        this.clock = clock;
        this.base = base;
        this.key = key;
        this.whileAway = whileAway;
    }

    /** An answer outside 2xx that asking again does not change. */
    static final class Refused extends RuntimeException {
        private final int status;

        Refused(int status, String message) {
            super(message);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    Api as(String otherKey) {
        return new Api(http, clock, base, otherKey, whileAway);
    }

    URI base() {
        return base;
    }

    String key() {
        return key;
    }

    JsonNode get(String path) {
        return send(request(path).GET().build());
    }

    JsonNode post(String path, Object body) {
        return send(
                request(path)
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .POST(json(body))
                        .build());
    }

    JsonNode put(String path, Object body) {
        return send(request(path).PUT(json(body)).build());
    }

    /** All records of a list, page by page. */
    List<JsonNode> list(String path) {
        List<JsonNode> all = new ArrayList<>();
        String next = path;
        for (int page = 0; page < PAGES_MAX; page++) {
            JsonNode answer = get(next);
            answer.path("result").forEach(all::add);
            String cursor = answer.path("next_cursor").asString("");
            if (cursor.isEmpty()) {
                return all;
            }
            next =
                    path
                            + (path.contains("?") ? "&" : "?")
                            + "next_cursor="
                            + URLEncoder.encode(cursor, StandardCharsets.UTF_8);
        }
        throw new DemoFailure(path + " does not end after " + PAGES_MAX + " pages");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(ANSWER_LIMIT)
                .header("Authorization", "Bearer " + key);
    }

    private static HttpRequest.BodyPublisher json(Object body) {
        return BodyPublishers.ofString(JSON.writeValueAsString(body), StandardCharsets.UTF_8);
    }

    private JsonNode send(HttpRequest request) {
        Instant deadline = clock.instant().plus(LIMIT);
        Duration pause = FIRST_PAUSE;
        while (true) {
            String trouble;
            try {
                HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
                if (answer.statusCode() < 300) {
                    return parse(answer.body());
                }
                trouble = trouble(request, answer);
                if (!worthAskingAgain(answer)) {
                    throw new Refused(answer.statusCode(), trouble);
                }
            } catch (IOException away) {
                trouble = request.method() + " " + request.uri().getPath() + ": " + away;
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                throw new DemoFailure("interrupted", stop);
            }
            whileAway.run();
            if (clock.instant().isAfter(deadline)) {
                throw new DemoFailure(
                        "no answer within " + LIMIT.toSeconds() + " s; the last was " + trouble);
            }
            Patience.pause(pause);
            pause = shorter(pause.multipliedBy(2), LAST_PAUSE);
        }
    }

    /** Somebody connects an account again whose authorisation has ended. */
    private static boolean worthAskingAgain(HttpResponse<String> answer) {
        return answer.statusCode() >= 500
                || answer.statusCode() == 429
                || answer.statusCode() == 409 && answer.body().contains("\"needs_reauth\"");
    }

    private static Duration shorter(Duration left, Duration right) {
        return left.compareTo(right) < 0 ? left : right;
    }

    private static String trouble(HttpRequest request, HttpResponse<String> answer) {
        return "%s %s: %d %s"
                .formatted(
                        request.method(),
                        request.uri().getPath(),
                        answer.statusCode(),
                        answer.body());
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body.isBlank() ? "{}" : body);
        } catch (JacksonException malformed) {
            throw new DemoFailure("the answer is not JSON: " + body, malformed);
        }
    }
}
