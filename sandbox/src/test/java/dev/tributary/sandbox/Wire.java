package dev.tributary.sandbox;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A plain HTTP client for tests: one base address, one optional bearer token, extra headers. */
public final class Wire {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();

    private final URI base;
    private final Map<String, String> headers;

    public Wire(URI base, Map<String, String> headers) {
        this.base = base;
        this.headers = headers;
    }

    public static Wire to(URI base) {
        return new Wire(base, Map.of());
    }

    public Wire with(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new Wire(base, more);
    }

    public Wire as(String token) {
        return with("Authorization", "Bearer " + token);
    }

    /** What came back; the body read as JSON on demand. */
    public record Answer(int status, Map<String, List<String>> headers, String body) {
        public Map<String, @Nullable Object> json() {
            return Json.object(body.getBytes(StandardCharsets.UTF_8)).orElseThrow();
        }

        public List<@Nullable Object> list() {
            return Json.parse(body.getBytes(StandardCharsets.UTF_8))
                    .flatMap(Json::asList)
                    .orElseThrow();
        }

        /** Walks into the JSON: names for objects, numbers for lists. */
        public @Nullable Object at(Object... path) {
            @Nullable Object here = Json.parse(body.getBytes(StandardCharsets.UTF_8)).orElseThrow();
            for (Object step : path) {
                here =
                        step instanceof Integer index
                                ? Json.asList(here).orElseThrow().get(index)
                                : Json.asObject(here).orElseThrow().get(step);
            }
            return here;
        }

        public String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> header.getValue().getFirst())
                    .findFirst()
                    .orElse("");
        }

        /** What a consent page sends the app, empty when it sends none. */
        public String code() {
            return Request.pairs(URI.create(header("Location")).getRawQuery())
                    .getOrDefault("code", List.of(""))
                    .getFirst();
        }
    }

    public Answer get(String path) {
        return send("GET", path, "application/json", "");
    }

    public Answer delete(String path) {
        return send("DELETE", path, "application/json", "");
    }

    public Answer post(String path, Object body) {
        return send("POST", path, "application/json", Json.text(body));
    }

    public Answer put(String path, Object body) {
        return send("PUT", path, "application/json", Json.text(body));
    }

    public Answer patch(String path, Object body) {
        return send("PATCH", path, "application/json", Json.text(body));
    }

    public Answer form(String path, Map<String, String> fields) {
        return send("POST", path, "application/x-www-form-urlencoded", encode(fields));
    }

    public static String encode(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /**
     * @throws UncheckedIOException when no answer came
     */
    public Answer send(String method, String path, String type, String body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(path))
                        .timeout(Duration.ofSeconds(20))
                        .method(
                                method,
                                body.isEmpty()
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", type);
        }
        headers.forEach(request::header);
        try {
            HttpResponse<String> response =
                    CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers().map(), response.body());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
