package dev.tributary.sandbox.pipedrive;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Routes;
import dev.tributary.sandbox.pipedrive.Subscriptions.Subscription;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The webhooks of API v1: list, create, delete. */
final class WebhookRoutes {
    private static final Set<String> ADMIN = Set.of("admin", "webhooks:full");
    private static final List<String> ACTIONS = List.of("create", "change", "delete", "*");
    private static final List<String> OBJECTS =
            List.of(
                    "activity",
                    "deal",
                    "lead",
                    "note",
                    "organization",
                    "person",
                    "pipeline",
                    "product",
                    "stage",
                    "user",
                    "*");

    private final Gate gate;
    private final Clock clock;

    WebhookRoutes(Gate gate, Clock clock) {
        this.gate = gate;
        this.clock = clock;
    }

    void addTo(Routes routes) {
        String all = "/api/v1/webhooks";
        routes.add("GET", all, gate.guard(Gate.Needs.any(ADMIN, Cost.LIST), WebhookRoutes::list))
                .add("POST", all, gate.guard(Gate.Needs.any(ADMIN, Cost.WRITE), this::create))
                .add(
                        "DELETE",
                        all + "/{id}",
                        gate.guard(Gate.Needs.any(ADMIN, Cost.DELETE), WebhookRoutes::delete));
    }

    private static Reply list(Call call) {
        return Call.ok(
                call.company().subscriptions().all().stream()
                        .map(one -> view(call.company(), one))
                        .toList());
    }

    private Reply create(Call call) {
        Map<String, @Nullable Object> body =
                call.body(
                        Set.of(
                                "subscription_url",
                                "event_action",
                                "event_object",
                                "name",
                                "version",
                                "user_id",
                                "http_auth_user",
                                "http_auth_password"));
        long owner = call.caller().userId();
        long mine =
                call.company().subscriptions().all().stream()
                        .filter(one -> one.ownerId() == owner)
                        .count();
        if (mine >= call.dials().get(PipedriveDial.WEBHOOKS_MAX)) {
            throw PipedriveProblem.forbidden("Webhooks limit per user reached");
        }
        String version = word(body, "version", List.of("1.0", "2.0"), Optional.of("2.0"));
        Subscription made =
                call.company()
                        .subscriptions()
                        .add(
                                new Subscription(
                                        0,
                                        owner,
                                        user(call, body, owner),
                                        target(call, body),
                                        word(body, "event_action", ACTIONS, Optional.empty()),
                                        word(body, "event_object", OBJECTS, Optional.empty()),
                                        Call.text(body, "name"),
                                        version,
                                        call.caller().app().isPresent(),
                                        optional(body, "http_auth_user"),
                                        optional(body, "http_auth_password"),
                                        clock.instant(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty()));
        return Reply.json(
                201,
                Json.of("success", true)
                        .and("status", "ok")
                        .and("data", view(call.company(), made)));
    }

    private static long user(Call call, Map<String, @Nullable Object> body, long owner) {
        if (body.get("user_id") == null) {
            return owner;
        }
        try {
            return new Values(call.company())
                    .reference(ItemType.USER, Values.present(body.get("user_id")));
        } catch (Values.Refused refused) {
            throw PipedriveProblem.invalid("user_id", refused.getMessage() + "");
        }
    }

    private static String word(
            Map<String, @Nullable Object> body,
            String field,
            List<String> words,
            Optional<String> absent) {
        if (!body.containsKey(field) && absent.isPresent()) {
            return absent.get();
        }
        return Json.asText(body.get(field))
                .filter(words::contains)
                .orElseThrow(
                        () ->
                                PipedriveProblem.invalid(
                                        field, "must be one of " + String.join(", ", words)));
    }

    private static @Nullable String optional(Map<String, @Nullable Object> body, String field) {
        return body.get(field) == null ? null : Call.text(body, field);
    }

    private static URI target(Call call, Map<String, @Nullable Object> body) {
        String text = Call.text(body, "subscription_url");
        boolean https = call.dials().on(PipedriveDial.WEBHOOK_HTTPS_ONLY);
        try {
            URI target = new URI(text);
            String scheme = String.valueOf(target.getScheme());
            boolean fits = scheme.equals("https") || (!https && scheme.equals("http"));
            if (!fits || target.getHost() == null) {
                throw PipedriveProblem.invalid("subscription_url", "is no address to send to");
            }
            if (text.startsWith(call.company().address().resolve("/").toString())) {
                throw PipedriveProblem.invalid("subscription_url", "must not lead to this API");
            }
            return target;
        } catch (URISyntaxException malformed) {
            throw PipedriveProblem.invalid("subscription_url", "is no URL");
        }
    }

    private static Reply delete(Call call) {
        if (!call.company().subscriptions().remove(call.id("id"))) {
            throw PipedriveProblem.notFound("Webhook");
        }
        return Reply.json(200, Json.of("success", true).and("status", "ok"));
    }

    private static Map<String, @Nullable Object> view(Company company, Subscription one) {
        return Json.of("id", one.id())
                .and("company_id", company.id())
                .and("owner_id", one.ownerId())
                .and("user_id", one.userId())
                .and("event_action", one.action())
                .and("event_object", one.object())
                .and("subscription_url", one.target().toString())
                .and("version", one.version())
                .and("is_active", 1)
                .and("add_time", one.added().toString())
                .and("remove_time", null)
                .and("type", one.application() ? "application" : "general")
                .and("http_auth_user", one.authUser())
                .and("http_auth_password", one.authPassword() == null ? null : "********")
                .and("remove_reason", null)
                .and("last_delivery_time", one.lastDelivery().map(Instant::toString).orElse(null))
                .and("last_http_status", one.lastStatus().orElse(null))
                .and("admin_id", one.ownerId())
                .and("name", one.name());
    }
}
