package dev.tributary.sandbox.demo;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A person who clicks through pages: follows redirects, keeps cookies, and presses the first button
 * of the first form until a page has none.
 */
final class Browser {
    private static final int PAGES_MAX = 10;
    private static final int HOPS_MAX = 10;
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Pattern FORM =
            Pattern.compile("<form\\b([^>]*)>(.*?)</form>", Pattern.DOTALL);
    private static final Pattern FIELD =
            Pattern.compile("<(input|button|select|option)\\b([^>]*)>");
    private static final Pattern ATTRIBUTE =
            Pattern.compile("([a-z-]+)\\s*=\\s*(?:\"([^\"]*)\"|([^\\s\"'>]+))");

    private final HttpClient http =
            HttpClient.newBuilder()
                    .cookieHandler(new CookieManager())
                    .followRedirects(Redirect.NEVER)
                    .connectTimeout(LIMIT)
                    .build();

    /** A page and where it is. */
    record Page(URI address, String html) {}

    /**
     * Opens a page and agrees to whatever it asks.
     *
     * @return the first page without a form
     */
    Page agree(URI address) {
        Page page = follow(HttpRequest.newBuilder(address).GET());
        for (int i = 0; i < PAGES_MAX; i++) {
            Optional<HttpRequest.Builder> pressed = press(page);
            if (pressed.isEmpty()) {
                return page;
            }
            page = follow(pressed.get());
        }
        throw new DemoFailure("the pages behind " + address + " never end");
    }

    private Page follow(HttpRequest.Builder first) {
        HttpRequest.Builder next = first;
        for (int hop = 0; hop < HOPS_MAX; hop++) {
            HttpResponse<String> answer = send(next.timeout(LIMIT).build());
            URI address = answer.uri();
            Optional<String> location = answer.headers().firstValue("Location");
            if (answer.statusCode() / 100 == 3 && location.isPresent()) {
                next = HttpRequest.newBuilder(address.resolve(location.get())).GET();
            } else if (answer.statusCode() == 200) {
                return new Page(address, answer.body());
            } else {
                throw new DemoFailure(
                        address + " answered " + answer.statusCode() + ": " + answer.body());
            }
        }
        throw new DemoFailure("redirected more than " + HOPS_MAX + " times");
    }

    private static Optional<HttpRequest.Builder> press(Page page) {
        Matcher form = FORM.matcher(page.html());
        if (!form.find()) {
            return Optional.empty();
        }
        Map<String, String> attributes = attributes(form.group(1));
        String fields = encode(fields(form.group(2)));
        String target = attributes.getOrDefault("action", "");
        // Without an action a form goes to the page's own address.
        URI action = target.isEmpty() ? page.address() : page.address().resolve(target);
        if (attributes.getOrDefault("method", "get").equalsIgnoreCase("post")) {
            return Optional.of(
                    HttpRequest.newBuilder(action)
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString(fields)));
        }
        return Optional.of(HttpRequest.newBuilder(action.resolve("?" + fields)).GET());
    }

    /** What a browser would send: all inputs, each first option, and the first button. */
    private static Map<String, String> fields(String form) {
        Map<String, String> fields = new LinkedHashMap<>();
        boolean pressed = false;
        String choice = "";
        Matcher field = FIELD.matcher(form);
        while (field.find()) {
            Map<String, String> attributes = attributes(field.group(2));
            String name = attributes.getOrDefault("name", "");
            String value = attributes.getOrDefault("value", "");
            switch (field.group(1)) {
                case "select" -> choice = name;
                case "option" -> fields.putIfAbsent(choice, value);
                case "button" -> {
                    if (!pressed) {
                        fields.put(name, value);
                    }
                    pressed = true;
                }
                default -> fields.put(name, value);
            }
        }
        fields.remove("");
        return fields;
    }

    private static Map<String, String> attributes(String tag) {
        Map<String, String> attributes = new LinkedHashMap<>();
        Matcher attribute = ATTRIBUTE.matcher(tag);
        while (attribute.find()) {
            String quoted = attribute.group(2);
            attributes.put(
                    attribute.group(1), unescape(quoted == null ? attribute.group(3) : quoted));
        }
        return attributes;
    }

    private static String unescape(String text) {
        return text.replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&#34;", "\"")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }

    private static String encode(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException unreachable) {
            throw new DemoFailure("cannot open " + request.uri() + ": " + unreachable, unreachable);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new DemoFailure("interrupted", stop);
        }
    }
}
