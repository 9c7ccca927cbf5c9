package dev.tributary.connector;

import static dev.tributary.connector.Formats.DURATION_TEXT;
import static dev.tributary.connector.Formats.TEXT;
import static dev.tributary.document.Shape.key;

import dev.tributary.document.Shape;
import dev.tributary.document.Shape.Complaint;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The keys of webhook signatures. */
final class WebhookLanguage {
    private static final Set<String> PARTS = Set.of("method", "uri", "body", "timestamp");

    private WebhookLanguage() {}

    static Shape hmac() {
        Shape part =
                new Shape.Text(
                        "method, uri, body, timestamp or 'a literal'", null, WebhookLanguage::part);
        return new Shape.Keys(
                "hmac",
                List.of(
                        key(
                                "hash",
                                "sha256 unless said otherwise",
                                new Shape.Words(List.of("sha1", "sha256", "sha512"))),
                        key(
                                "secret",
                                "whose secret: the app's or the subscription's",
                                new Shape.Words(List.of("client_secret", "webhook_secret"))),
                        key(
                                "key",
                                "how the secret is written",
                                new Shape.Words(Language.words(Webhooks.KeyEncoding.values()))),
                        key("over", "the signed parts, in order", new Shape.Many(part)),
                        key("signature", "where the signature is", signature()),
                        key("timestamp", "when it was signed", timestamp())),
                List.of(),
                List.of(Set.of("secret"), Set.of("over"), Set.of("signature")));
    }

    private static Shape signature() {
        return new Shape.Keys(
                "signature",
                List.of(
                        key("header", "its header", TEXT),
                        key(
                                "encoding",
                                "how it is written",
                                new Shape.Words(Language.words(Webhooks.Encoding.values()))),
                        key("prefix", "what stands before it, such as sha256=", TEXT)),
                List.of(),
                List.of(Set.of("header"), Set.of("encoding")));
    }

    private static Shape timestamp() {
        return new Shape.Keys(
                "timestamp",
                List.of(
                        key("header", "its header", TEXT),
                        key(
                                "unit",
                                "since 1970",
                                new Shape.Words(Language.words(Webhooks.Stamp.values()))),
                        key("tolerance", "the oldest that is taken", DURATION_TEXT)),
                List.of(),
                List.of(Set.of("header"), Set.of("unit"), Set.of("tolerance")));
    }

    private static Optional<Complaint> part(String text) {
        boolean literal = text.length() > 2 && text.startsWith("'") && text.endsWith("'");
        return PARTS.contains(text) || literal
                ? Optional.empty()
                : Optional.of(
                        new Complaint(
                                "'%s' is not one of method, uri, body, timestamp or 'a literal'"
                                        .formatted(text)));
    }
}
