package dev.tributary.sandbox.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Receiver;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

class HubSpotWebhookFaultsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Installed installed = new Installed();
    private final Receiver receiver = new Receiver();

    @BeforeEach
    void subscribe() {
        installed.emulator.apps().target(installed.app.id(), receiver.address(), 10);
        installed.emulator.apps().subscribe(installed.app.id(), "deal.creation");
    }

    @AfterEach
    void close() {
        installed.close();
        receiver.close();
    }

    @Test
    void events_come_twice_late_or_never_as_the_seed_decides() {
        Set<Object> first = lossOf(installed, receiver);
        try (Installed again = new Installed();
                Receiver other = new Receiver()) {
            again.emulator.apps().target(again.app.id(), other.address(), 10);
            again.emulator.apps().subscribe(again.app.id(), "deal.creation");
            assertThat(lossOf(again, other)).isEqualTo(first);
        }
        assertThat(first.size()).isBetween(1, 120);
        assertThat(installed.emulator.counters().get("webhook events lost"))
                .isEqualTo(first.size());
        assertThat(installed.emulator.counters().get("webhook events duplicated"))
                .isEqualTo(duplicates(receiver.events()));
        assertThat(installed.emulator.counters().get("webhook events late")).isPositive();
        assertThat(ids(receiver.events()))
                .isNotEqualTo(ids(receiver.events()).stream().sorted().toList());
    }

    @Test
    void an_app_whose_receiver_hangs_does_not_hold_up_another() {
        App slow = installed.emulator.apps().create(Set.of(Installed.REDIRECT), App.ALL_SCOPES);
        installed.emulator.apps().install(slow.id(), installed.emulator.portal().id());
        installed.client();
        try (Receiver hanging = new Receiver()) {
            hanging.answerMillis = 3000;
            installed.emulator.apps().target(slow.id(), hanging.address(), 1);
            installed.emulator.apps().subscribe(slow.id(), "deal.creation");
            installed.emulator.dials().set(HubSpotDial.WEBHOOK_BATCH_MAX, 1);
            for (int i = 0; i < 5; i++) {
                installed.deal("Deal " + i);
            }
            assertThat(receiver.awaitEvents(5, PATIENCE)).isTrue();
            assertThat(installed.emulator.webhooks().pending()).isPositive();
        }
    }

    /** The deals of which the receiver never heard. */
    private static Set<Object> lossOf(Installed installed, Receiver receiver) {
        installed.emulator.dials().set(HubSpotDial.WEBHOOK_NEVER_PERCENT, 10);
        installed.emulator.dials().set(HubSpotDial.WEBHOOK_TWICE_PERCENT, 10);
        installed.emulator.dials().set(HubSpotDial.WEBHOOK_LATE_PERCENT, 10);
        installed.emulator.dials().set(HubSpotDial.WEBHOOK_LATE_MILLIS, 200);
        installed.client();
        Set<Object> made = new HashSet<>();
        for (int i = 0; i < 400; i++) {
            made.add((int) installed.deal("Deal " + i).id());
        }
        assertThat(installed.emulator.webhooks().awaitIdle(PATIENCE)).isTrue();
        made.removeAll(new HashSet<>(ids(receiver.events())));
        return made;
    }

    private static List<Integer> ids(List<Map<String, @Nullable Object>> events) {
        List<Integer> ids = new ArrayList<>();
        events.forEach(event -> ids.add((Integer) event.getOrDefault("objectId", 0)));
        return ids;
    }

    private static long duplicates(List<Map<String, @Nullable Object>> events) {
        return events.size() - new HashSet<>(ids(events)).size();
    }
}
