package dev.tributary.call;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * A body that is streamed, and remembered as long as it is small: it may have to be sent again when
 * the token it went with turns out to have ended.
 */
final class ReplayableBody extends FilterInputStream {
    private static final int BYTES_MAX = 256 * 1024;

    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
    private boolean small = true;

    ReplayableBody(InputStream body) {
        super(body);
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        if (one >= 0) {
            remember(new byte[] {(byte) one}, 0, 1);
        }
        return one;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        if (read > 0) {
            remember(buffer, offset, read);
        }
        return read;
    }

    private void remember(byte[] buffer, int offset, int length) {
        small &= seen.size() + length <= BYTES_MAX;
        if (small) {
            seen.write(buffer, offset, length);
        } else {
            seen.reset();
        }
    }

    /** All of it from its beginning; empty when it is too large to have been remembered. */
    Optional<InputStream> again() {
        if (!small) {
            return Optional.empty();
        }
        // A refusal may come before all has been sent.
        byte[] begin = seen.toByteArray();
        try {
            byte[] rest = in.readNBytes(BYTES_MAX - begin.length + 1);
            return begin.length + rest.length > BYTES_MAX
                    ? Optional.empty()
                    : Optional.of(
                            new SequenceInputStream(
                                    new ByteArrayInputStream(begin),
                                    new ByteArrayInputStream(rest)));
        } catch (IOException e) {
            throw new UncheckedIOException("the caller's request ended too early", e);
        }
    }
}
