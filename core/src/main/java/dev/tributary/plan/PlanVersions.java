package dev.tributary.plan;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All versions of one plan by number, at least one. On a date the version with the latest first day
 * that is not after it is in force; of two with the same first day the higher number.
 */
public record PlanVersions(NavigableMap<Integer, Plan> byNumber) {
    public PlanVersions {
        byNumber = Collections.unmodifiableNavigableMap(new TreeMap<>(byNumber));
        if (byNumber.isEmpty()) {
            throw new IllegalArgumentException("a plan has at least one version");
        }
    }

    /** The newest version, in force already or not. */
    public Plan newest() {
        return byNumber.lastEntry().getValue();
    }

    public Plan version(int number) {
        Plan plan = byNumber.get(number);
        if (plan == null) {
            throw new IllegalArgumentException("there is no version " + number);
        }
        return plan;
    }

    /** The number of the version in force; empty before the first. */
    public Optional<Integer> inForce(LocalDate date) {
        Integer number = null;
        LocalDate since = LocalDate.MIN;
        for (Map.Entry<Integer, Plan> version : byNumber.entrySet()) {
            LocalDate from = version.getValue().effectiveFrom();
            if (!from.isAfter(date) && !from.isBefore(since)) {
                number = version.getKey();
                since = from;
            }
        }
        return Optional.ofNullable(number);
    }

    /**
     * What this plan makes of a record. The newest version says whether it counts and when; the
     * version in force on that date then has the last word.
     *
     * @param key the deal's key
     * @param data the unified record
     */
    public Measured measure(String key, Map<String, @Nullable Object> data) {
        MeasureRecord first = new MeasureRecord(newest(), data);
        if (!first.counts()) {
            return first.outcome(key, byNumber.lastKey());
        }
        LocalDate date = first.date();
        if (date == null) {
            return first.outcome(key, byNumber.lastKey());
        }
        Optional<Integer> number = inForce(date);
        if (number.isEmpty()) {
            return first.unclear("no version of the plan is in force on " + date);
        }
        return new MeasureRecord(version(number.get()), data).outcome(key, number.get());
    }
}
