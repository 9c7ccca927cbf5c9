package dev.tributary;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A CRM that nobody has heard of, and a strict one: OAuth with PKCE and codes that are good once,
 * pages, a search, and webhooks with a seal of its own. What it does not know it refuses.
 */
final class MadeUpCrm implements AutoCloseable {
    static final String CLIENT = "our-app";
    static final String SECRET = "our-secret";
    static final String WEBHOOK_SECRET = "lagoon-hooks";
    static final String WORKSPACE = "ws-9";

    private final HttpServer server;
    private final Map<String, Map<String, Object>> people = new TreeMap<>();
    private final Map<String, Map<String, String>> codes = new LinkedHashMap<>();
    private final List<String> asked = new ArrayList<>();
    private String token = "";
    private int count;

    /** A refusal, with its status. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final int status;

        Refused(int status, String why) {
            super(why);
            this.status = status;
        }
    }

    MadeUpCrm() {
        server = Loopback.server();
        server.createContext("/", this::answer);
        server.start();
        for (String name :
                List.of(
                        "Ada Byron",
                        "Grace Hopper",
                        "Mary Shelley",
                        "Emmy Noether",
                        "Lord Byron")) {
            String[] words = name.split(" ");
            add(words[0], words[1]);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Requests below {@code /api}, as they came. */
    synchronized List<String> asked() {
        return List.copyOf(asked);
    }

    synchronized String add(String given, String family) {
        String key = "p-" + (people.size() + 1);
        Map<String, Object> person = new LinkedHashMap<>();
        person.put("key", key);
        person.put("given", given);
        person.put("family", family);
        person.put("born", "2026-01-01T00:00:00Z");
        person.put("touched", "2026-01-01T00:00:00Z");
        people.put(key, person);
        return key;
    }

    synchronized void change(String key, String field, Object value) {
        people.get(key).put(field, value);
        people.get(key).put("touched", "2026-02-02T00:00:00Z");
    }

    /** Tells of a change as its webhooks do; {@code seal} may be a wrong secret. */
    int tell(URI hook, long seconds, String what, String key, String seal) throws Exception {
        String body =
                Json.text(
                        Map.of(
                                "workspace",
                                WORKSPACE,
                                "changes",
                                List.of(Map.of("what", what, "person", key))));
        Mac mac = Mac.getInstance("HmacSHA512");
        mac.init(new SecretKeySpec(seal.getBytes(StandardCharsets.UTF_8), "HmacSHA512"));
        byte[] sealed =
                mac.doFinal(("lagoon:" + seconds + ":" + body).getBytes(StandardCharsets.UTF_8));
        HttpRequest request =
                HttpRequest.newBuilder(hook)
                        .header("Lagoon-Seal", "s1=" + HexFormat.of().formatHex(sealed))
                        .header("Lagoon-Time", String.valueOf(seconds))
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        int status = 200;
        Object reply;
        try {
            reply = reply(exchange, new String(body, StandardCharsets.UTF_8));
        } catch (Refused refused) {
            status = refused.status;
            reply = Map.of("problem", String.valueOf(refused.getMessage()));
        }
        if (reply instanceof URI redirect) {
            exchange.getResponseHeaders().add("location", redirect.toString());
            exchange.sendResponseHeaders(302, -1);
        } else {
            byte[] json = Json.bytes(reply);
            exchange.getResponseHeaders().add("content-type", "application/json");
            exchange.sendResponseHeaders(status, json.length);
            exchange.getResponseBody().write(json);
        }
        exchange.close();
    }

    private synchronized Object reply(HttpExchange exchange, String body) {
        String path = exchange.getRequestURI().getPath();
        String line = exchange.getRequestMethod() + " " + path;
        Map<String, String> query = pairs(exchange.getRequestURI().getRawQuery());
        return switch (line) {
            case "GET /oauth/authorize" -> authorize(query);
            case "POST /oauth/token" -> token(exchange, pairs(body));
            default -> {
                asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
                String bearer = exchange.getRequestHeaders().getFirst("authorization");
                if (token.isEmpty() || !("Bearer " + token).equals(bearer)) {
                    throw new Refused(401, "who are you?");
                }
                yield api(line, path, query, body);
            }
        };
    }

