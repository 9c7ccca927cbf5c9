package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Dials;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.RollingLimit;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How much an installed app may call, on wall time. Safe for use by many threads. */
final class Limits {
    static final Duration ROLLING = Duration.ofSeconds(10);

    private final Clock clock;
    private final Dials<HubSpotDial> dials;
    private final Map<String, RollingLimit> rolling = new HashMap<>();
    private final Map<String, RollingLimit> searches = new HashMap<>();
    private final Map<String, Long> daily = new HashMap<>();

    Limits(Clock clock, Dials<HubSpotDial> dials) {
        this.clock = clock;
        this.dials = dials;
    }

    /**
     * @param exceeded the limit that was hit, if any
     * @param remaining of the rolling limit
     */
    record Verdict(Optional<HubSpotRefusals.Policy> exceeded, long remaining, Duration untilNext) {
        Reply onto(Reply reply, long max) {
            return reply.with("X-HubSpot-RateLimit-Max", Long.toString(max))
                    .with("X-HubSpot-RateLimit-Remaining", Long.toString(remaining))
                    .with(
                            "X-HubSpot-RateLimit-Interval-Milliseconds",
                            Long.toString(ROLLING.toMillis()));
        }
    }

    synchronized Verdict take(String appId, String portalId, boolean search) {
        String day = portalId + " " + LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (daily.getOrDefault(day, 0L) >= dials.get(HubSpotDial.DAILY_LIMIT)) {
            return new Verdict(Optional.of(HubSpotRefusals.Policy.DAILY), 0, Duration.ofHours(1));
        }
        if (search) {
            RollingLimit.Answer answer =
                    searches.computeIfAbsent(
                                    portalId,
                                    unseen -> new RollingLimit(clock, Duration.ofSeconds(1)))
                            .take(dials.get(HubSpotDial.SEARCH_LIMIT));
            if (!answer.allowed()) {
                return new Verdict(
                        Optional.of(HubSpotRefusals.Policy.SECONDLY), 0, answer.untilNext());
            }
        }
        long remaining = dials.get(HubSpotDial.ROLLING_LIMIT);
        if (!search || dials.on(HubSpotDial.SEARCH_COUNTS_IN_ROLLING_LIMIT)) {
            RollingLimit.Answer answer =
                    rolling.computeIfAbsent(
                                    appId + " " + portalId,
                                    unseen -> new RollingLimit(clock, ROLLING))
                            .take(dials.get(HubSpotDial.ROLLING_LIMIT));
            if (!answer.allowed()) {
                return new Verdict(
                        Optional.of(HubSpotRefusals.Policy.TEN_SECONDLY_ROLLING),
                        0,
                        answer.untilNext());
            }
            remaining = answer.remaining();
        }
        daily.merge(day, 1L, Long::sum);
        return new Verdict(Optional.empty(), remaining, Duration.ZERO);
    }
}
