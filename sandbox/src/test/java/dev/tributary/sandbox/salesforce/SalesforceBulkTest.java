package dev.tributary.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Wire;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Ingest jobs of the Bulk API 2.0. */
class SalesforceBulkTest {
    private static final String JOBS = LetIn.DATA + "/jobs/ingest";

    private final LetIn in = new LetIn();
    private Wire client = in.anonymous();

    @BeforeEach
    void connect() {
        client = in.client();
        in.org.addField(
                "Account", Field.text("Code__c", 20).with(Field.Flag.EXTERNAL, Field.Flag.UNIQUE));
    }

    @AfterEach
    void close() {
        in.close();
    }

    private String open(String object, String operation, Object... more) {
        Json.Fields plan = Json.of("object", object).and("operation", operation);
        Json.of(more).forEach(plan::and);
        Wire.Answer job = client.post(JOBS, plan);
        assertThat(job.status()).as(job.body()).isEqualTo(200);
        assertThat(job.at("state")).isEqualTo("Open");
        return JOBS + "/" + job.at("id");
    }

    private Wire.Answer upload(String job, String csv) {
        return client.send("PUT", job + "/batches", "text/csv", csv);
    }

    private Wire.Answer set(String job, String state) {
        return client.patch(job, Map.of("state", state));
    }

    private Wire.Answer load(String job, String csv) {
        assertThat(upload(job, csv).status()).isEqualTo(201);
        assertThat(set(job, "UploadComplete").at("state")).isEqualTo("UploadComplete");
        return client.get(job);
    }

    @Test
    void a_job_goes_from_open_to_complete_and_says_what_became_of_each_row() {
        in.emulator.dials().set(SalesforceDial.BULK_DELAY_MILLIS, 10_000);
        Wire.Answer created = client.post(JOBS, Map.of("object", "Account", "operation", "insert"));
        assertThat(created.json())
                .containsEntry("contentType", "CSV")
                .containsEntry("lineEnding", "LF")
                .containsEntry("columnDelimiter", "COMMA")
                .containsEntry("concurrencyMode", "Parallel")
                .containsEntry(
                        "contentUrl",
                        "services/data/v60.0/jobs/ingest/" + created.at("id") + "/batches");
        String job = JOBS + "/" + created.at("id");
        upload(job, "Name,AnnualRevenue,Industry\n\"Acme, Inc\",1000,Energy\n,5,\nBeta,much,\n");
        set(job, "UploadComplete");

        assertThat(client.get(job).at("state")).isEqualTo("UploadComplete");
        assertThat(client.get(job + "/successfulResults").at(0, "errorCode"))
                .isEqualTo("INVALIDJOBSTATE");
        in.clock.pass(Duration.ofSeconds(5));
        assertThat(client.get(job).at("state")).isEqualTo("InProgress");
        assertThat(in.org.all("Account")).isEmpty();
        in.clock.pass(Duration.ofSeconds(5));

        assertThat(client.get(job).json())
                .containsEntry("state", "JobComplete")
                .containsEntry("jobType", "V2Ingest")
                .containsEntry("numberRecordsProcessed", 3)
                .containsEntry("numberRecordsFailed", 2);
        String id = in.org.all("Account").getFirst().id();
        Wire.Answer good = client.get(job + "/successfulResults");
        assertThat(good.header("Content-Type")).isEqualTo("text/csv");
        assertThat(good.body())
                .isEqualTo(
                        "\"sf__Id\",\"sf__Created\",\"Name\",\"AnnualRevenue\",\"Industry\"\n\"%s\",\"true\",\"Acme, Inc\",\"1000\",\"Energy\"\n"
                                .formatted(id));
        assertThat(client.get(job + "/failedResults").body())
                .startsWith("\"sf__Id\",\"sf__Error\",\"Name\",\"AnnualRevenue\",\"Industry\"\n")
                .contains(
                        "\"\",\"REQUIRED_FIELD_MISSING:Required fields are missing: [Name]:Name"
                                + " --\",\"\",\"5\",\"\"",
                        "INVALID_TYPE_ON_FIELD_IN_RECORD");
        assertThat(client.get(job + "/unprocessedrecords").body())
                .isEqualTo("\"Name\",\"AnnualRevenue\",\"Industry\"\n");
    }

