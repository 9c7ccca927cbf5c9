package dev.tributary.unified;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.call.Acme;
import dev.tributary.call.AcmeConnected;
import dev.tributary.call.LiveServer.Answer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.List;
import java.util.Map;

/** Steps that an override puts before and after a method. */
class StepsTest {
    @RegisterExtension static final AcmeConnected LIVE = new AcmeConnected();

    private static final Map<String, Object> ADA =
            Map.of("number", 7, "first", "Ada", "team", "t-1");

    @BeforeEach
    void desks() {
        LIVE.acme()
                .on("POST /contacts", asked -> Acme.json(201, Map.of("number", 7)))
                .on("PATCH /contacts/7", asked -> Acme.ok(Map.of()))
                .on("DELETE /contacts/7", asked -> Acme.ok(Map.of("gone", true)))
                .on("GET /contacts/7", asked -> Acme.ok(ADA))
                .on("GET /contacts", asked -> Acme.ok(Map.of("data", List.of(ADA))))
                .on("POST /contacts/batch", asked -> Acme.ok(Map.of("data", List.of(ADA))))
                .on("GET /teams", asked -> Acme.ok(Map.of("t-1", "Engines", "usual", "t-9")))
                .on("POST /log", asked -> Acme.ok(Map.of()));
    }

    private static void override(Map<String, Object> changes) {
        LIVE.override(Map.of("crm", Map.of("contacts", changes)));
    }

    private static Map<String, Object> step(String name, Map<String, Object> request) {
        return Map.of(name, request);
    }

    private static final Map<String, Object> TEAMS = step("teams", Map.of("get", "/teams"));

    private static Map<String, Object> log(String... more) {
        return step(
                "log",
                more.length == 0
                        ? Map.of("post", "/log", "body", Map.of("about", "=$id"))
                        : Map.of("post", "/log", "body", Map.of("about", "=$id"), "when", more[0]));
    }

    private static Object sent(String line) {
        return LIVE.acme().asked().stream()
                .filter(asked -> asked.line().equals(line))
                .findFirst()
                .orElseThrow()
                .json();
    }

    @Test
    void what_a_step_before_a_read_found_is_there_for_the_mapping() {
        Map<String, Object> around = Map.of("before", List.of(TEAMS));
        override(
                Map.of(
                        "read", "{\"department\": $lookup($teams, team)}",
                        "get", around,
                        "list", around,
                        "batch_get", around));
        Answer one = LIVE.unified("GET", "crm/contacts/7", null);
        assertThat(one.json()).as(one.text()).containsEntry("department", "Engines");
        assertThat(LIVE.acme().lines()).containsExactly("GET /teams", "GET /contacts/7");
        assertThat(LIVE.unified("GET", "crm/contacts", null).text()).contains("Engines");
        var many =
                LIVE.server()
                        .calls
                        .getMany(
                                LIVE.target("crm", "contacts"),
                                List.of("7"),
                                dev.tributary.budget.Lane.INTERACTIVE);
        assertThat(many.found().get("7").data()).containsEntry("department", "Engines");
    }

    @Test
    void a_step_after_a_read_sees_what_came_and_is_left_out_when_it_is_not_wanted() {
        LIVE.acme().on("GET /teams/t-1", asked -> Acme.ok(Map.of("name", "Engines")));
        override(
                Map.of(
                        "read",
                        "{\"department\": $team.name}",
                        "get",
                        Map.of(
                                "after",
                                List.of(
                                        step(
                                                "team",
                                                Map.of(
                                                        "get", "/teams/{answer.team}",
                                                        "when", "=$exists(team)"))))));
        assertThat(LIVE.unified("GET", "crm/contacts/7", null).json())
                .containsEntry("department", "Engines");
        LIVE.acme().on("GET /contacts/8", asked -> Acme.ok(Map.of("number", 8)));
        LIVE.acme().forget();
        assertThat(LIVE.unified("GET", "crm/contacts/8", null).json())
                .containsEntry("department", null);
        assertThat(LIVE.acme().lines()).containsExactly("GET /contacts/8");
    }

