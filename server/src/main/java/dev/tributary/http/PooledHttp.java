package dev.tributary.http;

import dev.tributary.Code;
import dev.tributary.Failure;

import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * The way out over HTTP/1.1 and kept connections, which are never shared between two identities.
 * Thread-safe.
 */
public final class PooledHttp implements Http {
    private static final int CONNECTIONS_MAX = 4_096;
    private static final int HEADERS_MAX = 200;
    private static final int HEADER_BYTES_MAX = 64 * 1024;
    // Providers close idle connections; a write must not be the one to find out.
    private static final TimeValue LOOKED_AT_AFTER = TimeValue.ofMilliseconds(500);
    private static final TimeValue IDLE_MAX = TimeValue.ofSeconds(60);
    private static final User ANYBODY = new User(null, null);

    /**
     * Whose a connection is: the pool gives it only to its like.
     *
     * @param once not null: a connection for one call, which must not be one that was kept
     */
    record User(@Nullable ClientIdentity identity, @Nullable Object once) {}

    private final CloseableHttpClient client;

    /** Only emulators and tests live in private networks. */
    public PooledHttp(boolean allowPrivateNetworks) {
        this(allowPrivateNetworks, List.of());
    }

    /**
     * @param trusted authorities to believe instead of those that Java knows
     */
    public PooledHttp(boolean allowPrivateNetworks, List<X509Certificate> trusted) {
        DnsResolver names =
                allowPrivateNetworks ? SystemDefaultDnsResolver.INSTANCE : new PublicAddresses();
        client =
                HttpClients.custom()
                        .setConnectionManager(connections(names, new ClientTls(trusted)))
                        .setUserTokenHandler((route, context) -> ANYBODY)
                        .evictIdleConnections(IDLE_MAX)
                        .disableRedirectHandling()
                        .disableAutomaticRetries()
                        .disableContentCompression()
                        .disableCookieManagement()
                        .disableAuthCaching()
                        .disableDefaultUserAgent()
                        .build();
    }

