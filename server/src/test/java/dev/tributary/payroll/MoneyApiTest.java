package dev.tributary.payroll;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.Code;
import dev.tributary.Eventually;
import dev.tributary.Failure;
import dev.tributary.Ids;
import dev.tributary.Json;
import dev.tributary.commission.World;
import dev.tributary.db.TestDatabase;
import dev.tributary.http.AsDescribed;
import dev.tributary.http.Caller;
import dev.tributary.http.HttpCall;
import dev.tributary.http.HttpReply;
import dev.tributary.http.HttpServer;
import dev.tributary.http.PooledHttp;
import dev.tributary.ops.AuditLog;
import dev.tributary.ops.Metrics;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import tools.jackson.databind.JsonNode;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The money endpoints, from a plan to a settled payout run, over HTTP. */
class MoneyApiTest {
    @RegisterExtension static final TestDatabase DB = new TestDatabase();

    private final World world = new World(DB.get());
    private final Peer peer = new Peer().open("p1");
    private final PooledHttp http = new PooledHttp(true);
    private HttpServer server;
    private Payroll payroll;

    @BeforeEach
    void start() {
        Ids ids = new Ids(Clock.systemUTC(), new SecureRandom());
        payroll =
                Payroll.over(
                        new Payroll.Ground(
                                DB.get(),
                                world.commission.payroll(),
                                new AuditLog(ids, world.clock),
                                new Metrics(),
                                ids,
                                world.clock,
                                new SecureRandom()),
                        (environment, account) -> peer,
                        BackOff.STANDARD);
        server =
                new HttpServer(
                        new HttpServer.Settings("127.0.0.1", 0, "http://localhost", 100_000),
                        AsDescribed.checked(
                                Stream.concat(
                                                world.commission.routes().stream(),
                                                Stream.of(payroll.routes()))
                                        .toList()),
                        this::caller,
                        ids,
                        new Metrics());
        world.commission.start();
        payroll.start();
        server.start();
    }

    private Caller caller(String token) {
        return switch (token) {
            case "maker" -> caller("key_maker", "commission:read", "commission:write");
            case "checker" -> caller("key_checker", "commission:read", "commission:approve");
            case "both" -> caller("key_both", "commission:*");
            case "reader" -> caller("key_reader", "commission:read");
            default -> throw new Failure(Code.UNAUTHORIZED, "unknown key");
        };
    }

    private Caller caller(String id, String... scopes) {
        return new Caller(id, world.environment, Set.of(scopes));
    }

    @AfterEach
    void stop() {
        server.close();
        payroll.close();
        world.commission.close();
    }

    @Test
    void from_a_plan_to_a_settled_payout_run() {
        people();
        JsonNode plan = created("maker", "/commission/plans", Json.text(World.plan()));
        assertThat(plan.path("version").asInt()).isEqualTo(1);
        world.won("d1", "77", "2017-03-10", "1000");
        Eventually.until("the deal is booked", () -> !statements().path("result").isEmpty());

        JsonNode closed = ok(post("maker", "/commission/periods/2017-03:close", ""));
        assertThat(closed.path("status").asString()).isEqualTo("closed");
        assertThat(closed.path("earnings").asString()).isEqualTo("37.50");
        assertThat(closed.path("overlay").asString()).isEqualTo("7.50");
        ok(post("checker", "/commission/periods/2017-03:approve", ""));
        String run = created("maker", "/payout-runs", wanted()).path("id").asString();
        assertThat(post("maker", "/payout-runs", wanted()).status()).isEqualTo(200);
        assertThat(post("maker", "/payout-runs/" + run + ":send", "").status()).isEqualTo(202);
        Eventually.until(
                "the run is sent", () -> run(run).path("status").asString().equals("sent"));
        assertThat(run(run).path("totals").path("confirmed").asInt()).isEqualTo(2);
        peer.processed.add("p1");
        JsonNode settled = ok(post("maker", "/payout-runs/" + run + ":settle", ""));

        assertThat(settled.path("status").asString()).isEqualTo("settled");
        assertThat(settled.path("provider_total").asString()).isEqualTo("45.00");
        assertThat(settled.path("ledger_total").asString()).isEqualTo("45.00");
        assertThat(settled.path("agrees").asBoolean()).isTrue();
        List<String> acts =
                DB.get()
                        .read(
                                handle ->
                                        handle.select(
                                                        "SELECT action FROM audit_log WHERE subject"
                                                                + " = ? ORDER BY id",
                                                        run)
                                                .mapTo(String.class)
                                                .list());
        assertThat(acts)
                .containsExactly("payout_run.create", "payout_run.send", "payout_run.settle");
        JsonNode line = ok(get("reader", "/payout-runs/" + run + "/lines")).path("result").get(0);
        assertThat(line.path("allocations").get(0).path("key").asString())
                .matches("2017-03:person_\\w+:d1:(commission|overlay)");
        JsonNode check = ok(get("reader", "/commission/ledger/check?chain=true"));
        assertThat(check.path("balanced").asBoolean()).isTrue();
        assertThat(check.path("chain_intact").asBoolean()).isTrue();
        JsonNode period = ok(get("reader", "/commission/periods")).path("result").get(0);
        assertThat(period.path("status").asString()).isEqualTo("paid");
        JsonNode statement = statements().path("result").get(0);
        assertThat(statement.path("status").asString()).isEqualTo("paid");
        assertThat(statement.path("lines").get(0).path("explanation").path("slices")).isNotEmpty();
    }

