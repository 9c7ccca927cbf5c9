package dev.tributary.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Wire;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

class SalesforceCompositeTest {
    private final LetIn in = new LetIn();
    private Wire client = in.anonymous();

    @BeforeEach
    void connect() {
        client = in.client();
    }

    @AfterEach
    void close() {
        in.close();
    }

    private static Json.Fields part(String id, String method, String url) {
        return Json.of("referenceId", id).and("method", method).and("url", LetIn.DATA + url);
    }

    private Wire.Answer composite(boolean allOrNone, Object... parts) {
        return client.post(
                LetIn.DATA + "/composite",
                Json.of("allOrNone", allOrNone).and("compositeRequest", Arrays.asList(parts)));
    }

    private static @Nullable Object status(Wire.Answer answer, int part) {
        return answer.at("compositeResponse", part, "httpStatusCode");
    }

    private Object[] family(String lastName) {
        return new Object[] {
            part("acc", "POST", "/sobjects/Account").and("body", Map.of("Name", "Acme")),
            part("con", "POST", "/sobjects/Contact")
                    .and("body", Map.of("LastName", lastName, "AccountId", "@{acc.id}")),
            part("get", "GET", "/query?q=SELECT+Id,Account.Name+FROM+Contact+WHERE+Id='@{con.id}'"),
            part("fix", "PATCH", "/sobjects/Contact/@{get.records[0].Id}")
                    .and("body", Map.of("Title", "at @{get.records[0].Account.Name}"))
        };
    }

    @Test
    void later_parts_refer_to_earlier_answers() {
        Wire.Answer answer = composite(true, family("Ann"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(status(answer, 0)).isEqualTo(201);
        assertThat(answer.at("compositeResponse", 0, "httpHeaders", "Location") + "")
                .isEqualTo(
                        LetIn.DATA
                                + "/sobjects/Account/"
                                + answer.at("compositeResponse", 0, "body", "id"));
        assertThat(status(answer, 3)).isEqualTo(204);
        assertThat(answer.at("compositeResponse", 3, "body")).isNull();
        assertThat(in.org.all("Contact").getFirst().text("Title")).contains("at Acme");
        assertThat(answer.header("Sforce-Limit-Info"))
                .as("one call")
                .isEqualTo("api-usage=1/100000");
    }

    @Test
    void a_failure_undoes_everything_or_stops_only_what_needs_it() {
        Wire.Answer none = composite(true, family(""));
        assertThat(status(none, 0)).isEqualTo(400);
        assertThat(none.at("compositeResponse", 0, "body", 0, "errorCode"))
                .isEqualTo("PROCESSING_HALTED");
        assertThat(none.at("compositeResponse", 1, "body", 0, "errorCode"))
                .isEqualTo("REQUIRED_FIELD_MISSING");
        assertThat(in.org.all("Account")).isEmpty();

        Wire.Answer some = composite(false, family(""));
        assertThat(status(some, 0)).isEqualTo(201);
        assertThat(some.at("compositeResponse", 2, "body", 0, "message"))
                .isEqualTo("Invalid reference specified. No value for con.id found in con");
        assertThat(in.org.all("Account")).hasSize(1);
    }

    @Test
    void parts_are_named_once_and_properly_and_are_25_at_most() {
        Json.Fields one = part("a", "GET", "/limits");
        assertThat(composite(false, one, one).status()).isEqualTo(400);
        assertThat(composite(false, part("a-b", "GET", "/limits")).at(0, "message") + "")
                .contains("must start with a letter or a number");
        List<Object> many = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            many.add(part("p" + i, "GET", "/limits"));
        }
        assertThat(composite(false, many.toArray()).status()).isEqualTo(200);
        many.add(part("p25", "GET", "/limits"));
        assertThat(composite(false, many.toArray()).status()).isEqualTo(400);
        List<Object> queries = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            queries.add(part("q" + i, "GET", "/query?q=SELECT+Id+FROM+Account"));
        }
        assertThat(composite(false, queries.toArray()).status()).isEqualTo(400);
    }

    @Test
    void collections_and_wrong_paths_can_be_parts() {
        Wire.Answer answer =
                composite(
                        false,
                        part("many", "POST", "/composite/sobjects")
                                .and(
                                        "body",
                                        Json.of(
                                                "records",
                                                List.of(
                                                        Json.of(
                                                                "attributes",
                                                                Json.of("type", "Account"),
                                                                "Name",
                                                                "a")))),
                        part("read", "GET", "/sobjects/Account/@{many[0].id}?fields=Name"),
                        part("lost", "GET", "/nothing"));

        assertThat(answer.at("compositeResponse", 1, "body", "Name")).isEqualTo("a");
        assertThat(status(answer, 2)).isEqualTo(404);
    }

    @Test
    void a_batch_runs_requests_that_know_nothing_of_each_other() {
        Object[] requests = {
            Json.of(
                    "method", "POST",
                    "url", "v60.0/sobjects/Account",
                    "richInput", Map.of("Name", "Acme")),
            Json.of("method", "GET", "url", "v60.0/nothing"),
            Json.of("method", "GET", "url", "v60.0/query?q=SELECT+Name+FROM+Account")
        };
        String path = LetIn.DATA + "/composite/batch";

        Wire.Answer all = client.post(path, Json.of("batchRequests", Arrays.asList(requests)));
        Wire.Answer halted =
                client.post(
                        path,
                        Json.of("haltOnError", true).and("batchRequests", Arrays.asList(requests)));

        assertThat(all.at("hasErrors")).isEqualTo(true);
        assertThat(all.at("results", 0, "statusCode")).isEqualTo(201);
        assertThat(all.at("results", 1, "result", 0, "errorCode")).isEqualTo("NOT_FOUND");
        assertThat(all.at("results", 2, "result", "records", 0, "Name")).isEqualTo("Acme");
        assertThat(halted.at("results", 2, "statusCode")).isEqualTo(412);
        assertThat(halted.at("results", 2, "result", 0, "errorCode"))
                .isEqualTo("BATCH_PROCESSING_HALTED");
    }
}
