package dev.tributary.connect;

import dev.tributary.Failure;
import dev.tributary.http.Reply;
import dev.tributary.integration.BeginConnecting;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;

import java.util.Locale;
import java.util.Map;

/** Renders the pages that a customer sees. Thread-safe. */
final class Pages {
    private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);

    Reply offer(BeginConnecting.Offer offer, String action) {
        return page(200, "connect/offer.jte", Map.of("offer", offer, "action", action));
    }

    Reply connected(String provider) {
        return page(200, "connect/connected.jte", Map.of("provider", provider));
    }

    Reply failed(Failure failure) {
        return page(
                failure.code().status(),
                "connect/failed.jte",
                Map.of(
                        "message",
                        sentence(failure.getMessage()),
                        "advice",
                        failure.code().advice()));
    }

    private Reply page(int status, String template, Map<String, Object> parameters) {
        StringOutput page = new StringOutput();
        engine.render(template, parameters, page);
        return guarded(Reply.html(status, page.toString()));
    }

    // The address of these pages is a secret: it must not stay in caches nor travel as a referrer.
    static Reply guarded(Reply reply) {
        return reply.with("cache-control", "no-store")
                .with("referrer-policy", "no-referrer")
                .with("x-content-type-options", "nosniff")
                .with(
                        "content-security-policy",
                        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none';"
                                + " frame-ancestors 'none'");
    }

    private static String sentence(String message) {
        String upper = message.substring(0, Math.min(1, message.length())).toUpperCase(Locale.ROOT);
        return upper + message.substring(Math.min(1, message.length())) + ".";
    }
}
