package dev.tributary.event;

import static dev.tributary.event.ScriptedUpstream.body;
import static dev.tributary.event.ScriptedUpstream.hint;
import static dev.tributary.event.TestPipeline.DEALS;
import static dev.tributary.event.TestPipeline.ENVIRONMENT;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Json;
import dev.tributary.call.Fetched;
import dev.tributary.db.TestDatabase;
import dev.tributary.event.DirtyStore.Claim;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

class PipelineTest {
    @RegisterExtension static final TestDatabase DB = new TestDatabase();
    private TestPipeline pipeline;

    @BeforeEach
    void open() {
        DB.empty(TestPipeline.TABLES);
        pipeline = new TestPipeline(DB.get());
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void a_hint_becomes_a_version_and_a_numbered_event() {
        pipeline.upstream.put("1", "name", "One", "amount", "10.50");
        pipeline.hint("1", "10.50", 1_700_000_000_000L);
        pipeline.drain();

        RecordEvent event = pipeline.events().getFirst();
        assertThat(event.sequence()).isEqualTo(1);
        assertThat(event.type()).isEqualTo("record:created");
        assertThat(event.version()).isEqualTo(1);
        assertThat(event.data()).containsEntry("amount", "10.50");
        assertThat(event.occurredAt()).isEqualTo(Instant.ofEpochMilli(1_700_000_000_000L));
        assertThat(event.via()).isEqualTo("webhook");
        assertThat(event.causes()).hasSize(1).first().asString().startsWith("in_");
        assertThat(pipeline.lag.of(ENVIRONMENT)).containsEntry("zero", true);
    }

    @Test
    void created_updated_deleted_and_created_again_are_four_versions_of_one_record() {
        for (int round = 1; round <= 4; round++) {
            if (round == 3) {
                pipeline.upstream.records.remove("1");
            } else {
                pipeline.upstream.put("1", "round", round);
            }
            pipeline.hint("1", "v" + round, round * 1000L);
            pipeline.drain();
        }
        assertThat(pipeline.events())
                .extracting(RecordEvent::type)
                .containsExactly(
                        "record:created", "record:updated", "record:deleted", "record:created");
        assertThat(pipeline.events())
                .extracting(RecordEvent::version)
                .containsExactly(1L, 2L, 3L, 4L);
        assertThat(pipeline.events().get(2).data()).containsEntry("round", 2);
        assertThat(pipeline.stored("1")).get().extracting(StoredRecord::deleted).isEqualTo(false);
    }

    @Test
    void a_record_that_did_not_change_makes_no_event_and_one_that_never_was_is_dropped() {
        pipeline.upstream.put("1", "name", "One");
        pipeline.hint("1", "a", 1);
        pipeline.drain();
        pipeline.hint("1", "b", 2);
        pipeline.hint("2", "c", 3);
        pipeline.drain();
        assertThat(pipeline.events()).hasSize(1);
        assertThat(pipeline.stored("2")).isEmpty();
        assertThat(pipeline.lag.of(ENVIRONMENT)).containsEntry("zero", true);
    }

    @Test
    void every_digit_of_a_number_survives_the_store() {
        BigDecimal exact = new BigDecimal("12345678901234567890.12345678901234567890");
        pipeline.upstream.put("1", "amount", exact, "rate", new BigDecimal("1.500"));
        pipeline.hint("1", "a", 1);
        pipeline.drain();
        assertThat(pipeline.stored("1").orElseThrow().data())
                .containsEntry("amount", exact)
                .containsEntry("rate", new BigDecimal("1.500"));
        pipeline.hint("1", "b", 2);
        pipeline.drain();
        assertThat(pipeline.events()).hasSize(1);
    }

    @Test
    void a_burst_for_one_record_is_one_fetch_and_one_event_with_all_its_causes() {
        pipeline.upstream.put("1", "name", "One");
        IntStream.range(0, 10).forEach(i -> pipeline.hint("1", "v" + i, i + 1));
        pipeline.drain();
        assertThat(pipeline.upstream.fetches).containsExactly(List.of("1"));
        assertThat(pipeline.events())
                .singleElement()
                .extracting(e -> e.causes().size())
                .isEqualTo(10);
    }

    @Test
    void nothing_is_fetched_before_hints_have_gathered_unless_a_full_batch_is_there() {
        IntStream.range(0, 150).forEach(i -> pipeline.upstream.put("r" + i, "n", i));
        pipeline.hint("r0", "v", 1);
        pipeline.hints.turn();
        assertThat(pipeline.claim()).isEmpty();
        IntStream.range(1, 150).forEach(i -> pipeline.hint("r" + i, "v", i + 1));
        while (pipeline.hints.turn()) {}
        assertThat(pipeline.claim().orElseThrow().rows()).hasSize(100);
        assertThat(pipeline.claim()).isEmpty();
        pipeline.clock.advance(Duration.ofMillis(250));
        assertThat(pipeline.claim().orElseThrow().rows()).hasSize(50);
    }

    @Test
    void repeated_and_late_hints_are_counted() {
        pipeline.upstream.put("1", "name", "One");
        pipeline.hint("1", "a", 5000);
        pipeline.hint("1", "a", 5000);
        pipeline.hints.turn();
        pipeline.hint("1", "a", 5000);
        pipeline.hint("1", "b", 4000);
        pipeline.receive(body(hint("7", "1", "x", 9000L), hint("8", "1", "x", 9000L)));
        pipeline.drain();
        assertThat(pipeline.stat("duplicates")).isEqualTo(2);
        assertThat(pipeline.stat("out_of_order")).isEqualTo(1);
        assertThat(pipeline.stat("unknown_accounts")).isEqualTo(1);
        assertThat(pipeline.stat("webhook_requests")).isEqualTo(5);
        assertThat(pipeline.events()).hasSize(1);
    }

    @Test
    void an_inbound_event_that_cannot_be_read_is_parked_and_stops_nothing() {
        pipeline.upstream.put("1", "name", "One");
        pipeline.receive(Json.bytes(Map.of("throw", "this")));
        pipeline.receive(body(Map.of("model", "crm", "resource", "deals")));
        pipeline.hint("1", "a", 1);
        pipeline.drain();
        assertThat(pipeline.events()).hasSize(1);
        assertThat(pipeline.parkedEntries())
                .extracting(Parked.Entry::stage, Parked.Entry::reason)
                .containsExactly(
                        tuple("hint", "no such thing: this"),
                        tuple("hint", "hint 0 has no usable id"));
        Parked.Entry first = pipeline.parkedEntries().getFirst();
        pipeline.db.transact(handle -> pipeline.parked.retry(handle, ENVIRONMENT, first.id()));
        assertThat(pipeline.parkedEntries()).hasSize(2);
    }

    @Test
    void a_record_that_cannot_be_mapped_is_parked_and_a_retry_brings_it_back() {
        pipeline.upstream.put("1", "name", "One");
        pipeline.upstream.put("2", "name", "Two");
        pipeline.upstream.broken.put("1", new Failure(Code.MAPPING_FAILED, "no amount"));
        pipeline.hint("1", "a", 1);
        pipeline.hint("2", "a", 2);
        pipeline.drain();
        assertThat(pipeline.events()).extracting(RecordEvent::recordId).containsExactly("2");
        Parked.Entry entry = pipeline.parkedEntries().getFirst();
        assertThat(entry.stage()).isEqualTo("map");
        assertThat(entry.recordId()).isEqualTo("1");
        assertThat(entry.code()).isEqualTo("mapping_failed");
        assertThat(pipeline.lag.of(ENVIRONMENT))
                .containsEntry("parked", 1L)
                .containsEntry("zero", true);

        pipeline.upstream.broken.clear();
        pipeline.db.transact(handle -> pipeline.parked.retry(handle, ENVIRONMENT, entry.id()));
        pipeline.drain();
        assertThat(pipeline.parkedEntries()).isEmpty();
        assertThat(pipeline.events()).extracting(RecordEvent::recordId).containsExactly("2", "1");
        assertThat(pipeline.events().getLast().causes()).hasSize(1);
    }

    @Test
    void a_batch_that_is_refused_as_a_whole_is_cut_until_the_spoiler_stands_alone() {
        IntStream.range(0, 8).forEach(i -> pipeline.upstream.put("r" + i, "n", i));
        pipeline.upstream.onFetch =
                many -> {
                    if (many.found().containsKey("r5")) {
                        throw new Failure(Code.UPSTREAM_INVALID, "bad id r5");
                    }
                    return many;
                };
        IntStream.range(0, 8).forEach(i -> pipeline.hint("r" + i, "v", i + 1));
        pipeline.drain();
        assertThat(pipeline.events()).hasSize(7);
        assertThat(pipeline.parkedEntries())
                .extracting(Parked.Entry::recordId)
                .containsExactly("r5");
    }

    @Test
    void a_passing_failure_is_tried_again_and_parked_after_eight_attempts() {
        pipeline.upstream.put("1", "name", "One");
        pipeline.upstream.onFetch =
                many -> {
                    throw new Failure(Code.UPSTREAM_TIMEOUT, "no answer");
                };
        pipeline.hint("1", "a", 1);
        pipeline.drain(Duration.ofMinutes(10));
        assertThat(pipeline.upstream.fetches).hasSize(8);
        assertThat(pipeline.parkedEntries())
                .singleElement()
                .extracting(Parked.Entry::code, Parked.Entry::attempts)
                .containsExactly("upstream_timeout", 8);
    }

    @Test
    void waiting_for_limits_or_for_a_new_authorisation_is_no_attempt() {
        pipeline.upstream.put("1", "name", "One");
        for (Code code :
                List.of(Code.BUDGET_EXHAUSTED, Code.UPSTREAM_RATE_LIMITED, Code.NEEDS_REAUTH)) {
            pipeline.upstream.onFetch =
                    many -> {
                        throw new Failure(code, "later");
                    };
            pipeline.hint("1", code.text(), code.ordinal());
            pipeline.drain(Duration.ofSeconds(30));
        }
        assertThat(pipeline.parkedEntries()).isEmpty();
        assertThat(pipeline.lag.of(ENVIRONMENT)).containsEntry("zero", false);
        pipeline.upstream.onFetch = many -> many;
        pipeline.drain(Duration.ofSeconds(30));
        assertThat(pipeline.events()).hasSize(1);
    }

    @Test
    void a_hint_that_comes_during_the_fetch_leads_to_another_round() {
        pipeline.upstream.put("1", "name", "old");
        pipeline.hint("1", "a", 1);
        pipeline.hints.turn();
        pipeline.clock.advance(Duration.ofMillis(250));
        Claim claim = pipeline.claim().orElseThrow();
        var stale = pipeline.refresh.fetch(claim, claim.rows());
        pipeline.upstream.put("1", "name", "new");
        pipeline.hint("1", "b", 2);
        pipeline.hints.turn();
        assertThat(pipeline.claim()).as("others keep off a claimed record").isEmpty();
        pipeline.refresh.write(claim, claim.rows(), stale);
        pipeline.drain();
        assertThat(pipeline.events())
                .extracting(event -> event.data().get("name"))
                .containsExactly("old", "new");
        assertThat(pipeline.events()).allSatisfy(e -> assertThat(e.causes()).hasSize(1));
    }

    @Test
    void a_worker_whose_lease_is_over_writes_nothing() {
        pipeline.upstream.put("1", "name", "old");
        pipeline.hint("1", "a", 1);
        pipeline.hints.turn();
        pipeline.clock.advance(Duration.ofMillis(250));
        Claim slow = pipeline.claim().orElseThrow();
        var stale = pipeline.refresh.fetch(slow, slow.rows());
        pipeline.upstream.put("1", "name", "new");
        pipeline.clock.advance(TestPipeline.LEASE);
        pipeline.refresh.run(pipeline.claim().orElseThrow());
        pipeline.refresh.write(slow, slow.rows(), stale);
        assertThat(pipeline.events())
                .singleElement()
                .extracting(event -> event.data().get("name"))
                .isEqualTo("new");
    }

    @Test
    void an_initial_load_fills_quietly_and_what_the_pipeline_wrote_stays() {
        pipeline.upstream.put("1", "name", "new");
        pipeline.hint("1", "a", 1);
        pipeline.drain();
        Fetched one = ScriptedUpstream.fetched("1", Map.of("id", "1", "name", "old"));
        Fetched two = ScriptedUpstream.fetched("2", Map.of("id", "2", "name", "two"));
        int filled =
                pipeline.db.write(
                        handle -> pipeline.sweeps.fill(handle, DEALS, List.of(one, two, two)));
        assertThat(filled).isEqualTo(1);
        assertThat(pipeline.events()).hasSize(1);
        assertThat(pipeline.stored())
                .extracting(r -> r.data().get("name"))
                .containsExactly("new", "two");
        pipeline.upstream.put("2", "name", "changed");
        pipeline.hint("2", "b", 2);
        pipeline.drain();
        assertThat(pipeline.events().getLast().type()).isEqualTo("record:updated");
        assertThat(pipeline.events().getLast().version()).isEqualTo(2);
    }

    @Test
    void a_sweep_finds_what_no_webhook_told_and_counts_it_once() {
        pipeline.upstream.put("1", "name", "One");
        pipeline.upstream.put("2", "name", "Two");
        pipeline.hint("1", "a", 1);
        pipeline.drain();
        List<Fetched> listed =
                pipeline.upstream.records.entrySet().stream()
                        .map(e -> ScriptedUpstream.fetched(e.getKey(), e.getValue()))
                        .toList();
        int marked = pipeline.db.write(handle -> pipeline.sweeps.compare(handle, DEALS, listed));
        assertThat(marked).isEqualTo(1);
        pipeline.drain();
        pipeline.hint("2", "late", 1);
        pipeline.drain();
        assertThat(pipeline.events())
                .extracting(RecordEvent::via)
                .containsExactly("webhook", "sweep");
        assertThat(pipeline.stat("lost_found_by_reconciliation")).isEqualTo(1);
    }
}