    @Test
    void steps_around_a_write_look_up_what_it_needs_and_follow_it_only_when_they_are_wanted() {
        override(
                Map.of(
                        "write",
                        "{\"team\": $teams.usual, \"asked\": $new}",
                        "create",
                        Map.of(
                                "before",
                                List.of(TEAMS),
                                "after",
                                List.of(
                                        log("=$body.first = \"Nobody\""),
                                        step(
                                                "second",
                                                Map.of(
                                                        "post",
                                                        "/log",
                                                        "when",
                                                        "=number = 7",
                                                        "body",
                                                        Map.of("id", "=$id")))))));
        Answer created = LIVE.unified("POST", "crm/contacts", Map.of("first_name", "Ada"));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(LIVE.acme().lines())
                .containsExactly("GET /teams", "POST /contacts", "POST /log", "GET /contacts/7");
        assertThat(sent("POST /contacts"))
                .isEqualTo(Map.of("first", "Ada", "team", "t-9", "asked", true));
        assertThat(sent("POST /log")).isEqualTo(Map.of("id", "7"));
    }

    @Test
    void a_step_before_a_write_that_fails_is_named_and_nothing_is_written() {
        override(Map.of("update", Map.of("before", List.of(TEAMS))));
        LIVE.acme().on("GET /teams", asked -> Acme.json(404, Map.of("reason", "none")));
        Answer refused =
                LIVE.unified(
                        "PATCH",
                        "crm/contacts/7",
                        Map.of("first_name", "Ada"),
                        "idempotency-key",
                        "k-1");
        assertThat(refused.status()).isEqualTo(502);
        assertThat(refused.code()).isEqualTo("upstream_invalid");
        assertThat(refused.text()).contains("the step teams: ");
        assertThat(refused.json()).containsEntry("step", "teams").doesNotContainKey("outcome");
        assertThat(LIVE.acme().lines()).containsExactly("GET /teams");
        LIVE.acme().on("GET /teams", asked -> Acme.ok(Map.of()));
        Answer again =
                LIVE.unified(
                        "PATCH",
                        "crm/contacts/7",
                        Map.of("first_name", "Ada"),
                        "idempotency-key",
                        "k-1");
        assertThat(again.status()).as("its key is free again").isEqualTo(200);
    }

    @Test
    void a_body_that_is_refused_starts_no_step() {
        override(Map.of("create", Map.of("before", List.of(TEAMS))));
        assertThat(LIVE.unified("POST", "crm/contacts", Map.of("frist_name", "Ada")).status())
                .isEqualTo(422);
        assertThat(LIVE.acme().lines()).isEmpty();
    }

    @Test
    void a_step_after_a_write_that_fails_says_that_it_was_written() {
        override(
                Map.of(
                        "create", Map.of("after", List.of(log())),
                        "delete", Map.of("after", List.of(log()))));
        LIVE.acme().on("POST /log", asked -> Acme.json(500, Map.of("reason", "down")));
        Answer created =
                LIVE.unified(
                        "POST",
                        "crm/contacts",
                        Map.of("first_name", "Ada"),
                        "idempotency-key",
                        "k-2");
        assertThat(created.status()).isEqualTo(409);
        assertThat(created.code()).isEqualTo("write_unknown");
        assertThat(created.json())
                .containsEntry("outcome", "written")
                .containsEntry("step", "log")
                .containsEntry("id", "7");
        assertThat(created.text())
                .contains("Acme accepted the write, but then failed the step log");
        LIVE.acme().forget();
        Answer again =
                LIVE.unified(
                        "POST",
                        "crm/contacts",
                        Map.of("first_name", "Ada"),
                        "idempotency-key",
                        "k-2");
        assertThat(again.code()).isEqualTo("write_unknown");
        assertThat(LIVE.acme().lines()).as("never written twice").isEmpty();
        Answer deleted = LIVE.unified("DELETE", "crm/contacts/7", null);
        assertThat(deleted.json()).containsEntry("outcome", "written").containsEntry("step", "log");
    }

