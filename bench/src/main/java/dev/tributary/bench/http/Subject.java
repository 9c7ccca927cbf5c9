package dev.tributary.bench.http;

import java.net.URI;
import java.util.List;

/** What is measured: where the page is answered at once, and where after 50 ms. */
record Subject(Aim fast, Aim slow) {
    /**
     * @param headers as {@code name: value}
     */
    record Aim(URI uri, List<String> headers) {}

    static Subject of(int port) {
        String path = "/crm/v3/objects/contacts?limit=100";
        String server = "http://127.0.0.1:" + port;
        return new Subject(
                new Aim(URI.create(server + path), List.of()),
                new Aim(URI.create(server + "/slow" + path), List.of()));
    }
}