    private URI authorize(Map<String, String> query) {
        require(
                query.keySet()
                        .equals(
                                Set.of(
                                        "response_type",
                                        "client_id",
                                        "redirect_uri",
                                        "scope",
                                        "state",
                                        "code_challenge",
                                        "code_challenge_method")),
                "the parameters are " + query.keySet());
        require(query.get("client_id").equals(CLIENT), "no such app");
        require(query.get("scope").equals("people.read people.write"), "no such scope");
        require(query.get("code_challenge_method").equals("S256"), "S256 only");
        String code = "code-" + ++count;
        codes.put(code, query);
        return URI.create(
                query.get("redirect_uri")
                        + "?code="
                        + code
                        + "&state="
                        + URLEncoder.encode(query.get("state"), StandardCharsets.UTF_8));
    }

    private Map<String, Object> token(HttpExchange exchange, Map<String, String> form) {
        String basic =
                Base64.getEncoder()
                        .encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
        require(
                ("Basic " + basic).equals(exchange.getRequestHeaders().getFirst("authorization")),
                "the client is not known");
        require("authorization_code".equals(form.get("grant_type")), "no such grant");
        Map<String, String> asked = codes.remove(form.get("code"));
        require(asked != null, "this code is used or unknown");
        require(asked.get("redirect_uri").equals(form.get("redirect_uri")), "another redirect");
        require(
                asked.get("code_challenge").equals(challenge(form.get("code_verifier"))),
                "the verifier does not fit");
        token = "token-" + ++count;
        return Map.of(
                "access_token",
                token,
                "refresh_token",
                "refresh-" + count,
                "token_type",
                "bearer",
                "expires_in",
                3600,
                "workspace_id",
                WORKSPACE);
    }

    private Object api(String line, String path, Map<String, String> query, String body) {
        if (line.equals("GET /api/people")) {
            require(query.keySet().equals(Set.of("page", "per")), "page and per, nothing else");
            int page = Integer.parseInt(query.get("page"));
            int per = Integer.parseInt(query.get("per"));
            require(per >= 1 && per <= 2, "per is 1 or 2");
            List<Object> rows = new ArrayList<>(people.values());
            int from = Math.min(rows.size(), (page - 1) * per);
            return Map.of("rows", rows.subList(from, Math.min(rows.size(), from + per)));
        }
        if (line.equals("POST /api/people/find")) {
            return Map.of("rows", found(Json.read(body, Map.class)));
        }
        if (line.equals("POST /api/people")) {
            Map<?, ?> given = fields(body);
            String key =
                    add(String.valueOf(given.get("given")), String.valueOf(given.get("family")));
            given.forEach((name, value) -> people.get(key).put(String.valueOf(name), value));
            return people.get(key);
        }
        Map<String, Object> person = people.get(path.replaceFirst("^/api/people/", ""));
        if (person == null) {
            throw new Refused(404, "there is no " + path);
        }
        if (line.startsWith("PUT ")) {
            fields(body).forEach((name, value) -> person.put(String.valueOf(name), value));
        } else {
            require(line.startsWith("GET ") && query.isEmpty(), "not like this");
        }
        return person;
    }

    private List<Object> found(Map<?, ?> wanted) {
        require(wanted.keySet().equals(Set.of("all")), "all, nothing else");
        List<Object> found = new ArrayList<>();
        for (Map<String, Object> person : people.values()) {
            boolean all =
                    ((List<?>) wanted.get("all"))
                            .stream()
                                    .map(each -> (Map<?, ?>) each)
                                    .allMatch(
                                            each ->
                                                    each.get("is")
                                                            .equals(person.get(each.get("field"))));
            if (all) {
                found.add(person);
            }
        }
        return found;
    }

    private static Map<?, ?> fields(String body) {
        Map<?, ?> given = Json.read(body, Map.class);
        require(
                Set.of("given", "family", "role", "mail").containsAll(given.keySet()),
                "no such field among " + given.keySet());
        return given;
    }

    private static void require(boolean right, String why) {
        if (!right) {
            throw new Refused(400, why);
        }
    }

    private static String challenge(String verifier) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> pairs(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : text == null ? new String[0] : text.split("&")) {
            int at = pair.indexOf('=');
            pairs.put(decoded(pair.substring(0, at)), decoded(pair.substring(at + 1)));
        }
        return pairs;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
