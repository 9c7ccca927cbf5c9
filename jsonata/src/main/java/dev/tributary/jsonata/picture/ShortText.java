package dev.tributary.jsonata.picture;

import dev.tributary.jsonata.JsonataException;
import dev.tributary.jsonata.value.Run;

import org.jspecify.annotations.Nullable;

/**
 * Pictures and what is read by them: texts so short that the work on them need not look at the
 * clock.
 */
final class ShortText {
    private static final int LONGEST = 10_000;
    private static final int CHARS = 64;
    private static final int STEPS = 500;

    private ShortText() {}

    /**
     * The text, with the work on it charged.
     *
     * @throws JsonataException U1003 if it is too long
     */
    static String of(@Nullable Object value, Run run) {
        String text = (String) value;
        if (text.length() > LONGEST) throw new JsonataException("U1003", LONGEST);
        run.chars(text.length() + CHARS);
        run.steps(STEPS);
        return text;
    }
}
