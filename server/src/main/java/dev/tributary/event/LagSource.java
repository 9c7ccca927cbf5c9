package dev.tributary.event;

/**
 * What a feature behind the record log still has to do. Asked after everything before it, so that
 * work which moves on meanwhile is counted by the one or the other.
 */
public interface LagSource {
    /** Its member in the answer of {@code GET /lag}, such as {@code commission}. */
    String name();

    /** How much is under way in an environment; 0 only when nothing is. */
    long behind(String environmentId);
}
