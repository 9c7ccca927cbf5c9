package dev.tributary.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.SettableClock;
import dev.tributary.db.TestDatabase;
import dev.tributary.integration.TestServer.Answer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

class ApiKeysTest {
    @RegisterExtension static final TestDatabase DB = new TestDatabase();
    private final SettableClock clock = SettableClock.at("2017-03-01T00:00:00Z");
    private TestServer server;
    private static int count;
    private String env;

    @BeforeEach
    void start() {
        server = new TestServer(DB.get(), clock, new AcmeConnector("http://127.0.0.1:1"));
        env =
                server.send(
                                "POST",
                                "/environments",
                                TestServer.ADMIN,
                                Map.of("name", "e" + count++))
                        .text("id");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer make(Object... more) {
        Map<String, Object> body =
                new java.util.HashMap<>(Map.of("name", "ci", "scopes", List.of("admin")));
        for (int i = 0; i < more.length; i += 2) {
            body.put((String) more[i], more[i + 1]);
        }
        return server.send("POST", "/environments/" + env + "/api-keys", TestServer.ADMIN, body);
    }

    private Answer use(String key) {
        return server.send("GET", "/integrated-accounts", key, null);
    }

    @Test
    void a_key_is_shown_once_and_opens_its_environment() {
        Answer made = make();
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("key")).startsWith("trb_live_");
        assertThat(use(made.text("key")).status()).isEqualTo(200);
        Answer list =
                server.send("GET", "/environments/" + env + "/api-keys", TestServer.ADMIN, null);
        assertThat(list.text()).contains(made.text("id")).doesNotContain(made.text("key"));
    }

    @Test
    void a_mistyped_unknown_or_missing_key_is_refused() {
        String key = make().text("key");
        char last = key.charAt(key.length() - 1) == 'a' ? 'b' : 'a';
        Answer mistyped = use(key.substring(0, key.length() - 1) + last);
        assertThat(mistyped.status()).isEqualTo(401);
        assertThat(mistyped.text("code")).isEqualTo("unauthorized");
        assertThat(mistyped.text("detail")).contains("copied whole");
        String invented = KeyText.random(new java.util.Random(9)).text().value();
        assertThat(use(invented).text("detail")).contains("no such API key");
        assertThat(use(null).status()).isEqualTo(401);
    }

    @Test
    void a_key_with_another_secret_is_refused() {
        String key = make().text("key");
        KeyText real = KeyText.parse(key).orElseThrow();
        KeyText forged =
                new KeyText(real.lookup(), KeyText.random(new java.util.Random(1)).secret());
        assertThat(use(forged.text().value()).status()).isEqualTo(401);
    }

    @Test
    void a_revoked_key_stops_at_once_here_and_within_seconds_elsewhere() {
        try (var other = new TestServer(DB.get(), clock, new AcmeConnector("http://127.0.0.1:1"))) {
            Answer made = make();
            String key = made.text("key");
            assertThat(use(key).status()).isEqualTo(200);
            assertThat(other.send("GET", "/integrated-accounts", key, null).status())
                    .isEqualTo(200);
            String path = "/environments/" + env + "/api-keys/" + made.text("id");
            assertThat(server.send("DELETE", path, TestServer.ADMIN, null).status()).isEqualTo(204);
            assertThat(use(key).text("detail")).contains("revoked");
            clock.advance(Duration.ofSeconds(5));
            assertThat(other.send("GET", "/integrated-accounts", key, null).status())
                    .isEqualTo(401);
            assertThat(server.send("DELETE", path, TestServer.ADMIN, null).status()).isEqualTo(404);
        }
    }

    @Test
    void an_expired_key_is_refused_even_while_it_is_remembered() {
        String key = make("expires_at", "2017-03-01T00:00:03Z").text("key");
        assertThat(use(key).status()).isEqualTo(200);
        clock.advance(Duration.ofSeconds(3));
        assertThat(use(key).text("detail")).contains("expired at 2017-03-01T00:00:03Z");
        assertThat(make("expires_at", "2017-02-01T00:00:00Z").status()).isEqualTo(400);
    }

