package dev.tributary.http;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Within;
import dev.tributary.ops.Metrics;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * From a request to its answer, wherever it came from: finds the route, checks what its caller may
 * do, runs the handler, turns failures into problem documents, counts. Thread-safe.
 */
public final class Dispatch {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

    private final Router router;
    private final String publicUrl;
    private final int bodyBytesMax;
    private final Metrics metrics;

    /**
     * @param id of this request, for logs and problem documents
     * @param path raw, as {@code rawQuery} is
     * @param headers by lower-case name
     * @param content asked for when the caller may go on
     * @param patience how long it may wait for a provider's budget
     */
    public record Request(
            String id,
            String method,
            String path,
            String rawQuery,
            Map<String, String> headers,
            Supplier<InputStream> content,
            Duration patience) {}

    /** {@code publicUrl} is how others reach us. */
    public Dispatch(List<Routes> features, String publicUrl, int bodyBytesMax, Metrics metrics) {
        this.router = new Router(features);
        this.publicUrl = publicUrl;
        this.bodyBytesMax = bodyBytesMax;
        this.metrics = metrics;
    }

    /**
     * @param caller tells who is asking, given what the route asks for; asked once, when there is
     *     such a route
     */
    public Reply answer(Request request, Function<Access, Caller> caller) {
        String id = request.id();
        long start = System.nanoTime();
        String route = "none";
        Reply reply;
        try {
            Router.Found found = router.find(request.method(), request.path());
            route = found.route().pattern();
            Access access = found.route().access();
            Caller known = caller.apply(access);
            known.require(access);
            reply = handle(found.route(), ask(request, found, known));
        } catch (Failure failure) {
            reply = Problem.of(failure, publicUrl, id);
        } catch (IllegalArgumentException e) {
            LOG.debug("{} refused", id, e);
            reply = problem(Code.INVALID_REQUEST, String.valueOf(e.getMessage()), id);
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", id, route, e);
            reply = problem(Code.INTERNAL, "something went wrong here; see the log for " + id, id);
        }
        metrics.count("http_requests", "route", route, "status", Integer.toString(reply.status()));
        metrics.observe("http_seconds", System.nanoTime() - start, "route", route);
        return reply;
    }

    /** Whether tokens for one integrated account may come here. */
    boolean takesAccountTokens(String method, String path) {
        try {
            return takesAccountTokens(router.find(method, path).route().access());
        } catch (Failure noSuchRoute) {
            return false;
        }
    }

    static boolean takesAccountTokens(Access access) {
        return access instanceof Access.Scope scope && scope.account() != null;
    }

    static boolean takesKeys(Access access) {
        return !(access instanceof Access.Scope scope && Access.Scope.OWN.equals(scope.account()));
    }

    // Whoever comes through an open door has still to say what it is about.
    private static Reply handle(Route route, Ask ask) {
        return switch (route.access()) {
            case Access.Open() -> route.handler().handle(ask);
            case Access.Admin() -> Within.everything().call(() -> route.handler().handle(ask));
            case Access.Scope scope -> {
                ask.caller().requireAccount(scope, ask);
                yield Within.environment(ask.environmentId())
                        .call(() -> route.handler().handle(ask));
            }
        };
    }

    private Ask ask(Request request, Router.Found found, Caller caller) {
        return new Ask(
                request.id(),
                request.method(),
                request.path(),
                request.rawQuery(),
                found.variables(),
                parse(request.rawQuery()),
                request.headers(),
                caller,
                request.content().get(),
                bodyBytesMax,
                request.patience());
    }

    private Reply problem(Code code, String message, String id) {
        return Problem.of(new Failure(code, message), publicUrl, id);
    }

    static Map<String, List<String>> parse(String rawQuery) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        for (String pair : rawQuery.isEmpty() ? new String[0] : rawQuery.split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            query.computeIfAbsent(decode(name), k -> new ArrayList<>()).add(decode(value));
        }
        return query;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
