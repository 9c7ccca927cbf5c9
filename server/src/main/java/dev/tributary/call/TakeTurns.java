package dev.tributary.call;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.mapping.Pace;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets an integrated account wait whose mappings take long, so that the others need not. Beyond
 * what many ordinary records take, one mapping of such an account runs at a time, and rests most of
 * the time. Work is counted in steps, so that a busy machine makes nobody look slow. Remembers the
 * accounts that were slow lately, and no others. Thread-safe.
 */
final class TakeTurns {
    private static final long ORDINARY_STEPS = 200_000;
    private static final long TURN_STEPS = 10_000;
    private static final Duration REST = Duration.ofMillis(3);
    private static final Duration REMEMBERED = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ConcurrentHashMap<String, Slow> slow = new ConcurrentHashMap<>();
    private final Duration rest;

    private static final class Slow {
        private final Semaphore turn = new Semaphore(1, true);
        private volatile long since = System.nanoTime();

        boolean isOver() {
            return System.nanoTime() - since > REMEMBERED.toNanos();
        }
    }

    TakeTurns() {
        this(REST);
    }

    TakeTurns(Duration rest) {
        this.rest = rest;
    }

    /**
     * @throws Failure {@code overloaded} when the account's other mappings leave it no turn in time
     */
    <T> T run(String integratedAccountId, Supplier<T> mapping) {
        if (Pace.OF_THIS_WORK.isBound()) {
            return mapping.get(); // a part of what has its turn already
        }
        Turn turn = new Turn(integratedAccountId);
        try {
            if (!slow.isEmpty()) {
                turn.beginWith(slow.get(integratedAccountId));
            }
            return ScopedValue.where(Pace.OF_THIS_WORK, turn).call(mapping::get);
        } finally {
            turn.end();
        }
    }

    /** How many accounts are remembered. */
    int remembered() {
        return slow.size();
    }

    private final class Turn implements Pace {
        private final String account;
        private long left = ORDINARY_STEPS;
        private @Nullable Slow held;

        Turn(String account) {
            this.account = account;
        }

        void beginWith(@Nullable Slow known) {
            if (known != null && known.isOver()) {
                slow.remove(account, known);
            } else if (known != null) {
                queue(known);
            }
        }

        @Override
        public void worked(long steps) {
            left -= steps;
            if (left > 0) {
                return;
            }
            Slow mine = held;
            if (mine == null) {
                slow.values().removeIf(Slow::isOver);
                queue(slow.computeIfAbsent(account, absent -> new Slow()));
            } else {
                mine.since = System.nanoTime();
                left = TURN_STEPS;
                sleep();
            }
        }

        private void queue(Slow mine) {
            try {
                if (!mine.turn.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new Failure(
                            Code.OVERLOADED,
                            "the mappings of %s take so long that this one had no turn within %d s; make its override cheaper"
                                    .formatted(account, PATIENCE.toSeconds()));
                }
            } catch (InterruptedException e) {
                throw stopped(e);
            }
            held = mine;
            left = TURN_STEPS;
        }

        private void sleep() {
            try {
                Thread.sleep(rest);
            } catch (InterruptedException e) {
                throw stopped(e);
            }
        }

        private Failure stopped(InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Failure(Code.NOT_READY, "stopped while a mapping of " + account + " ran", e);
        }

        void end() {
            if (held != null) {
                held.turn.release();
            }
        }
    }
}
