package dev.tributary.unified.batch;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.connector.Resource;
import dev.tributary.unified.batch.Planned.Where;

import org.jspecify.annotations.Nullable;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Refuses a batch whole, with everything that is wrong with it, or makes it ready to run. */
final class CheckBatch {
    private static final String ROOT = "/unified/";
    private static final String ACCOUNT = "integrated_account_id";
    private static final Pattern ID = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_]{1,80}");
    private static final Pattern PATH = Pattern.compile("/unified/[!-~&&[^?#\\\\]]+");
    private static final Set<String> METHODS = Set.of("GET", "POST", "PATCH", "DELETE");

    private final Batch batch;
    private final Batch.Limits limits;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, Batch.Item> byId = new LinkedHashMap<>();
    private final Map<String, Integer> depths = new HashMap<>();

    private CheckBatch(Batch batch, Batch.Limits limits) {
        this.batch = batch;
        this.limits = limits;
    }

    /**
     * @throws Failure {@code invalid_request} with {@code problems}
     */
    static List<Planned> planned(Batch batch, Batch.Limits limits) {
        return new CheckBatch(batch, limits).check();
    }

    private List<Planned> check() {
        int count = batch.requests().size();
        if (count == 0 || count > limits.requests()) {
            problems.add(
                    "requests has %d; it must have 1 to %d".formatted(count, limits.requests()));
        } else {
            ids();
            graph();
        }
        List<Planned> planned = new ArrayList<>();
        if (count <= limits.requests()) {
            batch.requests().forEach(item -> planned.add(planned(item)));
        }
        if (!problems.isEmpty()) {
            throw new Failure(
                            Code.INVALID_REQUEST,
                            "the batch was not begun: " + String.join("; ", problems))
                    .with("problems", List.copyOf(problems));
        }
        return planned;
    }

    private void ids() {
        for (Batch.Item item : batch.requests()) {
            if (!ID.matcher(item.id()).matches()) {
                problems.add(
                        "'%s' is no id: letters, digits and _, no digit first, at most 64"
                                .formatted(item.id()));
            }
            if (byId.putIfAbsent(item.id(), item) != null) {
                problems.add("two requests have the id " + item.id());
            }
        }
    }

    private void graph() {
        for (Batch.Item item : batch.requests()) {
            for (String other : item.dependencies()) {
                if (!byId.containsKey(other)) {
                    problems.add(
                            "%s depends on %s, which is not there".formatted(item.id(), other));
                }
            }
        }
        Set<String> told = new HashSet<>();
        for (String id : byId.keySet()) {
            int depth = depth(id, new LinkedHashSet<>(), told);
            if (depth > limits.depth()) {
                problems.add(
                        "%s ends a chain of %d requests; at most %d"
                                .formatted(id, depth, limits.depth()));
            }
        }
    }

    /** Requests in the longest chain that ends here; a cycle is told once. */
    private int depth(String id, LinkedHashSet<String> path, Set<String> told) {
        Integer known = depths.get(id);
        Batch.Item item = byId.get(id);
        if (known != null || item == null) {
            return known == null ? 0 : known;
        }
        if (!path.add(id)) {
            List<String> cycle = new ArrayList<>(path);
            cycle = cycle.subList(cycle.indexOf(id), cycle.size());
            if (told.addAll(cycle)) {
                problems.add(
                        "%s depends on itself: %s"
                                .formatted(id, String.join(" → ", cycle) + " → " + id));
            }
            return 0;
        }
        int depth = 1;
        for (String other : item.dependencies()) {
            depth = Math.max(depth, 1 + depth(other, path, told));
        }
        path.remove(id);
        depths.put(id, depth);
        return depth;
    }

    private Planned planned(Batch.Item item) {
        boolean referring = !item.dependencies().isEmpty();
        String method = method(item);
        Map<String, Object> query = new LinkedHashMap<>();
        if (batch.integratedAccountId() != null) {
            query.put(ACCOUNT, batch.integratedAccountId());
        }
        if (item.query() != null) {
            item.query().forEach((name, value) -> query.put(name, parameter(item, name, value)));
        }
        if (!query.containsKey(ACCOUNT)) {
            problems.add(
                    "%s has no %s: name it in the batch or in its query"
                            .formatted(item.id(), ACCOUNT));
        }
        if (item.body() != null && method.equals("GET")) {
            problems.add(item.id() + " is a GET and has a body");
        }
        Where where = where(item, referring);
        query.replaceAll((name, value) -> value(item, "query." + name, value, referring));
        Object body = item.body() == null ? null : value(item, "body", item.body(), referring);
        return new Planned(
                item.id(),
                method,
                where,
                query,
                body,
                Set.copyOf(new HashSet<>(item.dependencies())));
    }

    private Object value(Batch.Item item, String at, Object value, boolean referring) {
        Object compiled =
                referring ? References.compiled(item.id() + "." + at, value, problems::add) : value;
        return compiled == null ? value : compiled;
    }

    private Object parameter(Batch.Item item, String name, @Nullable Object value) {
        if (value == null || value instanceof Map<?, ?> || value instanceof List<?>) {
            problems.add(
                    "%s.query.%s must be a text, a number, true or false"
                            .formatted(item.id(), name));
            return "";
        }
        return value;
    }

    private String method(Batch.Item item) {
        if (item.call() != null) {
            return switch (item.call().method()) {
                case "list", "get" -> "GET";
                case "update" -> "PATCH";
                case "delete" -> "DELETE";
                default -> "POST";
            };
        }
        String method = String.valueOf(item.method()).toUpperCase(Locale.ROOT);
        if (!METHODS.contains(method)) {
            problems.add(
                    "%s has the method %s; it must be GET, POST, PATCH or DELETE"
                            .formatted(item.id(), item.method()));
        }
        return method;
    }

    private Where where(Batch.Item item, boolean referring) {
        Batch.Call call = item.call();
        if (call == null && item.path() != null && PATH.matcher(item.path()).matches()) {
            return new Where(item.path(), null, "");
        }
        if (call == null || item.path() != null || item.method() != null) {
            problems.add(
                    "%s needs a method and a path below %s without a query, or a call"
                            .formatted(item.id(), ROOT));
            return new Where(ROOT, null, "");
        }
        List<String> words = new ArrayList<>(List.of(call.model(), call.resource()));
        boolean custom = call.resource().equals(Resource.CUSTOM);
        if (custom != (call.object() != null)) {
            problems.add(
                    "%s.call needs an object for the resource custom, and for no other"
                            .formatted(item.id()));
        }
        words.add(call.method());
        if (!words.stream().allMatch(word -> WORD.matcher(word).matches())) {
            problems.add(item.id() + ".call: model, resource and method are plain words");
        }
        String collection =
                ROOT
                        + call.model()
                        + "/"
                        + call.resource()
                        + (call.object() == null ? "" : "/" + encoded(call.object()));
        return where(item, call, collection, referring);
    }

    private Where where(Batch.Item item, Batch.Call call, String collection, boolean referring) {
        boolean needs = Set.of("get", "update", "delete").contains(call.method());
        boolean never = Set.of("list", "create").contains(call.method());
        if (needs && call.id() == null || never && call.id() != null) {
            problems.add(
                    "%s.call: %s %s an id"
                            .formatted(item.id(), call.method(), needs ? "needs" : "takes no"));
        }
        String after = needs || never ? "" : ":" + call.method();
        Object id = call.id() == null ? null : value(item, "call.id", call.id(), referring);
        return new Where(collection, id, after);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
