package dev.tributary.http;

import dev.tributary.Code;
import dev.tributary.Failure;

import io.helidon.common.uri.UriInfo;
import io.helidon.common.uri.UriPath;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webclient.api.ClientUri;
import io.helidon.webclient.api.HttpClientRequest;
import io.helidon.webclient.api.HttpClientResponse;
import io.helidon.webclient.api.WebClient;

import org.jspecify.annotations.Nullable;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The way out over Helidon's client, with kept connections. Thread-safe. */
public final class HelidonHttp implements Http {
    private static final int CONNECTIONS_KEPT = 256;

    private final WebClient client;
    private final ClientTls tls;

    /** Only emulators and tests live in private networks. */
    public HelidonHttp(boolean allowPrivateNetworks) {
        this(allowPrivateNetworks, List.of());
    }

    /**
     * @param trusted authorities to believe instead of those that Java knows
     */
    public HelidonHttp(boolean allowPrivateNetworks, List<X509Certificate> trusted) {
        tls = new ClientTls(trusted);
        var builder =
                WebClient.builder()
                        .followRedirects(false)
                        .connectionCacheSize(CONNECTIONS_KEPT)
                        .contentEncoding(new EncodedAsItIs())
                        .socketOptions(options -> options.tcpNoDelay(true));
        if (!trusted.isEmpty()) {
            builder.tls(tls.anonymous());
        }
        if (!allowPrivateNetworks) {
            builder.dnsResolver(new PublicAddresses());
        }
        client = builder.build();
    }

    @Override
    public HttpReply send(HttpCall call) {
        try (HttpClientResponse response = submit(call)) {
            return new HttpReply(response.status().code(), headers(response), body(call, response));
        } catch (IOException | RuntimeException broken) {
            throw failure(call, broken);
        }
    }

    @Override
    public HttpStream open(HttpCall call, @Nullable InputStream body) {
        try {
            HttpClientRequest request = request(call);
            HttpClientResponse response =
                    body == null
                            ? request.request()
                            : request.outputStream(
                                    out -> {
                                        try (out) {
                                            body.transferTo(out);
                                        }
                                    });
            InputStream answer =
                    response.entity().hasEntity()
                            ? response.entity().inputStream()
                            : InputStream.nullInputStream();
            return new HttpStream(response.status().code(), headers(response), answer, response);
        } catch (RuntimeException broken) {
            throw failure(call, broken);
        }
    }

    private static Map<String, String> headers(HttpClientResponse response) {
        Map<String, String> headers = new LinkedHashMap<>();
        response.headers()
                .forEach(
                        header ->
                                headers.put(
                                        header.headerName().lowerCase(),
                                        HttpServer.joined(header)));
        return headers;
    }

    private HttpClientResponse submit(HttpCall call) {
        HttpClientRequest request = request(call);
        return call.body().length == 0 ? request.request() : request.submit(call.body());
    }

    private HttpClientRequest request(HttpCall call) {
        HttpClientRequest request =
                client.method(Method.create(call.method()))
                        .uri(exactly(call.uri()))
                        .readTimeout(call.timeout());
        ClientIdentity identity = call.identity();
        if (identity != null) {
            request.tls(tls.as(identity));
        }
        call.headers().forEach((name, value) -> request.header(HeaderNames.create(name), value));
        return request;
    }

    // Path and query in one piece: the client would take a java.net.URI or a query apart and write
    // it down again in its own way.
    private static ClientUri exactly(URI uri) {
        var builder =
                UriInfo.builder()
                        .scheme(uri.getScheme())
                        .host(uri.getHost())
                        .path(UriPath.create(target(uri)));
        if (uri.getPort() >= 0) {
            builder.port(uri.getPort());
        }
        return ClientUri.create(builder.build());
    }

    private static String target(URI uri) {
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    private static byte[] body(HttpCall call, HttpClientResponse response) throws IOException {
        if (!response.entity().hasEntity()) {
            return new byte[0];
        }
        long announced = response.headers().contentLength().orElse(-1);
        try (InputStream in = response.entity().inputStream()) {
            byte[] body =
                    announced >= 0 && announced <= call.responseBytesMax()
                            ? exactly(in, (int) announced)
                            : in.readNBytes(call.responseBytesMax() + 1);
            if (body.length > call.responseBytesMax()) {
                throw new Failure(
                        Code.UPSTREAM_INVALID,
                        "%s answered more than %d bytes".formatted(call, call.responseBytesMax()));
            }
            return body;
        }
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
        String reason =
                broken instanceof UncheckedIOException io && io.getCause() != null
                        ? io.getCause().getMessage()
                        : broken.getMessage();
        return new Failure(Code.UPSTREAM_ERROR, "%s failed: %s".formatted(call, reason), broken);
    }
}
