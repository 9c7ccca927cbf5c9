package dev.tributary.http;

import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A request's body that is read while it is sent. What has come goes out before more is waited for:
 * the client would collect it first.
 */
final class SentAsItComes extends AbstractHttpEntity {
    static final String LENGTH = "content-length";
    private static final int BUFFER_BYTES = 64 * 1024;

    private final InputStream body;
    private final long length;

    private SentAsItComes(InputStream body, long length) {
        super((String) null, null, length < 0);
        this.body = body;
        this.length = length;
    }

    /** Of the length that the call's headers say; in chunks when they say none. */
    static SentAsItComes of(InputStream body, HttpCall call) {
        String length = call.headers().get(LENGTH);
        return new SentAsItComes(body, length == null ? -1 : Long.parseLong(length));
    }

    @Override
    public long getContentLength() {
        return length;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long sent = 0;
        for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
            out.write(buffer, 0, n);
            sent += n;
            if (body.available() == 0) {
                out.flush();
            }
        }
        if (length >= 0 && sent < length) {
            throw new EOFException("only %d of %d bytes came".formatted(sent, length));
        }
    }

    @Override
    public InputStream getContent() {
        return body;
    }

    @Override
    public boolean isStreaming() {
        return true;
    }

    @Override
    public boolean isRepeatable() {
        return false;
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
