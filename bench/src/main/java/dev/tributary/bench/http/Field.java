package dev.tributary.bench.http;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Everybody who takes part, running. */
final class Field implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final Map<Peer, Subject> subjects = new EnumMap<>(Peer.class);
    private final Map<Peer, Long> nodes = new EnumMap<>(Peer.class);
    private final Tributary tributary;

    Field(Path home, Path folder) throws Exception {
        try {
            int upstream = Running.freePort();
            keep(Nginx.upstream(folder, upstream));
            subjects.put(Peer.BARE, Subject.of(upstream));
            int proxy = Running.freePort();
            keep(Nginx.proxy(folder, proxy, upstream));
            subjects.put(Peer.NGINX, Subject.of(proxy));
            tributary = keep(new Tributary(home.resolve("tributary"), folder, upstream));
            subjects.put(Peer.PROXY, tributary.proxy());
            subjects.put(Peer.UNIFIED, tributary.unified());
            Map<Peer, String> modes =
                    Map.of(
                            Peer.NODE_MEMORY, "proxy-memory",
                            Peer.NODE_POSTGRES, "proxy-postgres",
                            Peer.NODE_JSONATA, "map-jsonata",
                            Peer.NODE_BY_HAND, "map-by-hand");
            for (Map.Entry<Peer, String> each : modes.entrySet()) {
                int port = Running.freePort();
                Running node =
                        keep(
                                Running.start(
                                        List.of(
                                                "node",
                                                home.resolve("bench/peers/server.js").toString(),
                                                each.getValue(),
                                                Integer.toString(port),
                                                "http://127.0.0.1:" + upstream),
                                        Map.of("BENCH_DATABASE", tributary.postgresUrl()),
                                        port,
                                        folder.resolve(each.getValue() + ".log")));
                subjects.put(each.getKey(), Subject.of(port));
                nodes.put(each.getKey(), node.pid());
            }
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    Map<Peer, Subject> subjects() {
        return subjects;
    }

    Tributary tributary() {
        return tributary;
    }

    /** The process ids of the Node services. */
    Map<Peer, Long> nodes() {
        return nodes;
    }

    /** Whoever maps gives the same records, but for absent fields that others show as null. */
    void check() throws Exception {
        JsonNode wanted = null;
        for (Map.Entry<Peer, Subject> each : subjects.entrySet()) {
            JsonNode answer = ask(each.getValue().fast());
            if (each.getKey().isMapped()) {
                JsonNode records = withoutNulls(answer.get("result"));
                wanted = wanted == null ? records : wanted;
                if (records.size() != Contacts.COUNT || !records.equals(wanted)) {
                    throw new IllegalStateException(
                            "%s answers other records:%n%s%n%s"
                                    .formatted(each.getKey(), records.get(0), wanted.get(0)));
                }
            } else if (answer.get("results").size() != Contacts.COUNT) {
                throw new IllegalStateException(each.getKey() + " does not answer the page");
            }
        }
    }

    private static JsonNode ask(Subject.Aim aim) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(aim.uri());
        for (String header : aim.headers()) {
            String[] parts = header.split(": ", 2);
            request.header(parts[0], parts[1]);
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            return JSON.readTree(http.send(request.build(), BodyHandlers.ofByteArray()).body());
        }
    }

    private static JsonNode withoutNulls(JsonNode tree) {
        if (tree instanceof ObjectNode object) {
            object.removeIf(JsonNode::isNull);
        }
        tree.forEach(Field::withoutNulls);
        return tree;
    }

    private <T extends AutoCloseable> T keep(T each) {
        running.push(each);
        return each;
    }

    @Override
    public void close() throws Exception {
        while (!running.isEmpty()) {
            running.pop().close();
        }
    }
}
