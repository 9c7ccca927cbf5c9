package dev.tributary.http;

import org.jspecify.annotations.Nullable;

import java.io.InputStream;

/**
 * Our way out to other people's servers; with the clock and randomness one of the three seams that
 * tests replace. Redirects are answers like any other, never followed. Thread-safe.
 */
public interface Http {
    /**
     * Sends one request and reads the whole answer.
     *
     * @throws dev.tributary.Failure {@code upstream_timeout} when no answer came in time, {@code
     *     upstream_error} when the connection failed, {@code upstream_invalid} when the answer is
     *     larger than allowed; after each of them the request may or may not have had its effect
     */
    HttpReply send(HttpCall call);

    /**
     * Sends one request whose body is read from {@code body} (null: none) while it is sent, what is
     * there as soon as it is there, and leaves the answer's body to be read by the caller, who
     * closes it. The body is as long as the call's {@code content-length} says, or, without one,
     * sent in chunks.
     *
     * @throws dev.tributary.Failure as {@link #send}
     */
    HttpStream open(HttpCall call, @Nullable InputStream body);
}
