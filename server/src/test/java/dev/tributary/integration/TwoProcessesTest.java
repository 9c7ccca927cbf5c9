package dev.tributary.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.Eventually;
import dev.tributary.db.TestDatabase;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.Map;

/**
 * Two server processes with fifty threads each share one account of a provider that rotates refresh
 * tokens and revokes everything when an old one comes again.
 */
class TwoProcessesTest {
    private static final int EXPIRIES = 200;
    @RegisterExtension static final TestDatabase DB = new TestDatabase();
    @RegisterExtension final TwoServers at = new TwoServers(DB);

    @Test
    void two_hundred_expiries_and_a_kill_cost_one_refresh_each_and_nobody_is_turned_away()
            throws Exception {
        at.oauth.life = Duration.ofMillis(600);
        at.acme.after = true;
        IntegratedAccount account = at.connect();
        TokenUser one = TokenUser.start(DB, at.oauth.url(), account);
        try (TokenUser two = TokenUser.start(DB, at.oauth.url(), account)) {
            refreshes(EXPIRIES / 4);
            killOutsideTheWindow(one);
            refreshes(EXPIRIES / 2);
            try (TokenUser three = TokenUser.start(DB, at.oauth.url(), account)) {
                refreshes(EXPIRIES);
                for (TokenUser user : new TokenUser[] {two, three}) {
                    Map<String, Object> went = user.finish();
                    assertThat(went).containsEntry("failures", 0).containsEntry("first", "");
                    assertThat((int) went.get("calls")).isGreaterThan(1_000);
                }
            }
        } finally {
            one.close();
        }
        assertThat(at.oauth.mostSent()).as("no refresh token is sent twice").isEqualTo(1);
        assertThat(at.oauth.early()).as("refreshes before one was due").isZero();
        assertThat(at.oauth.refreshes()).isGreaterThanOrEqualTo(EXPIRIES);
        assertThat(at.account(at.one, account).status()).isEqualTo(IntegratedAccount.Status.ACTIVE);
        assertThat(at.sql("SELECT version FROM credential"))
                .as("each refresh is one new version")
                .isEqualTo(String.valueOf(at.oauth.refreshes() + 1));
    }

    @Test
    void a_kill_between_sending_and_storing_ends_in_needs_reauth_and_never_in_a_second_sending()
            throws Exception {
        at.oauth.life = Duration.ofMillis(600);
        at.acme.after = true;
        IntegratedAccount account = at.connect();
        at.oauth.delay = Duration.ofSeconds(3);
        try (TokenUser one = TokenUser.start(DB, at.oauth.url(), account)) {
            Eventually.until("a refresh is under way", at::attempted);
            one.kill();
        }
        // As if the lease had run out: it is as long as a token call may take, and more.
        at.sqlUpdate("UPDATE credential SET lease_until = clock_timestamp()");
        at.oauth.delay = Duration.ZERO;
        try (TokenUser two = TokenUser.start(DB, at.oauth.url(), account)) {
            Eventually.until(
                    "the account needs a new authorisation",
                    () ->
                            at.account(at.one, account).status()
                                    == IntegratedAccount.Status.NEEDS_REAUTH);
            assertThat(two.finish().get("first").toString()).contains(RefreshToken.REPLY_LOST);
        }
        assertThat(at.account(at.one, account).statusReason()).startsWith(RefreshToken.REPLY_LOST);
        assertThat(at.oauth.mostSent()).isLessThanOrEqualTo(1);
        assertThat(at.sql("SELECT count(*) FROM credential WHERE refresh IS NOT NULL"))
                .isEqualTo("0");
        at.oauth.life = Duration.ofMinutes(10);
        assertThat(at.one.connect(at.key, "tenant-1"))
                .containsEntry("status", "active")
                .containsEntry("id", account.id());
    }

    private void refreshes(int count) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        while (at.oauth.refreshes() < count) {
            assertThat(System.nanoTime())
                    .as("refresh " + at.oauth.refreshes())
                    .isLessThan(deadline);
            Thread.sleep(5);
        }
    }

    /** Right after a refresh was stored, when none can be under way. */
    private void killOutsideTheWindow(TokenUser user) throws InterruptedException {
        String version = at.sql("SELECT version FROM credential");
        while (at.sql("SELECT version FROM credential").equals(version)) {
            Thread.sleep(2);
        }
        user.kill();
        assertThat(at.attempted()).isFalse();
    }
}
