package dev.tributary.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Bulk jobs of a resource that is several objects at the provider: one of its jobs for each. */
class BulkVariantsTest {
    @RegisterExtension static final BulkConnected IT = new BulkConnected();

    @BeforeEach
    void engagements() {
        Map<String, Object> engagements =
                Map.of(
                        "fields",
                        Map.of("id", "number", "subject", "last", "content", "job.title"),
                        "filters",
                        Map.of("subject", "last"),
                        "only",
                        List.of("list", "bulk_read", "bulk_write"),
                        "variants",
                        Map.of(
                                "engagement_type",
                                new TreeMap<>(
                                        Map.of(
                                                "call", Map.of("object", "calls"),
                                                "meeting", Map.of("object", "meetings")))));
        IT.override(Map.of("crm", Map.of("engagements", engagements)));
    }

    private static String job(Map<String, Object> more) {
        Map<String, Object> wanted = new java.util.HashMap<>(more);
        wanted.put("resource", "engagements");
        return IT.job(wanted);
    }

    private static List<String> objects() {
        return IT.desk.jobs.stream().map(job -> job.asked.get("object").toString()).toList();
    }

    @Test
    void a_read_has_a_job_for_each_and_ids_that_say_of_which() {
        IT.desk.contact("1", "", "Hello", "");
        String id = job(Map.of("operation", "read"));
        assertThat(IT.untilEnded(id)).isEqualTo("completed");
        assertThat(objects()).containsExactlyInAnyOrder("calls", "meetings");
        assertThat(IT.rows(id, ""))
                .extracting(row -> row.get("id"))
                .containsExactlyInAnyOrder("call-1", "meeting-1");
        assertThat(IT.look(id).get("upstream_jobs").toString())
                .contains("variant=call", "variant=meeting");
    }

    @Test
    void a_filter_on_what_tells_them_apart_chooses_and_the_others_go_to_the_provider() {
        IT.desk.contact("1", "", "Hello", "");
        String id =
                job(
                        Map.of(
                                "operation",
                                "read",
                                "filters",
                                Map.of("engagement_type", "meeting", "subject", "Hello")));
        assertThat(IT.untilEnded(id)).isEqualTo("completed");
        assertThat(objects()).containsExactly("meetings");
        assertThat(IT.desk.jobs.getFirst().asked.get("where").toString())
                .isEqualTo("[{field=last, op=eq, value=Hello}]");
    }

    @Test
    void records_to_write_are_dealt_out_by_what_they_are() {
        String id =
                job(
                        Map.of(
                                "operation",
                                "create",
                                "records",
                                List.of(
                                        Map.of("engagement_type", "call", "subject", "One"),
                                        Map.of("engagement_type", "meeting", "subject", "Two"),
                                        Map.of("engagement_type", "call", "subject", "Three"),
                                        Map.of("engagement_type", "call", "subject", "Four"),
                                        Map.of("subject", "Five"),
                                        Map.of("engagement_type", "fax", "subject", "Six"))));
        assertThat(IT.untilEnded(id)).isEqualTo("completed");
        assertThat(objects()).containsExactlyInAnyOrder("calls", "calls", "meetings");
        assertThat(IT.rows(id, "?status=done"))
                .extracting(row -> row.get("id").toString().replaceFirst("-.*", ""))
                .containsExactly("call", "meeting", "call", "call");
        List<Map<String, Object>> failed = IT.rows(id, "?status=failed");
        assertThat(failed.get(0).get("error").toString())
                .contains("engagement_type is needed: one of call, meeting");
        assertThat(failed.get(1).get("error").toString()).contains("engagement_type is 'fax'");
    }

    @Test
    void an_id_says_where_a_record_is_deleted() {
        IT.desk.contact("7", "", "Hello", "");
        String id = job(Map.of("operation", "delete", "ids", List.of("meeting-7", "7", "fax-1")));
        assertThat(IT.untilEnded(id)).isEqualTo("completed");
        assertThat(objects()).containsExactly("meetings");
        assertThat(IT.rows(id, "?status=done"))
                .singleElement()
                .extracting("id")
                .isEqualTo("meeting-7");
        assertThat(IT.rows(id, "?status=failed").toString())
                .contains("ids begin with call or meeting and a dash");
    }
}
