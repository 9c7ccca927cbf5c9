package dev.tributary.unified;

import dev.tributary.Code;
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

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

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

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final Pattern SHORT = Pattern.compile("[0-9]{1,5}|1[0-9]{5}"); // bytes
    private static final long ANSWER_BYTES_MAX = 1L << 30;

    private final Calls calls;

    public ProxyRoutes(Calls calls) {
        this.calls = calls;
    }

    @Override
    public Chapter chapter() {
        return new Chapter("Proxy", "The provider's own API, where the unified one is not enough.");
    }

    @Override
    public List<Route> routes() {
        return List.of(
                new Route(
                                "*",
                                "/proxy/{integrated_account_id}/{path...}",
                                Access.scope("proxy", "integrated_account_id"),
                                this::forward)
                        .says(
                                "Call the provider's own API",
                                "Any method and content, through the account's credentials and"
                                        + " budget. Status, headers and body come back untouched.")
                        .path("path", "below the provider's base URL", Schema.text())
                        .takes(Content.raw())
                        .answers(200, Content.raw()));
    }

    private Reply forward(Ask ask) {
        Trace trace = new Trace(Lane.INTERACTIVE);
        long start = System.nanoTime();
        String path = ask.variable("path");
        if (Arrays.stream(path.split("/", -1)).anyMatch(ProxyRoutes::climbs)) {
            throw Failure.invalid("the path %s must not leave the provider's API", path);
        }
        boolean body =
                ask.header("transfer-encoding").isPresent()
                        || !ask.header("content-length").orElse("0").equals("0");
        try {
            HttpStream answer =
                    calls.proxy(
                            ask.environmentId(),
                            ask.variable("integrated_account_id"),
                            new Calls.Raw(
                                    ask.method(),
                                    path,
                                    ask.rawQuery(),
                                    forwarded(ask.headers(), "authorization", "content-length"),
                                    body ? ask.content() : null),
                            trace);
            Reply reply =
                    new Reply(
                            answer.status(),
                            isEmptyByNature(answer.status())
                                    ? forwarded(answer.headers(), "content-length")
                                    : forwarded(answer.headers()),
                            body(ask, answer));
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

    /** A short answer is read whole: one write then, and one that breaks off is still an error. */
    private static Reply.Body body(Ask ask, HttpStream answer) {
        if (ask.method().equals("HEAD") || isEmptyByNature(answer.status())) {
            answer.close();
            return new Reply.Whole(new byte[0]);
        }
        String length = answer.headers().get("content-length");
        if (length == null || !SHORT.matcher(length).matches()) {
            return new Reply.Streamed(out -> copy(answer, out));
        }
        try (answer) {
            byte[] whole = new byte[Integer.parseInt(length)];
            if (answer.body().readNBytes(whole, 0, whole.length) < whole.length) {
                throw new IOException("it ended early");
            }
            answer.body().close(); // which gives the connection back
            return new Reply.Whole(whole);
        } catch (IOException broken) {
            throw new Failure(
                    Code.UPSTREAM_ERROR,
                    "the provider's answer of %s bytes did not arrive whole: %s"
                            .formatted(length, broken.getMessage()),
                    broken);
        }
    }

    private static void copy(HttpStream answer, OutputStream out) throws IOException {
        try (answer) {
            byte[] buffer = new byte[BUFFER_BYTES];
            long copied = 0;
            for (int n = answer.body().read(buffer); n >= 0; n = answer.body().read(buffer)) {
                copied += n;
                if (copied > ANSWER_BYTES_MAX) {
                    throw new IOException("the answer is larger than " + ANSWER_BYTES_MAX);
                }
                out.write(buffer, 0, n);
            }
        }
    }

    private static boolean isEmptyByNature(int status) {
        return status == 204 || status == 304;
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
