package dev.tributary.unified;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.budget.Lane;
import dev.tributary.call.Acme;
import dev.tributary.call.AcmeConnected;
import dev.tributary.call.LiveServer.Answer;
import dev.tributary.call.Page;
import dev.tributary.call.Query;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What a caller hears when a provider refuses, fails or talks nonsense. */
class RefusalsTest {
    @RegisterExtension static final AcmeConnected LIVE = new AcmeConnected();

    @BeforeEach
    void desks() {
        LIVE.acme()
                .on("GET /deals", asked -> Acme.ok(Map.of("data", List.of())))
                .on("GET /deals/1", asked -> Acme.ok(Map.of("id", "1")));
    }

    private static Answer get() {
        return LIVE.unified("GET", "crm/opportunities/1", null);
    }

    private static Answer get(Acme.Reply reply) {
        LIVE.acme().next(reply);
        return get();
    }

    @Test
    void an_expired_token_is_refreshed_once_and_the_call_repeated_once() {
        LIVE.acme().expireToken();
        assertThat(get().status()).isEqualTo(200);
        assertThat(LIVE.acme().tokens()).isEqualTo(2);
        assertThat(LIVE.acme().lines()).containsExactly("GET /deals/1", "GET /deals/1");
    }

    @Test
    void an_expired_token_is_known_by_the_connector_s_rule_not_by_401_alone() {
        assertThat(get(Acme.json(403, Map.of("code", "late"))).status()).isEqualTo(200);
        assertThat(LIVE.acme().tokens()).isEqualTo(2);
    }

    @Test
    void a_fresh_token_that_is_refused_too_is_not_refreshed_again() {
        LIVE.acme().next(Acme.json(401, Map.of()), Acme.json(401, Map.of()));
        Answer refused = get();
        assertThat(refused.code()).isEqualTo("needs_reauth");
        assertThat(LIVE.acme().tokens()).isEqualTo(2);
        assertThat(LIVE.acme().lines()).hasSize(2);
    }

    @Test
    void a_provider_s_429_is_passed_to_the_caller_with_its_wait_and_not_repeated() {
        Answer refused =
                get(Acme.json(429, Map.of("reason", "slow down")).with("retry-after", "3600"));
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("upstream_rate_limited");
        assertThat(refused.text()).contains("slow down");
        assertThat(refused.header("retry-after")).isEqualTo("3600");
        assertThat(refused.header("ratelimit-limit")).isEqualTo("500");
        assertThat(refused.header("ratelimit-remaining")).isEqualTo("0");
        assertThat(Integer.parseInt(refused.header("ratelimit-reset"))).isBetween(60, 120);
        assertThat(LIVE.acme().lines()).hasSize(1);
    }

    @Test
    void a_wait_that_cannot_be_read_or_is_short_is_at_least_a_second() {
        for (String wait : List.of("Wed, 21 Oct 2026 07:28:00 GMT", "0", "0.2", "-5")) {
            LIVE.acme().next(Acme.json(429, Map.of()).with("retry-after", wait));
            Answer refused = LIVE.unified("GET", "crm/opportunities/1", null);
            if (refused.code().equals("budget_exhausted")) {
                continue; // still held back by the one before
            }
            assertThat(refused.status()).as(wait).isEqualTo(429);
            assertThat(refused.header("retry-after")).as(wait).isEqualTo("1");
        }
    }

    @Test
    void a_background_call_waits_as_long_as_it_is_told_and_repeats() {
        LIVE.acme().next(Acme.json(429, Map.of()).with("retry-after", "0.3"));
        Page page =
                LIVE.server()
                        .calls
                        .list(LIVE.target("crm", "opportunities"), Query.all(), Lane.BACKFILL);
        assertThat(page.records()).isEmpty();
        assertThat(LIVE.acme().lines()).hasSize(2);
        assertThat(LIVE.server().metrics.text()).contains("upstream_429");
    }