    private static PoolingHttpClientConnectionManager connections(
            DnsResolver names, ClientTls tls) {
        Http1Config bounded =
                Http1Config.custom()
                        .setMaxHeaderCount(HEADERS_MAX)
                        .setMaxLineLength(HEADER_BYTES_MAX)
                        .build();
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(
                        ManagedHttpClientConnectionFactory.builder().http1Config(bounded).build())
                .setDnsResolver(names)
                .setTlsSocketStrategy(tls)
                .setMaxConnPerRoute(CONNECTIONS_MAX)
                .setMaxConnTotal(CONNECTIONS_MAX)
                .setDefaultSocketConfig(SocketConfig.custom().setTcpNoDelay(true).build())
                .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                                .setValidateAfterInactivity(LOOKED_AT_AFTER)
                                .build())
                .build();
    }

    @Override
    public HttpReply send(HttpCall call) {
        HttpEntity sent = call.body().length == 0 ? null : new ByteArrayEntity(call.body(), null);
        try (Exchange exchange = execute(call, request -> sent)) {
            ClassicHttpResponse response = exchange.response;
            return new HttpReply(response.getCode(), headers(response), body(call, response));
        } catch (IOException | RuntimeException broken) {
            throw failure(call, broken);
        }
    }

    @Override
    public HttpStream open(HttpCall call, @Nullable InputStream body) {
        try {
            Exchange exchange =
                    execute(
                            call,
                            request ->
                                    body == null
                                            ? null
                                            : SentAsItComes.of(request.whole(body), call));
            ClassicHttpResponse response = exchange.response;
            HttpEntity entity = response.getEntity();
            InputStream answer =
                    entity == null ? InputStream.nullInputStream() : entity.getContent();
            return new HttpStream(response.getCode(), headers(response), answer, exchange);
        } catch (IOException | RuntimeException broken) {
            throw failure(call, broken);
        }
    }

    /**
     * An answer under way. Closed before its end it takes its connection along: nobody reads on.
     */
    private record Exchange(AbandonableRequest request, ClassicHttpResponse response)
            implements AutoCloseable {
        @Override
        public void close() throws IOException {
            if (!request.cancel()) {
                response.close();
            }
        }
    }

    private Exchange execute(HttpCall call, Function<AbandonableRequest, @Nullable HttpEntity> body)
            throws IOException {
        URI uri = call.uri();
        HttpHost host = new HttpHost(uri.getScheme(), bare(uri.getHost()), uri.getPort());
        var request = new AbandonableRequest(call.method(), host, target(uri));
        call.headers().forEach(request::addHeader);
        request.removeHeaders(SentAsItComes.LENGTH); // the client says it
        HttpEntity entity = body.apply(request);
        request.setEntity(entity == null && takesBody(call) ? nothing() : entity);
        HttpClientContext context = HttpClientContext.create();
        context.setRequestConfig(config(call.timeout()));
        context.setUserToken(user(call));
        return new Exchange(request, client.executeOpen(host, request, context));
    }

    private static User user(HttpCall call) {
        if ("close".equals(call.headers().get("connection"))) {
            return new User(call.identity(), new Object());
        }
        return call.identity() == null ? ANYBODY : new User(call.identity(), null);
    }

    @SuppressWarnings("deprecation") // the way that replaces it knows one limit for all calls
    private static RequestConfig config(Duration timeout) {
        return RequestConfig.custom()
                .setConnectTimeout(Timeout.of(timeout))
                .setConnectionRequestTimeout(Timeout.of(timeout))
                .setResponseTimeout(Timeout.of(timeout))
                .setProtocolUpgradeEnabled(false)
                .setAuthenticationEnabled(false)
                .build();
    }

    // Some servers refuse these without a length.
    private static boolean takesBody(HttpCall call) {
        return switch (call.method()) {
            case "POST", "PUT", "PATCH" -> true;
            default -> false;
        };
    }

    private static HttpEntity nothing() {
        return new ByteArrayEntity(new byte[0], null);
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static String target(URI uri) {
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    private static Map<String, String> headers(ClassicHttpResponse response) {
        Map<String, String> headers = LinkedHashMap.newLinkedHashMap(16);
        for (Header header : response.getHeaders()) {
            String name = header.getName().toLowerCase(Locale.ROOT);
            headers.merge(
                    name,
                    header.getValue() == null ? "" : header.getValue(),
                    (first, more) -> first + HttpReply.joint(name) + more);
        }
        return headers;
    }

    private static byte[] body(HttpCall call, ClassicHttpResponse response) throws IOException {
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return new byte[0];
        }
        long announced = entity.getContentLength();
        InputStream in = entity.getContent();
        byte[] body =
                announced >= 0 && announced <= call.responseBytesMax()
                        ? exactly(in, (int) announced)
                        : in.readNBytes(call.responseBytesMax() + 1);
        if (body.length > call.responseBytesMax()) {
            throw new Failure(
                    Code.UPSTREAM_INVALID,
                    "%s answered more than %d bytes".formatted(call, call.responseBytesMax()));
        }
        in.close(); // which gives the connection back
        return body;
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        byte[] body = new byte[length];
        int read = in.readNBytes(body, 0, length);
        if (read < length) {
            throw new EOFException("only %d of %d bytes came".formatted(read, length));
        }
        return body;
    }

    private static Failure failure(HttpCall call, Exception broken) {
        for (Throwable cause = broken; cause != null; cause = cause.getCause()) {
            if (cause instanceof Failure failure) {
                return failure;
            }
            if (cause instanceof SocketTimeoutException) {
                Duration timeout = call.timeout();
                return new Failure(
                        Code.UPSTREAM_TIMEOUT,
                        "%s gave no answer within %d ms".formatted(call, timeout.toMillis()),
                        broken);
            }
        }
        return new Failure(
                Code.UPSTREAM_ERROR, "%s failed: %s".formatted(call, broken.getMessage()), broken);
    }
}
