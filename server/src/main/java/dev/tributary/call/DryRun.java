package dev.tributary.call;

import dev.tributary.connector.Method;
import dev.tributary.connector.Request;
import dev.tributary.connector.Step;
import dev.tributary.connector.Value;
import dev.tributary.http.HttpCall;
import dev.tributary.mapping.Expression;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request as it would be sent, without credentials. What is made of the answers of steps cannot
 * be known: then only the template of its path is shown.
 *
 * @param step its name, where it is a step
 * @param runs {@code before} or {@code after} the method
 * @param when the condition, where it is not known yet
 * @param dependsOn the steps whose answers it is made of
 */
public record DryRun(
        @Nullable String step,
        @Nullable String runs,
        String method,
        String url,
        Map<String, String> headers,
        @Nullable String body,
        @Nullable String when,
        List<String> dependsOn) {
    private static final String BEFORE = "before";
    private static final String AFTER = "after";

    public DryRun {
        dependsOn = List.copyOf(dependsOn);
    }

    /** All requests of a write, in their order. */
    static List<DryRun> of(WriteRecord.Prepared write) {
        List<DryRun> requests = new ArrayList<>();
        List<String> open = new ArrayList<>();
        Method method = write.method();
        steps(write, write.early(), method.before(), BEFORE, open, requests);
        Request request = WriteRecord.request(write);
        List<String> needed = new ArrayList<>(asks(request, open));
        boolean sendsBody = request.asks("body");
        open.stream()
                .filter(step -> sendsBody && !needed.contains(step))
                .filter(step -> write.target().resource().mapping().writesFrom(step))
                .forEach(needed::add);
        Bindings bindings = write.bindings();
        requests.add(shown(write, bindings, request, null, null, null, needed));
        open.add(Method.ANSWER);
        if (write.id() == null) {
            open.add("id");
        }
        steps(write, bindings, method.after(), AFTER, open, requests);
        return requests;
    }

    /** The one request of an action. */
    static DryRun of(Link link, Request request, Bindings bindings) {
        return known(link, bindings, request, null, null, null);
    }

    /**
     * @param open what is not known, to which each step that may be sent adds its name
     */
    private static void steps(
            WriteRecord.Prepared write,
            Bindings bindings,
            List<Step> steps,
            String runs,
            List<String> open,
            List<DryRun> requests) {
        for (Step step : steps) {
            Expression when = step.when();
            String condition = null;
            if (when != null) {
                if (runs.equals(AFTER) || reads(when.source(), open)) {
                    condition = when.source().strip();
                } else if (!Boolean.TRUE.equals(when.evaluate(null, bindings.values()))) {
                    continue;
                }
            }
            List<String> needed = asks(step.request(), open);
            String name = step.name();
            requests.add(shown(write, bindings, step.request(), name, runs, condition, needed));
            open.add(name);
        }
    }

    private static boolean reads(String source, List<String> names) {
        return names.stream().anyMatch(name -> source.contains("$" + name));
    }

    /** Those of the names that a request is made of. */
    private static List<String> asks(Request request, List<String> names) {
        Value headers = new Value.Structure(request.headers());
        return names.stream()
                .filter(
                        name ->
                                request.asks(name)
                                        || headers.reads(name)
                                        || request.path().variables().stream()
                                                .anyMatch(one -> one.startsWith(name + ".")))
                .toList();
    }

    private static DryRun shown(
            WriteRecord.Prepared write,
            Bindings bindings,
            Request request,
            @Nullable String step,
            @Nullable String runs,
            @Nullable String when,
            List<String> needed) {
        if (!needed.isEmpty()) {
            String url = request.path().source();
            String verb = request.verb().name();
            return new DryRun(step, runs, verb, url, Map.of(), null, when, needed);
        }
        return known(write.target().link(), bindings, request, step, runs, when);
    }

    private static DryRun known(
            Link link,
            Bindings bindings,
            Request request,
            @Nullable String step,
            @Nullable String runs,
            @Nullable String when) {
        HttpCall call = Address.call(link, request, bindings);
        return new DryRun(
                step,
                runs,
                call.method(),
                call.uri().toString(),
                call.headers(),
                call.body().length == 0 ? null : new String(call.body(), StandardCharsets.UTF_8),
                when,
                List.of());
    }

    /** As the API answers it. */
    public Map<String, @Nullable Object> tree() {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        if (step != null) {
            tree.put("step", step);
            tree.put("runs", runs);
        }
        tree.put("method", method);
        tree.put("url", url);
        tree.put("headers", headers);
        tree.put("body", body);
        if (when != null) {
            tree.put("when", when);
        }
        if (!dependsOn.isEmpty()) {
            tree.put("depends_on", dependsOn);
        }
        return tree;
    }
}
