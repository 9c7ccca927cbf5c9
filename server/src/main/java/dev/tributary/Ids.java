package dev.tributary;

import java.time.Clock;
import java.time.Instant;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Makes the ids of all rows: a short prefix that names the kind, then a UUIDv7 as 26 characters of
 * base 32 ({@code ia_01jq5v2k3mf4tbz6w8x9y0a1b2}). They sort by time as text, and strictly upwards
 * within one instance, also when the clock steps back. Thread-safe.
 */
public final class Ids {
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int LENGTH = 26;
    private static final Pattern FORM =
            Pattern.compile("[a-z][a-z0-9]{0,15}_[0-9a-hjkmnp-tv-z]{26}");
    private static final int COUNTER_BITS = 12;

    private final Clock clock;
    private final RandomGenerator random;
    private long last;

    public Ids(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** A new id such as {@code evt_…} for prefix {@code evt}. */
    public String next(String prefix) {
        long high;
        long low;
        synchronized (this) {
            // 48 bits of milliseconds and a 12-bit counter; a full counter borrows from the future.
            long now = (clock.millis() << COUNTER_BITS) | (random.nextInt() & 0x7ff);
            last = Math.max(last + 1, now);
            high = last;
            low = random.nextLong();
        }
        long most = ((high >>> COUNTER_BITS) << 16) | 0x7000 | (high & 0xfff);
        long least = (low & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return prefix + '_' + base32(most, least);
    }

    /** Whether the text has the form of an id with this prefix. */
    public static boolean is(String prefix, String id) {
        return id.length() == prefix.length() + 1 + LENGTH
                && id.startsWith(prefix)
                && FORM.matcher(id).matches();
    }

    /** The instant at which an id was made, to the millisecond. */
    public static Instant madeAt(String id) {
        if (!FORM.matcher(id).matches()) {
            throw Failure.invalid("'%s' is not an id", id);
        }
        long millis = 0;
        String digits = id.substring(id.length() - LENGTH);
        for (int i = 0; i < 10; i++) {
            millis = (millis << 5) | ALPHABET.indexOf(digits.charAt(i));
        }
        return Instant.ofEpochMilli(millis);
    }

    // 128 bits are 25 groups of five and three more in front, so the first 50 bits of text are the
    // two zero bits of padding and exactly the 48 bits of time.
    private static String base32(long most, long least) {
        char[] text = new char[LENGTH];
        for (int i = LENGTH - 1; i >= 0; i--) {
            text[i] = ALPHABET.charAt((int) (least & 31));
            least = (least >>> 5) | (most << 59);
            most >>>= 5;
        }
        return new String(text);
    }
}