    @Test
    void an_empty_budget_answers_at_once_and_asks_nobody() {
        LIVE.override(Map.of("budgets", Map.of("every", "1 per 60s")));
        Answer first = get();
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.header("ratelimit-remaining")).isEqualTo("0");
        Answer second = get();
        assertThat(second.status()).isEqualTo(429);
        assertThat(second.code()).isEqualTo("budget_exhausted");
        assertThat(Integer.parseInt(second.header("retry-after"))).isBetween(1, 62);
        assertThat(second.header("ratelimit-limit")).isEqualTo("1");
        assertThat(LIVE.acme().lines()).hasSize(1);
    }

    @Test
    void the_tightest_budget_is_the_one_told() {
        LIVE.override(Map.of("budgets", Map.of("every", List.of("100 per 10s", "3 per 60s"))));
        Answer answer = get();
        assertThat(answer.header("ratelimit-limit")).isEqualTo("3");
        assertThat(answer.header("ratelimit-remaining")).isEqualTo("2");
    }

    @Test
    void a_page_of_html_with_200_is_no_answer() {
        Answer refused = get(Acme.html(200, "<h1>Please log in</h1>"));
        assertThat(refused.status()).isEqualTo(502);
        assertThat(refused.code()).isEqualTo("upstream_invalid");
        assertThat(refused.json()).containsEntry("upstream_body", "<h1>Please log in</h1>");
    }

    @Test
    void a_failure_with_an_empty_body_is_read_from_its_headers() {
        LIVE.override(
                Map.of(
                        "errors",
                        List.of(
                                Map.of(
                                        "when", "=$exists(headers.`x-acme-error`)",
                                        "is", "invalid",
                                        "message", "=headers.`x-acme-error`"))));
        Map<String, String> headers = Map.of("X-Acme-Error", "the week is locked");
        for (int status : new int[] {400, 200}) {
            Answer refused = get(new Acme.Reply.Whole(status, headers, new byte[0]));
            assertThat(refused.code()).as("%d", status).isEqualTo("unprocessable");
            assertThat(refused.text()).contains("the week is locked");
        }
    }

    @Test
    void a_failure_s_body_is_shown_whatever_it_is_but_only_its_beginning() {
        Answer gateway = get(Acme.html(502, "<h1>" + "x".repeat(9000)));
        assertThat(gateway.code()).isEqualTo("upstream_error");
        assertThat(gateway.json().get("upstream_body").toString())
                .startsWith("<h1>xxx")
                .hasSizeLessThan(2100);
        Answer large = get(Acme.json(400, Map.of("reason", "y".repeat(9000))));
        assertThat(large.json().get("upstream_body").toString()).hasSizeLessThan(2100);
        Answer broken =
                get(
                        new Acme.Reply.Whole(
                                503,
                                Map.of("content-type", "application/json"),
                                "{\"half".getBytes(StandardCharsets.UTF_8)));
        assertThat(broken.code()).isEqualTo("upstream_error");
        assertThat(broken.json()).containsEntry("upstream_body", "{\"half");
    }

    @Test
    void json_that_cannot_be_read_and_redirects_are_no_answers() {
        Answer half =
                get(
                        new Acme.Reply.Whole(
                                200,
                                Map.of("content-type", "application/json"),
                                "{\"id\":".getBytes(StandardCharsets.UTF_8)));
        assertThat(half.code()).isEqualTo("upstream_invalid");
        Answer moved = get(new Acme.Reply.Whole(302, Map.of("location", "/login"), new byte[0]));
        assertThat(moved.code()).isEqualTo("upstream_invalid");
        assertThat(moved.json()).containsEntry("upstream_status", 302);
    }

    @Test
    void a_provider_that_does_not_answer_in_time_is_504() {
        LIVE.override(Map.of("http", Map.of("timeout", "300ms")));
        Answer hung = get(new Acme.Reply.Hang());
        assertThat(hung.status()).isEqualTo(504);
        assertThat(hung.code()).isEqualTo("upstream_timeout");
        assertThat(LIVE.acme().lines()).hasSize(1);
    }

    @Test
    void a_connection_that_is_cut_is_502_and_nothing_is_repeated() {
        Answer cut = get(new Acme.Reply.Cut());
        assertThat(cut.status()).isEqualTo(502);
        assertThat(cut.code()).isEqualTo("upstream_error");
        assertThat(LIVE.acme().lines()).hasSize(1);
    }

    @Test
    void the_first_rule_that_fits_decides_also_about_a_200() {
        Answer refused = get(Acme.ok(Map.of("ok", false, "reason", "the shop is shut")));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("the shop is shut");
        Answer both = get(Acme.json(429, Map.of("ok", false, "reason", "first")));
        assertThat(both.status()).isEqualTo(422);
        Answer scope = get(Acme.json(403, Map.of("reason", "deals:read is missing")));
        assertThat(scope.status()).isEqualTo(403);
        assertThat(scope.code()).isEqualTo("missing_scope");
    }

    @Test
    void without_a_rule_the_status_decides() {
        Map<Integer, String> codes =
                Map.of(
                        400, "unprocessable",
                        404, "not_found",
                        410, "not_found",
                        409, "conflict",
                        412, "conflict",
                        500, "upstream_error",
                        503, "upstream_error");
        codes.forEach(
                (status, code) ->
                        assertThat(get(Acme.json(status, Map.of())).code())
                                .as("%d", status)
                                .isEqualTo(code));
    }

    @Test
    void a_rule_that_breaks_on_an_answer_is_passed_over() {
        LIVE.override(
                Map.of(
                        "errors",
                        List.of(
                                Map.of("when", "=$contains(body.reason, 'x')", "is", "closed"),
                                Map.of(
                                        "when", "=status = 400",
                                        "is", "conflict",
                                        "message", "=$uppercase(body.reason)"))));
        Answer answer = get(Acme.json(400, Map.of("reason", 7)));
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("conflict");
        Answer unclear = get(Acme.ok(Map.of("id", "1", "reason", 7)));
        assertThat(unclear.status()).isEqualTo(502);
        assertThat(unclear.code()).isEqualTo("upstream_invalid");
    }

    @Test
    void an_expression_that_breaks_on_an_answer_is_a_failure_of_the_mapping() {
        LIVE.override(
                Map.of(
                        "crm",
                        Map.of(
                                "opportunities",
                                Map.of("list", Map.of("items", "=$uppercase(data)")))));
        Answer answer = LIVE.unified("GET", "crm/opportunities", null);
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.code()).isEqualTo("mapping_failed");
        assertThat(answer.text()).contains("$uppercase(data)");
    }

    @Test
    void the_refused_fields_are_a_list_also_when_the_provider_names_one() {
        var rule = Map.of("when", "=status = 422", "is", "invalid", "fields", "=body.field");
        LIVE.override(Map.of("errors", List.of(rule)));
        assertThat(get(Acme.json(422, Map.of("field", "amount"))).json().get("upstream_fields"))
                .isEqualTo(List.of("amount"));
        assertThat(get(Acme.json(422, Map.of("field", List.of("a", "b")))).json())
                .containsEntry("upstream_fields", List.of("a", "b"));
        assertThat(get(Acme.json(422, Map.of())).json()).doesNotContainKey("upstream_fields");
    }

    @Test
    void failures_too_say_where_time_went() {
        Answer failed = get(Acme.json(500, Map.of()));
        assertThat(failed.header("server-timing"))
                .matches("upstream;dur=[\\d.]+, mapping;dur=[\\d.]+, total;dur=[\\d.]+");
        assertThat(failed.header("ratelimit-limit")).isEqualTo("500");
    }
}
