package dev.tributary.jsonata;

import dev.tributary.jsonata.function.HostFunction;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * How an expression is compiled and run. Immutable; every {@code with} method returns a changed
 * copy.
 */
public final class Options {
    private static final Options DEFAULTS =
            new Options(
                    false,
                    Limits.DEFAULT,
                    Map.of(),
                    Clock.systemUTC(),
                    ThreadLocalRandom::current,
                    steps -> {});

    private final boolean exact;
    private final Limits limits;
    private final Map<String, Object> functions;
    private final Clock clock;
    private final Supplier<? extends RandomGenerator> random;
    private final LongConsumer pace;

    private Options(
            boolean exact,
            Limits limits,
            Map<String, Object> functions,
            Clock clock,
            Supplier<? extends RandomGenerator> random,
            LongConsumer pace) {
        this.exact = exact;
        this.limits = limits;
        this.functions = functions;
        this.clock = clock;
        this.random = random;
        this.pace = pace;
    }

    /** The reference's arithmetic (IEEE double) within {@link Limits#DEFAULT}. */
    public static Options defaults() {
        return DEFAULTS;
    }

    /**
     * Arithmetic, comparison, $number, $sum and $round in decimals of 34 digits, half to even,
     * never a double.
     */
    public static Options exactDecimals() {
        return new Options(
                true,
                DEFAULTS.limits,
                DEFAULTS.functions,
                DEFAULTS.clock,
                DEFAULTS.random,
                DEFAULTS.pace);
    }

    public Options withLimits(Limits changed) {
        return new Options(exact, changed, functions, clock, random, pace);
    }

    /** Binds a Java function, called as {@code $name(…)} with any arguments. */
    public Options withFunction(String name, JavaFunction function) {
        return withFunction(name, null, function);
    }

    /**
     * Binds a Java function whose arguments are checked first.
     *
     * @param signature as the language writes it, such as {@code <s-n?:s>}
     * @throws JsonataException if the signature is malformed
     */
    public Options withFunction(String name, @Nullable String signature, JavaFunction function) {
        Map<String, Object> more = new LinkedHashMap<>(functions);
        more.put(name, HostFunction.of(name, signature, function));
        return new Options(exact, limits, Map.copyOf(more), clock, random, pace);
    }

    /** The clock behind $now() and $millis(). */
    public Options withClock(Clock changed) {
        return new Options(exact, limits, functions, changed, random, pace);
    }

    /** Where $random() and $shuffle() get their numbers; asked once per use, by any thread. */
    public Options withRandom(Supplier<? extends RandomGenerator> changed) {
        return new Options(exact, limits, functions, clock, changed, pace);
    }

    /**
     * Told now and then, on the thread of a long evaluation, how many steps were taken since the
     * last time (some thousands): there a server of many tenants lets others go first. The time
     * that takes counts as the evaluation's; what it throws ends the evaluation.
     */
    public Options withPace(LongConsumer changed) {
        return new Options(exact, limits, functions, clock, random, changed);
    }

    public boolean exact() {
        return exact;
    }

    public Limits limits() {
        return limits;
    }

    public Clock clock() {
        return clock;
    }

    public Supplier<? extends RandomGenerator> random() {
        return random;
    }

    public LongConsumer pace() {
        return pace;
    }

    /** The bound functions by name, as the engine holds them. */
    public Map<String, Object> functions() {
        return functions;
    }
}
