package dev.tributary.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Json;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import tools.jackson.databind.JsonNode;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Many records by a provider's own jobs: written, refused one by one, and read back. */
@ExtendWith(Connected.class)
class BulkJobsIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final ThreeCrms crms;

    BulkJobsIT(ThreeCrms crms) {
        this.crms = crms;
    }

    @Test
    void a_thousand_leads_are_written_by_one_job_and_read_by_another() {
        List<Map<String, Object>> records = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            records.add(
                    Map.of(
                            "last_name",
                            "Bulk \"" + i + "\", the",
                            "company_name",
                            i == 500 ? "" : "Bulk Ltd"));
        }
        JsonNode written = ended(job("leads", Json.of("operation", "create", "records", records)));
        JsonNode failed = crms.api().get("/bulk-jobs/" + id(written) + "/results?status=failed");
        assertThat(failed.path("result")).as(failed.toString()).hasSize(1);
        JsonNode why = failed.path("result").path(0).path("error");
        assertThat(why.path("fields").path(0).path("field").asString())
                .as(failed.toString())
                .isEqualTo("company_name");
        JsonNode read =
                ended(
                        job(
                                "leads",
                                Json.of(
                                        "operation",
                                        "read",
                                        "filters",
                                        Json.of("company_name", "Bulk Ltd"))));
        JsonNode page = crms.api().get("/bulk-jobs/" + id(read) + "/results?limit=1000");
        assertThat(page.path("result")).hasSize(999);
    }

    @Test
    void calls_and_meetings_go_by_jobs_of_their_own_and_come_back_as_what_they_are() {
        String subject = "Bulk " + System.nanoTime();
        JsonNode written =
                ended(
                        job(
                                "engagements",
                                Json.of(
                                        "operation",
                                        "create",
                                        "records",
                                        List.of(
                                                Json.of(
                                                        "engagement_type", "call",
                                                        "subject", subject,
                                                        "start_time", "2026-11-26T00:00:00Z"),
                                                Json.of(
                                                        "engagement_type", "meeting",
                                                        "subject", subject,
                                                        "start_time", "2026-11-26T10:00:00Z",
                                                        "end_time", "2026-11-26T11:00:00Z")))));
        assertThat(kinds(written)).containsExactlyInAnyOrder("call", "meeting");
        List<Object> changes = new ArrayList<>();
        crms.api()
                .get("/bulk-jobs/" + id(written) + "/results?status=done")
                .path("result")
                .forEach(
                        row ->
                                changes.add(
                                        Json.of(
                                                "id",
                                                row.path("id").asString(),
                                                "content",
                                                "changed")));
        JsonNode changed =
                ended(job("engagements", Json.of("operation", "update", "records", changes)));
        assertThat(kinds(changed)).containsExactlyInAnyOrder("call", "meeting");
        JsonNode read =
                ended(
                        job(
                                "engagements",
                                Json.of(
                                        "operation",
                                        "read",
                                        "filters",
                                        Json.of("subject", subject))));
        assertThat(kinds(read)).containsExactlyInAnyOrder("call", "meeting");
    }

    private JsonNode job(String resource, Map<String, @Nullable Object> more) {
        Map<String, @Nullable Object> wanted =
                Json.of(
                        "integrated_account_id",
                        crms.account(ThreeCrms.SALESFORCE),
                        "model",
                        "crm",
                        "resource",
                        resource);
        wanted.putAll(more);
        return crms.bulk(wanted);
    }

    /** What the ids of its records begin with. */
    private List<String> kinds(JsonNode job) {
        JsonNode page = crms.api().get("/bulk-jobs/" + id(job) + "/results?status=done");
        List<String> kinds = new ArrayList<>();
        page.path("result")
                .forEach(row -> kinds.add(row.path("id").asString().replaceFirst("-.*", "")));
        return kinds;
    }

    private static String id(JsonNode job) {
        return job.path("id").asString();
    }

    private JsonNode ended(JsonNode job) {
        new Patience(Clock.systemUTC())
                .until(
                        "bulk job " + id(job) + " has ended",
                        LIMIT,
                        () -> !List.of("queued", "running").contains(state(id(job))));
        JsonNode now = crms.api().get("/bulk-jobs/" + id(job));
        assertThat(now.path("state").asString()).as(now.toString()).isEqualTo("completed");
        return now;
    }

    private String state(String id) {
        return crms.api().get("/bulk-jobs/" + id).path("state").asString();
    }
}
