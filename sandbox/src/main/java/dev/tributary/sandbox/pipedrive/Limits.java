package dev.tributary.sandbox.pipedrive;

import dev.tributary.sandbox.Dials;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.RollingLimit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** How much may be called, on wall time. Safe for use by many threads. */
final class Limits {
    private static final Duration WINDOW = Duration.ofSeconds(2);
    private static final Duration BAN = Duration.ofMinutes(1);

    private final Clock clock;
    private final Dials<PipedriveDial> dials;
    private final Map<String, RollingLimit> bursts = new HashMap<>();
    private final Map<String, RollingLimit> searches = new HashMap<>();
    private final Map<String, Long> spent = new HashMap<>();
    private final Map<String, Long> refusedInARow = new HashMap<>();
    private final Map<String, Instant> bannedUntil = new HashMap<>();

    Limits(Clock clock, Dials<PipedriveDial> dials) {
        this.clock = clock;
        this.dials = dials;
    }

    /** What comes of asking. */
    enum Outcome {
        PASSES,
        OVER_BURST,
        OVER_SEARCH,
        OVER_BUDGET,
        /** Cut off, because earlier refusals were ignored. */
        BANNED
    }

    /**
     * @param limit requests per window
     * @param remaining of them
     * @param reset until more may follow
     */
    record Verdict(
            Outcome outcome,
            long limit,
            long remaining,
            Duration reset,
            long dailyLimit,
            long dailyRemaining) {

        long resetSeconds() {
            return Math.max(1, reset.plusMillis(999).toSeconds());
        }

        Reply onto(Reply reply, boolean daily) {
            Reply counted =
                    reply.with("x-ratelimit-limit", Long.toString(limit))
                            .with("x-ratelimit-remaining", Long.toString(remaining))
                            .with("x-ratelimit-reset", Long.toString(resetSeconds()));
            return daily
                    ? counted.with("x-daily-ratelimit-token-limit", Long.toString(dailyLimit))
                            .with(
                                    "x-daily-ratelimit-token-remaining",
                                    Long.toString(dailyRemaining))
                    : counted;
        }
    }

    synchronized Verdict take(Caller caller, Cost cost, boolean v2) {
        Instant now = clock.instant();
        long budget = budget(caller.company());
        String day = caller.company().id() + " " + LocalDate.ofInstant(now, ZoneOffset.UTC);
        long left = Math.max(0, budget - spent.getOrDefault(day, 0L));
        long max =
                dials.get(
                        caller.app().isPresent()
                                ? PipedriveDial.OAUTH_BURST_LIMIT
                                : PipedriveDial.TOKEN_BURST_LIMIT);
        if (now.isBefore(bannedUntil.getOrDefault(caller.burst(), Instant.MIN))) {
            return new Verdict(Outcome.BANNED, max, 0, BAN, budget, left);
        }
        if (left == 0) {
            Duration untilMidnight =
                    Duration.between(
                            now,
                            LocalDate.ofInstant(now, ZoneOffset.UTC)
                                    .plusDays(1)
                                    .atStartOfDay(ZoneOffset.UTC)
                                    .toInstant());
            return refused(
                    caller, new Verdict(Outcome.OVER_BUDGET, max, max, untilMidnight, budget, 0));
        }
        if (cost == Cost.SEARCH) {
            RollingLimit.Answer search =
                    limit(searches, caller.searcher()).take(dials.get(PipedriveDial.SEARCH_LIMIT));
            if (!search.allowed()) {
                return refused(
                        caller,
                        new Verdict(Outcome.OVER_SEARCH, max, 0, search.untilNext(), budget, left));
            }
        }
        RollingLimit.Answer burst = limit(bursts, caller.burst()).take(max);
        if (!burst.allowed()) {
            return refused(
                    caller,
                    new Verdict(Outcome.OVER_BURST, max, 0, burst.untilNext(), budget, left));
        }
        refusedInARow.remove(caller.burst());
        spent.merge(day, (long) cost.tokens(v2), Long::sum);
        return new Verdict(
                Outcome.PASSES,
                max,
                burst.remaining(),
                burst.remaining() > 0 ? WINDOW : burst.untilNext(),
                budget,
                Math.max(0, left - cost.tokens(v2)));
    }

    private long budget(Company company) {
        return dials.get(PipedriveDial.DAILY_TOKENS_PER_SEAT)
                * dials.get(PipedriveDial.PLAN_MULTIPLIER)
                * company.items().all(ItemType.USER).size();
    }

    private RollingLimit limit(Map<String, RollingLimit> limits, String key) {
        return limits.computeIfAbsent(key, unseen -> new RollingLimit(clock, WINDOW));
    }

    private Verdict refused(Caller caller, Verdict verdict) {
        long allowed = dials.get(PipedriveDial.BAN_AFTER_LIMITED);
        long inARow = refusedInARow.merge(caller.burst(), 1L, Long::sum);
        if (allowed > 0 && inARow >= allowed) {
            refusedInARow.remove(caller.burst());
            bannedUntil.put(caller.burst(), clock.instant().plus(BAN));
        }
        return verdict;
    }
}
