package dev.tributary.sandbox;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The date on which business happens: pay schedules and deadlines look here. It stands still once
 * set and follows the wall clock before that. Tokens, limits and signatures never look here.
 */
public final class BusinessDate {
    private final Clock clock;
    private final AtomicReference<@Nullable LocalDate> moved = new AtomicReference<>();

    public BusinessDate(Clock clock) {
        this.clock = clock;
    }

    public LocalDate today() {
        LocalDate date = moved.get();
        return date == null ? LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC) : date;
    }

    public void set(LocalDate date) {
        moved.set(date);
    }

    void reset() {
        moved.set(null);
    }
}
