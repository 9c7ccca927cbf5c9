package dev.tributary.override;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.call.AcmeConnected;
import dev.tributary.call.LiveServer.Answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is wrong with an override is said when it is written, all of it, and nothing is stored. */
class OverrideChecksTest {
    @RegisterExtension static final AcmeConnected LIVE = new AcmeConnected();
    private final Overridden over = new Overridden(LIVE);

    @Test
    void every_problem_has_a_pointer_and_inside_an_expression_a_line_a_column_and_a_caret() {
        Answer refused =
                over.put(
                        Map.of(
                                "http",
                                Map.of("bse", "https://a.example"),
                                "crm",
                                Map.of(
                                        "contacts",
                                        Map.of(
                                                "read",
                                                "{\n  \"title\": (nick\n}",
                                                "list",
                                                Map.of("query", Map.of("q", "=1 +"))))));
        assertThat(refused.status()).isEqualTo(422);
        List<Map<String, Object>> problems = Overridden.problems(refused);
        assertThat(problems)
                .extracting(each -> each.get("document") + " " + each.get("pointer"))
                .containsExactlyInAnyOrder(
                        "account /http/bse",
                        "account /crm/contacts/read",
                        "account /crm/contacts/list/query/q");
        Map<String, Object> read =
                problems.stream()
                        .filter(each -> "/crm/contacts/read".equals(each.get("pointer")))
                        .findFirst()
                        .orElseThrow();
        assertThat(read).containsEntry("line", 3).containsEntry("column", 1);
        assertThat(read.get("caret")).isEqualTo("}\n^");
        assertThat(refused.text()).contains("did you mean 'base'?");
        assertThat(over.send("GET", over.account(), null).status()).isEqualTo(404);
    }

    @Test
    void a_field_that_nobody_can_have_is_found_in_the_expression() {
        Answer refused = over.put(Overridden.read("{\"title\": nick, \"Titel\": nick}"));
        assertThat(Overridden.problems(refused))
                .singleElement()
                .satisfies(
                        each ->
                                assertThat(each)
                                        .containsEntry("line", 1)
                                        .containsEntry("column", 26)
                                        .containsEntry(
                                                "caret",
                                                "{\"title\": nick, \"Titel\": nick}\n"
                                                        + " ".repeat(25)
                                                        + "^"));
    }

    @Test
    void it_must_fit_every_version_of_the_provider_s_api() {
        Answer refused = over.put(Overridden.contacts(Map.of("search", Map.of("cap", 5))));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("the override of acme in version v1 does not fit");
    }

    @Test
    void it_must_fit_what_lies_below_it() {
        Map<String, Object> none = new HashMap<>();
        none.put("search", null);
        over.putEnvironment(Overridden.contacts(none), Map.of());
        Answer refused = over.put(Overridden.contacts(Map.of("search", Map.of("cap", 5))));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(Overridden.problems(refused).toString()).contains("/crm/contacts/search");
    }

    @Test
    void what_would_break_an_account_s_override_is_refused_and_names_the_account() {
        Map<String, Object> filter = Map.of("filters", Map.of("title", "title"));
        Map<String, Object> withTitle = Map.of("fields", Map.of("title", "nick"));
        over.putEnvironment(Overridden.contacts(withTitle), Map.of());
        assertThat(over.put(Overridden.contacts(filter)).status()).isEqualTo(200);
        Map<String, Object> titleless = new HashMap<>();
        titleless.put("title", null);
        Answer environment =
                over.putEnvironment(Overridden.contacts(Map.of("fields", titleless)), Map.of());
        assertThat(environment.status()).as(environment.text()).isEqualTo(422);
        assertThat(environment.text())
                .contains("integrated account " + LIVE.account())
                .contains("breaks")
                .contains("/crm/contacts/filters/title");
        Answer platform =
                LIVE.server()
                        .asAdmin(
                                "PUT",
                                "/platform/overrides/acme",
                                Map.of(
                                        "document",
                                        Map.of(
                                                "http",
                                                Map.of("base", "https://a.example"),
                                                "budgets",
                                                Map.of("every", "1 per 1s"))));
        assertThat(platform.status()).as(platform.text()).isEqualTo(200);
        LIVE.server().asAdmin("DELETE", "/platform/overrides/acme", null);
    }

    @Test
    void a_platform_override_that_would_break_an_environment_s_is_refused() {
        Map<String, Object> title = Map.of("fields", Map.of("title", "nick"));
        over.putEnvironment(Overridden.contacts(title), Map.of());
        Map<String, Object> none = new HashMap<>();
        none.put("contacts", null);
        Answer refused =
                LIVE.server()
                        .asAdmin(
                                "PUT",
                                "/platform/overrides/acme",
                                Map.of("document", Map.of("crm", none)));
        assertThat(refused.text()).contains("environment " + LIVE.environment());
        assertThat(refused.status()).isEqualTo(422);
    }

    @Test
    void providers_and_accounts_that_do_not_fit_are_refused() {
        Map<String, Object> body = Map.of("document", Map.of());
        assertThat(over.send("PUT", "/overrides/nobody", body).status()).isEqualTo(404);
        assertThat(over.send("PUT", "/overrides/acme?integrated_account_id=ia_x", body).status())
                .isEqualTo(404);
        assertThat(
                        over.send(
                                        "PUT",
                                        over.account(),
                                        Map.of("document", Map.of(), "rollout", 20))
                                .status())
                .isEqualTo(400);
        assertThat(
                        over.send(
                                        "PUT",
                                        Overridden.ENVIRONMENT,
                                        Map.of("document", Map.of(), "rollout", 101))
                                .status())
                .isEqualTo(400);
    }
}
