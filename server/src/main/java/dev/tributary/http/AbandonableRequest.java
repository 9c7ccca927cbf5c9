package dev.tributary.http;

import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.concurrent.CancellableDependency;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A request whose answer may be given up before its end. The client would read what is left of it
 * first, however much that is, to keep the connection.
 */
final class AbandonableRequest extends BasicClassicHttpRequest implements CancellableDependency {
    private static final long serialVersionUID = 1L;

    private final transient AtomicReference<Cancellable> exchange =
            new AtomicReference<>(() -> false);

    AbandonableRequest(String method, HttpHost host, String target) {
        super(method, host, target);
    }

    @Override
    public void setDependency(Cancellable cancellable) {
        exchange.set(cancellable);
    }

    @Override
    public boolean isCancelled() {
        return false;
    }

    /**
     * The same body; where it cannot be read to its end, it cuts the connection. The client would
     * end what it has sent as if that were all.
     */
    InputStream whole(InputStream body) {
        return new FilterInputStream(body) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                try {
                    return in.read(buffer, offset, length);
                } catch (IOException | RuntimeException broken) {
                    cancel();
                    throw broken;
                }
            }
        };
    }

    /** Cuts the connection, unless the answer was read to its end. */
    @Override
    public boolean cancel() {
        return exchange.get().cancel();
    }
}
