package dev.tributary.sandbox;

import java.util.List;

/**
 * What becomes of a webhook event: the dice decide whether it never goes out, late, or twice.
 *
 * @param never chance in percent, as are the others
 * @param lateMillis about how long a late one waits
 */
public record Fate(
        Dice dice, Counters counters, long never, long late, long twice, long lateMillis) {

    /** How long each copy waits before it goes out, in milliseconds; none for a lost event. */
    public List<Long> waits(String identity) {
        counters.add("webhook events");
        if (dice.hit(never, "never " + identity)) {
            counters.add("webhook events lost");
            return List.of();
        }
        long wait = 0;
        if (dice.hit(late, "late " + identity)) {
            counters.add("webhook events late");
            wait = howLate(identity);
        }
        if (dice.hit(twice, "twice " + identity)) {
            counters.add("webhook events duplicated");
            return List.of(wait, wait + howLate("again " + identity) / 4);
        }
        return List.of(wait);
    }

    /** Half to one and a half of the dial. */
    private long howLate(String identity) {
        return lateMillis / 2 + dice.number(lateMillis + 1, "how late " + identity);
    }
}