    @Test
    void a_key_does_only_what_its_scopes_say() {
        String key = make("scopes", List.of("unified")).text("key");
        Answer refused = use(key);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("scope")).isEqualTo("admin");
        assertThat(server.send("GET", "/environments", key, null).status()).isEqualTo(403);
        assertThat(use(TestServer.ADMIN).status()).isEqualTo(403);
        Answer unknown = make("scopes", List.of("everything"));
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.text("detail")).contains("everything").contains("commission:approve");
    }

    private Answer rotate(String id, Map<String, ?> body) {
        String path = "/environments/" + env + "/api-keys/" + id + ":rotate";
        return server.send("POST", path, TestServer.ADMIN, body);
    }

    @Test
    void a_key_and_its_successor_work_side_by_side_for_a_day() {
        Answer old = make();
        Answer made = rotate(old.text("id"), null);
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().get("scopes")).isEqualTo(List.of("admin"));
        assertThat(made.text("name")).isEqualTo("ci");
        assertThat(made.text("expires_at")).isEqualTo("null");
        assertThat(use(old.text("key")).status()).isEqualTo(200);
        assertThat(use(made.text("key")).status()).isEqualTo(200);
        clock.advance(Duration.ofHours(24));
        assertThat(use(old.text("key")).text("detail")).contains("expired at 2017-03-02T00:00:00Z");
        assertThat(use(made.text("key")).status()).isEqualTo(200);
    }

    @Test
    void there_are_never_more_than_two() {
        Answer first = make();
        Answer second = rotate(first.text("id"), Map.of("overlap_seconds", 60));
        Answer third = rotate(second.text("id"), null);
        assertThat(third.status()).isEqualTo(409);
        assertThat(third.text("detail")).contains(first.text("id")).contains("works beside");
        assertThat(rotate(first.text("id"), null).status()).isEqualTo(409);
        clock.advance(Duration.ofSeconds(60));
        assertThat(rotate(first.text("id"), null).status()).isEqualTo(404);
        assertThat(rotate(second.text("id"), null).status()).isEqualTo(201);
    }

    @Test
    void of_many_who_rotate_at_once_one_does() {
        String id = make().text("id");
        List<Integer> statuses =
                IntStream.range(0, 8)
                        .parallel()
                        .mapToObj(i -> rotate(id, null).status())
                        .sorted()
                        .toList();
        assertThat(statuses).containsExactly(201, 409, 409, 409, 409, 409, 409, 409);
    }

    @Test
    void a_successor_lives_as_long_as_its_predecessor_was_to_unless_told_otherwise() {
        Answer old = make("expires_at", "2017-03-11T00:00:00Z");
        clock.advance(Duration.ofDays(9));
        Answer made = rotate(old.text("id"), Map.of("overlap_seconds", 2_000_000));
        assertThat(made.text("expires_at")).isEqualTo("2017-03-20T00:00:00Z");
        clock.advance(Duration.ofDays(1));
        assertThat(use(old.text("key")).text("detail")).contains("expired at 2017-03-11T00:00:00Z");
        Answer other = rotate(made.text("id"), Map.of("expires_at", "2018-01-01T00:00:00Z"));
        assertThat(other.text("expires_at")).isEqualTo("2018-01-01T00:00:00Z");
    }

    @Test
    void lives_and_overlaps_have_limits() {
        assertThat(make("expires_at", "2030-01-01T00:00:00Z").text("detail"))
                .contains("more than five years");
        String id = make().text("id");
        assertThat(rotate(id, Map.of("overlap_seconds", -1)).status()).isEqualTo(400);
        assertThat(rotate(id, Map.of("overlap_seconds", 31 * 86_400)).status()).isEqualTo(400);
        assertThat(rotate(id, Map.of("expires_at", "2017-01-01T00:00:00Z")).status())
                .isEqualTo(400);
        assertThat(rotate("key_none", null).status()).isEqualTo(404);
    }

    @Test
    void a_key_asks_as_often_as_it_may_and_hears_what_is_left() {
        String key = make("requests_per_minute", 2).text("key");
        Answer first = use(key);
        assertThat(header(first, "ratelimit-policy")).isEqualTo("\"key\";q=2;w=60");
        assertThat(header(first, "ratelimit")).isEqualTo("\"key\";r=1;t=30");
        assertThat(header(first, "ratelimit-limit")).isEmpty();
        assertThat(header(use(key), "ratelimit")).startsWith("\"key\";r=0;t=");
        Answer refused = use(key);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.text("code")).isEqualTo("rate_limited");
        assertThat(refused.json().get("retryable")).isEqualTo(true);
        assertThat(Integer.parseInt(header(refused, "retry-after"))).isBetween(1, 30);
        assertThat(header(refused, "ratelimit")).startsWith("\"key\";r=0;t=");
        assertThat(use(make().text("key")).status()).isEqualTo(200);
        assertThat(make("requests_per_minute", -1).status()).isEqualTo(400);
    }

    private static String header(Answer answer, String name) {
        return answer.raw().headers().firstValue(name).orElse("");
    }

    @Test
    void the_last_use_is_noted_but_not_by_the_request() {
        Answer made = make();
        use(made.text("key"));
        String path = "/environments/" + env + "/api-keys";
        assertThat(server.send("GET", path, TestServer.ADMIN, null).text())
                .contains("\"last_used_at\":null");
        server.integration.close();
        assertThat(server.send("GET", path, TestServer.ADMIN, null).text())
                .contains("\"last_used_at\":\"2017-03-01T00:00:00Z\"");
    }

    @Test
    void an_environment_name_is_taken_once() {
        Answer first =
                server.send("POST", "/environments", TestServer.ADMIN, Map.of("name", "twin"));
        Answer second =
                server.send("POST", "/environments", TestServer.ADMIN, Map.of("name", "twin"));
        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(409);
    }

    @Test
    void every_act_is_in_the_audit_log_without_secrets() {
        Answer made = make();
        String select =
                "SELECT concat_ws(' ', actor, action, after) FROM audit_log WHERE subject = ?";
        List<String> acts =
                DB.get().read(db -> db.select(select, made.text("id")).mapTo(String.class).list());
        assertThat(acts).singleElement().asString().startsWith("admin api_key.create ");
        assertThat(acts.getFirst()).doesNotContain("trb_live_");
    }
}
