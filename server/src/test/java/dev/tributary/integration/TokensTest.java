package dev.tributary.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.Code;
import dev.tributary.Eventually;
import dev.tributary.Failure;
import dev.tributary.db.TestDatabase;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/** Tokens of one account, used by two servers at once. */
class TokensTest {
    @RegisterExtension static final TestDatabase DB = new TestDatabase();
    @RegisterExtension final TwoServers at = new TwoServers(DB);

    @Test
    void a_token_that_lives_long_enough_costs_no_call_and_no_read() {
        IntegratedAccount account = at.connect();
        String token = at.fresh(at.one, account);
        at.sqlUpdate(
                "UPDATE credential SET access = '\\x00' WHERE integrated_account_id = '%s'"
                        .formatted(account.id()));
        assertThat(at.fresh(at.one, account)).isEqualTo(token);
        assertThat(at.oauth.refreshes()).isZero();
    }

    @Test
    void many_threads_of_two_servers_refresh_once_per_expiry_and_see_no_expired_token()
            throws Exception {
        at.oauth.life = Duration.ofMillis(1500);
        at.oauth.delay = Duration.ofMillis(30);
        IntegratedAccount account = at.connect();
        Set<String> seen = ConcurrentHashMap.newKeySet();
        Instant end = Instant.now().plusSeconds(5);
        Callable<Integer> client =
                () -> {
                    int calls = 0;
                    while (Instant.now().isBefore(end)) {
                        TestServer server = calls++ % 2 == 0 ? at.one : at.two;
                        Instant before = Instant.now();
                        String token = at.fresh(server, account);
                        seen.add(token);
                        assertThat(at.oauth.expiry(token)).isAfter(before);
                        Thread.sleep(1);
                    }
                    return calls;
                };
        TwoServers.together(16, client);
        assertThat(at.oauth.mostSent()).as("a refresh token is sent once").isEqualTo(1);
        assertThat(seen.size() - 1).as("every refresh was needed").isEqualTo(at.oauth.refreshes());
        assertThat(at.oauth.refreshes()).isBetween(2, 6);
        assertThat(
                        at.one.metrics.total("token_refreshes")
                                + at.two.metrics.total("token_refreshes"))
                .isEqualTo(at.oauth.refreshes());
        assertThat(at.account(at.one, account).status()).isEqualTo(IntegratedAccount.Status.ACTIVE);
    }

    @Test
    void a_rejected_token_is_refreshed_once_for_all_who_hold_it() throws Exception {
        IntegratedAccount account = at.connect();
        at.backdate(account);
        var rejected = at.one.integration.tokens().fresh(account, at.connector(at.one, account));
        at.oauth.expireAll();
        List<String> got =
                TwoServers.together(
                        20,
                        () ->
                                TwoServers.token(
                                        (Math.random() < 0.5 ? at.one : at.two)
                                                .integration
                                                .tokens()
                                                .afterRejected(
                                                        account,
                                                        at.connector(at.one, account),
                                                        rejected)));
        assertThat(at.oauth.refreshes()).isEqualTo(1);
        assertThat(Set.copyOf(got)).hasSize(1).doesNotContain(TwoServers.token(rejected));
    }

    @Test
    void a_token_rejected_right_after_it_was_issued_is_not_refreshed() {
        IntegratedAccount account = at.connect();
        var issued = at.one.integration.tokens().fresh(account, at.connector(at.one, account));
        assertThatThrownBy(
                        () ->
                                at.one
                                        .integration
                                        .tokens()
                                        .afterRejected(
                                                account, at.connector(at.one, account), issued))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("a moment ago");
        assertThat(at.oauth.refreshes()).isZero();
    }

    @Test
    void while_another_server_refreshes_a_caller_waits_for_its_token() throws Exception {
        at.oauth.life = Duration.ofSeconds(1);
        IntegratedAccount account = at.connect();
        at.oauth.life = Duration.ofMinutes(10);
        at.oauth.delay = Duration.ofMillis(800);
        at.untilExpired();
        List<String> got =
                TwoServers.together(
                        8, () -> at.fresh(Math.random() < 0.5 ? at.one : at.two, account));
        assertThat(Set.copyOf(got)).hasSize(1);
        assertThat(at.oauth.refreshes()).isEqualTo(1);
    }

    @Test
    void the_background_refreshes_before_anybody_asks() {
        at.oauth.life = Duration.ofSeconds(2);
        IntegratedAccount account = at.connect();
        at.one.integration.start();
        at.two.integration.start();
        Eventually.until("two refreshes", () -> at.oauth.refreshes() >= 2);
        assertThat(at.oauth.mostSent()).isEqualTo(1);
        assertThat(at.account(at.one, account).status()).isEqualTo(IntegratedAccount.Status.ACTIVE);
    }

    @Test
    void a_disabled_account_opens_no_door() {
        IntegratedAccount account = at.connect();
        at.one.send("DELETE", "/integrated-accounts/" + account.id(), at.key, null);
        assertThatThrownBy(() -> at.fresh(at.one, at.account(at.one, account)))
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> assertThat(failure.code()).isEqualTo(Code.CONFLICT));
        assertThatThrownBy(() -> at.fresh(at.two, account)).isInstanceOf(Failure.class);
        assertThat(
                        at.sql(
                                "SELECT count(*) FROM credential WHERE integrated_account_id = '"
                                        + account.id()
                                        + "'"))
                .isEqualTo("0");
    }
}
