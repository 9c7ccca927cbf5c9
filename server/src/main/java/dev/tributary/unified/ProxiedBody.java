package dev.tributary.unified;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.http.Ask;

import org.jspecify.annotations.Nullable;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * A caller's body on its way to a provider. Where it is too long, or does not come, it fails, which
 * cuts the connection to the provider: a part of it is never taken for the whole.
 */
final class ProxiedBody extends FilterInputStream {
    private final int bytesMax;
    private long passed;

    private ProxiedBody(InputStream body, int bytesMax) {
        super(body);
        this.bytesMax = bytesMax;
    }

    /**
     * @throws Failure {@code payload_too_large} when the request says that it is longer
     */
    static ProxiedBody of(Ask ask, int bytesMax) {
        if (ProxiedAnswer.length(ask.headers()) > bytesMax) {
            throw tooLarge(bytesMax);
        }
        return new ProxiedBody(ask.content(), bytesMax);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        int read;
        try {
            read = in.read(buffer, offset, length);
        } catch (IOException | RuntimeException broken) {
            throw unread(Code.INVALID_REQUEST, "the body did not arrive whole", broken);
        }
        passed += Math.max(read, 0);
        if (passed > bytesMax) {
            throw tooLarge(bytesMax);
        }
        return read;
    }

    private static Failure tooLarge(int bytesMax) {
        return unread(
                Code.PAYLOAD_TOO_LARGE,
                "the body is larger than the %d bytes that the proxy passes on: send it in parts, or"
                                .formatted(bytesMax)
                        + " have proxy.body_bytes_max raised",
                null);
    }

    // Nobody reads what is left of the body, however much that is: the connection ends.
    private static Failure unread(Code code, String message, @Nullable Exception broken) {
        return new Failure(code, message, broken).withHeaders(Map.of("connection", "close"));
    }
}
