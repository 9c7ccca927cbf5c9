package dev.tributary.unified.batch;

import java.util.HashMap;
import java.util.Map;

/** Requests of a batch, as they are sent; what follows are more members and their values. */
final class Requests {
    private Requests() {}

    static Map<String, Object> request(String id, String method, String path, Object... more) {
        Map<String, Object> request =
                new HashMap<>(Map.of("id", id, "method", method, "path", path));
        for (int i = 0; i < more.length; i += 2) {
            request.put(more[i].toString(), more[i + 1]);
        }
        return request;
    }

    static Map<String, Object> call(String id, Map<String, Object> call, Object... more) {
        Map<String, Object> request = new HashMap<>(Map.of("id", id, "call", call));
        for (int i = 0; i < more.length; i += 2) {
            request.put(more[i].toString(), more[i + 1]);
        }
        return request;
    }
}
