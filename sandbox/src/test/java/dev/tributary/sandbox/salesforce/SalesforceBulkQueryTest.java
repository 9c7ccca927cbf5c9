package dev.tributary.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Wire;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Query jobs of the Bulk API 2.0. */
class SalesforceBulkQueryTest {
    private static final String JOBS = LetIn.DATA + "/jobs/query";

    private final LetIn in = new LetIn();
    private Wire client = in.anonymous();

    @BeforeEach
    void connect() {
        client = in.client();
        for (int i = 0; i < 5; i++) {
            in.org.create("Account", Map.of("Name", "A" + i, "AnnualRevenue", i));
        }
    }

    @AfterEach
    void close() {
        in.close();
    }

    private Wire.Answer create(String operation, String statement) {
        return client.post(JOBS, Map.of("operation", operation, "query", statement));
    }

    @Test
    void results_come_in_parts_until_the_locator_is_null() {
        Wire.Answer job = create("query", "SELECT Name, Owner.Name FROM Account ORDER BY Name");
        assertThat(job.json())
                .containsEntry("state", "UploadComplete")
                .containsEntry("object", "Account")
                .containsEntry("operation", "query");
        String results = JOBS + "/" + job.at("id") + "/results";

        List<String> parts = new ArrayList<>();
        String locator = "";
        do {
            Wire.Answer part =
                    client.get(
                            results
                                    + "?maxRecords=2"
                                    + (locator.isEmpty() ? "" : "&locator=" + locator));
            assertThat(part.status()).isEqualTo(200);
            assertThat(part.header("Content-Type")).isEqualTo("text/csv");
            parts.add(part.header("Sforce-NumberOfRecords") + " " + part.body());
            locator = part.header("Sforce-Locator");
        } while (!locator.equals("null"));

        assertThat(parts)
                .containsExactly(
                        "2 \"Name\",\"Owner.Name\"\n\"A0\",\"Ada Min\"\n\"A1\",\"Ada Min\"\n",
                        "2 \"Name\",\"Owner.Name\"\n\"A2\",\"Ada Min\"\n\"A3\",\"Ada Min\"\n",
                        "1 \"Name\",\"Owner.Name\"\n\"A4\",\"Ada Min\"\n");
        assertThat(client.get(JOBS + "/" + job.at("id")).json())
                .containsEntry("state", "JobComplete")
                .containsEntry("jobType", "V2Query")
                .containsEntry("numberRecordsProcessed", 5);
        assertThat(client.get(results + "?locator=nonsense").status()).isEqualTo(400);
        assertThat(client.get(results + "?maxRecords=0").status()).isEqualTo(400);
        assertThat(client.get(results.replace("v60.0", "v61.0")).status()).isEqualTo(409);
    }

    @Test
    void parts_are_as_large_as_the_dial_allows() {
        String results =
                JOBS + "/" + create("query", "SELECT Id FROM Account").at("id") + "/results";
        assertThat(client.get(results).header("Sforce-NumberOfRecords")).isEqualTo("5");

        in.emulator.dials().set(SalesforceDial.BULK_RESULTS_MAX, 3);
        assertThat(client.get(results).header("Sforce-NumberOfRecords")).isEqualTo("3");
        assertThat(client.get(results).header("Sforce-Locator")).isNotEqualTo("null");
    }

    @Test
    void results_wait_for_the_job() {
        in.emulator.dials().set(SalesforceDial.BULK_DELAY_MILLIS, 4000);
        String job = JOBS + "/" + create("query", "SELECT Id FROM Account").at("id");

        Wire.Answer early = client.get(job + "/results");
        assertThat(early.status()).isEqualTo(412);
        assertThat(early.at(0, "errorCode")).isEqualTo("JOB_NOT_COMPLETE");
        in.clock.pass(Duration.ofSeconds(2));
        assertThat(client.get(job).at("state")).isEqualTo("InProgress");
        in.clock.pass(Duration.ofSeconds(2));
        assertThat(client.get(job + "/results").status()).isEqualTo(200);
        assertThat(client.patch(job, Map.of("state", "Aborted")).at(0, "errorCode"))
                .isEqualTo("INVALIDJOBSTATE");
        assertThat(client.delete(job).status()).isEqualTo(204);
        assertThat(client.get(job).status()).isEqualTo(404);
    }

    @Test
    void values_are_written_so_that_they_can_be_read_again() {
        in.org.create(
                "Account", Map.of("Name", "say \"hi\",\nthen go", "Description", "x", "Site", "ü"));
        String job =
                create(
                                        "query",
                                        "SELECT Name, AnnualRevenue, Site, IsDeleted, CreatedDate"
                                                + " FROM Account WHERE Site != null")
                                .at("id")
                        + "";

        assertThat(client.get(JOBS + "/" + job + "/results").body())
                .isEqualTo(
                        "\"Name\",\"AnnualRevenue\",\"Site\",\"IsDeleted\",\"CreatedDate\"\n"
                                + "\"say \"\"hi\"\",\n"
                                + "then go\",\"\",\"ü\",\"false\",\"2026-03-02T10:00:00.000Z\"\n");
    }

    @Test
    void query_all_sees_what_was_deleted() {
        in.org.delete(in.org.all("Account").getFirst().id());
        String statement = "SELECT Id, IsDeleted FROM Account";

        for (String operation : List.of("query", "queryAll")) {
            String job = create(operation, statement).at("id") + "";
            assertThat(client.get(JOBS + "/" + job + "/results").header("Sforce-NumberOfRecords"))
                    .isEqualTo(operation.equals("query") ? "4" : "5");
        }
    }

    @Test
    void some_statements_are_not_for_bulk() {
        for (String statement :
                List.of(
                        "SELECT COUNT() FROM Account",
                        "SELECT COUNT(Id) FROM Account",
                        "SELECT Name, COUNT(Id) FROM Account GROUP BY Name",
                        "SELECT Id FROM Account OFFSET 1",
                        "SELECT Id, (SELECT Id FROM Contacts) FROM Account",
                        "SELECT FIELDS(STANDARD) FROM Account")) {
            assertThat(create("query", statement).at(0, "errorCode"))
                    .as(statement)
                    .isEqualTo("API_ERROR");
        }
        assertThat(create("query", "SELECT Nome FROM Account").at(0, "errorCode"))
                .isEqualTo("INVALID_FIELD");
        assertThat(create("query", "SELECT").at(0, "errorCode")).isEqualTo("MALFORMED_QUERY");
        assertThat(create("insert", "SELECT Id FROM Account").at(0, "errorCode"))
                .isEqualTo("INVALIDJOB");
    }
}
