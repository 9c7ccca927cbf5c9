package dev.tributary.sandbox.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Receiver;
import dev.tributary.sandbox.Wire;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

class HubSpotWebhooksTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Installed installed = new Installed();
    private final Receiver receiver = new Receiver();

    @BeforeEach
    void subscribe() {
        installed.emulator.apps().target(installed.app.id(), receiver.address(), 10);
        installed.emulator.apps().subscribe(installed.app.id(), "deal.creation");
        installed.emulator.apps().subscribe(installed.app.id(), "deal.deletion");
        installed.emulator.apps().subscribe(installed.app.id(), "deal.propertyChange", "dealstage");
        installed.emulator.dials().set(HubSpotDial.WEBHOOK_RETRY_MILLIS, 5);
        installed.emulator.dials().set(HubSpotDial.WEBHOOK_LINGER_MILLIS, 20);
    }

    @AfterEach
    void close() {
        installed.close();
        receiver.close();
    }

    @Test
    void nothing_is_sent_before_the_app_is_installed() {
        installed.deal("Early");
        installed.client();
        installed.deal("Late");
        settle();

        assertThat(receiver.events()).hasSize(1);
    }

    @Test
    void events_carry_what_happened_and_only_subscribed_properties_are_told() {
        installed.client();
        CrmRecord deal = installed.deal("Ten seats");
        installed
                .emulator
                .crm()
                .update(
                        ObjectType.DEALS,
                        deal.id(),
                        Map.of("dealstage", "closedwon", "amount", "10"));
        installed.emulator.crm().archive(ObjectType.DEALS, deal.id());
        settle();

        assertThat(receiver.events())
                .extracting(event -> event.get("subscriptionType"))
                .containsExactlyInAnyOrder("deal.creation", "deal.propertyChange", "deal.deletion");
        Map<String, @Nullable Object> change = receiver.events().get(1);
        assertThat(change)
                .containsEntry("propertyName", "dealstage")
                .containsEntry("propertyValue", "closedwon")
                .containsEntry("objectId", (int) deal.id())
                .containsEntry("portalId", 20170001)
                .containsEntry("appId", 30001)
                .containsEntry("attemptNumber", 0)
                .containsEntry("occurredAt", installed.clock.millis())
                .containsKeys("eventId", "subscriptionId", "changeSource", "sourceId");
    }

    @Test
    void writing_the_same_value_again_is_no_event() {
        installed.client();
        CrmRecord deal = installed.deal("Same");
        installed
                .emulator
                .crm()
                .update(ObjectType.DEALS, deal.id(), Map.of("dealstage", "appointmentscheduled"));
        settle();

        assertThat(receiver.events()).hasSize(1);
    }

    @Test
    void the_signature_covers_method_address_body_and_time() {
        installed.client();
        installed.deal("Signed");
        settle();

        Receiver.Delivery delivery = receiver.deliveries.getFirst();
        String called = "http://127.0.0.1:" + receiver.address().getPort() + delivery.uri();
        assertThat(called).isEqualTo(receiver.address().toString()).contains("%2C", "%3B", "%20");
        assertThat(delivery.headers())
                .containsEntry("X-HubSpot-Request-Timestamp", installed.clock.millis() + "")
                .containsEntry(
                        "X-HubSpot-Signature-v3",
                        signature(called.replace("%2C", ",").replace("%3B", ";"), delivery));
    }

    @Test
    void the_address_is_signed_as_called_when_the_dial_says_so() {
        installed.emulator.dials().set(HubSpotDial.WEBHOOK_SIGNS_DECODED_URI, false);
        installed.client();
        installed.deal("Signed as called");
        settle();

        Receiver.Delivery delivery = receiver.deliveries.getFirst();
        assertThat(delivery.headers())
                .containsEntry(
                        "X-HubSpot-Signature-v3",
                        signature(receiver.address().toString(), delivery));
    }

    private String signature(String uri, Receiver.Delivery delivery) {
        String signed =
                "POST"
                        + uri
                        + new String(delivery.body(), StandardCharsets.UTF_8)
                        + delivery.headers().get("X-HubSpot-Request-Timestamp");
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(
                    new SecretKeySpec(
                            installed.app.clientSecret().getBytes(StandardCharsets.UTF_8),
                            "HmacSHA256"));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    @Test
    void many_events_travel_in_batches_of_a_hundred_at_most() {
        installed.client();
        for (int i = 0; i < 250; i++) {
            installed.deal("Deal " + i);
        }
        settle();

        assertThat(receiver.events()).hasSize(250);
        assertThat(receiver.deliveries)
                .allMatch(delivery -> delivery.events().size() <= 100)
                .hasSizeLessThan(50);
    }

    @Test
    void no_more_requests_are_under_way_than_the_app_allows() {
        installed.emulator.apps().target(installed.app.id(), receiver.address(), 2);
        installed.emulator.dials().set(HubSpotDial.WEBHOOK_BATCH_MAX, 1);
        installed.client();
        receiver.answerMillis = 20;
        for (int i = 0; i < 12; i++) {
            installed.deal("Deal " + i);
        }
        settle();

        assertThat(receiver.events()).hasSize(12);
        assertThat(receiver.underWayMax.get()).isLessThanOrEqualTo(2);
    }

    @Test
    void what_is_not_taken_comes_again_with_a_higher_attempt_number() {
        installed.client();
        receiver.status = number -> number < 3 ? number == 1 ? 503 : 429 : 200;
        installed.deal("Retried");
        settle();

        assertThat(receiver.events())
                .extracting(event -> event.get("attemptNumber"))
                .containsExactly(0, 1, 2);
    }

    @Test
    void a_receiver_that_is_too_slow_gets_it_again() {
        installed.client();
        installed.emulator.dials().set(HubSpotDial.WEBHOOK_TIMEOUT_MILLIS, 50);
        receiver.answerMillis = 2000;
        installed.emulator.dials().set(HubSpotDial.WEBHOOK_ATTEMPTS_MAX, 2);
        installed.deal("Slow");
        settle();

        assertThat(receiver.deliveries).hasSize(2);
        assertThat(installed.emulator.counters().get("webhook events given up")).isEqualTo(1);
    }

    @Test
    void retries_end() {
        installed.client();
        receiver.status = number -> 500;
        installed.emulator.dials().set(HubSpotDial.WEBHOOK_RETRY_MILLIS, 1);
        installed.deal("Hopeless");
        settle();

        assertThat(receiver.deliveries).hasSize(11);
    }

    @Test
    void client_errors_are_final_unless_the_dial_says_otherwise() {
        installed.client();
        receiver.status = number -> 401;
        installed.deal("Refused");
        settle();
        assertThat(receiver.deliveries).hasSize(1);

        installed.emulator.dials().set(HubSpotDial.WEBHOOK_RETRY_CLIENT_ERRORS, true);
        receiver.status = number -> number < 4 ? 401 : 200;
        installed.deal("Refused at first");
        settle();
        assertThat(receiver.deliveries).hasSize(4);
    }

    @Test
    void creations_tell_their_properties_too_when_the_dial_says_so() {
        installed.emulator.dials().set(HubSpotDial.WEBHOOK_CHANGES_ON_CREATION, true);
        installed.client();
        installed.deal("Told");
        settle();

        assertThat(receiver.events())
                .extracting(event -> event.get("subscriptionType"))
                .containsExactlyInAnyOrder("deal.creation", "deal.propertyChange");
    }

    @Test
    void dates_travel_as_milliseconds_or_as_text() {
        installed.emulator.apps().subscribe(installed.app.id(), "deal.propertyChange", "closedate");
        installed.client();
        CrmRecord deal = installed.deal("Dated");
        closeOn(deal, "2017-03-01");
        installed.emulator.dials().set(HubSpotDial.WEBHOOK_DATES_AS_MILLIS, false);
        closeOn(deal, "2017-03-02");
        settle();

        assertThat(receiver.events())
                .extracting(event -> event.getOrDefault("propertyValue", ""))
                .contains("1488326400000", "2017-03-02T00:00:00Z");
    }

    @Test
    void the_developer_api_sets_the_target_and_the_subscriptions() {
        Wire developer = installed.anonymous().as(installed.app.developerKey());
        String path = "/webhooks/v3/" + installed.app.id();

        assertThat(
                        developer
                                .put(
                                        path + "/settings",
                                        Map.of(
                                                "targetUrl", receiver.address().toString(),
                                                "throttling", Map.of("maxConcurrentRequests", 3)))
                                .at("throttling", "maxConcurrentRequests"))
                .isEqualTo(3);
        Wire.Answer made =
                developer.post(
                        path + "/subscriptions",
                        Map.of("eventType", "contact.creation", "active", true));
        assertThat(made.status()).isEqualTo(201);
        assertThat(
                        developer
                                .post(
                                        path + "/subscriptions",
                                        Map.of("eventType", "deal.explosion"))
                                .status())
                .isEqualTo(400);
        assertThat(
                        developer
                                .patch(
                                        path + "/subscriptions/" + made.json().get("id"),
                                        Map.of("active", false))
                                .json())
                .containsEntry("active", false);
        assertThat(installed.client().get(path + "/settings").status()).isEqualTo(401);
    }

    private void closeOn(CrmRecord deal, String date) {
        installed.emulator.crm().update(ObjectType.DEALS, deal.id(), Map.of("closedate", date));
    }

    private void settle() {
        assertThat(installed.emulator.webhooks().awaitIdle(PATIENCE)).isTrue();
    }
}