    @Test
    void balances_come_in_pages() {
        people();
        world.withPlan();
        world.won("d1", "77", "2017-03-10", "1000");
        Eventually.until("the deal is booked", () -> !statements().path("result").isEmpty());

        JsonNode first = ok(get("reader", "/commission/ledger/balances?limit=3"));
        String next = first.path("next_cursor").asString();
        JsonNode rest =
                ok(get("reader", "/commission/ledger/balances?limit=3&next_cursor=" + next));

        assertThat(first.path("result_count").asInt()).isEqualTo(3);
        assertThat(rest.path("result_count").asInt()).isEqualTo(1);
        assertThat(rest.path("next_cursor").isNull()).isTrue();
        assertThat(get("reader", "/commission/ledger/balances?next_cursor=!").status())
                .isEqualTo(400);
        assertThat(get("reader", "/commission/ledger/balances?next_cursor=YQ").status())
                .isEqualTo(400);
    }

    @Test
    void a_plan_with_problems_is_refused_with_all_of_them() {
        HttpReply reply = post("maker", "/commission/plans", "{\"name\": \"x\", \"colour\": 1}");

        assertThat(reply.status()).isEqualTo(400);
        JsonNode problem = Json.tree(reply.body());
        assertThat(problem.path("code").asString()).isEqualTo("invalid_request");
        assertThat(problem.path("problems").toString())
                .contains("/colour", "/measure", "/components");
    }

    @Test
    void two_people_and_the_right_scopes_are_needed() {
        people();
        world.withPlan();
        assertThat(post("reader", "/commission/periods/2017-03:close", "").status()).isEqualTo(403);
        ok(post("both", "/commission/periods/2017-03:close", ""));

        HttpReply own = post("both", "/commission/periods/2017-03:approve", "");

        assertThat(own.status()).isEqualTo(403);
        assertThat(Json.tree(own.body()).path("code").asString()).isEqualTo("maker_checker");
        assertThat(post("maker", "/commission/periods/2017-03:approve", "").status())
                .isEqualTo(403);
        ok(post("checker", "/commission/periods/2017-03:approve", ""));
        assertThat(get("reader", "/commission/statements?period=March").status()).isEqualTo(400);
        assertThat(get("reader", "/payout-runs/pr_unknown").status()).isEqualTo(404);
        assertThat(get("reader", "/commission/plans/plan_unknown").status()).isEqualTo(404);
    }

    private void people() {
        world.user("77", "Ann", "ann@example.com");
        world.employee("e-ann", "Ann", "ann@example.com", "e-bob");
        world.employee("e-bob", "Bob", "bob@example.com", null);
        JsonNode match =
                ok(
                        post(
                                "maker",
                                "/commission/people:match",
                                Json.text(
                                        Map.of(
                                                "crm_integrated_account_id",
                                                World.CRM,
                                                "hris_integrated_account_id",
                                                World.HRIS))));
        assertThat(match.path("people").asInt()).isEqualTo(2);
        assertThat(match.path("matched").asInt()).isEqualTo(1);
        assertThat(match.path("unmatched")).isEmpty();
        assertThat(ok(get("reader", "/commission/people")).path("result").toString())
                .contains("\"manager\":{\"id\":\"person_");
    }

    private static String wanted() {
        return Json.text(
                Map.of(
                        "period",
                        "2017-03",
                        "integrated_account_id",
                        World.HRIS,
                        "earning_type",
                        "Commission"));
    }

    private JsonNode statements() {
        return ok(get("reader", "/commission/statements?period=2017-03"));
    }

    private JsonNode run(String id) {
        return ok(get("reader", "/payout-runs/" + id));
    }

    private static JsonNode ok(HttpReply reply) {
        assertThat(reply.status()).as(new String(reply.body(), UTF_8)).isEqualTo(200);
        return Json.tree(reply.body());
    }

    private JsonNode created(String key, String path, String body) {
        HttpReply reply = post(key, path, body);
        assertThat(reply.status()).as(new String(reply.body(), UTF_8)).isEqualTo(201);
        return Json.tree(reply.body());
    }

    private HttpReply get(String key, String path) {
        return send("GET", key, path, "");
    }

    private HttpReply post(String key, String path, String body) {
        return send("POST", key, path, body);
    }

    private HttpReply send(String method, String key, String path, String body) {
        return http.send(
                new HttpCall(
                        method,
                        URI.create("http://127.0.0.1:" + server.port() + path),
                        Map.of("authorization", "Bearer " + key),
                        body.getBytes(UTF_8),
                        Duration.ofSeconds(10),
                        1_000_000));
    }
}
