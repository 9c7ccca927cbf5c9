package dev.tributary.http;

import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.concurrent.CancellableDependency;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

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

    /** Cuts the connection, unless the answer was read to its end. */
    @Override
    public boolean cancel() {
        return exchange.get().cancel();
    }
}
