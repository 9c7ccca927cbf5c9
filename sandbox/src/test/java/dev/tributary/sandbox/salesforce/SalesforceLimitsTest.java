package dev.tributary.sandbox.salesforce;

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
import java.util.Map;

/** The daily limit, and faults in Salesforce's own shapes. */
class SalesforceLimitsTest {
    private static final String ACCOUNTS = LetIn.DATA + "/sobjects/Account";

    private final LetIn in = new LetIn();
    private Wire client = in.anonymous();

    @BeforeEach
    void connect() {
        client = in.client();
    }

    @AfterEach
    void close() {
        in.close();
    }

    @Test
    void every_answer_says_how_much_of_the_day_is_used() {
        in.emulator.dials().set(SalesforceDial.DAILY_LIMIT, 5);

        assertThat(client.get(LetIn.DATA).header("Sforce-Limit-Info")).isEqualTo("api-usage=1/5");
        assertThat(client.get(LetIn.DATA + "/sobjects/Nobody/describe").header("Sforce-Limit-Info"))
                .isEqualTo("api-usage=2/5");
        Wire.Answer limits = client.get(LetIn.DATA + "/limits");
        assertThat(limits.at("DailyApiRequests", "Max")).isEqualTo(5);
        assertThat(limits.at("DailyApiRequests", "Remaining")).isEqualTo(2);
    }

    @Test
    void a_used_up_day_is_a_403_until_the_window_has_moved_on() {
        in.emulator.dials().set(SalesforceDial.DAILY_LIMIT, 2);
        in.emulator.dials().set(SalesforceDial.TOKEN_LIFE_SECONDS, 86_400);
        client.get(LetIn.DATA);
        in.clock.pass(Duration.ofHours(1));
        client.get(LetIn.DATA);

        Wire.Answer refused = client.get(LetIn.DATA);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.at(0, "errorCode")).isEqualTo("REQUEST_LIMIT_EXCEEDED");
        assertThat(refused.at(0, "message")).isEqualTo("TotalRequests Limit exceeded.");
        assertThat(refused.header("Sforce-Limit-Info")).isEqualTo("api-usage=2/2");
        Org other = in.emulator.orgs().create("Elsewhere Ltd");
        Map<String, String> wish = in.wish();
        wish.put("org_id", other.id());
        String token = in.exchange(in.code(wish)).at("access_token") + "";
        assertThat(Wire.to(other.address()).as(token).get(LetIn.DATA).status())
                .as("each org has a day of its own")
                .isEqualTo(200);
        in.clock.pass(Duration.ofHours(23));
        assertThat(in.client().get(LetIn.DATA).header("Sforce-Limit-Info"))
                .as("an hour of the old day counts still")
                .isEqualTo("api-usage=2/2");
    }

    @Test
    void there_is_no_429_here() {
        in.emulator.faults().set(HttpFault.RATE_LIMITED_NEXT, 1);

        Wire.Answer limited = client.get(LetIn.DATA);

        assertThat(limited.status()).isEqualTo(403);
        assertThat(limited.at(0, "errorCode")).isEqualTo("REQUEST_LIMIT_EXCEEDED");
        assertThat(limited.header("Sforce-Limit-Info")).isEqualTo("api-usage=100000/100000");
        assertThat(client.get(LetIn.DATA).status()).isEqualTo(200);
    }

    @Test
    void failures_have_the_providers_shape_or_a_proxys() {
        in.emulator.faults().set(HttpFault.SERVER_ERROR_NEXT, 1);
        Wire.Answer error = client.get(LetIn.DATA);
        in.emulator.faults().set(HttpFault.HTML_NEXT, 1);
        Wire.Answer html = client.get(LetIn.DATA);

        assertThat(error.status()).isEqualTo(503);
        assertThat(error.at(0, "errorCode")).isEqualTo("SERVER_UNAVAILABLE");
        assertThat(html.status()).isEqualTo(502);
        assertThat(html.body()).startsWith("<!doctype html>");
    }

    @Test
    void a_lost_reply_is_a_write_that_has_happened() {
        in.emulator.faults().set(HttpFault.DROP_REPLY_NEXT, 1);

        assertThatThrownBy(() -> client.post(ACCOUNTS, Map.of("Name", "Acme")))
                .isInstanceOf(UncheckedIOException.class);

        assertThat(in.org.all("Account")).hasSize(1);
        assertThat(in.emulator.counters().get("faults reply dropped")).isEqualTo(1);
    }

    @Test
    void a_hanging_request_comes_late() {
        in.emulator.faults().set(HttpFault.HANG_NEXT, 1);
        in.emulator.faults().set(HttpFault.HANG_MILLIS, 300);
        long start = System.nanoTime();

        assertThat(client.get(LetIn.DATA).status()).isEqualTo(200);

        assertThat(System.nanoTime() - start).isGreaterThan(Duration.ofMillis(250).toNanos());
    }

    @Test
    void people_who_log_in_meet_faults_only_when_the_dial_says_so() {
        in.emulator.faults().set(HttpFault.SERVER_ERROR_PERCENT, 100);
        assertThat(in.exchange(in.code(in.wish())).status()).isEqualTo(200);

        in.emulator.faults().set(HttpFault.ON_TOKEN_ENDPOINTS, true);
        assertThat(in.exchange(in.code(in.wish())).status()).isEqualTo(503);
    }

    @Test
    void profiles_shorten_sessions_and_slow_bulk_jobs() {
        in.emulator.apply(FaultProfile.DEFAULT);
        assertThat(in.emulator.dials().get(SalesforceDial.TOKEN_LIFE_SECONDS)).isEqualTo(60);
        assertThat(in.emulator.dials().get(SalesforceDial.BULK_DELAY_MILLIS)).isEqualTo(2000);
        in.emulator.apply(FaultProfile.OFF);
        assertThat(in.emulator.dials().get(SalesforceDial.TOKEN_LIFE_SECONDS)).isEqualTo(7200);
    }
}