    @Test
    void a_record_is_not_gone_because_a_step_found_nothing() {
        override(Map.of("get", Map.of("before", List.of(TEAMS)), "batch_get", Map.of()));
        LIVE.acme()
                .on("GET /teams", asked -> Acme.json(404, Map.of("reason", "none")))
                .on("POST /contacts/batch", asked -> Acme.ok(Map.of("data", List.of())));
        assertThat(LIVE.unified("GET", "crm/contacts/7", null).status()).isEqualTo(502);
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () ->
                                LIVE.server()
                                        .calls
                                        .getMany(
                                                LIVE.target("crm", "contacts"),
                                                List.of("7"),
                                                dev.tributary.budget.Lane.INTERACTIVE))
                .hasMessageContaining("the step teams");
    }

    @Test
    void a_dry_run_shows_the_steps_and_what_depends_on_them() {
        override(
                Map.of(
                        "write",
                        "{\"team\": $teams.usual}",
                        "create",
                        Map.of(
                                "before",
                                List.of(
                                        TEAMS,
                                        step(
                                                "never",
                                                Map.of(
                                                        "get",
                                                        "/never",
                                                        "when",
                                                        "=$body.first_name = \"Bob\""))),
                                "after",
                                List.of(log("=number > 5")))));
        Answer dry = LIVE.unified("POST", "crm/contacts?dry_run=true", Map.of("first_name", "Ada"));
        assertThat(dry.status()).as(dry.text()).isEqualTo(200);
        assertThat(LIVE.acme().lines()).isEmpty();
        @SuppressWarnings("unchecked")
        List<Map<String, Object>> requests = (List<Map<String, Object>>) dry.json().get("requests");
        assertThat(requests).hasSize(3);
        assertThat(requests.getFirst())
                .containsEntry("step", "teams")
                .containsEntry("runs", "before")
                .containsEntry("url", LIVE.acme().url() + "/v1/teams");
        assertThat(requests.get(1))
                .containsEntry("method", "POST")
                .containsEntry("depends_on", List.of("teams"))
                .containsEntry("body", null)
                .doesNotContainKey("step");
        assertThat(requests.getLast())
                .containsEntry("step", "log")
                .containsEntry("runs", "after")
                .containsEntry("when", "number > 5")
                .containsEntry("depends_on", List.of("id"));
    }

    @Test
    void steps_count_against_the_budget_like_any_call() {
        LIVE.override(
                Map.of(
                        "budgets", Map.of("every", "2 per 10m"),
                        "crm",
                                Map.of(
                                        "contacts",
                                        Map.of("get", Map.of("before", List.of(TEAMS))))));
        assertThat(LIVE.unified("GET", "crm/contacts/7", null).header("ratelimit-remaining"))
                .isEqualTo("0");
        Answer empty = LIVE.unified("GET", "crm/contacts/7", null);
        assertThat(empty.status()).isEqualTo(429);
        assertThat(empty.json()).containsEntry("step", "teams");
        assertThat(empty.header("retry-after")).isNotEmpty();
    }

    @Test
    void a_step_that_nothing_gives_a_value_and_one_around_a_batch_write_are_refused() {
        Map<String, Object> override =
                Map.of(
                        "crm",
                        Map.of(
                                "contacts",
                                Map.of(
                                        "get",
                                                Map.of(
                                                        "after",
                                                        List.of(step("x", Map.of("get", "/{y}")))),
                                        "batch_create",
                                                Map.of(
                                                        "post",
                                                        "/many",
                                                        "max",
                                                        2,
                                                        "before",
                                                        List.of(TEAMS)))));
        Answer refused =
                LIVE.server()
                        .send(
                                "PUT",
                                "/provider-apps/acme",
                                LIVE.key(),
                                Map.of(
                                        "client_id", "us",
                                        "client_secret", "s",
                                        "override", override));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text())
                .contains("nothing gives this path a value for {y}")
                .contains("batch_create has no steps before it");
    }
}
