package dev.tributary.http;

import dev.tributary.Code;
import dev.tributary.Failure;

import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * TLS for each identity that we show: contexts, and with them kept connections and sessions, are
 * never shared between two. Bounded, thread-safe.
 */
final class ClientTls implements TlsSocketStrategy {
    private static final int MOST = 1_000;
    private static final char[] NO_PASSWORD = new char[0];

    private final List<X509Certificate> trusted;
    private final TlsSocketStrategy anonymous;
    private final ConcurrentHashMap<ClientIdentity, TlsSocketStrategy> known =
            new ConcurrentHashMap<>();

    /**
     * @param trusted authorities whose certificates are good; empty: those that Java trusts
     */
    ClientTls(List<X509Certificate> trusted) {
        this.trusted = List.copyOf(trusted);
        this.anonymous = new DefaultClientTlsStrategy(context(null));
    }

    /** As the identity of the user whose connection it is, where there is one. */
    @Override
    public SSLSocket upgrade(
            Socket socket, String host, int port, Object attachment, HttpContext context)
            throws IOException {
        Object user = HttpClientContext.cast(context).getUserToken();
        TlsSocketStrategy strategy =
                user instanceof PooledHttp.User(ClientIdentity who, Object _) && who != null
                        ? as(who)
                        : anonymous;
        return strategy.upgrade(socket, host, port, attachment, context);
    }

    private TlsSocketStrategy as(ClientIdentity identity) {
        if (known.size() >= MOST) {
            known.clear();
        }
        return known.computeIfAbsent(identity, each -> new DefaultClientTlsStrategy(context(each)));
    }

    private SSLContext context(@Nullable ClientIdentity identity) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(identity == null ? null : keys(identity), trust(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new Failure(
                    Code.UNPROCESSABLE, "the certificate %s cannot be used".formatted(identity), e);
        }
    }

    private static KeyManager[] keys(ClientIdentity identity)
            throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        Certificate[] chain = identity.chain().toArray(Certificate[]::new);
        store.setKeyEntry("identity", identity.key(), NO_PASSWORD, chain);
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private TrustManager @Nullable [] trust() throws GeneralSecurityException, IOException {
        if (trusted.isEmpty()) {
            return null;
        }
        KeyStore store = empty();
        for (X509Certificate each : trusted) {
            store.setCertificateEntry("authority " + store.size(), each);
        }
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        return store;
    }
}
