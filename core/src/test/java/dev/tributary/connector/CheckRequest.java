package dev.tributary.connector;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Makes a connector's request concrete and holds it against the one a fixture expects. */
record CheckRequest(
        Connector connector,
        Request request,
        Map<String, @Nullable Object> bindings,
        Map<String, @Nullable Object> account) {

    void against(Fixture.Exchange expected, Map<String, @Nullable Object> parameters) {
        boolean inBody = request.body() != null && !parameters.isEmpty();
        String path =
                request.path()
                        .expand(
                                name ->
                                        bindings.containsKey(name)
                                                ? bindings.get(name)
                                                : account.get(name));
        assertThat(request.verb() + " " + path).isEqualTo(expected.verb() + " " + expected.path());
        Map<String, @Nullable Object> query = new LinkedHashMap<>();
        request.query().forEach((name, value) -> put(query, name, value.resolve(null, bindings)));
        if (!inBody) {
            parameters.forEach((name, value) -> put(query, name, value));
        }
        Map<String, @Nullable Object> wanted = new LinkedHashMap<>();
        expected.query().forEach((name, value) -> put(wanted, name, value));
        assertThat(query).as("query").isEqualTo(wanted);
        assertThat(Exact.of(body(inBody ? parameters : Map.of())))
                .as("body")
                .isEqualTo(Exact.of(expected.body()));
        assertThat(headers()).containsAllEntriesOf(lower(expected.headers()));
    }

    private @Nullable Object body(Map<String, @Nullable Object> parameters) {
        Value body = request.body();
        Object resolved = body == null ? null : body.resolve(null, bindings);
        if (parameters.isEmpty() || !(resolved instanceof Map<?, ?> map)) {
            return resolved;
        }
        Map<Object, @Nullable Object> merged = new LinkedHashMap<>(map);
        merged.putAll(parameters);
        return merged;
    }

    private Map<String, @Nullable Object> headers() {
        Map<String, @Nullable Object> headers = new HashMap<>();
        connector
                .headers()
                .forEach((name, value) -> headers.put(name, value.resolve(null, bindings)));
        request.headers()
                .forEach((name, value) -> headers.put(name, value.resolve(null, bindings)));
        return lower(headers);
    }

    private static Map<String, @Nullable Object> lower(Map<String, @Nullable Object> headers) {
        Map<String, @Nullable Object> lower = new HashMap<>();
        headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        return lower;
    }

    private static void put(
            Map<String, @Nullable Object> query, String name, @Nullable Object value) {
        if (value != null) {
            query.put(name, Exact.text(value));
        }
    }
}
