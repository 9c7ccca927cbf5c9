package dev.tributary.sandbox.pipedrive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Receiver;
import dev.tributary.sandbox.Wire;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

class PipedriveWebhooksTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final LetIn letIn = new LetIn();
    private final Receiver receiver = new Receiver();
    private final Wire client = letIn.client();
    private final Items items = letIn.emulator.items();

    @AfterEach
    void close() {
        letIn.close();
        receiver.close();
    }

    private Wire.Answer subscribe(Wire by, Receiver to, Map<String, Object> more) {
        Map<String, Object> body = new HashMap<>();
        body.put("subscription_url", to.address().toString());
        body.put("event_action", "*");
        body.put("event_object", "deal");
        body.put("name", "mine");
        body.putAll(more);
        return by.post("/v1/webhooks", body);
    }

    private Map<String, @Nullable Object> event(int index) {
        assertThat(receiver.awaitDeliveries(index + 1, PATIENCE)).isTrue();
        return receiver.deliveries.get(index).event();
    }

    private static Map<String, @Nullable Object> part(
            Map<String, @Nullable Object> event, String name) {
        return Json.asObject(event.get(name)).orElseThrow();
    }

    @Test
    void a_webhook_is_made_listed_and_deleted() {
        Wire.Answer made =
                subscribe(
                        client, receiver, Map.of("http_auth_user", "u", "http_auth_password", "p"));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(made.at("data", "version")).isEqualTo("2.0");
        assertThat(made.at("data", "is_active")).isEqualTo(1);
        assertThat(made.body()).doesNotContain("\"p\"");
        assertThat(Json.asList(client.get("/v1/webhooks").at("data")).orElseThrow()).hasSize(1);
        String path = "/v1/webhooks/" + made.at("data", "id");
        assertThat(client.delete(path).status()).isEqualTo(200);
        assertThat(client.delete(path).status()).isEqualTo(404);
        items.create(ItemType.DEAL, Map.of("title", "Unheard"));
        assertThat(letIn.emulator.webhooks().pending()).isZero();
    }

    @Test
    void webhooks_that_cannot_be_are_refused() {
        for (Map<String, Object> wrong :
                List.<Map<String, Object>>of(
                        Map.of("event_action", "added"),
                        Map.of("event_object", "deals"),
                        Map.of("version", "3.0"),
                        Map.of("user_id", 404),
                        Map.of("name", ""),
                        Map.of("subscription_url", "ftp://example.com/"),
                        Map.of("subscription_url", "no address"),
                        Map.of("subscription_url", letIn.emulator.address() + "/hook"),
                        Map.of("secret", "x"))) {
            assertThat(subscribe(client, receiver, wrong).status())
                    .as(wrong.toString())
                    .isEqualTo(400);
        }
        letIn.emulator.dials().set(PipedriveDial.WEBHOOK_HTTPS_ONLY, true);
        assertThat(subscribe(client, receiver, Map.of()).status()).isEqualTo(400);
        assertThat(
                        subscribe(
                                        client,
                                        receiver,
                                        Map.of("subscription_url", "https://example.com/hook"))
                                .status())
                .isEqualTo(201);
    }

    @Test
    void a_user_has_forty_webhooks_and_no_more() {
        for (int i = 0; i < 40; i++) {
            assertThat(subscribe(client, receiver, Map.of()).status()).isEqualTo(201);
        }
        assertThat(subscribe(client, receiver, Map.of()).status()).isEqualTo(403);
    }

    @Test
    void events_carry_what_is_and_what_was_and_credentials() {
        String key =
                letIn.emulator
                        .company()
                        .fields()
                        .add(ItemType.DEAL, "Tier", FieldType.ENUM, List.of("Gold", "Iron"))
                        .code();
        long gold =
                letIn.emulator
                        .company()
                        .fields()
                        .custom(ItemType.DEAL)
                        .getFirst()
                        .options()
                        .getFirst()
                        .id();
        subscribe(
                letIn.appWith("admin"),
                receiver,
                Map.of("http_auth_user", "u", "http_auth_password", "p"));
        long deal = letIn.deal("Ten");

        Map<String, @Nullable Object> created = event(0);
        assertThat(part(created, "meta"))
                .containsEntry("action", "create")
                .containsEntry("entity", "deal")
                .containsEntry("entity_id", Long.toString(deal))
                .containsEntry("company_id", "7000001")
                .containsEntry("user_id", "9000001")
                .containsEntry("version", "2.0")
                .containsEntry("attempt", 1)
                .containsEntry("change_source", "app")
                .containsEntry("type", "application")
                .containsEntry("timestamp", "2026-03-02T10:00:00.000Z")
                .containsEntry("permitted_user_ids", List.of("9000001"))
                .containsKeys("id", "correlation_id", "webhook_id", "webhook_owner_id", "host");
        assertThat(part(created, "data")).containsEntry("title", "Ten");
        assertThat(created).containsEntry("previous", null);
        assertThat(receiver.deliveries.getFirst().headers())
                .containsEntry("Authorization", LetIn.basic("u", "p"));

        client.patch(
                "/api/v2/deals/" + deal,
                Map.of("status", "won", "custom_fields", Map.of(key, gold)));
        Map<String, @Nullable Object> changed = event(1);
        assertThat(part(changed, "meta"))
                .containsEntry("action", "change")
                .containsEntry("change_source", "api");
        assertThat(part(changed, "previous"))
                .containsEntry("status", "open")
                .containsEntry("won_time", null)
                .doesNotContainKey("title");
        assertThat(part(part(changed, "previous"), "custom_fields")).containsEntry(key, null);
        assertThat(part(part(part(changed, "data"), "custom_fields"), key))
                .containsEntry("type", "enum")
                .containsEntry("id", (int) gold);

        client.delete("/api/v2/deals/" + deal);
        Map<String, @Nullable Object> deleted = event(2);
        assertThat(deleted).containsEntry("data", null);
        assertThat(part(deleted, "previous")).containsEntry("title", "Ten");
    }

    @Test
    void a_merge_is_a_deletion_and_a_change_that_name_each_other() {
        long stays = letIn.deal("Stays");
        long goes = letIn.deal("Goes");
        subscribe(client, receiver, Map.of());

        client.put("/v1/deals/" + goes + "/merge", Map.of("merge_with_id", stays));

        assertThat(receiver.awaitDeliveries(2, PATIENCE)).isTrue();
        Map<Object, Map<String, @Nullable Object>> metas = new HashMap<>();
        receiver.deliveries.forEach(
                delivery -> {
                    Map<String, @Nullable Object> meta = part(delivery.event(), "meta");
                    metas.put(Objects.requireNonNull(meta.get("action")), meta);
                });
        assertThat(metas.get("delete")).containsEntry("merged_to_id", Long.toString(stays));
        assertThat(metas.get("change")).containsEntry("merged_from_id", Long.toString(goes));
    }

    @Test
    void only_what_was_asked_for_is_sent_and_nothing_when_nothing_changed() {
        subscribe(client, receiver, Map.of("event_action", "change", "event_object", "person"));
        long person = letIn.person("Ann");
        letIn.deal("x");
        items.update(ItemType.PERSON, person, Map.of("name", "Ann"));
        items.update(ItemType.PERSON, person, Map.of("name", "Anne"));

        event(0);
        assertThat(letIn.emulator.webhooks().awaitIdle(PATIENCE)).isTrue();
        assertThat(receiver.deliveries).hasSize(1);
    }

    @Test
    void version_one_bodies_have_current_and_previous() {
        subscribe(client, receiver, Map.of("version", "1.0", "event_object", "*"));
        long person = letIn.person("Ann");
        Map<String, @Nullable Object> added = event(0);
        assertThat(added).containsEntry("event", "added.person").containsEntry("retry", 0);
        assertThat(part(added, "current")).containsEntry("id", (int) person);
        assertThat(part(added, "meta")).containsEntry("action", "added");
    }

    @Test
    void an_event_that_is_not_taken_comes_four_times_in_all() {
        letIn.emulator.dials().set(PipedriveDial.WEBHOOK_RETRY_SCALE_PERCENT, 0);
        receiver.status = number -> number < 4 ? 500 : 204;
        subscribe(client, receiver, Map.of());
        letIn.deal("Ten");

        assertThat(receiver.awaitDeliveries(4, PATIENCE)).isTrue();
        assertThat(letIn.emulator.webhooks().awaitIdle(PATIENCE)).isTrue();
        assertThat(receiver.deliveries.stream().map(one -> part(one.event(), "meta")))
                .extracting(meta -> meta.get("attempt"))
                .containsExactly(1, 2, 3, 4);
        assertThat(receiver.deliveries.stream().map(one -> part(one.event(), "meta")))
                .extracting(meta -> meta.get("id"))
                .containsOnly(part(event(0), "meta").get("id"));
        assertThat(client.get("/v1/webhooks").at("data", 0, "last_http_status")).isEqualTo(204);
        receiver.status = number -> 302;
        letIn.deal("Never");
        assertThat(letIn.emulator.webhooks().awaitIdle(PATIENCE)).isTrue();
        assertThat(receiver.deliveries).hasSize(8);
        assertThat(letIn.emulator.counters().get("webhook events given up")).isEqualTo(1);
    }

    @Test
    void a_receiver_that_is_too_slow_has_not_taken_the_event() {
        letIn.emulator.dials().set(PipedriveDial.WEBHOOK_RETRY_SCALE_PERCENT, 0);
        letIn.emulator.dials().set(PipedriveDial.WEBHOOK_TIMEOUT_MILLIS, 50);
        receiver.answerMillis = 500;
        subscribe(client, receiver, Map.of());
        letIn.deal("Ten");

        assertThat(letIn.emulator.webhooks().awaitIdle(PATIENCE)).isTrue();
        assertThat(letIn.emulator.counters().get("webhook attempts failed")).isEqualTo(4);
        assertThat(client.get("/v1/webhooks").at("data", 0, "last_http_status")).isNull();
    }

    @Test
    void ten_failed_first_attempts_ban_a_webhook_for_half_an_hour() {
        letIn.emulator.dials().set(PipedriveDial.WEBHOOK_RETRY_SCALE_PERCENT, 0);
        receiver.status = number -> 500;
        subscribe(client, receiver, Map.of());
        for (int i = 0; i < 10; i++) {
            letIn.deal("Deal " + i);
        }
        assertThat(letIn.emulator.webhooks().awaitIdle(PATIENCE)).isTrue();
        receiver.status = number -> 200;

        letIn.deal("Lost to the ban");
        assertThat(letIn.emulator.webhooks().awaitIdle(PATIENCE)).isTrue();
        assertThat(receiver.deliveries).hasSize(40);
        assertThat(letIn.emulator.counters().get("webhook events lost to a ban")).isEqualTo(1);
        letIn.clock.pass(Duration.ofMinutes(30));
        letIn.deal("Heard again");
        assertThat(letIn.emulator.webhooks().awaitIdle(PATIENCE)).isTrue();
        assertThat(receiver.deliveries).hasSize(41);
    }

    @Test
    void a_webhook_without_success_in_three_days_is_deleted() {
        letIn.emulator.dials().set(PipedriveDial.WEBHOOK_RETRY_SCALE_PERCENT, 0);
        subscribe(client, receiver, Map.of());
        letIn.deal("Heard");
        assertThat(letIn.emulator.webhooks().awaitIdle(PATIENCE)).isTrue();
        receiver.status = number -> 500;
        letIn.clock.pass(Duration.ofHours(71));
        letIn.deal("Not yet");
        assertThat(letIn.emulator.webhooks().awaitIdle(PATIENCE)).isTrue();
        assertThat(Json.asList(client.get("/v1/webhooks").at("data")).orElseThrow()).hasSize(1);
        letIn.clock.pass(Duration.ofHours(1));
        letIn.deal("Too late");
        assertThat(letIn.emulator.webhooks().awaitIdle(PATIENCE)).isTrue();

        assertThat(Json.asList(client.get("/v1/webhooks").at("data")).orElseThrow()).isEmpty();
        assertThat(letIn.emulator.counters().get("webhooks deleted")).isEqualTo(1);
    }

    @Test
    void events_come_twice_late_or_never_as_the_seed_decides() {
        Set<Object> first = lossOf(letIn, client, receiver);
        try (LetIn again = new LetIn();
                Receiver other = new Receiver()) {
            assertThat(lossOf(again, again.client(), other)).isEqualTo(first);
        }
        assertThat(first).hasSizeBetween(1, 60);
        assertThat(letIn.emulator.counters().get("webhook events lost")).isEqualTo(first.size());
        assertThat(letIn.emulator.counters().get("webhook events duplicated")).isPositive();
        assertThat(letIn.emulator.counters().get("webhook events late")).isPositive();
    }

    /** The deals, of two hundred, of which no word came. */
    private Set<Object> lossOf(LetIn of, Wire by, Receiver to) {
        of.emulator.dials().set(PipedriveDial.WEBHOOK_NEVER_PERCENT, 10);
        of.emulator.dials().set(PipedriveDial.WEBHOOK_LATE_PERCENT, 10);
        of.emulator.dials().set(PipedriveDial.WEBHOOK_TWICE_PERCENT, 10);
        of.emulator.dials().set(PipedriveDial.WEBHOOK_LATE_MILLIS, 50);
        subscribe(by, to, Map.of());
        Set<Object> silent = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            silent.add(Long.toString(of.deal("Deal " + i)));
        }
        assertThat(of.emulator.webhooks().awaitIdle(PATIENCE)).isTrue();
        to.deliveries.forEach(
                one ->
                        silent.remove(
                                Objects.requireNonNull(
                                        part(one.event(), "meta").get("entity_id"))));
        return silent;
    }
}
