package dev.tributary.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.Code;
import dev.tributary.Eventually;
import dev.tributary.Failure;
import dev.tributary.connector.Connector;
import dev.tributary.db.Database;
import dev.tributary.db.TestDatabase;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Tokens of one account, used by two servers on one database at once. */
class TokensTest {
    @RegisterExtension static final TestDatabase DB = new TestDatabase();
    private static int count;
    private StrictOAuth oauth;
    private AcmeConnector acme;
    private Database secondPool;
    private TestServer one;
    private TestServer two;
    private String key;

    @BeforeEach
    void start() throws Exception {
        oauth = new StrictOAuth();
        acme = new AcmeConnector(oauth.url());
        acme.after = false;
        secondPool = DB.connect();
        one = new TestServer(DB.get(), Clock.systemUTC(), acme);
        two = new TestServer(secondPool, Clock.systemUTC(), acme);
        key = one.environmentKey("tokens" + count++);
    }

    @AfterEach
    void stop() {
        sqlUpdate("DELETE FROM credential");
        one.close();
        two.close();
        secondPool.close();
        oauth.close();
    }

    private IntegratedAccount connect() {
        String id = (String) one.connect(key, "tenant-1").get("id");
        String environment =
                sql("SELECT environment_id FROM integrated_account WHERE id = '" + id + "'");
        return one.integration.integratedAccounts().require(environment, id);
    }

    private static IntegratedAccount account(TestServer server, IntegratedAccount account) {
        server.integration.integratedAccounts().changed(account.environmentId(), account.id());
        return server.integration
                .integratedAccounts()
                .require(account.environmentId(), account.id());
    }

    private static String fresh(TestServer server, IntegratedAccount account) {
        return token(server.integration.tokens().fresh(account, connector(server, account)));
    }

    private static Connector connector(TestServer server, IntegratedAccount account) {
        return server.integration.connectors().of(account);
    }

    private static String token(Authorization authorization) {
        return authorization.headers().get("authorization").substring("Bearer ".length());
    }

    private String sql(String select) {
        return DB.get().read(handle -> handle.select(select).mapTo(String.class).one());
    }

    private void sqlUpdate(String update) {
        DB.get().transact(handle -> handle.execute(update));
    }

    private static <T> List<T> together(int threads, Callable<T> work) throws Exception {
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> futures =
                    IntStream.range(0, threads).mapToObj(i -> pool.submit(work)).toList();
            List<T> results = new java.util.ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }

    @Test
    void a_token_that_lives_long_enough_costs_no_call_and_no_read() {
        IntegratedAccount account = connect();
        String token = fresh(one, account);
        sqlUpdate(
                "UPDATE credential SET access = '\\x00' WHERE integrated_account_id = '%s'"
                        .formatted(account.id()));
        assertThat(fresh(one, account)).isEqualTo(token);
        assertThat(oauth.refreshes()).isZero();
    }

    @Test
    void many_threads_of_two_servers_refresh_once_per_expiry_and_see_no_expired_token()
            throws Exception {
        oauth.life = Duration.ofMillis(1500);
        oauth.delay = Duration.ofMillis(30);
        IntegratedAccount account = connect();
        Set<String> seen = ConcurrentHashMap.newKeySet();
        Instant end = Instant.now().plusSeconds(5);
        Callable<Integer> client =
                () -> {
                    int calls = 0;
                    while (Instant.now().isBefore(end)) {
                        TestServer server = calls++ % 2 == 0 ? one : two;
                        Instant before = Instant.now();
                        String token = fresh(server, account);
                        seen.add(token);
                        assertThat(oauth.expiry(token)).isAfter(before);
                        Thread.sleep(1);
                    }
                    return calls;
                };
        together(16, client);
        assertThat(oauth.mostSent()).as("a refresh token is sent once").isEqualTo(1);
        assertThat(seen.size() - 1).as("every refresh was needed").isEqualTo(oauth.refreshes());
        assertThat(oauth.refreshes()).isBetween(2, 6);
        assertThat(one.metrics.total("token_refreshes") + two.metrics.total("token_refreshes"))
                .isEqualTo(oauth.refreshes());
        assertThat(account(one, account).status()).isEqualTo(IntegratedAccount.Status.ACTIVE);
    }

    @Test
    void a_rejected_token_is_refreshed_once_for_all_who_hold_it() throws Exception {
        IntegratedAccount account = connect();
        backdate(account);
        var rejected = one.integration.tokens().fresh(account, connector(one, account));
        oauth.expireAll();
        List<String> got =
                together(
                        20,
                        () ->
                                token(
                                        (Math.random() < 0.5 ? one : two)
                                                .integration
                                                .tokens()
                                                .afterRejected(
                                                        account,
                                                        connector(one, account),
                                                        rejected)));
        assertThat(oauth.refreshes()).isEqualTo(1);
        assertThat(Set.copyOf(got)).hasSize(1).doesNotContain(token(rejected));
    }

