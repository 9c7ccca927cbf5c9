package dev.tributary.http;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One outbound request. The URI is sent as it is: already percent-encoded.
 *
 * @param headers by lower-case name
 * @param body empty: none
 * @param timeout longest wait for the connection, and then for each read
 * @param responseBytesMax a larger answer is refused
 * @param identity the certificate that we show; null: none
 */
public record HttpCall(
        String method,
        URI uri,
        Map<String, String> headers,
        byte[] body,
        Duration timeout,
        int responseBytesMax,
        @Nullable ClientIdentity identity) {

    public HttpCall(
            String method,
            URI uri,
            Map<String, String> headers,
            byte[] body,
            Duration timeout,
            int responseBytesMax) {
        this(method, uri, headers, body, timeout, responseBytesMax, null);
    }

    /** This call with more headers, which win, and more query parameters (already encoded). */
    public HttpCall with(Map<String, String> moreHeaders, String moreQuery) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(moreHeaders);
        URI signed = uri;
        if (!moreQuery.isEmpty()) {
            String text = uri.toString();
            signed = URI.create(text + (uri.getRawQuery() == null ? "?" : "&") + moreQuery);
        }
        return new HttpCall(method, signed, all, body, timeout, responseBytesMax, identity);
    }

    /** This call with another body. */
    public HttpCall withBody(byte[] other) {
        return new HttpCall(method, uri, headers, other, timeout, responseBytesMax, identity);
    }

    /** This call by one who shows a certificate. */
    public HttpCall as(@Nullable ClientIdentity other) {
        return new HttpCall(method, uri, headers, body, timeout, responseBytesMax, other);
    }

    /** Without headers and body: they may hold secrets. */
    @Override
    public String toString() {
        return method + " " + uri.getScheme() + "://" + uri.getAuthority() + uri.getPath();
    }
}
