package dev.tributary.sandbox.pipedrive;

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

class PipedriveLimitsTest {
    private final LetIn letIn = new LetIn();
    private Wire client = letIn.client();

    @BeforeEach
    void limit() {
        letIn.emulator.dials().reset();
        client = letIn.client();
    }

    @AfterEach
    void close() {
        letIn.close();
    }

    private String left(Wire.Answer answer) {
        return answer.header("x-daily-ratelimit-token-remaining");
    }

    @Test
    void the_twenty_first_request_of_a_token_in_two_seconds_is_refused() {
        for (int i = 0; i < 20; i++) {
            Wire.Answer answer = client.get("/v1/users/me");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("x-ratelimit-limit")).isEqualTo("20");
            assertThat(answer.header("x-ratelimit-remaining")).isEqualTo("" + (19 - i));
            assertThat(answer.header("x-ratelimit-reset")).isEqualTo("2");
        }

        Wire.Answer refused = client.get("/v1/users/me");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json())
                .containsEntry("success", false)
                .containsEntry("error", "request over limit")
                .containsEntry("errorCode", 429);
        assertThat(refused.header("Retry-After")).isEmpty();
        letIn.emulator.dials().set(PipedriveDial.RETRY_AFTER_HEADER, true);
        assertThat(client.get("/v1/users/me").header("Retry-After")).isEqualTo("2");
        letIn.clock.pass(Duration.ofSeconds(2));
        assertThat(client.get("/v1/users/me").status()).isEqualTo(200);
    }

    @Test
    void an_apps_requests_are_counted_apart_and_may_be_more() {
        Wire app = letIn.appWith("base");
        for (int i = 0; i < 20; i++) {
            client.get("/v1/users/me");
        }

        assertThat(client.get("/v1/users/me").status()).isEqualTo(429);
        assertThat(app.get("/v1/users/me").header("x-ratelimit-limit")).isEqualTo("80");
    }

    @Test
    void searches_have_a_limit_of_their_own() {
        for (int i = 0; i < 10; i++) {
            assertThat(client.get("/api/v2/deals/search?term=deal").status()).isEqualTo(200);
        }
        assertThat(client.get("/api/v2/deals/search?term=deal").status()).isEqualTo(429);
        assertThat(client.get("/api/v2/deals").status()).isEqualTo(200);
        letIn.clock.pass(Duration.ofSeconds(2));
        assertThat(client.get("/api/v2/deals/search?term=deal").status()).isEqualTo(200);
        assertThat(letIn.emulator.counters().get("limited over_search")).isEqualTo(1);
    }

    @Test
    void calls_cost_by_their_kind_and_double_in_version_one() {
        long deal = letIn.deal("x");
        assertThat(client.get("/v1/users/me").header("x-daily-ratelimit-token-limit"))
                .isEqualTo("30000");
        assertThat(left(client.get("/api/v2/deals/" + deal))).isEqualTo("29997");
        assertThat(left(client.get("/api/v2/deals"))).isEqualTo("29987");
        assertThat(left(client.patch("/api/v2/deals/" + deal, Map.of("value", 1))))
                .isEqualTo("29982");
        assertThat(left(client.get("/api/v2/deals/search?term=deal"))).isEqualTo("29962");
        assertThat(left(client.get("/api/v2/stages"))).isEqualTo("29957");
        assertThat(left(client.delete("/api/v2/deals/" + deal))).isEqualTo("29954");
        assertThat(left(client.get("/v1/users"))).isEqualTo("29934");
        assertThat(left(client.get("/api/v2/deals/archived"))).isEqualTo("29914");
    }

    @Test
    void the_budget_is_the_companys_grows_with_seats_and_ends_with_the_day() {
        letIn.emulator.dials().set(PipedriveDial.DAILY_TOKENS_PER_SEAT, 10);
        letIn.emulator.dials().set(PipedriveDial.PLAN_MULTIPLIER, 2);
        Wire app = letIn.appWith("deals:read");
        assertThat(left(client.get("/api/v2/deals"))).isEqualTo("10");
        assertThat(left(app.get("/api/v2/deals"))).isEqualTo("0");

        Wire.Answer refused = client.get("/v1/users/me");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(left(refused)).isEqualTo("0");
        letIn.emulator
                .items()
                .create(ItemType.USER, Map.of("name", "Bo", "email", "bo@example.com"));
        assertThat(client.get("/v1/users/me").header("x-daily-ratelimit-token-limit"))
                .isEqualTo("40");
        letIn.emulator.dials().set(PipedriveDial.DAILY_TOKENS_PER_SEAT, 0);
        assertThat(client.get("/v1/users/me").status()).isEqualTo(429);
        letIn.emulator.dials().set(PipedriveDial.DAILY_TOKENS_PER_SEAT, 10);
        letIn.clock.pass(Duration.ofHours(24));
        assertThat(left(client.get("/api/v2/deals"))).isEqualTo("30");
        letIn.emulator.dials().set(PipedriveDial.DAILY_LIMIT_HEADERS, false);
        assertThat(left(client.get("/api/v2/deals"))).isEmpty();
    }

    @Test
    void who_goes_on_after_a_429_is_shut_out_with_html_if_the_dial_says_so() {
        letIn.emulator.dials().set(PipedriveDial.TOKEN_BURST_LIMIT, 1);
        letIn.emulator.dials().set(PipedriveDial.BAN_AFTER_LIMITED, 2);
        client.get("/v1/users/me");
        assertThat(client.get("/v1/users/me").status()).isEqualTo(429);
        assertThat(client.get("/v1/users/me").status()).isEqualTo(429);

        letIn.clock.pass(Duration.ofSeconds(10));
        Wire.Answer banned = client.get("/v1/users/me");
        assertThat(banned.status()).isEqualTo(403);
        assertThat(banned.header("Content-Type")).startsWith("text/html");
        letIn.clock.pass(Duration.ofMinutes(1));
        assertThat(client.get("/v1/users/me").status()).isEqualTo(200);
    }

    @Test
    void the_next_faults_fall_once_each() {
        letIn.emulator.faults().set(HttpFault.RATE_LIMITED_NEXT, 1);
        assertThat(client.get("/api/v2/deals").at("errorCode")).isEqualTo(429);
        letIn.emulator.faults().set(HttpFault.SERVER_ERROR_NEXT, 1);
        assertThat(client.get("/api/v2/deals").status()).isEqualTo(500);
        letIn.emulator.faults().set(HttpFault.HTML_NEXT, 1);
        assertThat(client.get("/api/v2/deals").header("Content-Type")).startsWith("text/html");
        letIn.emulator.faults().set(HttpFault.HANG_NEXT, 1);
        letIn.emulator.faults().set(HttpFault.HANG_MILLIS, 10);
        assertThat(client.get("/api/v2/deals").status()).isEqualTo(200);
    }

    @Test
    void a_dropped_reply_is_a_write_that_happened() {
        letIn.emulator.faults().set(HttpFault.DROP_REPLY_NEXT, 1);

        assertThatThrownBy(() -> client.post("/api/v2/deals", Map.of("title", "Lost reply")))
                .isInstanceOf(UncheckedIOException.class);

        assertThat(letIn.emulator.items().all(ItemType.DEAL)).hasSize(1);
    }

    @Test
    void two_runs_with_one_seed_make_the_same_fault_decisions() {
        assertThat(statuses(letIn)).isEqualTo(statuses(new LetIn())).contains(429);
    }

    private static List<Integer> statuses(LetIn letIn) {
        try (letIn) {
            letIn.emulator.dials().set(PipedriveDial.TOKEN_BURST_LIMIT, 1000);
            Wire client = letIn.client();
            letIn.emulator.apply(FaultProfile.HARSH);
            List<Integer> statuses = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                statuses.add(client.get("/api/v2/deals?limit=" + (i % 7 + 1)).status());
            }
            return statuses;
        }
    }
}
