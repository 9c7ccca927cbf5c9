package dev.tributary.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.Eventually;
import dev.tributary.Within;
import dev.tributary.call.Acme;
import dev.tributary.http.Http;
import dev.tributary.http.HttpCall;
import dev.tributary.http.HttpReply;
import dev.tributary.http.HttpStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

class BulkNodesTest {
    @RegisterExtension static final BulkConnected IT = new BulkConnected();

    @Test
    void two_nodes_at_work_carry_out_each_row_once() {
        List<String> ids = new ArrayList<>();
        Map<String, Integer> once = new HashMap<>();
        for (int i = 0; i < 12; i++) {
            String[] names = new String[5];
            for (int n = 0; n < names.length; n++) {
                names[n] = "job %d row %d".formatted(i, n);
                once.put(names[n], 1);
            }
            ids.add(IT.job(BulkWriteTest.create(names)));
        }
        try (Bulk one = IT.node();
                Bulk two = IT.node()) {
            one.start();
            two.start();
            for (String id : ids) {
                Eventually.until(
                        id,
                        () -> {
                            IT.clock.advance(Duration.ofSeconds(1));
                            return IT.look(id).get("state").equals("completed");
                        });
            }
        }
        assertThat(IT.desk.carriedOut).isEqualTo(once);
        assertThat(IT.desk.refusals).isEmpty();
    }

    /** Holds one request back until the test lets it go on. */
    private static final class Slow implements Http {
        private final Http http;
        private final int at;
        private final AtomicInteger sent;
        final CountDownLatch arrived;
        final CountDownLatch goOn;

        Slow(Http http, int at, AtomicInteger sent, CountDownLatch arrived, CountDownLatch goOn) {
            this.http = http;
            this.at = at;
            this.sent = sent;
            this.arrived = arrived;
            this.goOn = goOn;
        }

        @Override
        public HttpReply send(HttpCall call) {
            boolean held = sent.getAndIncrement() == at;
            HttpReply reply = http.send(call);
            if (held) {
                arrived.countDown();
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return reply;
        }

        @Override
        public HttpStream open(HttpCall call, InputStream body) {
            return http.open(call, body);
        }
    }

    @Test
    void a_node_that_was_asleep_changes_nothing_when_it_wakes() throws InterruptedException {
        IT.untilEnded(IT.job(BulkWriteTest.create("Roe"))); // from here on its fields are known
        // create, upload, close, look, done, failed, unprocessed of one job of the provider's
        for (int at = 0; at < 7; at++) {
            IT.desk.carriedOut.clear();
            String id = IT.job(BulkWriteTest.create("Doe"));
            CountDownLatch arrived = new CountDownLatch(1);
            CountDownLatch goOn = new CountDownLatch(1);
            AtomicInteger sent = new AtomicInteger();
            int held = at;
            IT.line = http -> new Slow(http, held, sent, arrived, goOn);
            Bulk asleep = IT.node();
            Thread sleeper =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        while (arrived.getCount() > 0) {
                                            if (!Within.everything().call(asleep::turn)) {
                                                IT.clock.advance(Duration.ofSeconds(31));
                                            }
                                        }
                                    });
            arrived.await();
            IT.clock.advance(Duration.ofSeconds(11));
            IT.bulk = IT.node();
            assertThat(IT.untilEnded(id)).as("asleep at %d", at).isEqualTo("completed");
            Map<String, Object> before = IT.look(id);
            goOn.countDown();
            sleeper.join();
            assertThat(IT.look(id)).isEqualTo(before);
            assertThat(IT.desk.carriedOut).as("asleep at %d", at).isEqualTo(Map.of("Doe", 1));
        }
    }

    @Test
    void a_provider_that_is_away_for_an_hour_is_waited_for() {
        String id = IT.job(BulkWriteTest.create("Doe"));
        IT.bulk.turn();
        IT.acme.on("GET /bulk/writes/j1", asked -> Acme.html(503, "<html>later</html>"));
        for (int minute = 0; minute < 60; minute++) {
            IT.bulk.turn();
            IT.clock.advance(Duration.ofMinutes(1));
        }
        assertThat(IT.look(id)).containsEntry("state", "running");
        IT.acme.on("GET /bulk/writes/j1", asked -> IT.desk.look("j1"));
        assertThat(IT.untilEnded(id)).isEqualTo("completed");
    }

    @Test
    void a_provider_that_is_away_for_a_day_ends_a_write_that_may_have_been_carried_out() {
        String id = IT.job(BulkWriteTest.create("Doe"));
        IT.bulk.turn();
        IT.acme.on("GET /bulk/writes/j1", asked -> Acme.html(503, "<html>later</html>"));
        for (int hour = 0; hour < 27; hour++) {
            IT.bulk.turn();
            IT.clock.advance(Duration.ofHours(1));
        }
        assertThat(IT.look(id)).containsEntry("state", "unknown");
        assertThat(IT.rows(id, "")).extracting(row -> row.get("status")).containsOnly("unknown");
    }
}
