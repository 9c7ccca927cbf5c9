package dev.tributary.http;

import java.io.InputStream;
import java.util.Map;

/**
 * An answer that is still coming in; closing it gives the connection back. Headers as those of
 * {@link HttpReply}.
 */
public record HttpStream(
        int status, Map<String, String> headers, InputStream body, AutoCloseable connection)
        implements AutoCloseable {
    @Override
    public void close() {
        try {
            connection.close();
        } catch (Exception e) {
            throw new IllegalStateException("the upstream connection could not be closed", e);
        }
    }
}
