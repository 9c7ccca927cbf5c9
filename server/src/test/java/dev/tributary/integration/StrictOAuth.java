package dev.tributary.integration;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.tributary.Json;
import dev.tributary.Loopback;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A small authorization server that forgives nothing: codes work once, verifiers and redirects must
 * fit, and a refresh token that is used twice revokes everything that came from the same consent.
 */
final class StrictOAuth implements AutoCloseable {
    static final String CLIENT_ID = "client & co";
    static final String CLIENT_SECRET = "s3cret/+=";

    private final HttpServer server;
    private final Map<String, Code> codes = new HashMap<>();
    private final Map<String, Refresh> refreshes = new HashMap<>();
    private final Map<String, Access> accesses = new ConcurrentHashMap<>();
    private final Map<String, Integer> sent = new HashMap<>();
    private final Set<Integer> ports = ConcurrentHashMap.newKeySet();
    private final Map<String, Instant> newest = new HashMap<>();
    private int refreshed;
    private int early;

    volatile Duration life = Duration.ofMinutes(10);
    volatile boolean rotate = true;
    volatile boolean basic;

    /** The scopes that the customer leaves; empty: nothing is said of them. */
    volatile String granted = "";

    volatile boolean json;
    volatile boolean expireAtOnce;
    volatile Duration delay = Duration.ZERO;

    /** Token calls whose reply is lost after they were carried out. */
    final AtomicInteger drop = new AtomicInteger();

    /** Status of the next token calls, which then do nothing; 0: none. */
    final AtomicInteger fail = new AtomicInteger();

    final AtomicInteger failTimes = new AtomicInteger();

    /** The next questions about the account that are turned away. */
    final AtomicInteger busy = new AtomicInteger();

    private record Code(String consent, String redirectUri, String challenge) {}

    private record Refresh(String consent, boolean used) {}

    private record Access(String consent, Instant until) {}

    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final int status;

