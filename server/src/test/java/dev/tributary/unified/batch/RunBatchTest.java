package dev.tributary.unified.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** The graph of a batch and its time. */
class RunBatchTest {
    private static final Batch.Limits LIMITS = new Batch.Limits(20, 10, 5, Duration.ofMillis(300));

    private static Planned request(String id, String... dependencies) {
        return new Planned(
                id,
                "GET",
                new Planned.Where("/unified/crm/contacts", null, ""),
                Map.of(),
                null,
                Set.copyOf(Arrays.asList(dependencies)));
    }

    @Test
    void what_is_under_way_when_the_time_is_over_is_not_waited_for() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        long start = System.nanoTime();
        List<Answered> answers =
                RunBatch.run(
                        List.of(request("quick"), request("slow"), request("after", "slow")),
                        LIMITS,
                        (request, before) -> {
                            if (request.id().equals("slow")) {
                                try {
                                    never.await();
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                            }
                            return Answered.of(request.id(), 200, Map.of(), null);
                        });
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        assertThat(answers)
                .extracting(Answered::outcome)
                .containsExactly(
                        Answered.Outcome.DONE,
                        Answered.Outcome.UNFINISHED,
                        Answered.Outcome.SKIPPED);
        assertThat(answers.get(1).reason()).contains("still under way");
        assertThat(answers.get(2).reason()).contains("were over before it");
        never.countDown();
    }

    @Test
    void a_dependant_sees_only_those_it_names() throws Exception {
        List<Answered> answers =
                RunBatch.run(
                        List.of(request("a"), request("b"), request("c", "a")),
                        LIMITS,
                        (request, before) ->
                                Answered.of(
                                        request.id(), 200, Map.of(), Map.copyOf(before).keySet()));
        assertThat(answers.get(2).body()).isEqualTo(Set.of("a"));
    }

    @Test
    void a_diamond_runs_each_request_once() throws Exception {
        var times = new java.util.concurrent.ConcurrentHashMap<String, Integer>();
        RunBatch.run(
                List.of(request("a"), request("b", "a"), request("c", "a"), request("d", "b", "c")),
                LIMITS,
                (request, before) -> {
                    times.merge(request.id(), 1, Integer::sum);
                    return Answered.of(request.id(), 200, Map.of(), "body of " + request.id());
                });
        assertThat(times).isEqualTo(Map.of("a", 1, "b", 1, "c", 1, "d", 1));
    }
}
