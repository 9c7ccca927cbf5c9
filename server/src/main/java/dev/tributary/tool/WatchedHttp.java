package dev.tributary.tool;

import dev.tributary.Failure;
import dev.tributary.Json;
import dev.tributary.http.Http;
import dev.tributary.http.HttpCall;
import dev.tributary.http.HttpReply;
import dev.tributary.http.HttpStream;

import org.jspecify.annotations.Nullable;

import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Keeps what goes up and what comes back, and shows it to whoever wants to see. One thread. */
final class WatchedHttp implements Http {
    private final Http real;
    private final Secrets secrets;
    private final @Nullable PrintWriter shown;
    private final List<HttpReply> replies = new ArrayList<>();

    /**
     * @param shown null: nobody looks
     */
    WatchedHttp(Http real, Secrets secrets, @Nullable PrintWriter shown) {
        this.real = real;
        this.secrets = secrets;
        this.shown = shown;
    }

    /** What has come back so far. */
    List<HttpReply> replies() {
        return replies;
    }

    @Override
    public HttpReply send(HttpCall call) {
        show("→ %s %s".formatted(call.method(), call.uri()), call.headers(), call.body());
        long start = System.nanoTime();
        try {
            HttpReply reply = real.send(call);
            long millis = (System.nanoTime() - start) / 1_000_000;
            show("← %d in %d ms".formatted(reply.status(), millis), reply.headers(), reply.body());
            replies.add(reply);
            return reply;
        } catch (Failure failure) {
            show("← " + failure.getMessage(), Map.of(), new byte[0]);
            throw failure;
        }
    }

    @Override
    public HttpStream open(HttpCall call, @Nullable InputStream body) {
        return real.open(call, body);
    }

    private void show(String line, Map<String, String> headers, byte[] body) {
        PrintWriter out = shown;
        if (out == null) {
            return;
        }
        out.println(secrets.hide(line));
        headers.forEach((name, value) -> out.println("  " + name + ": " + header(name, value)));
        if (body.length > 0) {
            text(body).lines().forEach(each -> out.println("  " + secrets.hide(each)));
        }
        out.flush();
    }

    private String header(String name, String value) {
        boolean secret =
                name.toLowerCase(Locale.ROOT)
                        .matches(".*(authorization|cookie|token|api-?key|secret).*");
        return secret ? Secrets.HIDDEN : secrets.hide(value);
    }

    private static String text(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        try {
            return Json.mapper()
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(Json.read(body, Object.class));
        } catch (Failure notJson) {
            return text;
        }
    }
}
