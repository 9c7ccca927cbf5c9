package dev.tributary.jsonata;

import java.time.Duration;

/**
 * What one evaluation may use before it is stopped with an error code.
 *
 * @param steps calls, loop rounds, constructed values and the work of built-ins, roughly
 *     nanoseconds times ten (U1001)
 * @param depth nested evaluations, in calls, in the expression's own text and in data (U1001)
 * @param outputNodes values put into lists and objects, and values in the result (U1002)
 * @param outputChars characters of strings made, and of strings in the result (U1003)
 * @param regexSteps characters read by regular expressions, weighted by the size of the pattern
 *     (U1004)
 * @param wallTime how long it may take (U1001)
 */
public record Limits(
        long steps,
        int depth,
        long outputNodes,
        long outputChars,
        long regexSteps,
        Duration wallTime) {
    /** Enough for any sane mapping, little enough for a stranger's. */
    public static final Limits DEFAULT =
            new Limits(
                    50_000_000, 1_000, 10_000_000, 50_000_000, 20_000_000, Duration.ofSeconds(5));

    public Limits {
        if (steps < 1 || depth < 1 || outputNodes < 1 || outputChars < 1 || regexSteps < 1) {
            throw new IllegalArgumentException("each limit must be at least 1");
        }
        if (depth > 5_000)
            throw new IllegalArgumentException("depth must not exceed 5000: the stack is finite");
        if (wallTime.isNegative() || wallTime.isZero()) {
            throw new IllegalArgumentException("wallTime must be positive");
        }
    }

    public Limits withSteps(long limit) {
        return new Limits(limit, depth, outputNodes, outputChars, regexSteps, wallTime);
    }

    public Limits withDepth(int limit) {
        return new Limits(steps, limit, outputNodes, outputChars, regexSteps, wallTime);
    }

    public Limits withOutputNodes(long limit) {
        return new Limits(steps, depth, limit, outputChars, regexSteps, wallTime);
    }

    public Limits withOutputChars(long limit) {
        return new Limits(steps, depth, outputNodes, limit, regexSteps, wallTime);
    }

    public Limits withRegexSteps(long limit) {
        return new Limits(steps, depth, outputNodes, outputChars, limit, wallTime);
    }

    public Limits withWallTime(Duration limit) {
        return new Limits(steps, depth, outputNodes, outputChars, regexSteps, limit);
    }
}
