package dev.tributary.sandbox.hubspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.sandbox.FaultProfile;
import dev.tributary.sandbox.HttpFault;
import dev.tributary.sandbox.Wire;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class HubSpotLimitsTest {
    private final Installed installed = new Installed();
    private Wire client = installed.anonymous();

    @BeforeEach
    void connect() {
        client = installed.client();
    }

    @AfterEach
    void close() {
        installed.close();
    }

    @Test
    void the_hundred_and_eleventh_request_in_ten_seconds_is_refused() {
        for (int i = 0; i < 110; i++) {
            assertThat(client.get("/crm/v3/owners").status()).isEqualTo(200);
        }

        Wire.Answer refused = client.get("/crm/v3/owners");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json())
                .containsEntry("policyName", "TEN_SECONDLY_ROLLING")
                .containsEntry("errorType", "RATE_LIMIT")
                .containsEntry("message", "You have reached your ten_secondly_rolling limit.");
        assertThat(refused.header("X-HubSpot-RateLimit-Max")).isEqualTo("110");
        assertThat(refused.header("X-HubSpot-RateLimit-Remaining")).isEqualTo("0");
        assertThat(refused.header("X-HubSpot-RateLimit-Interval-Milliseconds")).isEqualTo("10000");
        assertThat(refused.header("Retry-After")).isEmpty();

        installed.clock.pass(Duration.ofSeconds(10));
        assertThat(client.get("/crm/v3/owners").status()).isEqualTo(200);
    }

    @Test
    void retry_after_is_sent_when_the_dial_says_so() {
        installed.emulator.dials().set(HubSpotDial.ROLLING_LIMIT, 1);
        installed.emulator.dials().set(HubSpotDial.RETRY_AFTER_HEADER, true);
        client.get("/crm/v3/owners");

        assertThat(client.get("/crm/v3/owners").header("Retry-After")).isEqualTo("11");
    }

    @Test
    void searches_have_a_limit_of_their_own_per_second() {
        for (int i = 0; i < 4; i++) {
            assertThat(search().status()).isEqualTo(200);
        }
        assertThat(search().json()).containsEntry("policyName", "SECONDLY");
        assertThat(client.get("/crm/v3/owners").status()).isEqualTo(200);
        installed.clock.pass(Duration.ofSeconds(1));
        assertThat(search().status()).isEqualTo(200);
    }

    @Test
    void searches_count_in_the_rolling_limit_or_not() {
        installed.emulator.dials().set(HubSpotDial.ROLLING_LIMIT, 1);
        client.get("/crm/v3/owners");

        assertThat(search().json()).containsEntry("policyName", "TEN_SECONDLY_ROLLING");
        installed.emulator.dials().set(HubSpotDial.SEARCH_COUNTS_IN_ROLLING_LIMIT, false);
        assertThat(search().status()).isEqualTo(200);
    }

    @Test
    void the_daily_limit_has_its_own_policy_and_ends_with_the_day() {
        installed.emulator.dials().set(HubSpotDial.DAILY_LIMIT, 1);
        client.get("/crm/v3/owners");

        assertThat(client.get("/crm/v3/owners").json()).containsEntry("policyName", "DAILY");
        installed.clock.pass(Duration.ofHours(24));
        assertThat(installed.client().get("/crm/v3/owners").status()).isEqualTo(200);
    }

    @Test
    void the_next_faults_fall_once_each() {
        installed.emulator.faults().set(HttpFault.RATE_LIMITED_NEXT, 1);
        assertThat(client.get("/crm/v3/owners").json())
                .containsEntry("policyName", "TEN_SECONDLY_ROLLING");
        installed.emulator.faults().set(HttpFault.SERVER_ERROR_NEXT, 1);
        assertThat(client.get("/crm/v3/owners").status()).isEqualTo(500);
        installed.emulator.faults().set(HttpFault.HTML_NEXT, 1);
        Wire.Answer html = client.get("/crm/v3/owners");
        assertThat(html.status()).isEqualTo(502);
        assertThat(html.header("Content-Type")).startsWith("text/html");
        installed.emulator.faults().set(HttpFault.HANG_NEXT, 1);
        installed.emulator.faults().set(HttpFault.HANG_MILLIS, 10);
        assertThat(client.get("/crm/v3/owners").status()).isEqualTo(200);
        assertThat(installed.emulator.counters().snapshot())
                .containsEntry("faults rate limited", 1L)
                .containsEntry("faults server error", 1L)
                .containsEntry("faults html", 1L)
                .containsEntry("faults hang", 1L);
    }

    @Test
    void a_dropped_reply_is_a_write_that_happened() {
        installed.emulator.faults().set(HttpFault.DROP_REPLY_NEXT, 1);

        assertThatThrownBy(
                        () ->
                                client.post(
                                        "/crm/v3/objects/deals",
                                        Installed.properties("dealname", "Lost reply")))
                .isInstanceOf(UncheckedIOException.class);

        assertThat(installed.emulator.crm().all(ObjectType.DEALS)).hasSize(1);
        assertThat(
                        client.post(
                                        "/crm/v3/objects/deals",
                                        Installed.properties("dealname", "Good reply"))
                                .status())
                .isEqualTo(201);
    }

    @Test
    void token_endpoints_meet_faults_only_when_the_dial_says_so() {
        installed.emulator.faults().set(HttpFault.SERVER_ERROR_PERCENT, 100);
        assertThat(installed.refresh("x").status()).isEqualTo(400);
        installed.emulator.faults().set(HttpFault.ON_TOKEN_ENDPOINTS, true);
        assertThat(installed.refresh("x").status()).isEqualTo(500);
    }

    @Test
    void two_runs_with_one_seed_make_the_same_fault_decisions() {
        assertThat(statuses(installed)).isEqualTo(statuses(new Installed())).contains(429);
    }

    private static List<Integer> statuses(Installed installed) {
        try (installed) {
            Wire client = installed.client();
            installed.emulator.apply(FaultProfile.HARSH);
            List<Integer> statuses = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                statuses.add(client.get("/crm/v3/owners?limit=" + (i % 7 + 1)).status());
            }
            return statuses;
        }
    }

    private Wire.Answer search() {
        return client.post("/crm/v3/objects/deals/search", Map.of("limit", 1));
    }
}
