package dev.tributary.budget;

/**
 * What is left of a budget: {@code remaining} of {@code limit}, whole again in {@code
 * resetSeconds}.
 */
public record Remaining(long limit, long remaining, long resetSeconds) {
    /** The tighter of two: the one with the smaller share left. */
    public Remaining tighter(Remaining other) {
        // remaining/limit < other.remaining/other.limit, without division
        return remaining * other.limit <= other.remaining * limit ? this : other;
    }
}
