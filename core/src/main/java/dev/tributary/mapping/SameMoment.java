package dev.tributary.mapping;

import dev.tributary.jsonata.Options;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Lets expressions be evaluated several times to be compared: they see one time and one chance. */
final class SameMoment {
    private static final ScopedValue<Instant> MOMENT = ScopedValue.newInstance();
    private static final Options USUAL = Options.defaults();

    /** The time of the moment, and outside of one the usual. */
    static final Clock CLOCK =
            new Clock() {
                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }

                @Override
                public Instant instant() {
                    return MOMENT.isBound() ? MOMENT.get() : USUAL.clock().instant();
                }
            };

    private SameMoment() {}

    static RandomGenerator random() {
        return MOMENT.isBound() ? new Random(MOMENT.get().toEpochMilli()) : USUAL.random().get();
    }

    static <T> T run(Supplier<T> work) {
        return ScopedValue.where(MOMENT, USUAL.clock().instant()).call(work::get);
    }
}
