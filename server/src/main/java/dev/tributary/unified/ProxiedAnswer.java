package dev.tributary.unified;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.http.Ask;
import dev.tributary.http.HttpStream;
import dev.tributary.http.Reply;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A provider's answer on its way to the caller. What is too long is refused where it says so before
 * it begins, and else broken off, so that a part of it is never taken for the whole.
 */
final class ProxiedAnswer {
    private static final Logger LOG = LoggerFactory.getLogger(ProxiedAnswer.class);
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int SHORT_BYTES = 200_000;
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    private final Ask ask;
    private final HttpStream answer;
    private final int bytesMax;

    ProxiedAnswer(Ask ask, HttpStream answer, int bytesMax) {
        this.ask = ask;
        this.answer = answer;
        this.bytesMax = bytesMax;
    }

    static boolean isEmptyByNature(int status) {
        return status == 204 || status == 304;
    }

    /** What the headers say of the body's length; -1: nothing that can be read. */
    static long length(Map<String, String> headers) {
        String text = headers.getOrDefault("content-length", "");
        return LENGTH.matcher(text).matches() ? Long.parseLong(text) : -1;
    }

    /** A short answer is read whole: one write then, and one that breaks off is still an error. */
    Reply.Body body() {
        if (ask.method().equals("HEAD") || isEmptyByNature(answer.status())) {
            answer.close();
            return new Reply.Whole(new byte[0]);
        }
        long length = length(answer.headers());
        if (length > bytesMax) {
            answer.close();
            throw new Failure(
                    Code.UPSTREAM_INVALID,
                    "the provider's answer has %d bytes, and ".formatted(length) + limit());
        }
        return length < 0 || length >= SHORT_BYTES
                ? new Reply.Streamed(this::copy)
                : whole((int) length);
    }

    private Reply.Body whole(int length) {
        try (answer) {
            byte[] whole = new byte[length];
            if (answer.body().readNBytes(whole, 0, length) < length) {
                throw new IOException("it ended early");
            }
            answer.body().close(); // which gives the connection back
            return new Reply.Whole(whole);
        } catch (IOException broken) {
            throw new Failure(
                    Code.UPSTREAM_ERROR,
                    "the provider's answer of %d bytes did not arrive whole: %s"
                            .formatted(length, broken.getMessage()),
                    broken);
        }
    }

    private void copy(OutputStream out) throws IOException {
        try (answer) {
            byte[] buffer = new byte[BUFFER_BYTES];
            long copied = 0;
            for (int n = answer.body().read(buffer); n >= 0; n = answer.body().read(buffer)) {
                copied += n;
                if (copied > bytesMax) {
                    LOG.warn("{} {} was broken off: {}", ask.id(), ask.path(), limit());
                    throw new IOException(limit());
                }
                out.write(buffer, 0, n);
                if (answer.body().available() == 0) {
                    out.flush(); // the next bytes may be long in coming, as those of an event
                }
            }
        }
    }

    private String limit() {
        return "the proxy passes on %d: ask for it in parts, or have proxy.answer_bytes_max raised"
                .formatted(bytesMax);
    }
}