    @Test
    void jobs_run_even_if_nobody_asks_for_them() {
        in.emulator.dials().set(SalesforceDial.BULK_DELAY_MILLIS, 1000);
        String job = open("Account", "insert");
        upload(job, "Name\nAcme\n");
        set(job, "UploadComplete");
        in.clock.pass(Duration.ofSeconds(1));

        assertThat(in.column(client, "SELECT Name FROM Account", "Name")).containsExactly("Acme");
    }

    @Test
    void updates_leave_empty_values_alone_and_clear_with_a_mark() {
        SObject account =
                in.org.create(
                        "Account",
                        Map.of("Name", "Acme", "Industry", "Energy", "Phone", "1", "Site", "x"));

        load(
                open("Account", "update"),
                "Id,Name,Industry,Phone\n%s,,#N/A,2\n".formatted(account.id()));

        SObject changed = in.org.find(account.id()).orElseThrow();
        assertThat(changed.text("Name")).contains("Acme");
        assertThat(changed.get("Industry")).isNull();
        assertThat(changed.text("Phone")).contains("2");
        assertThat(changed.text("Site")).contains("x");
    }

    @Test
    void upserts_go_by_a_key_and_parents_can_be_named_by_theirs() {
        in.org.create("Account", Map.of("Name", "One", "Code__c", "1"));
        String job = open("Account", "upsert", "externalIdFieldName", "Code__c");

        load(job, "Code__c,Name,Parent.Code__c\n1,Changed,\n2,Two,1\n,Three,\n");

        assertThat(client.get(job + "/successfulResults").body())
                .contains("\"false\",\"1\",\"Changed\"", "\"true\",\"2\",\"Two\"");
        assertThat(client.get(job + "/failedResults").body()).contains("MISSING_ARGUMENT");
        assertThat(
                        in.column(
                                client,
                                "SELECT Parent.Name FROM Account WHERE Code__c = '2'",
                                "Parent",
                                "Name"))
                .containsExactly("Changed");
        assertThat(
                        client.post(
                                        JOBS,
                                        Map.of(
                                                "object", "Account",
                                                "operation", "upsert",
                                                "externalIdFieldName", "Site"))
                                .at(0, "errorCode"))
                .isEqualTo("INVALIDJOB");
    }

    @Test
    void deletes_reach_the_recycle_bin_and_hard_deletes_beyond_it() {
        String one = in.org.create("Account", Map.of("Name", "One")).id();
        String two = in.org.create("Account", Map.of("Name", "Two")).id();

        load(open("Account", "delete"), "Id\n" + one + "\n");
        load(open("Account", "hardDelete"), "Id\n" + two + "\n");

        assertThat(in.org.find(one).orElseThrow().deleted()).isTrue();
        assertThat(in.org.find(two)).isEmpty();
        Wire.Answer gone = load(open("Account", "delete"), "Id,Name\n" + one + ",x\n");
        assertThat(gone.at("state")).isEqualTo("Failed");
    }

    @Test
    void data_in_another_form_than_announced_fails_the_job() {
        for (String csv :
                List.of(
                        "Name\r\nAcme\r\n",
                        "Name,Colour\nAcme,red\n",
                        "Name,Site\nAcme\n",
                        "Name\n\"Acme\n",
                        "Name\nAc\"me\n",
                        "Name\n\"Acme\"x\n")) {
            Wire.Answer job = load(open("Account", "insert"), csv);
            assertThat(job.at("state")).as(csv).isEqualTo("Failed");
            assertThat((String) job.at("errorMessage")).startsWith("InvalidBatch : ");
        }
        assertThat(in.org.all("Account")).isEmpty();
        assertThat(
                        load(
                                        open(
                                                "Account",
                                                "insert",
                                                "lineEnding",
                                                "CRLF",
                                                "columnDelimiter",
                                                "SEMICOLON"),
                                        "Name;Site\r\n\"A;\"\"b\"\"\r\nc\";x\r\n")
                                .at("state"))
                .isEqualTo("JobComplete");
        assertThat(in.org.all("Account").getFirst().text("Name")).contains("A;\"b\"\r\nc");
    }

