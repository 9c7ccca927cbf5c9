package dev.tributary.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.Json;
import dev.tributary.call.Acme;
import dev.tributary.call.AcmeConnected;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class TryServerTest {
    @RegisterExtension static final AcmeConnected LIVE = new AcmeConnected();

    @TempDir Path folder;

    private Tool.Ran attempt(String... more) {
        String[] first = {"try", "acme", "crm/contacts"};
        String[] last = {
            "--server", LIVE.server().url, "--key", LIVE.key(), "--account", LIVE.account()
        };
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(more));
        all.addAll(List.of(last));
        return new Tool(folder).run(all.toArray(String[]::new));
    }

    @Test
    void a_running_server_answers_for_one_of_its_accounts() {
        LIVE.acme()
                .on(
                        "GET /contacts",
                        asked -> Acme.ok(Map.of("data", List.of(Map.of("number", "c-1")))));
        Tool.Ran ran = attempt("list", "limit=3");
        assertThat(ran.code()).as(ran.out()).isZero();
        assertThat(Json.read(ran.out(), Map.class)).containsKeys("result", "next_cursor");
    }

    @Test
    void its_problem_document_is_printed_and_the_exit_code_says_so() {
        Tool.Ran ran = attempt("list", "no_such_field=1");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(Json.read(ran.out(), Map.class).get("code")).isEqualTo("unsupported_filter");
    }

    @Test
    void what_it_sends_upstream_is_not_seen_from_outside() {
        Tool.Ran ran = attempt("list", "--show-requests");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("leave out --server");
    }

    @Test
    void key_and_account_are_needed() {
        Tool.Ran ran =
                new Tool(folder)
                        .run("try", "acme", "crm/contacts", "list", "--server", LIVE.server().url);
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("--key", "--account");
    }
}
