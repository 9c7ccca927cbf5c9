package dev.tributary.override;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.Eventually;
import dev.tributary.call.Acme;
import dev.tributary.call.AcmeConnected;
import dev.tributary.call.LiveServer;
import dev.tributary.call.LiveServer.Answer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** Two servers on one database: what one is told, the other goes by two seconds later. */
class OverrideNodesTest {
    @RegisterExtension static final AcmeConnected LIVE = new AcmeConnected();
    private static final Duration SOON = Duration.ofSeconds(2);
    private static LiveServer other;
    private final Overridden over = new Overridden(LIVE);

    @BeforeAll
    static void anotherServer() {
        other = LIVE.anotherServer().following();
    }

    @AfterAll
    static void close() {
        other.close();
    }

    @BeforeEach
    void aContactThatAnswersTheQuestion() {
        LIVE.acme()
                .on(
                        "GET /contacts/7",
                        asked ->
                                Acme.ok(
                                        Map.of(
                                                "number",
                                                7,
                                                "last",
                                                "Byron",
                                                "asked",
                                                asked.parameter("v"))));
    }

    /** The request and the mapping both carry the version. */
    private static Map<String, Object> version(int number) {
        Map<String, Object> document =
                new HashMap<>(
                        Overridden.contacts(
                                Map.of(
                                        "get",
                                        Map.of("query", Map.of("v", "=\"" + number + "\"")),
                                        "read",
                                        "{\"title\": asked, \"department\": \"%d\"}"
                                                .formatted(number))));
        document.put("budgets", Map.of("every", "1000000 per 10s"));
        return document;
    }

    private Map<String, Object> there() {
        return LIVE.unified(other, "GET", "crm/contacts/7", null).json();
    }

    private void soon(String version) {
        Eventually.until(
                "version " + version,
                SOON,
                () -> Objects.equals(there().getOrDefault("title", "?"), version));
    }

    @Test
    void a_write_and_a_rollback_are_in_force_on_the_other_server_within_two_seconds() {
        there();
        for (int number = 1; number <= 3; number++) {
            String now = String.valueOf(number);
            over.put(version(number));
            soon(now);
        }
        over.send(
                "POST",
                "/overrides/acme:rollback?integrated_account_id=" + LIVE.account(),
                Map.of("version", 1));
        soon("1");
        over.send("DELETE", over.account(), null);
        soon(null);
    }

    @Test
    void every_answer_is_wholly_of_one_version_while_versions_change() throws Exception {
        over.put(version(0));
        soon("0");
        AtomicBoolean changing = new AtomicBoolean(true);
        Set<Object> seen = new HashSet<>();
        int answers = 0;
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Map<String, Object>>>> callers = new ArrayList<>();
            for (LiveServer at : List.of(LIVE.server(), other, LIVE.server(), other)) {
                callers.add(many.submit(() -> callWhile(at, changing)));
            }
            for (int number = 1; number <= 25; number++) {
                assertThat(over.put(version(number)).status()).isEqualTo(200);
                Thread.sleep(60);
            }
            Thread.sleep(1_000);
            changing.set(false);
            for (Future<List<Map<String, Object>>> caller : callers) {
                for (Map<String, Object> contact : caller.get()) {
                    assertThat(contact.get("title")).isEqualTo(contact.get("department"));
                    seen.add(contact.get("title"));
                    answers++;
                }
            }
        }
        assertThat(seen).hasSizeGreaterThan(5).contains("25");
        assertThat(answers).isGreaterThan(100);
    }

    private List<Map<String, Object>> callWhile(LiveServer at, AtomicBoolean changing) {
        List<Map<String, Object>> contacts = new ArrayList<>();
        while (changing.get()) {
            Answer answer = LIVE.unified(at, "GET", "crm/contacts/7", null);
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            contacts.add(answer.json());
        }
        return contacts;
    }

    @Test
    void a_connector_that_an_environment_brings_comes_and_goes_on_the_other_server_too() {
        String yaml =
                """
                title: Pond
                auth: {api_key: {header: x-key}}
                http: {base: "https://pond.example"}
                """;
        Answer put =
                over.send(
                        "PUT", "/connectors/pond", Map.of("files", Map.of("connector.yaml", yaml)));
        assertThat(put.status()).as(put.text()).isEqualTo(200);
        Eventually.until("it is there", SOON, () -> listed(other).contains("Pond"));
        over.send("DELETE", "/connectors/pond", null);
        assertThat(listed(LIVE.server())).doesNotContain("Pond");
        Eventually.until("it is gone", SOON, () -> !listed(other).contains("Pond"));
    }

    private static String listed(LiveServer at) {
        return at.send("GET", "/connectors", LIVE.key(), null).text();
    }

    @Test
    void an_override_that_fits_no_more_stops_its_account_and_no_other() {
        over.put(version(1));
        String beside = LIVE.server().connect(LIVE.key(), "beside-" + LIVE.account());
        LIVE.clock.advance(Duration.ofMinutes(1));
        // As if the connector's file had changed: the document is one that no check let through.
        LIVE.database()
                .transact(
                        handle ->
                                handle.execute(
                                        """
                                        WITH one AS (
                                            UPDATE catalog_change SET number = number + 1
                                            RETURNING number)
                                        INSERT INTO override_version
                                            (override_id, environment_id, version, change, document,
                                             rollout, created_by, created_at)
                                        SELECT o.id, o.environment_id, 99, one.number,
                                            '{"crm": {"contacts": {"colour": "blue"}}}', 100, 'x',
                                            now()
                                        FROM override o, one WHERE o.integrated_account_id = ?
                                        """,
                                        LIVE.account()));
        Eventually.until(
                "the account is stopped", SOON, () -> "mapping_failed".equals(there().get("code")));
        Answer refused = LIVE.unified(other, "GET", "crm/contacts/7", null);
        assertThat(refused.code()).isEqualTo("mapping_failed");
        assertThat(refused.text())
                .contains("integrated account " + LIVE.account())
                .contains("/crm/contacts/colour");
        LIVE.clock.advance(Duration.ofMinutes(1));
        Answer fine =
                other.send(
                        "GET",
                        "/unified/crm/contacts/7?integrated_account_id=" + beside,
                        LIVE.key(),
                        null);
        assertThat(fine.status()).as(fine.text()).isEqualTo(200);
        assertThat(over.put(version(2)).status()).isEqualTo(200);
        LIVE.clock.advance(Duration.ofMinutes(1));
        soon("2");
    }
}
