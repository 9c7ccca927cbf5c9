package dev.tributary.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.call.Acme;
import dev.tributary.http.Http;
import dev.tributary.http.HttpCall;
import dev.tributary.http.HttpReply;
import dev.tributary.http.HttpStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Kills a node at each of its requests, or loses the request or the reply, and lets another node go
 * on over the same database. Whatever happens, no row is carried out twice.
 */
class BulkCrashTest {
    @RegisterExtension static final BulkConnected IT = new BulkConnected();

    enum Fault {
        KILLED_BEFORE_SENDING,
        KILLED_BEFORE_HEARING,
        REQUEST_LOST,
        REPLY_LOST
    }

    /** The process is gone: nothing that follows in it is done. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    /** Strikes once, at one request. */
    private static final class Striking implements Http {
        private final Http http;
        private final Fault fault;
        private final int at;
        private final int[] sent;

        Striking(Http http, Fault fault, int at, int[] sent) {
            this.http = http;
            this.fault = fault;
            this.at = at;
            this.sent = sent;
        }

        @Override
        public HttpReply send(HttpCall call) {
            boolean bulk = call.uri().getPath().contains("/bulk/");
            if (!bulk || sent[0]++ != at) {
                return http.send(call);
            }
            if (fault == Fault.KILLED_BEFORE_HEARING || fault == Fault.REPLY_LOST) {
                http.send(call);
            }
            switch (fault) {
                case KILLED_BEFORE_SENDING, KILLED_BEFORE_HEARING -> throw new Killed();
                case REQUEST_LOST -> throw new Failure(Code.UPSTREAM_ERROR, "no connection");
                case REPLY_LOST -> throw new Failure(Code.UPSTREAM_TIMEOUT, "no answer");
            }
            throw new IllegalStateException(fault.toString());
        }

        @Override
        public HttpStream open(HttpCall call, InputStream body) {
            return http.open(call, body);
        }
    }

    /** How a job ends when the fault strikes at the request of this number; null: it did not. */
    private static String struck(Fault fault, int at, String id) {
        int[] sent = {0};
        IT.line = http -> new Striking(http, fault, at, sent);
        String end = null;
        while (end == null) {
            try {
                end = IT.untilEnded(id);
            } catch (Killed killed) {
                IT.bulk = IT.node();
            }
        }
        IT.line = http -> http;
        return sent[0] > at ? end : null;
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void a_write_is_carried_out_once(Fault fault) {
        String end = "";
        for (int at = 0; end != null; at++) {
            IT.desk.carriedOut.clear();
            String id = IT.job(BulkWriteTest.create("Doe", "Bad", "Roe"));
            end = struck(fault, at, id);
            assertThat(IT.look(id)).as("%s at %d", fault, at).containsEntry("state", "completed");
            assertThat(IT.desk.carriedOut)
                    .as("%s at %d", fault, at)
                    .isEqualTo(Map.of("Doe", 1, "Roe", 1));
            assertThat(IT.rows(id, ""))
                    .extracting(row -> row.get("status"))
                    .containsExactly("done", "failed", "done");
        }
        assertThat(IT.desk.refusals).as("steps out of order").isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void a_read_gives_each_record_once(Fault fault) {
        for (int i = 1; i <= 5; i++) {
            IT.desk.contact("" + i, "A", "Doe", "");
        }
        String end = "";
        for (int at = 0; end != null; at++) {
            String id = IT.job(Map.of("operation", "read"));
            end = struck(fault, at, id);
            assertThat(IT.look(id)).as("%s at %d", fault, at).containsEntry("state", "completed");
            assertThat(IT.rows(id, ""))
                    .as("%s at %d", fault, at)
                    .extracting(row -> row.get("id"))
                    .containsExactly("1", "2", "3", "4", "5");
        }
    }

    /** Rows travel with the creation itself, and the provider begins at once. */
    private static void beginsAtOnce(Map<String, Object> more) {
        Map<String, Object> write = BulkWriteTest.nulls("send", "close", "open");
        Map<String, Object> create = new HashMap<>();
        create.put("post", "/bulk/at-once");
        create.put("csv", "=$records.body");
        create.put("pick", "=id");
        create.put(
                "headers",
                Map.of("x-job", "=$string({\"name\": $key, \"operation\": $operation})"));
        create.put("replace", true);
        write.put("create", create);
        write.putAll(more);
        IT.override(Map.of("methods", Map.of("bulk_write", write)));
        IT.acme.on(
                "POST /bulk/at-once",
                asked -> {
                    BulkDesk.Job job = IT.desk.atOnce(asked);
                    return Acme.json(201, Map.of("id", job.id));
                });
    }

    @Test
    void where_the_provider_cannot_be_asked_a_lost_creation_is_for_a_person_to_look_at() {
        beginsAtOnce(Map.of());
        for (Fault fault :
                List.of(Fault.KILLED_BEFORE_HEARING, Fault.REPLY_LOST, Fault.REQUEST_LOST)) {
            IT.desk.carriedOut.clear();
            String id = IT.job(BulkWriteTest.create("Doe"));
            assertThat(struck(fault, 0, id)).as("%s", fault).isEqualTo("unknown");
            assertThat(IT.rows(id, "?status=failed"))
                    .singleElement()
                    .satisfies(row -> assertThat(row).containsEntry("status", "unknown"));
            assertThat(IT.look(id).get("error").toString()).contains("look at it there");
            assertThat(IT.desk.carriedOut.getOrDefault("Doe", 0)).isLessThanOrEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void where_it_can_be_asked_a_lost_creation_is_found(Fault fault) {
        beginsAtOnce(
                Map.of(
                        "find",
                        Map.of(
                                "get", "/bulk/writes",
                                "query", Map.of("name", "=$key"),
                                "pick", "=[jobs.id]")));
        String end = "";
        for (int at = 0; end != null; at++) {
            IT.desk.carriedOut.clear();
            String id = IT.job(BulkWriteTest.create("Doe", "Roe"));
            end = struck(fault, at, id);
            assertThat(IT.look(id)).as("%s at %d", fault, at).containsEntry("state", "completed");
            assertThat(IT.desk.carriedOut).isEqualTo(Map.of("Doe", 1, "Roe", 1));
        }
    }

    @Test
    void an_upload_that_adds_rows_is_not_repeated_but_begun_anew() {
        Map<String, Object> upload = new HashMap<>();
        upload.put("post", "/bulk/writes/{job}/rows");
        upload.put("csv", "=$records.body");
        upload.put("replace", true);
        IT.override(Map.of("methods", Map.of("bulk_write", Map.of("send", upload))));
        for (int at = 0; at < 2; at++) {
            IT.desk.carriedOut.clear();
            String id = IT.job(BulkWriteTest.create("Doe"));
            assertThat(struck(Fault.REPLY_LOST, at, id)).isEqualTo("completed");
            assertThat(IT.desk.carriedOut).isEqualTo(Map.of("Doe", 1));
        }
        assertThat(IT.desk.jobs)
                .extracting(job -> job.state)
                .containsExactly("Open", "JobComplete", "Aborted", "JobComplete");
    }
}
