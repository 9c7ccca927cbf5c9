package dev.tributary.bulk;

import dev.tributary.Failure;

import java.time.Duration;

/** Takes a part of a job a step further. */
interface Advance {
    /**
     * The part after one step; the same part when all that is left is to wait.
     *
     * @throws Failure when the step could not be taken: the part stands as it was written down last
     */
    BulkPart step(Turn turn, BulkPart part);

    /** How often a part that waits is looked at. */
    Duration every(Turn turn, BulkPart part);

    /** Ends a part that cannot go on. */
    BulkPart giveUp(Turn turn, BulkPart part, Failure why);
}
