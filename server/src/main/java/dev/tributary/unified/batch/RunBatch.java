package dev.tributary.unified.batch;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Runs the requests of one batch, each as soon as those it depends on are done. What is under way
 * when the time is over goes on, and nobody waits for it. One thread decides; others only send.
 */
final class RunBatch {
    /** Sends one request, whose references are followed, and never throws. */
    @FunctionalInterface
    interface Send {
        Answered send(Planned request, Map<String, @Nullable Object> answers);
    }

    private final List<Planned> waiting;
    private final Batch.Limits limits;
    private final Send send;
    private final Map<String, Planned> underWay = new LinkedHashMap<>();
    private final Map<String, Answered> answered = new HashMap<>();
    private final BlockingQueue<Answered> arrived = new LinkedBlockingQueue<>();

    private RunBatch(List<Planned> requests, Batch.Limits limits, Send send) {
        this.waiting = new ArrayList<>(requests);
        this.limits = limits;
        this.send = send;
    }

    /** Answers in the order of the requests. */
    static List<Answered> run(List<Planned> requests, Batch.Limits limits, Send send)
            throws InterruptedException {
        RunBatch run = new RunBatch(requests, limits, send);
        run.untilAnswered();
        List<Answered> answers = new ArrayList<>();
        for (Planned request : requests) {
            Answered answer = run.answered.get(request.id());
            if (answer == null) {
                throw new IllegalStateException(request.id() + " was forgotten");
            }
            answers.add(answer);
        }
        return answers;
    }

    private void untilAnswered() throws InterruptedException {
        long end = System.nanoTime() + limits.time().toNanos();
        start();
        while (!underWay.isEmpty()) {
            Answered answer = arrived.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (answer == null) {
                giveUp();
                return;
            }
            underWay.remove(answer.id());
            answered.put(answer.id(), answer);
            start();
        }
    }

    /** Starts what can be started, and skips what never can be. */
    private void start() {
        boolean moved;
        do {
            moved = false;
            for (Planned request : List.copyOf(waiting)) {
                String missing = missing(request);
                boolean ready = answered.keySet().containsAll(request.dependencies());
                if (missing != null) {
                    waiting.remove(request);
                    answered.put(request.id(), Answered.skipped(request.id(), missing));
                    moved = true;
                } else if (ready && underWay.size() < limits.parallel()) {
                    waiting.remove(request);
                    underWay.put(request.id(), request);
                    Map<String, @Nullable Object> answers = new HashMap<>();
                    for (String id : request.dependencies()) {
                        Answered answer = answered.get(id);
                        answers.put(id, answer == null ? null : answer.body());
                    }
                    Thread.ofVirtual()
                            .name("batch-" + request.id())
                            .start(() -> arrived.add(send.send(request, answers)));
                }
            }
        } while (moved);
    }

    /** Why a request can never be sent; null: it can. */
    private @Nullable String missing(Planned request) {
        for (String id : request.dependencies()) {
            Answered answer = answered.get(id);
            if (answer != null && answer.outcome() != Answered.Outcome.DONE) {
                return answer.outcome() == Answered.Outcome.SKIPPED
                        ? "it depends on %s, which was skipped".formatted(id)
                        : "it depends on %s, which was answered %d".formatted(id, answer.status());
            }
        }
        return null;
    }

    private void giveUp() {
        String time = limits.time().toSeconds() + " s";
        for (String id : underWay.keySet()) {
            answered.put(
                    id,
                    Answered.unfinished(
                            id,
                            "it was still under way when the batch's %s were over; read back before"
                                            .formatted(time)
                                    + " writing again, or send the batch again with its"
                                    + " Idempotency-Key"));
        }
        for (Planned request : waiting) {
            answered.put(
                    request.id(),
                    Answered.skipped(
                            request.id(), "the batch's %s were over before it".formatted(time)));
        }
    }
}
