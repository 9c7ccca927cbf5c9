package dev.tributary.integration;

import dev.tributary.Failure;
import dev.tributary.Json;
import dev.tributary.Secret;
import dev.tributary.connector.Auth.Endpoint;
import dev.tributary.connector.Scheme;
import dev.tributary.http.HttpReply;
import dev.tributary.mapping.Expression;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells from a token endpoint's answer what has become of the authorisation. */
final class ReadTokenReply {
    private static final int TEXT_MAX = 200;
    private static final long LIFE_SECONDS_MAX = Duration.ofDays(3660).toSeconds();
    private static final Duration RETRY_AFTER_MAX = Duration.ofMinutes(10);

    private ReadTokenReply() {}

    static TokenReply read(Scheme scheme, Endpoint endpoint, HttpReply reply) {
        Map<String, Object> body = object(reply.body());
        String error = text(body.get("error"));
        if (error.equals("invalid_grant")) {
            return new TokenReply.Ended(explain(reply.status(), body));
        }
        int status = reply.status();
        if (status >= 200 && status < 300 && error.isEmpty()) {
            return granted(scheme, endpoint, status, body);
        }
        // A 429 or 503 turns the request away at the door. After any other 5xx nobody knows.
        return status >= 500 && status != 503
                ? new TokenReply.Lost(explain(status, body))
                : new TokenReply.NotDone(explain(status, body), retryAfter(reply));
    }

    private static TokenReply granted(
            Scheme scheme, Endpoint endpoint, int status, Map<String, Object> body) {
        String access = text(body.get("access_token"));
        if (access.isEmpty()) {
            return new TokenReply.Lost(
                    "its token endpoint answered %d without an access_token".formatted(status));
        }
        String refresh = text(body.get("refresh_token"));
        Map<String, Object> variables = new LinkedHashMap<>();
        scheme.keep()
                .forEach(
                        (name, expression) -> {
                            Object value = expression.evaluate(body, Map.of());
                            if (value != null) {
                                variables.put(name, value);
                            }
                        });
        return new TokenReply.Granted(
                new Secret(access),
                refresh.isEmpty() ? null : new Secret(refresh),
                life(endpoint, body),
                variables,
                scopes(body));
    }

    /** In text or in a list, as providers have it. */
    private static List<String> scopes(Map<String, Object> body) {
        Object said = body.getOrDefault("scope", body.get("scopes"));
        return switch (said) {
            case String text -> List.of(text.strip().split("[ ,]+"));
            case List<?> list -> list.stream().map(String::valueOf).toList();
            case null, default -> List.of();
        };
    }

    /** What the connector reads out of the answer; else what the answer says; else a usual life. */
    private static @Nullable Duration life(Endpoint endpoint, Map<String, Object> body) {
        Expression read = endpoint.expiresIn();
        Object said = read == null ? null : read.evaluate(body, Map.of());
        Duration life = life(said == null ? body.get("expires_in") : said);
        return life == null ? endpoint.usualLife() : life;
    }

    private static @Nullable Duration life(@Nullable Object expiresIn) {
        BigDecimal seconds = decimal(text(expiresIn));
        if (seconds == null || seconds.signum() <= 0) {
            return null;
        }
        return Duration.ofMillis(
                seconds.min(BigDecimal.valueOf(LIFE_SECONDS_MAX)).movePointRight(3).longValue());
    }

    private static @Nullable Duration retryAfter(HttpReply reply) {
        BigDecimal seconds = decimal(reply.headers().getOrDefault("retry-after", ""));
        if (seconds == null || seconds.signum() < 0) {
            return null;
        }
        return Duration.ofSeconds(
                seconds.min(BigDecimal.valueOf(RETRY_AFTER_MAX.toSeconds())).longValue());
    }

    private static @Nullable BigDecimal decimal(String text) {
        return text.matches("-?[0-9]{1,12}([.][0-9]{1,9})?") ? new BigDecimal(text) : null;
    }

    // Only the members that RFC 6749 makes for people: the rest of the answer may hold secrets.
    private static String explain(int status, Map<String, Object> body) {
        StringBuilder why = new StringBuilder("its token endpoint answered ").append(status);
        for (String member : new String[] {"error", "error_description", "message"}) {
            String text = text(body.get(member)).replaceAll("\\p{Cntrl}", " ");
            if (!text.isEmpty()) {
                why.append(' ').append(text, 0, Math.min(text.length(), TEXT_MAX));
            }
        }
        return why.toString();
    }

    @SuppressWarnings("unchecked") // a JSON object
    private static Map<String, Object> object(byte[] body) {
        try {
            return Json.read(body, Object.class) instanceof Map<?, ?> map
                    ? (Map<String, Object>) map
                    : Map.of();
        } catch (Failure notJson) {
            return Map.of();
        }
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case String text -> text;
            case Number number -> number.toString();
            case null, default -> "";
        };
    }
}
