package dev.tributary.integration;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.tributary.Json;
import dev.tributary.Loopback;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A token endpoint for grants without a customer's consent. It says no life of its tokens unless
 * told to, wants every assertion signed, fresh and new, and takes no field that it does not know.
 */
final class StrictGrants implements AutoCloseable {
    static final String JWT = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    private final Clock clock;
    private final HttpServer server;
    private final Set<String> assertions = new HashSet<>();
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();

    /** Of which assertions are taken, by issuer. */
    final Map<String, PublicKey> keys = new ConcurrentHashMap<>();

    /** {@code id:secret} of clients, form-encoded as RFC 6749 wants it. */
    final Set<String> clients = ConcurrentHashMap.newKeySet();

    volatile Map<String, Object> said = Map.of();
    private int issued;

    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        Refused(String error) {
            super(error);
        }
    }

    StrictGrants(Clock clock) {
        this.clock = clock;
        server = Loopback.server();
        server.createContext("/token", this::token);
        server.createContext("/", this::me);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    synchronized int issued() {
        return issued;
    }

    void endSessions() {
        tokens.clear();
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> form = new HashMap<>();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        for (String pair : body.split("&")) {
            String[] sides = pair.split("=", 2);
            form.put(sides[0], URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
        }
        try {
            switch (form.getOrDefault("grant_type", "")) {
                case JWT -> assertion(form);
                case "client_credentials" -> client(exchange, form);
                default -> throw new Refused("unsupported_grant_type");
            }
            String token = "at-" + UUID.randomUUID();
            tokens.add(token);
            Map<String, Object> answer = new LinkedHashMap<>(said);
            answer.put("access_token", token);
            synchronized (this) {
                answer.put("instance_url", url() + "/i" + ++issued);
            }
            answer(exchange, 200, answer);
        } catch (Refused refused) {
            answer(exchange, 400, Map.of("error", String.valueOf(refused.getMessage())));
        }
    }

    @SuppressWarnings("unchecked")
    private synchronized void assertion(Map<String, String> form) {
        if (!form.keySet().equals(Set.of("grant_type", "assertion"))) {
            throw new Refused("unknown_field");
        }
        String[] parts = form.get("assertion").split("[.]");
        Map<String, Object> header = Json.read(decode(parts[0]), Map.class);
        Map<String, Object> claims = Json.read(decode(parts[1]), Map.class);
        PublicKey key = keys.get(String.valueOf(claims.get("iss")));
        long left = ((Number) claims.get("exp")).longValue() - clock.instant().getEpochSecond();
        boolean good =
                key != null
                        && (url() + "/audience").equals(claims.get("aud"))
                        && "ann@acme.example".equals(claims.get("sub"))
                        && left > 0
                        && left <= 180
                        && assertions.add(String.valueOf(claims.get("jti")))
                        && signed(key, String.valueOf(header.get("alg")), parts);
        if (!good) {
            throw new Refused("invalid_grant");
        }
    }

    private static boolean signed(PublicKey key, String algorithm, String[] parts) {
        String name =
                Map.of("RS256", "SHA256withRSA", "ES256", "SHA256withECDSAinP1363Format")
                        .get(algorithm);
        try {
            Signature signature = Signature.getInstance(name);
            signature.initVerify(key);
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            return signature.verify(decode(parts[2]));
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private void client(HttpExchange exchange, Map<String, String> form) {
        String header = exchange.getRequestHeaders().getFirst("authorization");
        if (!form.keySet().equals(Set.of("grant_type", "scope", "audience"))
                || !"read write".equals(form.get("scope"))
                || header == null
                || !header.startsWith("Basic ")
                || !clients.contains(
                        new String(
                                Base64.getDecoder().decode(header.substring(6)),
                                StandardCharsets.UTF_8))) {
            throw new Refused("invalid_client");
        }
    }

    /** Below the newest instance only; a session that has ended is told in words, with a 200. */
    private void me(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        String header = exchange.getRequestHeaders().getFirst("authorization");
        if (header == null || !tokens.contains(header.replaceFirst("^Bearer ", ""))) {
            answer(exchange, 200, Map.of("error", "INVALID_SESSION"));
        } else {
            String path = exchange.getRequestURI().getPath();
            answer(exchange, 200, Map.of("company", Map.of("id", "c-99"), "path", path));
        }
    }

    private static byte[] decode(String part) {
        return Base64.getUrlDecoder().decode(part);
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

    @Override
    public void close() {
        server.stop(0);
    }
}
