package dev.tributary.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;

/**
 * Keeps an answer without a {@code content-length} without one. The library would say that it is 0:
 * not allowed with a 204, and untrue of what a HEAD or a 304 is about.
 */
final class NoLength implements Http1ConnectionListener {
    /** Keeps the library from saying one, and is never sent. */
    static final Header MARK = HeaderValues.create(HeaderNames.CONTENT_LENGTH, "");

    static boolean belongsTo(String method, Reply reply) {
        boolean bodyless = method.equals("HEAD") || reply.status() == 204 || reply.status() == 304;
        return bodyless && !reply.headers().containsKey("content-length");
    }

    @Override
    public void headers(ConnectionContext context, Headers headers) {
        if (headers instanceof WritableHeaders<?> ours
                && headers.contains(HeaderNames.CONTENT_LENGTH)
                && headers.get(HeaderNames.CONTENT_LENGTH).get().isEmpty()) {
            ours.remove(HeaderNames.CONTENT_LENGTH);
        }
    }
}
