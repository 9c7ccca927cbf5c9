package dev.tributary.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Json;

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
        JsonNode written =
                ended(
                        crms.bulk(
                                Json.of(
                                        "integrated_account_id",
                                        crms.account(ThreeCrms.SALESFORCE),
                                        "model",
                                        "crm",
                                        "resource",
                                        "leads",
                                        "operation",
                                        "create",
                                        "records",
                                        records)));
        JsonNode failed = crms.api().get("/bulk-jobs/" + id(written) + "/results?status=failed");
        assertThat(failed.path("result")).as(failed.toString()).hasSize(1);
        JsonNode read =
                ended(
                        crms.bulk(
                                Json.of(
                                        "integrated_account_id",
                                        crms.account(ThreeCrms.SALESFORCE),
                                        "model",
                                        "crm",
                                        "resource",
                                        "leads",
                                        "operation",
                                        "read",
                                        "filters",
                                        Json.of("company_name", "Bulk Ltd"))));
        JsonNode page = crms.api().get("/bulk-jobs/" + id(read) + "/results?limit=1000");
        assertThat(page.path("result")).hasSize(999);
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