    @Test
    void only_an_open_job_takes_data_once_and_is_closed_once() {
        String job = open("Account", "insert");
        assertThat(client.send("PUT", job + "/batches", "application/json", "{}").status())
                .isEqualTo(415);
        assertThat(upload(job, "Name\nAcme\n").status()).isEqualTo(201);
        assertThat(upload(job, "Name\nBeta\n").status()).isEqualTo(400);
        assertThat(client.delete(job).at(0, "errorCode")).isEqualTo("INVALIDJOBSTATE");
        assertThat(set(job, "InProgress").at(0, "errorCode")).isEqualTo("INVALIDJOB");
        set(job, "UploadComplete");

        assertThat(set(job, "UploadComplete").at(0, "message"))
                .isEqualTo("Closing already Completed Job not allowed");
        assertThat(set(job, "Aborted").at(0, "message"))
                .isEqualTo("Aborting already Completed Job not allowed");
        assertThat(upload(job, "Name\nBeta\n").at(0, "errorCode")).isEqualTo("INVALIDJOBSTATE");
        assertThat(client.delete(job).status()).isEqualTo(204);
        assertThat(client.get(job).status()).isEqualTo(404);
    }

    @Test
    void an_aborted_job_leaves_its_rows_unprocessed() {
        in.emulator.dials().set(SalesforceDial.BULK_DELAY_MILLIS, 60_000);
        String job = open("Account", "insert");
        upload(job, "Name\nAcme\n");
        set(job, "UploadComplete");

        assertThat(set(job, "Aborted").at("state")).isEqualTo("Aborted");
        in.clock.pass(Duration.ofMinutes(2));

        assertThat(client.get(job + "/unprocessedrecords").body())
                .isEqualTo("\"Name\"\n\"Acme\"\n");
        assertThat(in.org.all("Account")).isEmpty();
    }

    @Test
    void jobs_need_an_object_and_a_known_operation_and_form() {
        for (Map<String, String> wrong :
                List.of(
                        Map.of("object", "Acount", "operation", "insert"),
                        Map.of("object", "Account", "operation", "merge"),
                        Map.of(
                                "object", "Account",
                                "operation", "insert",
                                "contentType", "JSON"),
                        Map.of(
                                "object", "Account",
                                "operation", "insert",
                                "columnDelimiter", "DOT"))) {
            assertThat(client.post(JOBS, wrong).status()).as(wrong + "").isEqualTo(400);
        }
        String empty = open("Account", "insert");
        set(empty, "UploadComplete");
        assertThat(client.get(empty).at("errorMessage"))
                .isEqualTo("InvalidBatch : no data has been uploaded");
    }

    @Test
    void an_upload_has_a_size() {
        in.emulator.dials().set(SalesforceDial.BULK_UPLOAD_MAX_BYTES, 9);
        assertThat(upload(open("Account", "insert"), "Name\nAcm\n").status()).isEqualTo(201);
        assertThat(upload(open("Account", "insert"), "Name\nAcme\n").status()).isEqualTo(413);
    }

    @Test
    void splits_of_one_job_make_a_whole_together() {
        String opportunity = in.opportunity("a", "Amount", 10).id();
        String other = in.org.addUser("A", "B", "a@example.com").id();
        String job = open("OpportunitySplit", "insert");

        load(
                job,
                "OpportunityId,SplitOwnerId,SplitPercentage\n%s,%s,70\n%s,%s,30\n"
                        .formatted(opportunity, in.org.adminId(), opportunity, other));

        assertThat(client.get(job).at("numberRecordsFailed")).isEqualTo(0);
        assertThat(client.get(JOBS).at("records", 0, "object")).isEqualTo("OpportunitySplit");
    }
}
