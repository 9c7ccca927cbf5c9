package dev.tributary.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.call.LiveServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class BulkWriteTest {
    @RegisterExtension static final BulkConnected IT = new BulkConnected();

    static Map<String, Object> create(String... lastNames) {
        List<Map<String, Object>> records = new java.util.ArrayList<>();
        for (String name : lastNames) {
            records.add(Map.of("last_name", name));
        }
        return Map.of("operation", "create", "records", records);
    }

    @Test
    void a_write_is_dealt_out_to_jobs_of_the_provider_and_each_record_hears_what_became_of_it() {
        String id = IT.job(create("Doe", "Bad", "Roe", "Late", "Moe, \"Jr.\""));
        assertThat(IT.untilEnded(id)).isEqualTo("completed");

        List<Map<String, Object>> rows = IT.rows(id, "");
        assertThat(rows)
                .extracting(row -> row.get("status"))
                .containsExactly("done", "failed", "done", "not_sent", "done");
        assertThat(IT.desk.contacts.get(rows.get(0).get("id").toString()))
                .containsEntry("last", "Doe");
        assertThat(IT.desk.contacts.get(rows.get(4).get("id").toString()))
                .containsEntry("last", "Moe, \"Jr.\"");
        assertThat(rows.get(1).get("error").toString())
                .contains("no such name")
                .contains("field=last_name, upstream_field=last");
        assertThat(IT.look(id).get("rows").toString())
                .isEqualTo("{given=5, prepared=5, done=3, failed=1, unknown=0, not_sent=1}");
        assertThat(IT.look(id).get("upstream_jobs").toString()).contains("id=j1", "id=j2", "id=j3");
        assertThat(IT.desk.refusals).isEmpty();
        assertThat(IT.desk.carriedOut).containsOnlyKeys("Doe", "Roe", "Moe, \"Jr.\"");
    }

    @Test
    void what_was_given_is_kept_until_it_is_known_what_became_of_it_and_no_longer() {
        String id = IT.job(create("Doe", "Bad", "Late"));
        assertThat(given()).isEqualTo(3);
        assertThat(IT.untilEnded(id)).isEqualTo("completed");
        assertThat(given()).isZero();
        assertThat(IT.rows(id, "")).hasSize(3);
    }

    private static int given() {
        return IT.database
                .get()
                .read(
                        handle ->
                                handle.createQuery(
                                                "SELECT count(*) FROM bulk_row WHERE given IS NOT"
                                                        + " NULL")
                                        .mapTo(Integer.class)
                                        .one());
    }

    @Test
    void a_turn_begins_with_a_token_that_outlives_it() {
        IT.clock.advance(Duration.ofMinutes(24 * 60 - 12));
        int before = IT.acme.tokens();
        IT.server.send(
                "GET", "/unified/crm/accounts?integrated_account_id=" + IT.account, IT.key, null);
        assertThat(IT.acme.tokens()).as("twelve minutes do for a call").isEqualTo(before);
        String id = IT.job(create("Doe"));
        assertThat(IT.untilEnded(id)).isEqualTo("completed");
        assertThat(IT.acme.tokens()).as("but not for a turn").isEqualTo(before + 1);
    }

    @Test
    void an_update_sends_what_is_given_and_null_clears() {
        IT.desk.contact("1", "Ada", "Doe", "CEO");
        Map<String, Object> change = new HashMap<>();
        change.put("id", "1");
        change.put("first_name", null);
        change.put("title", "Chair");
        String id = IT.job(Map.of("operation", "update", "records", List.of(change)));
        assertThat(IT.untilEnded(id)).isEqualTo("completed");
        assertThat(IT.desk.contacts.get("1"))
                .containsEntry("first", "#N/A")
                .containsEntry("last", "Doe")
                .containsEntry("job.title", "Chair");
        assertThat(IT.rows(id, "?status=done")).singleElement().extracting("id").isEqualTo("1");
    }

    @Test
    void records_that_do_not_fit_fail_before_anything_is_sent_and_name_the_field() {
        String id =
                IT.job(
                        Map.of(
                                "operation",
                                "update",
                                "records",
                                List.of(
                                        Map.of("last_name", "Nobody"),
                                        Map.of("id", "1", "frist_name", "x"),
                                        Map.of("id", "2", "last_name", "Doe"))));
        assertThat(IT.untilEnded(id)).isEqualTo("completed");
        List<Map<String, Object>> failed = IT.rows(id, "?status=failed");
        assertThat(failed.get(0).get("error").toString()).contains("record 0 has no id");
        assertThat(failed.get(1).get("error").toString())
                .contains("'frist_name' is not a field of crm/contacts");
        assertThat(IT.rows(id, "?status=done")).extracting(r -> r.get("index")).containsExactly(2);
    }

    @Test
    void an_upsert_goes_by_a_field_and_a_delete_by_ids() {
        String upsert =
                IT.job(
                        Map.of(
                                "operation", "upsert",
                                "match", "last_name",
                                "records", List.of(Map.of("last_name", "Doe"))));
        assertThat(IT.untilEnded(upsert)).isEqualTo("completed");
        assertThat(IT.desk.jobs.getFirst().asked.toString())
                .contains("operation=upsert", "by=last");

        String delete = IT.job(Map.of("operation", "delete", "ids", List.of("7", "8")));
        assertThat(IT.untilEnded(delete)).isEqualTo("completed");
        assertThat(IT.rows(delete, "?status=done"))
                .extracting(row -> row.get("id"))
                .containsExactly("7", "8");
    }

    @Test
    void records_with_the_same_cells_each_get_an_outcome() {
        String id = IT.job(create("Doe", "Doe"));
        assertThat(IT.untilEnded(id)).isEqualTo("completed");
        assertThat(IT.rows(id, "?status=done"))
                .extracting(row -> row.get("id"))
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    @Test
    void many_records_come_line_by_line() {
        String lines = "{\"last_name\": \"Doe\"}\n\n{\"last_name\": \"Roe\"}\n";
        String query =
                "?integrated_account_id=%s&model=crm&resource=contacts&operation=create"
                        .formatted(IT.account);
        LiveServer.Answer answer = lines(query, lines);
        assertThat(answer.status()).isEqualTo(202);
        assertThat(IT.untilEnded(answer.json().get("id").toString())).isEqualTo("completed");
        assertThat(IT.desk.carriedOut).containsOnlyKeys("Doe", "Roe");

        assertThat(lines(query, "{\"last_name\": \"Doe\"}\n{\"last").text())
                .contains("line 2: the JSON cannot be read");
    }

    private static LiveServer.Answer lines(String query, String lines) {
        return IT.server.send(
                "POST",
                "/bulk-jobs" + query,
                IT.key,
                lines.getBytes(StandardCharsets.UTF_8),
                "content-type",
                "application/x-ndjson");
    }

    @Test
    void a_key_starts_one_job_however_often_it_is_sent() {
        LiveServer.Answer first = IT.post(create("Doe"), "idempotency-key", "k1");
        LiveServer.Answer again = IT.post(create("Doe"), "idempotency-key", "k1");
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.json().get("id")).isEqualTo(first.json().get("id"));
        assertThat(again.header("idempotency-replayed")).isEqualTo("true");
        assertThat(IT.post(create("Roe"), "idempotency-key", "k1").code())
                .isEqualTo("idempotency_mismatch");
        IT.untilEnded(first.json().get("id").toString());
        assertThat(IT.desk.carriedOut).isEqualTo(Map.of("Doe", 1));
    }

    @Test
    void what_cannot_be_a_job_is_said_at_once() {
        refused(Map.of("operation", "create"), "records must be a list with something in it");
        refused(Map.of("operation", "move"), "it must be read, create, update, upsert or delete");
        refused(
                Map.of("operation", "upsert", "records", List.of(Map.of())),
                "match is needed: the field that tells whether a record is there");
        refused(Map.of("operation", "read", "ids", List.of("1")), "read takes no ids");
        LiveServer.Answer dry = IT.postTo("/bulk-jobs?dry_run=true", create("Doe"));
        assertThat(dry.status()).as(dry.text()).isEqualTo(400);
        assertThat(dry.text()).contains("a bulk job has no dry_run");
        IT.override(
                Map.of(
                        "methods",
                        Map.of(
                                "bulk_write",
                                Map.of("takes", Map.of("create", "insert", "replace", true)))));
        LiveServer.Answer answer = IT.post(Map.of("operation", "delete", "ids", List.of("1")));
        assertThat(answer.status()).isEqualTo(501);
        assertThat(answer.text())
                .contains("Acme cannot delete crm/contacts in bulk; it can create");
    }

    private static void refused(Map<String, Object> asked, String why) {
        LiveServer.Answer answer = IT.post(asked);
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.text()).contains(why);
    }

    @Test
    void a_job_that_comes_to_nothing_says_so_and_its_records_were_not_written() {
        IT.desk.broken = "too many locks";
        String id = IT.job(create("Doe"));
        assertThat(IT.untilEnded(id)).isEqualTo("failed");
        assertThat(IT.look(id).get("error")).isEqualTo("too many locks");
        assertThat(IT.rows(id, "")).extracting(row -> row.get("status")).containsOnly("not_sent");
    }

    @Test
    void a_record_of_which_nothing_is_said_may_have_been_written() {
        IT.override(Map.of("methods", Map.of("bulk_write", nulls("unprocessed"))));
        String id = IT.job(create("Doe", "Late"));
        assertThat(IT.untilEnded(id)).isEqualTo("unknown");
        assertThat(IT.rows(id, ""))
                .extracting(row -> row.get("status"))
                .containsExactly("done", "unknown");
    }

    static Map<String, Object> nulls(String... keys) {
        Map<String, Object> nulls = new HashMap<>();
        for (String key : keys) {
            nulls.put(key, null);
        }
        return nulls;
    }

    @Test
    void canceling_stops_what_has_begun_and_sends_nothing_more() {
        IT.desk.slow = 100;
        String id = IT.job(create("Doe", "Roe", "Moe"));
        IT.bulk.turn();
        assertThat(IT.desk.jobs).extracting(job -> job.state).containsOnly("InProgress");
        IT.server.send("POST", "/bulk-jobs/" + id + ":cancel", IT.key, null);
        assertThat(IT.untilEnded(id)).isEqualTo("canceled");
        assertThat(IT.desk.jobs).extracting(job -> job.state).containsOnly("Aborted");
        assertThat(IT.rows(id, "")).extracting(row -> row.get("status")).containsOnly("not_sent");
        assertThat(IT.desk.carriedOut).isEmpty();
    }

    @Test
    void canceling_before_the_first_turn_sends_nothing_at_all() {
        String id = IT.job(create("Doe"));
        IT.server.send("POST", "/bulk-jobs/" + id + ":cancel", IT.key, null);
        assertThat(IT.untilEnded(id)).isEqualTo("canceled");
        assertThat(IT.acme.lines()).isEmpty();
        assertThat(IT.rows(id, "")).extracting(row -> row.get("status")).containsOnly("not_sent");
    }
}
