package dev.tributary.unified;

import dev.tributary.http.Ask;
import dev.tributary.http.Reply;

import java.util.function.Function;

/** How a write that is asked for again is not done again. */
interface Once {
    /** Every write is done: for those who ask only once. */
    Once NEVER_AGAIN = (ask, body, write) -> write.apply(ask);

    /** Runs the write, or answers as it was answered before. */
    Reply run(Ask ask, byte[] body, Function<Ask, Reply> write);

    /** Forgets what is too old to be asked for again. */
    default void purge() {}
}
