package dev.tributary.mapping;

import java.time.Duration;

/**
 * What one evaluation of an expression may use before it fails: an override is a stranger's
 * program.
 *
 * @param time how long it may take
 * @param steps calls, loop rounds, constructed values and the work of built-ins
 * @param values most values it makes
 * @param characters most characters it makes
 */
public record ExpressionLimits(Duration time, long steps, long values, long characters) {
    /** 200 MB of the server's memory at most. */
    public static final ExpressionLimits DEFAULT =
            new ExpressionLimits(Duration.ofSeconds(2), 50_000_000, 1_000_000, 10_000_000);

    public ExpressionLimits {
        if (time.isNegative() || time.isZero() || steps < 1 || values < 1 || characters < 1) {
            throw new IllegalArgumentException("a limit must be at least 1");
        }
    }
}
