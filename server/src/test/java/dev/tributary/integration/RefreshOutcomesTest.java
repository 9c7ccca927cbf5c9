package dev.tributary.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.Eventually;
import dev.tributary.Within;
import dev.tributary.db.TestDatabase;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What becomes of an account when a refresh does not go as it should. */
class RefreshOutcomesTest {
    @RegisterExtension static final TestDatabase DB = new TestDatabase();
    @RegisterExtension final TwoServers at = new TwoServers(DB);

    @Test
    void a_lost_reply_of_a_rotating_provider_ends_it_and_the_token_is_never_sent_again() {
        at.oauth.life = Duration.ofSeconds(1);
        IntegratedAccount account = at.connect();
        at.oauth.drop.set(1);
        Eventually.until("the token needs a refresh", () -> at.needsReauth(at.one, account));
        for (TestServer server : List.of(at.one, at.two)) {
            IntegratedAccount now = at.account(server, account);
            assertThat(now.status()).isEqualTo(IntegratedAccount.Status.NEEDS_REAUTH);
            assertThat(now.statusReason()).startsWith("refresh_reply_lost");
            assertThatThrownBy(() -> at.fresh(server, now))
                    .hasMessageContaining("refresh_reply_lost");
            // Also one who still holds the account as it was.
            assertThat(at.needsReauth(server, account)).isTrue();
        }
        assertThat(at.oauth.mostSent()).isEqualTo(1);
        assertThat(
                        at.sql(
                                "SELECT count(*) FROM credential WHERE refresh IS NULL"
                                        + " AND integrated_account_id = '"
                                        + account.id()
                                        + "'"))
                .isEqualTo("1");
        at.oauth.life = Duration.ofMinutes(10);
        assertThat(at.one.connect(at.key, "tenant-1"))
                .containsEntry("status", "active")
                .containsEntry("id", account.id());
        assertThat(at.fresh(at.one, at.account(at.one, account))).startsWith("at-");
    }

    @Test
    void a_lost_reply_of_a_provider_that_does_not_rotate_is_tried_again() {
        at.oauth.life = Duration.ofSeconds(1);
        at.oauth.rotate = false;
        at.acme.rotates = false;
        IntegratedAccount account = at.connect();
        at.oauth.drop.set(2);
        String first = at.fresh(at.one, account);
        at.oauth.life = Duration.ofMinutes(10);
        Eventually.until("another token", () -> !at.fresh(at.one, account).equals(first));
        assertThat(at.oauth.mostSent()).isEqualTo(3);
        assertThat(at.one.metrics.total("token_refresh_failures")).isEqualTo(2);
        assertThat(at.account(at.one, account).status()).isEqualTo(IntegratedAccount.Status.ACTIVE);
    }

    @Test
    void a_provider_that_turns_us_away_is_asked_again_even_if_it_rotates() {
        at.oauth.life = Duration.ofSeconds(1);
        IntegratedAccount account = at.connect();
        at.oauth.fail.set(429);
        at.oauth.failTimes.set(2);
        String first = at.fresh(at.one, account);
        Eventually.until("another token", () -> !at.fresh(at.one, account).equals(first));
        assertThat(at.oauth.mostSent()).isEqualTo(1);
        assertThat(at.account(at.one, account).status()).isEqualTo(IntegratedAccount.Status.ACTIVE);
    }

    @Test
    void a_revoked_grant_needs_reauth_at_once() {
        at.oauth.life = Duration.ofSeconds(1);
        IntegratedAccount account = at.connect();
        at.oauth.revokeAll();
        Eventually.until("the token needs a refresh", () -> at.needsReauth(at.one, account));
        assertThat(at.account(at.one, account).statusReason()).contains("invalid_grant");
        assertThat(at.oauth.mostSent()).isEqualTo(1);
    }

    @Test
    void an_attempt_that_a_stopped_server_left_behind_is_not_repeated() {
        IntegratedAccount account = at.connect();
        // As a server leaves it that dies between sending and storing, once its lease is over.
        at.sqlUpdate(
                """
                UPDATE credential SET attempt_of = refresh_fingerprint, fence = fence + 1,
                    lease_until = now() - interval '1 second'
                WHERE integrated_account_id = '%s'
                """
                        .formatted(account.id()));
        at.two.integration.start();
        Eventually.until(
                "the account needs reauth",
                () ->
                        at.account(at.two, account).status()
                                == IntegratedAccount.Status.NEEDS_REAUTH);
        assertThat(at.account(at.two, account).statusReason()).startsWith("refresh_reply_lost");
        assertThat(at.oauth.mostSent()).isZero();
    }

    @Test
    void a_caller_who_is_interrupted_does_not_lose_the_token() throws Exception {
        at.oauth.life = Duration.ofSeconds(1);
        IntegratedAccount account = at.connect();
        at.oauth.delay = Duration.ofMillis(500);
        at.oauth.life = Duration.ofMinutes(10);
        at.untilExpired();
        Thread caller =
                Thread.ofVirtual()
                        .start(
                                () ->
                                        Within.everything()
                                                .run(() -> at.needsReauth(at.one, account)));
        Eventually.until("the refresh is recorded", at::attempted);
        caller.interrupt();
        caller.join();
        assertThat(at.fresh(at.one, account)).startsWith("at-");
        assertThat(at.oauth.mostSent()).isEqualTo(1);
    }

    @Test
    void connecting_again_while_a_refresh_is_under_way_keeps_the_new_credential() throws Exception {
        at.oauth.life = Duration.ofSeconds(1);
        IntegratedAccount account = at.connect();
        at.untilExpired();
        at.oauth.life = Duration.ofMinutes(10);
        at.oauth.delay = Duration.ofMillis(1500);
        Thread slow =
                Thread.ofVirtual()
                        .start(
                                () ->
                                        Within.everything()
                                                .run(() -> at.needsReauth(at.one, account)));
        Eventually.until("the refresh is recorded", at::attempted);
        at.oauth.delay = Duration.ZERO;
        at.one.connect(at.key, "tenant-1");
        String connected = at.fresh(at.two, account);
        slow.join();
        assertThat(at.fresh(at.one, account)).isEqualTo(connected);
        assertThat(at.oauth.mostSent()).isEqualTo(1);
    }

    @Test
    void a_rotated_token_is_stored_even_if_the_database_refuses_for_a_while() throws Exception {
        at.oauth.life = Duration.ofSeconds(1);
        IntegratedAccount account = at.connect();
        at.untilExpired();
        at.oauth.life = Duration.ofMinutes(10);
        at.oauth.delay = Duration.ofMillis(700);
        var caller = Executors.newSingleThreadExecutor();
        Future<String> token =
                caller.submit(() -> Within.everything().call(() -> at.fresh(at.one, account)));
        Eventually.until("the refresh is recorded", at::attempted);
        TwoServers.asOwner(DB, "REVOKE UPDATE ON credential FROM tributary_app");
        Eventually.until("the provider has rotated the token", () -> at.oauth.refreshes() == 1);
        assertThat(token.isDone()).as("no token is used before it is stored").isFalse();
        TwoServers.asOwner(DB, "GRANT UPDATE ON credential TO tributary_app");
        assertThat(token.get()).startsWith("at-");
        caller.close();
        assertThat(at.oauth.mostSent()).isEqualTo(1);
    }
}
