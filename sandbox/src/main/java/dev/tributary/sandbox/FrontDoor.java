package dev.tributary.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What every request to an emulator passes: faults that the dials ask for, the way to its handler,
 * and the counters. Requests below /_sandbox meet no faults.
 */
public final class FrontDoor {
    private static final int SEEN_MAX = 500_000;

    private final Dice dice;
    private final Dials<HttpFault> faults;
    private final Counters counters;
    private final Routes routes;
    private final Refusals refusals;
    private final Map<String, Long> seen = new ConcurrentHashMap<>();

    public FrontDoor(
            Dice dice,
            Dials<HttpFault> faults,
            Counters counters,
            Routes routes,
            Refusals refusals) {
        this.dice = dice;
        this.faults = faults;
        this.counters = counters;
        this.routes = routes;
        this.refusals = refusals;
    }

    public Reply answer(Request request) {
        Routes.Target target = routes.find(request.method(), request.path());
        if (request.path().startsWith("/_sandbox")) {
            return handle(request, target);
        }
        counters.add("requests");
        String identity = identity(request);
        boolean exposed = exposed(request.path());
        Optional<Reply> fault = exposed ? fault(identity) : Optional.empty();
        Reply reply = fault.orElseGet(() -> handle(request, target));
        String route =
                target instanceof Routes.Target.Found found
                        ? found.name()
                        : request.method() + " (unknown path)";
        counters.add("requests " + route);
        counters.add("status " + reply.status());
        if (exposed && lost(request, reply, identity)) {
            counters.add("faults reply dropped");
            return Reply.connectionCut();
        }
        if (reply.cut()) {
            counters.add("faults reply dropped");
        }
        return reply;
    }

    private Reply handle(Request request, Routes.Target target) {
        return switch (target) {
            case Routes.Target.Found found -> found.handler().handle(request, found.variables());
            case Routes.Target.WrongMethod wrong ->
                    refusals.wrongMethod(request, wrong.allowed())
                            .with("Allow", String.join(", ", wrong.allowed()));
            case Routes.Target.Nowhere nowhere -> refusals.noSuchPath(request);
        };
    }

    private boolean exposed(String path) {
        if (path.endsWith("/authorize")) {
            return false;
        }
        boolean tokens = path.startsWith("/oauth/") || path.startsWith("/services/oauth2/");
        return !tokens || faults.on(HttpFault.ON_TOKEN_ENDPOINTS);
    }

    private Optional<Reply> fault(String identity) {
        if (strikes(HttpFault.HANG_NEXT, HttpFault.HANG_PERCENT, "hang", identity)) {
            pause(faults.get(HttpFault.HANG_MILLIS));
        }
        if (strikes(
                HttpFault.RATE_LIMITED_NEXT,
                HttpFault.RATE_LIMITED_PERCENT,
                "rate limited",
                identity)) {
            return Optional.of(refusals.tooManyRequests(identity));
        }
        if (strikes(
                HttpFault.SERVER_ERROR_NEXT,
                HttpFault.SERVER_ERROR_PERCENT,
                "server error",
                identity)) {
            return Optional.of(refusals.serverError(identity));
        }
        if (strikes(HttpFault.HTML_NEXT, HttpFault.HTML_PERCENT, "html", identity)) {
            return Optional.of(
                    Reply.html(
                            (int) faults.get(HttpFault.HTML_STATUS),
                            "<!doctype html><title>Bad gateway</title>"
                                    + "<h1>We will be back soon</h1>"));
        }
        return Optional.empty();
    }

    private boolean lost(Request request, Reply reply, String identity) {
        boolean write = !request.method().equals("GET") && reply.status() < 300 && !reply.cut();
        return write
                && strikes(
                        HttpFault.DROP_REPLY_NEXT,
                        HttpFault.DROP_REPLY_PERCENT,
                        "reply chosen to drop",
                        identity);
    }

    private boolean strikes(HttpFault next, HttpFault percent, String name, String identity) {
        boolean strikes = faults.take(next) || dice.hit(faults.get(percent), name + " " + identity);
        if (strikes) {
            counters.add("faults " + name);
        }
        return strikes;
    }

    /** Names a request by what it is and how often the very same has come before. */
    private String identity(Request request) {
        String content = new String(request.body(), StandardCharsets.ISO_8859_1);
        String same =
                dice.token(
                        String.join(
                                " ",
                                request.method(),
                                request.path(),
                                request.query().toString(),
                                content));
        if (seen.size() > SEEN_MAX) {
            seen.clear();
        }
        return same + " " + seen.merge(same, 1L, Long::sum);
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
