package dev.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.LiveApp.Answer;
import dev.tributary.LiveApp.Space;
import dev.tributary.db.TestDatabase;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A connector for a made-up CRM is added to a running server, and used from end to end. */
class MadeUpCrmTest {
    private static final Path FILES = Path.of("src/test/resources/dev/tributary/lagoon");
    @RegisterExtension static final TestDatabase DB = new TestDatabase();
    private static final MadeUpCrm CRM = new MadeUpCrm();
    private static LiveApp server;

    @BeforeAll
    static void serve() throws IOException {
        server = LiveApp.working(DB);
    }

    @AfterAll
    static void stop() {
        server.close();
        CRM.close();
    }

    private static Answer send(String method, String path, String key, Object body) {
        boolean ours = path.startsWith("http://127.0.0.1/");
        return server.send(method, ours ? server.here(path) : path, key, body);
    }

    private static Map<String, String> files() throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        try (Stream<Path> all = Files.walk(FILES)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                files.put(
                        FILES.relativize(file).toString(),
                        Files.readString(file).replace("URL", CRM.url()));
            }
        }
        return files;
    }

    private static Answer bring(Space space, Map<String, String> files) {
        return send("PUT", "/connectors/lagoon", space.key(), Map.of("files", files));
    }

    /** The integrated account's id. */
    @SuppressWarnings("unchecked")
    private static String connect(Space space) {
        Answer registered =
                send(
                        "PUT",
                        "/provider-apps/lagoon",
                        space.key(),
                        Map.of(
                                "client_id", MadeUpCrm.CLIENT,
                                "client_secret", MadeUpCrm.SECRET,
                                "webhook_secret", MadeUpCrm.WEBHOOK_SECRET));
        assertThat(registered.status()).as(registered.text()).isEqualTo(200);
        Answer link =
                send(
                        "POST",
                        "/link-tokens",
                        space.key(),
                        Map.of("provider", "lagoon", "tenant_id", "t"));
        assertThat(link.status()).as(link.text()).isEqualTo(201);
        String page = (String) link.json().get("url");
        assertThat(send("GET", page, "", null).text()).contains("Connect Lagoon");
        String consent = send("POST", page, "", null).header("location");
        Answer done = send("GET", send("GET", consent, "", null).header("location"), "", null);
        assertThat(done.status()).as(done.text()).isEqualTo(200);
        Answer list = send("GET", "/integrated-accounts?tenant_id=t", space.key(), null);
        Map<String, Object> account =
                ((List<Map<String, Object>>) list.json().get("result")).getFirst();
        assertThat(account).containsEntry("status", "active").containsEntry("provider", "lagoon");
        assertThat(account.get("variables")).isEqualTo(Map.of("workspace", MadeUpCrm.WORKSPACE));
        return account.get("id").toString();
    }

    private static Answer unified(
            Space space, String account, String method, String rest, Object body) {
        String mark = rest.contains("?") ? "&" : "?";
        return send(
                method,
                "/unified/crm/contacts" + rest + mark + "integrated_account_id=" + account,
                space.key(),
                body);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> result(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return (List<Map<String, Object>>) answer.json().get("result");
    }

    @Test
    void it_is_connected_listed_searched_and_written_and_its_webhook_becomes_a_record_event()
            throws Exception {
        Space space = server.space();
        Answer brought = bring(space, files());
        assertThat(brought.status()).as(brought.text()).isEqualTo(200);
        assertThat(brought.json()).containsEntry("name", "lagoon").containsEntry("version", 1);
        String account = connect(space);

        List<Map<String, Object>> everybody = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = unified(space, account, "GET", "?limit=2" + cursor, null);
            everybody.addAll(result(page));
            Object next = page.json().get("next_cursor");
            cursor = next == null ? "" : "&next_cursor=" + next;
        } while (!cursor.isEmpty());
        assertThat(everybody).extracting("id").contains("p-1", "p-2", "p-3", "p-4", "p-5");
        assertThat(CRM.asked()).contains("GET /api/people?per=2&page=2");

        assertThat(result(unified(space, account, "GET", "?last_name=Byron", null)))
                .extracting("first_name")
                .containsExactlyInAnyOrder("Ada", "Lord");
        assertThat(CRM.asked()).contains("POST /api/people/find");

        Answer created =
                unified(
                        space,
                        account,
                        "POST",
                        "",
                        Map.of(
                                "first_name",
                                "Sofia",
                                "last_name",
                                "Kovalevskaya",
                                "email_addresses",
                                List.of(Map.of("email", "s@lagoon.example", "type", "work"))));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        String id = (String) created.json().get("id");
        Answer changed = unified(space, account, "PATCH", "/" + id, Map.of("title", "Professor"));
        assertThat(changed.json())
                .containsEntry("title", "Professor")
                .containsEntry("last_name", "Kovalevskaya");

        webhook(space, account, id);
        described(space, account);
    }

    private static void webhook(Space space, String account, String id) throws Exception {
        CRM.change(id, "role", "Academician");
        URI hook = URI.create(server.here("/webhooks/environments/" + space.id() + "/lagoon"));
        long now = Clock.systemUTC().instant().getEpochSecond();
        assertThat(CRM.tell(hook, now, "new", id, "a-guess")).isEqualTo(401);
        assertThat(CRM.tell(hook, now - 600, "new", id, MadeUpCrm.WEBHOOK_SECRET)).isEqualTo(401);
        assertThat(CRM.tell(hook, now, "new", id, MadeUpCrm.WEBHOOK_SECRET)).isEqualTo(200);
        List<Map<String, Object>> events =
                result(send("GET", "/events?wait=20s", space.key(), null));
        assertThat(events)
                .singleElement()
                .satisfies(
                        event -> {
                            assertThat(event)
                                    .containsEntry("integrated_account_id", account)
                                    .containsEntry("record_id", id);
                            assertThat(event.toString()).contains("Academician");
                        });
    }

    private static void described(Space space, String account) {
        Answer can =
                send("GET", "/integrated-accounts/" + account + "/capabilities", space.key(), null);
        assertThat(can.text()).contains("\"connector\":\"lagoon\"").contains("\"fixtures\":1");
        Answer meta =
                send(
                        "GET",
                        "/unified/crm/contacts/meta/list?integrated_account_id=" + account,
                        space.key(),
                        null);
        assertThat(meta.status()).as(meta.text()).isEqualTo(200);
        Answer sync =
                send(
                        "POST",
                        "/sync-runs",
                        space.key(),
                        Map.of(
                                "integrated_account_id",
                                account,
                                "kind",
                                "initial_load",
                                "resources",
                                List.of("crm/contacts")));
        assertThat(sync.status()).as(sync.text()).isEqualTo(202);
        String run = "/sync-runs/" + sync.json().get("id");
        Eventually.until(
                "the sync run ends",
                () -> {
                    Object status = send("GET", run, space.key(), null).json().get("status");
                    return !List.of("queued", "running").contains(status);
                });
        assertThat(send("GET", run, space.key(), null).json().get("error")).isNull();
    }

    @Test
    void another_environment_does_not_see_it_and_may_bring_its_own() throws IOException {
        Space one = server.space();
        Space other = server.space();
        bring(one, files());
        assertThat(send("GET", "/connectors", one.key(), null).text()).contains("lagoon");
        assertThat(send("GET", "/connectors", other.key(), null).text()).doesNotContain("lagoon");
        assertThat(send("GET", "/connectors/lagoon", other.key(), null).status()).isEqualTo(404);
        assertThat(
                        send(
                                        "POST",
                                        "/link-tokens",
                                        other.key(),
                                        Map.of("provider", "lagoon", "tenant_id", "t"))
                                .status())
                .isEqualTo(404);
        Map<String, String> theirs = files();
        theirs.computeIfPresent(
                "connector.yaml", (path, text) -> text.replace("title: Lagoon", "title: Pond"));
        assertThat(bring(other, theirs).status()).isEqualTo(200);
        assertThat(send("GET", "/connectors", other.key(), null).text()).contains("Pond");
        assertThat(send("GET", "/connectors", one.key(), null).text()).doesNotContain("Pond");
    }

    @Test
    void it_is_changed_rolled_back_and_taken_away_while_the_server_runs() throws IOException {
        Space space = server.space();
        Map<String, String> files = files();
        bring(space, files);
        String account = connect(space);
        Map<String, String> richer = new HashMap<>(files);
        richer.remove("fixtures/contacts.get.yaml"); // it shows that there is no department
        richer.computeIfPresent(
                "crm/contacts.yaml",
                (path, text) -> text.replace("  created_at", "  department: given\n  created_at"));
        assertThat(bring(space, richer).json()).containsEntry("version", 2);
        assertThat(unified(space, account, "GET", "/p-1", null).json())
                .containsEntry("department", "Ada");
        Answer back =
                send("POST", "/connectors/lagoon:rollback", space.key(), Map.of("version", 1));
        assertThat(back.json()).containsEntry("version", 3).containsEntry("files", files);
        assertThat(unified(space, account, "GET", "/p-1", null).json())
                .doesNotContainKey("department");
        Answer refused = send("DELETE", "/connectors/lagoon", space.key(), null);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text()).contains(account);
        send("DELETE", "/integrated-accounts/" + account, space.key(), null);
        assertThat(send("DELETE", "/connectors/lagoon", space.key(), null).status()).isEqualTo(204);
        assertThat(send("GET", "/connectors/lagoon", space.key(), null).status()).isEqualTo(404);
        assertThat(send("GET", "/integrated-accounts/" + account, space.key(), null).status())
                .isEqualTo(200);
    }

    @Test
    void an_override_lies_over_it_and_a_change_that_would_break_that_is_refused()
            throws IOException {
        Space space = server.space();
        bring(space, files());
        String account = connect(space);
        Answer over =
                send(
                        "PUT",
                        "/overrides/lagoon?integrated_account_id=" + account,
                        space.key(),
                        Map.of(
                                "document",
                                Map.of(
                                        "crm",
                                        Map.of("contacts", Map.of("search", Map.of("cap", 3))))));
        assertThat(over.status()).as(over.text()).isEqualTo(200);
        Map<String, String> poorer = files();
        poorer.computeIfPresent(
                "crm/contacts.yaml", (path, text) -> text.substring(0, text.indexOf("search:")));
        Answer refused = bring(space, poorer);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("integrated account " + account);
    }

    @Test
    void every_problem_of_its_files_is_named_with_file_and_line() throws IOException {
        Map<String, String> files = files();
        files.computeIfPresent(
                "connector.yaml", (path, text) -> text.replace("rotates: true", "rotate: true"));
        files.computeIfPresent(
                "crm/contacts.yaml", (path, text) -> text.replace("first_name:", "frist_name:"));
        files.put("fixtures/broken.yaml", "about: nothing\nmethod: get\n");
        Answer refused = bring(server.space(), files);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text())
                .contains("lagoon/connector.yaml:8: oauth2 has no key 'rotate'")
                .contains("lagoon/crm/contacts.yaml:5: crm/contacts has no field 'frist_name'");
        files = files();
        files.put("fixtures/broken.yaml", "about: nothing\nmethod: get\n");
        assertThat(bring(server.space(), files).text()).contains("lagoon/fixtures/broken.yaml:1");
        files.remove("connector.yaml");
        assertThat(bring(server.space(), files).text()).contains("lagoon/connector.yaml:1");
    }

    @Test
    void a_fixture_that_does_not_pass_is_refused_with_what_came_instead() throws IOException {
        Map<String, String> files = files();
        files.computeIfPresent(
                "fixtures/contacts.get.yaml",
                (path, text) -> text.replace("last_name: Byron", "last_name: Lovelace"));
        Answer refused = bring(server.space(), files);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text())
                .contains("lagoon/fixtures/contacts.get.yaml")
                .contains("result.last_name")
                .contains("Lovelace");
    }

    @Test
    void names_and_sizes_have_limits_and_a_name_of_the_server_s_is_refused() throws IOException {
        Space space = server.space();
        String bundled =
                (String)
                        result(send("GET", "/connectors", space.key(), null))
                                .getFirst()
                                .get("name");
        Answer taken = send("PUT", "/connectors/" + bundled, space.key(), Map.of("files", files()));
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.text()).contains("PUT /overrides/" + bundled);
        assertThat(send("PUT", "/connectors/A%20b", space.key(), Map.of("files", files())).status())
                .isEqualTo(400);
        Map<String, String> files = files();
        files.put("../evil.yaml", "a: b");
        assertThat(bring(space, files).text()).contains("is no path in a connector");
        files = files();
        files.put("crm/big.yaml", "#" + "x".repeat(200_000));
        assertThat(bring(space, files).text()).contains("larger than 200000 bytes");
        files = files();
        for (int i = 0; i < 200; i++) {
            files.put("fixtures/f" + i + ".yaml", "a: b");
        }
        assertThat(bring(space, files).text()).contains("at most 200 files");
    }
}
