package dev.tributary.unified;

import dev.tributary.Failure;
import dev.tributary.budget.Lane;
import dev.tributary.call.Calls;
import dev.tributary.call.Trace;
import dev.tributary.http.Access;
import dev.tributary.http.Ask;
import dev.tributary.http.HttpStream;
import dev.tributary.http.Reply;
import dev.tributary.http.Route;
import dev.tributary.http.Routes;
import dev.tributary.http.spec.Chapter;
import dev.tributary.http.spec.Content;
import dev.tributary.http.spec.Schema;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * {@code /proxy/{integrated_account_id}/{path}}: the provider's own API through our credentials and
 * budget. Status, headers and body come back untouched, but for those that belong to one hop.
 */
public final class ProxyRoutes implements Routes {
    private static final Set<String> ONE_HOP =
            Set.of(
                    "connection",
                    "keep-alive",
                    "proxy-authenticate",
                    "proxy-authorization",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade",
                    "host",
                    "expect");

    private static final Chapter CHAPTER =
            new Chapter("Proxy", "The provider's own API, where the unified one is not enough.");

    private final Calls calls;
    private final Limits limits;

    /** What passes: of a request's body, and of an answer's. */
    public record Limits(int bodyBytesMax, int answerBytesMax) {}

    public ProxyRoutes(Calls calls, Limits limits) {
        this.calls = calls;
        this.limits = limits;
    }

    @Override
    public Chapter chapter() {
        return CHAPTER;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                new Route(
                                "*",
                                "/proxy/{integrated_account_id}/{path...}",
                                Access.scope("proxy", "integrated_account_id"),
                                ask -> forward(ask, ask.variable("integrated_account_id")))
                        .says(
                                "Call the provider's own API",
                                "Any method and content, through the account's credentials and"
                                        + " budget. Status, headers and body come back untouched.")
                        .path("path", "below the provider's base URL", Schema.text())
                        .takes(Content.raw())
                        .answers(200, Content.raw()));
    }

    /**
     * The same where every path is the provider's: for clients that keep nothing but the origin of
     * their base URL. Nothing but an account token says whose account is meant.
     */
    Routes atOrigin() {
        return () ->
                List.of(new Route("*", "/{path...}", Access.tokenScope("proxy"), this::forwardOwn));
    }

    // Browsers send a host's cookies to all of its ports: ours must not reach a provider.
    private Reply forwardOwn(Ask ask) {
        return forward(ask, String.valueOf(ask.caller().accountId()), "cookie");
    }

    private Reply forward(Ask ask, String account, String... unseen) {
        Trace trace = new Trace(Lane.INTERACTIVE);
        long start = System.nanoTime();
        String path = ask.variable("path");
        if (Arrays.stream(path.split("/", -1)).anyMatch(ProxyRoutes::climbs)) {
            throw Failure.invalid("the path %s must not leave the provider's API", path);
        }
        boolean body =
                ask.header("transfer-encoding").isPresent()
                        || !ask.header("content-length").orElse("0").equals("0");
        Map<String, String> headers = forwarded(ask.headers(), "authorization");
        headers.keySet().removeAll(List.of(unseen));
        if (ask.header("transfer-encoding").isPresent()) {
            headers.remove("content-length"); // the chunks say where it ends
        }
        try {
            HttpStream answer =
                    calls.proxy(
                            ask.environmentId(),
                            account,
                            new Calls.Raw(
                                    ask.method(),
                                    path,
                                    ask.rawQuery(),
                                    headers,
                                    body ? ProxiedBody.of(ask, limits.bodyBytesMax) : null),
                            trace);
            Reply reply =
                    new Reply(
                            answer.status(),
                            ProxiedAnswer.isEmptyByNature(answer.status())
                                    ? forwarded(answer.headers(), "content-length")
                                    : forwarded(answer.headers()),
                            new ProxiedAnswer(ask, answer, limits.answerBytesMax).body());
            return CallHeaders.on(reply, trace, System.nanoTime() - start);
        } catch (Failure failure) {
            throw failure.withHeaders(CallHeaders.of(trace, System.nanoTime() - start));
        }
    }

    // Without any of these a segment is what it seems.
    private static boolean isPlain(String segment) {
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c == '%' || c == '.' || c == ';') {
                return false;
            }
        }
        return true;
    }

    // Servers decode before they resolve dots, some twice, and some take a backslash for a slash.
    private static boolean climbs(String segment) {
        if (isPlain(segment)) {
            return false;
        }
        String plain = segment.replaceAll("(?i)%25", "%").replaceAll("(?i)%2e", ".");
        return Arrays.stream(plain.split("(?i)%2f|%5c|;", -1))
                .anyMatch(part -> part.equals(".") || part.equals(".."));
    }

    private static Map<String, String> forwarded(Map<String, String> headers, String... except) {
        Map<String, String> kept = new LinkedHashMap<>(headers);
        for (String named : headers.getOrDefault("connection", "").split(",")) {
            kept.remove(named.strip().toLowerCase(Locale.ROOT));
        }
        kept.keySet().removeAll(ONE_HOP);
        kept.keySet().removeAll(List.of(except));
        return kept;
    }
}