    @Test
    void a_token_rejected_right_after_it_was_issued_is_not_refreshed() {
        IntegratedAccount account = connect();
        var issued = one.integration.tokens().fresh(account, connector(one, account));
        assertThatThrownBy(
                        () ->
                                one.integration
                                        .tokens()
                                        .afterRejected(account, connector(one, account), issued))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("a moment ago");
        assertThat(oauth.refreshes()).isZero();
    }

    @Test
    void
            a_lost_reply_of_a_rotating_provider_ends_in_needs_reauth_and_the_token_is_never_sent_again() {
        oauth.life = Duration.ofSeconds(1);
        IntegratedAccount account = connect();
        oauth.drop.set(1);
        Eventually.until("the token needs a refresh", () -> needsReauth(one, account));
        for (TestServer server : List.of(one, two)) {
            IntegratedAccount now = account(server, account);
            assertThat(now.status()).isEqualTo(IntegratedAccount.Status.NEEDS_REAUTH);
            assertThat(now.statusReason()).startsWith("refresh_reply_lost");
            assertThatThrownBy(() -> fresh(server, now)).hasMessageContaining("refresh_reply_lost");
            // Also one who still holds the account as it was.
            assertThat(needsReauth(server, account)).isTrue();
        }
        assertThat(oauth.mostSent()).isEqualTo(1);
        assertThat(
                        sql(
                                "SELECT count(*) FROM credential WHERE refresh IS NULL"
                                        + " AND integrated_account_id = '"
                                        + account.id()
                                        + "'"))
                .isEqualTo("1");
        oauth.life = Duration.ofMinutes(10);
        assertThat(one.connect(key, "tenant-1"))
                .containsEntry("status", "active")
                .containsEntry("id", account.id());
        assertThat(fresh(one, account(one, account))).startsWith("at-");
    }

    @Test
    void a_lost_reply_of_a_provider_that_does_not_rotate_is_tried_again() {
        oauth.life = Duration.ofSeconds(1);
        oauth.rotate = false;
        acme.rotates = false;
        IntegratedAccount account = connect();
        oauth.drop.set(2);
        String first = fresh(one, account);
        oauth.life = Duration.ofMinutes(10);
        Eventually.until("another token", () -> !fresh(one, account).equals(first));
        assertThat(oauth.mostSent()).isEqualTo(3);
        assertThat(one.metrics.total("token_refresh_failures")).isEqualTo(2);
        assertThat(account(one, account).status()).isEqualTo(IntegratedAccount.Status.ACTIVE);
    }

    @Test
    void a_provider_that_turns_us_away_is_asked_again_even_if_it_rotates() {
        oauth.life = Duration.ofSeconds(1);
        IntegratedAccount account = connect();
        oauth.fail.set(429);
        oauth.failTimes.set(2);
        String first = fresh(one, account);
        Eventually.until("another token", () -> !fresh(one, account).equals(first));
        assertThat(oauth.mostSent()).isEqualTo(1);
        assertThat(account(one, account).status()).isEqualTo(IntegratedAccount.Status.ACTIVE);
    }

    @Test
    void a_revoked_grant_needs_reauth_at_once() {
        oauth.life = Duration.ofSeconds(1);
        IntegratedAccount account = connect();
        oauth.revokeAll();
        Eventually.until("the token needs a refresh", () -> needsReauth(one, account));
        assertThat(account(one, account).statusReason()).contains("invalid_grant");
        assertThat(oauth.mostSent()).isEqualTo(1);
    }

    @Test
    void an_attempt_that_a_stopped_server_left_behind_is_not_repeated() {
        IntegratedAccount account = connect();
        // As a server leaves it that dies between sending and storing, once its lease is over.
        sqlUpdate(
                """
                UPDATE credential SET attempt_of = refresh_fingerprint, fence = fence + 1,
                    lease_until = now() - interval '1 second'
                WHERE integrated_account_id = '%s'
                """
                        .formatted(account.id()));
        two.integration.start();
        Eventually.until(
                "the account needs reauth",
                () -> account(two, account).status() == IntegratedAccount.Status.NEEDS_REAUTH);
        assertThat(account(two, account).statusReason()).startsWith("refresh_reply_lost");
        assertThat(oauth.mostSent()).isZero();
    }