        Refused(int status, String error) {
            super(error);
            this.status = status;
        }
    }

    StrictOAuth() {
        server = Loopback.server();
        server.createContext("/authorize", this::authorize);
        server.createContext("/token", this::token);
        server.createContext("/me", this::me);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    synchronized int refreshes() {
        return refreshed;
    }

    /** Refreshes of an access token that had more than a quarter of its life before it. */
    synchronized int early() {
        return early;
    }

    /** How often the refresh token that was sent most was sent. */
    synchronized int mostSent() {
        return sent.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    Instant expiry(String access) {
        return accesses.get(access).until;
    }

    boolean allExpired() {
        Instant now = Instant.now();
        return accesses.values().stream().noneMatch(access -> now.isBefore(access.until));
    }

    /** Ends every access token now, as a provider may. */
    void expireAll() {
        accesses.replaceAll((token, access) -> new Access(access.consent, Instant.EPOCH));
    }

    synchronized void revokeAll() {
        accesses.clear();
        refreshes.clear();
    }

    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> query = form(exchange.getRequestURI().getRawQuery());
        if (!"code".equals(query.get("response_type"))
                || !CLIENT_ID.equals(query.get("client_id"))
                || !query.containsKey("redirect_uri")
                || !query.containsKey("state")
                || !"read write".equals(query.get("scope"))
                || !"consent".equals(query.get("prompt"))) {
            answer(exchange, 400, Map.of("error", "invalid_request"));
            return;
        }
        String code = UUID.randomUUID().toString();
        synchronized (this) {
            codes.put(
                    code,
                    new Code(
                            UUID.randomUUID().toString(),
                            query.get("redirect_uri"),
                            query.getOrDefault("code_challenge", "")));
        }
        String back = query.get("redirect_uri") + "?state=" + query.get("state") + "&code=" + code;
        exchange.getResponseHeaders().set("location", back);
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private void token(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        pause();
        try {
            if (failTimes.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                throw new Refused(fail.get(), "temporarily_unavailable");
            }
            if (!ports.add(exchange.getRemoteAddress().getPort())) {
                throw new Refused(400, "kept_connection"); // it may die with the reply on it
            }
            Map<String, Object> granted = grant(exchange, json ? object(body) : form(body));
            if (drop.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                exchange.close();
                return;
            }
            answer(exchange, 200, granted);
        } catch (Refused refused) {
            answer(exchange, refused.status, Map.of("error", String.valueOf(refused.getMessage())));
        }
    }

    private synchronized Map<String, Object> grant(HttpExchange exchange, Map<String, String> in) {
        authenticate(exchange, in);
        return switch (in.getOrDefault("grant_type", "")) {
            case "authorization_code" -> {
                Code code = codes.remove(in.get("code"));
                if (code == null
                        || !code.redirectUri.equals(in.get("redirect_uri"))
                        || !code.challenge.equals(challenge(in.get("code_verifier")))) {
                    throw new Refused(400, "invalid_grant");
                }
                yield issue(code.consent, null);
            }
            case "refresh_token" -> {
                String token = in.getOrDefault("refresh_token", "");
                sent.merge(token, 1, Integer::sum);
                Refresh refresh = refreshes.get(token);
                if (refresh == null) {
                    throw new Refused(400, "invalid_grant");
                }
                if (refresh.used) {
                    refreshes.values().removeIf(each -> each.consent.equals(refresh.consent));
                    accesses.values().removeIf(each -> each.consent.equals(refresh.consent));
                    throw new Refused(400, "invalid_grant");
                }
                refreshed++;
                Instant due = newest.get(refresh.consent).minus(life.dividedBy(4));
                early += Instant.now().plusMillis(5).isBefore(due) ? 1 : 0;
                if (rotate) {
                    refreshes.put(token, new Refresh(refresh.consent, true));
                }
                yield issue(refresh.consent, rotate ? null : token);
            }
            default -> throw new Refused(400, "unsupported_grant_type");
        };
    }

    private Map<String, Object> issue(String consent, String keptRefresh) {
        String access = "at-" + UUID.randomUUID();
        String refresh = keptRefresh == null ? "rt-" + UUID.randomUUID() : keptRefresh;
        accesses.put(
                access,
                new Access(consent, expireAtOnce ? Instant.EPOCH : Instant.now().plus(life)));
        refreshes.put(refresh, new Refresh(consent, false));
        newest.put(consent, Instant.now().plus(life));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("access_token", access);
        if (keptRefresh == null) {
            answer.put("refresh_token", refresh);
        }
        answer.put("token_type", "bearer");
        answer.put("expires_in", Json.tree(life.toMillis() / 1000 + "." + life.toMillis() % 1000));
        answer.put("portal", 4711);
        if (!granted.isEmpty()) {
            answer.put("scope", granted);
        }
        return answer;
    }

    private void authenticate(HttpExchange exchange, Map<String, String> in) {
        String expected =
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(
                                        "client+%26+co:s3cret%2F%2B%3D"
                                                .getBytes(StandardCharsets.UTF_8));
        String header = exchange.getRequestHeaders().getFirst("authorization");
        boolean known =
                basic
                        ? expected.equals(header) && !in.containsKey("client_secret")
                        : CLIENT_ID.equals(in.get("client_id"))
                                && CLIENT_SECRET.equals(in.get("client_secret"));
        if (!known) {
            throw new Refused(401, "invalid_client");
        }
    }

    private void me(HttpExchange exchange) throws IOException {
        ports.add(exchange.getRemoteAddress().getPort());
        String header = exchange.getRequestHeaders().getFirst("authorization");
        Access access = header == null ? null : accesses.get(header.replaceFirst("^Bearer ", ""));
        if (busy.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            answer(exchange, 429, Map.of("error", "busy"));
        } else if (access == null || !Instant.now().isBefore(access.until)) {
            answer(exchange, 401, Map.of("error", "expired"));
        } else {
            answer(exchange, 200, Map.of("company", Map.of("id", "c-99")));
        }
    }

    private void pause() {
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String challenge(String verifier) {
        if (verifier == null) {
            return "";
        }
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> object(String text) {
        return Json.read(text, Map.class);
    }

    private static Map<String, String> form(String text) {
        Map<String, String> form = new HashMap<>();
        for (String pair : text.split("&")) {
            int equals = pair.indexOf('=');
            String before =
                    form.put(
                            URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            if (before != null) {
                throw new IllegalArgumentException("twice: " + pair);
            }
        }
        return form;
    }

    private static void answer(HttpExchange exchange, int status, Object body) {
        byte[] bytes = Json.bytes(body);
        exchange.getResponseHeaders().set("content-type", "application/json");
        try (exchange) {
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
