package dev.tributary.event;

import dev.tributary.Failure;
import dev.tributary.Json;
import dev.tributary.call.Fetched;
import dev.tributary.call.Many;
import dev.tributary.connector.Webhooks;
import dev.tributary.mapping.Expression;
import dev.tributary.mapping.Mapping;
import dev.tributary.mapping.MappingException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** A provider that holds records and answers as a test tells it to. */
final class ScriptedUpstream implements Upstream {
    static final String PROVIDER = "acme";
    static final String ACCOUNT = "ia_1";

    final Map<String, Map<String, Object>> records;
    final Map<String, Failure> broken = new ConcurrentHashMap<>();
    final List<List<String>> fetches = new ArrayList<>();
    volatile UnaryOperator<Many> onFetch = many -> many;

    ScriptedUpstream(Map<String, Map<String, Object>> records) {
        this.records = records;
    }

    void put(String id, Object... keysAndValues) {
        Map<String, Object> data = new HashMap<>();
        data.put("id", id);
        for (int i = 0; i < keysAndValues.length; i += 2) {
            data.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        records.put(id, data);
    }

    @Override
    public Webhooks webhooks(String environmentId, String provider) {
        return new Webhooks(
                new Webhooks.Hmac(
                        "sha256",
                        "client_secret",
                        Webhooks.KeyEncoding.UTF8,
                        List.of("body"),
                        "x-signature",
                        Webhooks.Encoding.HEX,
                        "",
                        null,
                        Webhooks.Stamp.MILLIS,
                        Duration.ofMinutes(5)),
                "company",
                new AsIs());
    }

    @Override
    public List<String> accounts(
            String environmentId, String provider, String variable, String value) {
        return value.equals("7") ? List.of(ACCOUNT) : List.of();
    }

    @Override
    public Many fetch(AccountResource of, List<String> ids) {
        synchronized (fetches) {
            fetches.add(List.copyOf(ids));
        }
        Map<String, Fetched> found = new HashMap<>();
        Set<String> missing = new HashSet<>();
        Map<String, Failure> failed = new HashMap<>();
        for (String id : ids) {
            Map<String, Object> data = records.get(id);
            Failure failure = broken.get(id);
            if (failure != null) {
                failed.put(id, failure);
            } else if (data == null) {
                missing.add(id);
            } else {
                found.put(id, fetched(id, data));
            }
        }
        return onFetch.apply(new Many(found, missing, failed));
    }

    static Fetched fetched(String id, Map<String, Object> data) {
        return new Fetched(new Mapping.Mapped(id, Map.copyOf(data)), Map.copyOf(data));
    }

    /** The body of an inbound event as hints; a member {@code throw} makes it throw. */
    private static final class AsIs implements Expression {
        @Override
        public Object evaluate(Object input, Map<String, Object> bindings) {
            if (input instanceof Map<?, ?> map && map.containsKey("throw")) {
                throw new MappingException("no such thing: " + map.get("throw"));
            }
            return input;
        }

        @Override
        public String source() {
            return "$";
        }

        @Override
        public List<String> references() {
            return List.of();
        }
    }

    /** One hint as JSON; a null time leaves it out. */
    static Map<String, Object> hint(String account, String id, String value, Long occurredAt) {
        Map<String, Object> hint = new HashMap<>();
        hint.put("account", account);
        hint.put("model", "crm");
        hint.put("resource", "deals");
        hint.put("id", id);
        hint.put("change", "updated");
        hint.put("property", "amount");
        hint.put("value", value);
        if (occurredAt != null) {
            hint.put("occurred_at", occurredAt);
        }
        return hint;
    }

    static byte[] body(Object... hints) {
        return Json.bytes(List.of(hints));
    }
}