    @Test
    void while_another_server_refreshes_a_caller_waits_for_its_token() throws Exception {
        oauth.life = Duration.ofSeconds(1);
        IntegratedAccount account = connect();
        oauth.life = Duration.ofMinutes(10);
        oauth.delay = Duration.ofMillis(800);
        untilExpired();
        List<String> got = together(8, () -> fresh(Math.random() < 0.5 ? one : two, account));
        assertThat(Set.copyOf(got)).hasSize(1);
        assertThat(oauth.refreshes()).isEqualTo(1);
    }

    @Test
    void the_background_refreshes_before_anybody_asks() {
        oauth.life = Duration.ofSeconds(2);
        IntegratedAccount account = connect();
        one.integration.start();
        two.integration.start();
        Eventually.until("two refreshes", () -> oauth.refreshes() >= 2);
        assertThat(oauth.mostSent()).isEqualTo(1);
        assertThat(account(one, account).status()).isEqualTo(IntegratedAccount.Status.ACTIVE);
    }

    @Test
    void a_caller_who_is_interrupted_does_not_lose_the_token() throws Exception {
        oauth.life = Duration.ofSeconds(1);
        IntegratedAccount account = connect();
        oauth.delay = Duration.ofMillis(500);
        oauth.life = Duration.ofMinutes(10);
        untilExpired();
        Thread caller = Thread.ofVirtual().start(() -> needsReauth(one, account));
        Eventually.until("the refresh is recorded", this::attempted);
        caller.interrupt();
        caller.join();
        assertThat(fresh(one, account)).startsWith("at-");
        assertThat(oauth.mostSent()).isEqualTo(1);
    }

    @Test
    void connecting_again_while_a_refresh_is_under_way_keeps_the_new_credential() throws Exception {
        oauth.life = Duration.ofSeconds(1);
        IntegratedAccount account = connect();
        untilExpired();
        oauth.life = Duration.ofMinutes(10);
        oauth.delay = Duration.ofMillis(1500);
        Thread slow = Thread.ofVirtual().start(() -> needsReauth(one, account));
        Eventually.until("the refresh is recorded", this::attempted);
        oauth.delay = Duration.ZERO;
        one.connect(key, "tenant-1");
        String connected = fresh(two, account);
        slow.join();
        assertThat(fresh(one, account)).isEqualTo(connected);
        assertThat(oauth.mostSent()).isEqualTo(1);
    }

    @Test
    void a_rotated_token_is_stored_even_if_the_database_refuses_for_a_while() throws Exception {
        oauth.life = Duration.ofSeconds(1);
        IntegratedAccount account = connect();
        untilExpired();
        oauth.life = Duration.ofMinutes(10);
        oauth.delay = Duration.ofMillis(700);
        var caller = Executors.newSingleThreadExecutor();
        Future<String> token = caller.submit(() -> fresh(one, account));
        Eventually.until("the refresh is recorded", this::attempted);
        asOwner("REVOKE UPDATE ON credential FROM tributary_app");
        Eventually.until("the provider has rotated the token", () -> oauth.refreshes() == 1);
        assertThat(token.isDone()).as("no token is used before it is stored").isFalse();
        asOwner("GRANT UPDATE ON credential TO tributary_app");
        assertThat(token.get()).startsWith("at-");
        caller.close();
        assertThat(oauth.mostSent()).isEqualTo(1);
    }

    private static void asOwner(String statement) throws Exception {
        var login = DB.config();
        try (var connection =
                        DriverManager.getConnection(
                                DB.url(), login.user(), login.password().orElseThrow().value());
                var work = connection.createStatement()) {
            work.execute(statement);
        }
    }

    private boolean attempted() {
        return sql("SELECT count(*) FROM credential WHERE attempt_of IS NOT NULL").equals("1");
    }

    @Test
    void a_disabled_account_opens_no_door() {
        IntegratedAccount account = connect();
        one.send("DELETE", "/integrated-accounts/" + account.id(), key, null);
        assertThatThrownBy(() -> fresh(one, account(one, account)))
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> assertThat(failure.code()).isEqualTo(Code.CONFLICT));
        assertThatThrownBy(() -> fresh(two, account)).isInstanceOf(Failure.class);
        assertThat(
                        sql(
                                "SELECT count(*) FROM credential WHERE integrated_account_id = '"
                                        + account.id()
                                        + "'"))
                .isEqualTo("0");
    }

    private void untilExpired() {
        Eventually.until("all tokens have expired", oauth::allExpired);
    }

    private static boolean needsReauth(TestServer server, IntegratedAccount account) {
        try {
            fresh(server, account);
            return false;
        } catch (Failure failure) {
            return failure.code() == Code.NEEDS_REAUTH;
        }
    }

    private void backdate(IntegratedAccount account) {
        sqlUpdate(
                """
                UPDATE credential SET obtained_at = obtained_at - interval '1 minute'
                WHERE integrated_account_id = '%s'
                """
                        .formatted(account.id()));
    }
}
