package dev.tributary.connector;

import dev.tributary.mapping.Expression;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/**
 * How a provider's webhooks are verified and read.
 *
 * @param accountVariable the integrated account variable that an event's {@code account} names
 * @param events maps the verified body to hints: an array of {@code {account, model, resource, id,
 *     change: created|updated|deleted, property?, value?, occurred_at?}}, the time in epoch
 *     milliseconds
 */
public record Webhooks(Verify verify, String accountVariable, Expression events) {

    /** A signature scheme. */
    public sealed interface Verify {}

    /**
     * HMAC over ordered parts of the raw request.
     *
     * @param hash {@code sha1}, {@code sha256} or {@code sha512}
     * @param secret {@code client_secret} (the app's) or {@code webhook_secret}
     * @param over each of {@code method}, {@code uri}, {@code body}, {@code timestamp}, or a
     *     literal in single quotes
     * @param tolerance oldest timestamp accepted; without a timestamp header it does not apply
     */
    public record Hmac(
            String hash,
            String secret,
            KeyEncoding key,
            List<String> over,
            String signatureHeader,
            Encoding encoding,
            String prefix,
            @Nullable String timestampHeader,
            Stamp stamp,
            Duration tolerance)
            implements Verify {}

    public enum KeyEncoding {
        UTF8,
        HEX,
        BASE64
    }

    public enum Encoding {
        HEX,
        BASE64
    }

    /** The unit of the timestamp header. */
    public enum Stamp {
        SECONDS,
        MILLIS
    }
}
