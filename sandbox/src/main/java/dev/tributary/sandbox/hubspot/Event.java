package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Json;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

/**
 * One event on its way to one app.
 *
 * @param attempt 0 for the first
 * @param dueNanos when it may be sent, on {@link System#nanoTime()}
 * @param sequence keeps events that are due together in order
 */
record Event(Map<String, @Nullable Object> body, int attempt, long dueNanos, long sequence)
        implements Delayed {

    Event again(long due) {
        return new Event(body, attempt + 1, due, sequence);
    }

    Map<String, @Nullable Object> toSend() {
        Map<String, @Nullable Object> sent = Json.of();
        sent.putAll(body);
        sent.put("attemptNumber", attempt);
        return sent;
    }

    @Override
    public long getDelay(TimeUnit unit) {
        return unit.convert(dueNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
        Event event = (Event) other;
        int byTime = Long.signum(dueNanos - event.dueNanos);
        return byTime == 0 ? Long.compare(sequence, event.sequence) : byTime;
    }
}
