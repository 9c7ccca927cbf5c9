package dev.tributary.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.call.Acme;
import dev.tributary.call.LiveServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.List;
import java.util.Map;

class BulkReadTest {
    @RegisterExtension static final BulkConnected IT = new BulkConnected();

    private static Map<String, Object> read() {
        return Map.of("operation", "read");
    }

    @Test
    void a_read_is_made_looked_at_and_fetched_page_by_page() {
        IT.desk.contact("1", "Ada", "Doe", "CEO");
        IT.desk.contact("2", "", "Roe", "");
        IT.desk.contact("3", "Zoë \"Z\"", "Moe, Jr.\nEsq.", "日本");
        String id = IT.job(Map.of("operation", "read", "include_remote_data", true));
        assertThat(IT.look(id)).containsEntry("state", "queued");

        assertThat(IT.untilEnded(id)).isEqualTo("completed");

        List<Map<String, Object>> rows = IT.rows(id, "");
        assertThat(rows).extracting(row -> row.get("status")).containsOnly("done");
        assertThat(rows).extracting(row -> row.get("id")).containsExactly("1", "2", "3");
        assertThat(record(rows.get(0)))
                .containsEntry("first_name", "Ada")
                .containsEntry("title", "CEO");
        assertThat(record(rows.get(1)))
                .as("an empty cell is no value")
                .containsEntry("first_name", null)
                .containsEntry("title", null);
        assertThat(record(rows.get(2)))
                .containsEntry("first_name", "Zoë \"Z\"")
                .containsEntry("last_name", "Moe, Jr.\nEsq.")
                .containsEntry("title", "日本");
        assertThat(rows.get(0).get("remote_data").toString()).contains("job={title=CEO}");
        assertThat(IT.acme.lines())
                .containsExactly(
                        "POST /bulk/reads",
                        "GET /bulk/reads/j1",
                        "GET /bulk/reads/j1/rows?rows=2",
                        "GET /bulk/reads/j1/rows?rows=2&locator=L2");
        assertThat(IT.look(id).get("rows"))
                .isEqualTo(Map.of("done", 3, "failed", 0, "unknown", 0, "not_sent", 0));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> record(Map<String, Object> row) {
        return (Map<String, Object>) row.get("record");
    }

    @Test
    void filters_become_the_providers() {
        IT.job(
                Map.of(
                        "operation",
                        "read",
                        "filters",
                        Map.of("last_name", Map.of("in", List.of("Doe", "Roe")))));
        assertThat(IT.bulk.turn()).isTrue();
        assertThat(IT.acme.asked())
                .filteredOn(asked -> asked.line().equals("POST /bulk/reads"))
                .singleElement()
                .satisfies(
                        asked ->
                                assertThat(asked.text())
                                        .contains(
                                                "\"where\":[{\"field\":\"last\",\"op\":\"in\","
                                                        + "\"value\":[\"Doe\",\"Roe\"]}]"));
    }

    @Test
    void what_no_read_can_do_is_said_at_once() {
        assertThat(IT.post(Map.of("operation", "read", "filters", Map.of("title", "x"))))
                .satisfies(answer -> assertThat(answer.code()).isEqualTo("unsupported_filter"));
        LiveServer.Answer other = IT.post(Map.of("operation", "read", "resource", "opportunities"));
        assertThat(other.status()).isEqualTo(501);
        assertThat(other.text()).contains("Acme has no bulk_read for crm/opportunities");
        assertThat(IT.acme.lines()).isEmpty();
    }

    @Test
    void a_job_is_looked_at_no_more_often_than_the_connector_says() {
        IT.desk.slow = 3;
        String id = IT.job(read());
        IT.bulk.turn();
        long before = looks();
        for (int second = 0; second < 30; second++) {
            IT.bulk.turn();
            assertThat(looks()).as("after %d s", second).isEqualTo(before);
            IT.clock.advance(Duration.ofSeconds(1));
        }
        IT.bulk.turn();
        assertThat(looks()).isEqualTo(before + 1);
        assertThat(IT.untilEnded(id)).isEqualTo("completed");
        assertThat(looks()).isEqualTo(3);
    }

    private static long looks() {
        return IT.acme.lines().stream().filter(line -> line.startsWith("GET /bulk/reads/j")).count()
                - IT.acme.lines().stream().filter(line -> line.contains("/rows")).count();
    }

    @Test
    void a_record_that_cannot_be_mapped_keeps_no_other_from_being_read() {
        IT.desk.contact("1", "Ada", "Doe", "");
        IT.desk.contact("2", "Bob", "Roe", "");
        IT.desk.contacts.get("2").put("modified", "yesterday");
        String id = IT.job(read());
        assertThat(IT.untilEnded(id)).isEqualTo("completed");
        assertThat(IT.rows(id, "?status=done")).singleElement().extracting("id").isEqualTo("1");
        assertThat(IT.rows(id, "?status=failed").toString())
                .contains("mapping_failed")
                .contains("updated_at");
    }

    @Test
    void what_a_provider_gives_up_fails_with_its_words() {
        IT.desk.broken = "the index is being rebuilt";
        String id = IT.job(read());
        assertThat(IT.untilEnded(id)).isEqualTo("failed");
        assertThat(IT.look(id).get("error").toString())
                .isEqualTo("Acme gave the job up: the index is being rebuilt");
    }

    @Test
    void an_answer_that_is_cut_off_is_an_error_and_no_short_result() {
        IT.desk.contact("1", "Ada", "Doe", "");
        String id = IT.job(read());
        IT.bulk.turn();
        IT.acme.on(
                "GET /bulk/reads/j1/rows",
                asked ->
                        new Acme.Reply.Whole(
                                200,
                                Map.of("content-type", "text/csv"),
                                "number,last\n1,\"Do"
                                        .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        assertThat(IT.untilEnded(id)).isEqualTo("failed");
        assertThat(IT.look(id).get("error").toString())
                .contains("CSV that cannot be read: line 2: the text ends inside of quotes");
        assertThat(IT.rows(id, "")).isEmpty();
    }

    @Test
    void results_come_in_pages_of_ours() {
        for (int i = 1; i <= 5; i++) {
            IT.desk.contact("" + i, "A", "Doe", "");
        }
        String id = IT.job(read());
        IT.untilEnded(id);
        LiveServer.Answer first = IT.results(id, "?limit=2");
        assertThat(first.json()).containsEntry("result_count", 2);
        String cursor = first.json().get("next_cursor").toString();
        assertThat(IT.rows(id, "?limit=2&cursor=" + cursor))
                .extracting(row -> row.get("id"))
                .containsExactly("3", "4");
        assertThat(IT.results(id, "?limit=5").json()).containsEntry("next_cursor", null);
        assertThat(IT.results(id, "?cursor=%21").code()).isEqualTo("invalid_request");
        assertThat(IT.results(id, "?status=odd").code()).isEqualTo("invalid_request");
    }

    @Test
    void a_read_that_is_canceled_is_stopped_at_the_provider() {
        IT.desk.slow = 10;
        String id = IT.job(read());
        IT.bulk.turn();
        assertThat(cancel(id).status()).isEqualTo(202);
        assertThat(IT.untilEnded(id)).isEqualTo("canceled");
        assertThat(IT.desk.jobs.getFirst().state).isEqualTo("Aborted");
        assertThat(cancel(id).code()).isEqualTo("conflict");
    }

    private static LiveServer.Answer cancel(String id) {
        return IT.server.send("POST", "/bulk-jobs/" + id + ":cancel", IT.key, null);
    }

    @Test
    void another_environment_sees_nothing_of_it() {
        String id = IT.job(read());
        String other = IT.server.key(IT.server.environment("another"), "*");
        for (String path : List.of("/bulk-jobs/" + id, "/bulk-jobs/" + id + "/results")) {
            assertThat(IT.server.send("GET", path, other, null).code()).isEqualTo("not_found");
        }
        assertThat(IT.server.send("POST", "/bulk-jobs/" + id + ":cancel", other, null).code())
                .isEqualTo("not_found");
        assertThat(IT.server.send("GET", "/bulk-jobs", other, null).json())
                .containsEntry("result_count", 0);
        assertThat(IT.server.send("GET", "/bulk-jobs", IT.key, null).json())
                .containsEntry("result_count", 1);
    }

    @Test
    void what_was_read_is_forgotten_after_a_week() {
        IT.desk.contact("1", "Ada", "Doe", "");
        String id = IT.job(read());
        IT.untilEnded(id);
        IT.clock.advance(Duration.ofDays(6));
        IT.bulk.purge();
        assertThat(IT.rows(id, "")).hasSize(1);
        IT.clock.advance(Duration.ofDays(2));
        IT.bulk.purge();
        assertThat(IT.rows(id, "")).isEmpty();
        assertThat(IT.look(id)).containsEntry("state", "completed");
    }
}
