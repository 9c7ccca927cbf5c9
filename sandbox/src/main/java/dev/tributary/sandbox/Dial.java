package dev.tributary.sandbox;

import java.util.Locale;

/** One thing about an emulator that can be turned; an enum constant of the emulator. */
public interface Dial {

    /** What the number of a dial means. */
    enum Kind {
        /** Chance of 0 to 100, decided by the seed and the identity of what it falls on. */
        PERCENT,
        /** How often from now on; each time it happens takes one off. */
        NEXT,
        /** A count, a status or another plain number. */
        NUMBER,
        MILLIS,
        SECONDS,
        /** 0 is off, 1 is on. */
        SWITCH
    }

    /**
     * @param quiet the value without faults, which is also the provider's own as far as known
     * @param lively the value under {@link FaultProfile#DEFAULT}
     * @param caption what it does; says so where the fact behind it is only general knowledge
     */
    record Spec(Kind kind, long quiet, long lively, long min, long max, String caption) {
        public Spec {
            if (quiet < min || quiet > max || lively < min || lively > max) {
                throw new IllegalArgumentException("default out of range: " + caption);
            }
        }

        public static Spec percent(long lively, String caption) {
            return new Spec(Kind.PERCENT, 0, lively, 0, 100, caption);
        }

        public static Spec next(long lively, String caption) {
            return new Spec(Kind.NEXT, 0, lively, 0, 1_000_000, caption);
        }

        public static Spec toggle(boolean on, String caption) {
            long value = on ? 1 : 0;
            return new Spec(Kind.SWITCH, value, value, 0, 1, caption);
        }

        public static Spec number(long value, long min, long max, String caption) {
            return new Spec(Kind.NUMBER, value, value, min, max, caption);
        }

        public static Spec millis(long quiet, long lively, long max, String caption) {
            return new Spec(Kind.MILLIS, quiet, lively, 0, max, caption);
        }

        public static Spec seconds(long quiet, long lively, long max, String caption) {
            return new Spec(Kind.SECONDS, quiet, lively, 1, max, caption);
        }

        long under(FaultProfile profile) {
            return switch (profile) {
                case OFF -> quiet;
                case DEFAULT -> lively;
                case HARSH -> countsFaults() ? Math.min(max, 3 * lively) : lively;
            };
        }

        private boolean countsFaults() {
            return kind == Kind.PERCENT || kind == Kind.NEXT;
        }
    }

    Spec spec();

    /** The constant's name; enums have it already. */
    String name();

    /** The name in JSON: lower case with underscores. */
    default String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
