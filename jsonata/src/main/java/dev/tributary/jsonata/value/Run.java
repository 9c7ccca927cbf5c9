package dev.tributary.jsonata.value;

import dev.tributary.jsonata.JsonataException;
import dev.tributary.jsonata.Limits;
import dev.tributary.jsonata.Options;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * One evaluation: what it was given and what it may still use. Every loop, call, constructor and
 * built-in charges it. Steps are handed out in slices, so that the common charge is one
 * subtraction; the clock is read between slices.
 */
public final class Run {
    private static final int SLICE = 4_096;
    private static final int BATCH = 4_096;
    private static final int SHALLOW = 64;
    private static final long MOST_AT_ONCE = 1 << 30;

    public final @Nullable Object input;
    public final Map<String, Object> bindings;
    public final Options options;
    private final Limits limits;
    private final boolean plain;
    private int slice;
    private long stepsLeft;
    private long nodesLeft;
    private long charsLeft;
    private long regexLeft;
    private int depth;
    private int ceiling;
    private long started;
    private @Nullable Object site;
    private @Nullable Object prefixInput;
    private String prefixName;
    private @Nullable Object prefixValue;
    private long timestamp = Long.MIN_VALUE;

    public Run(@Nullable Object input, Map<String, Object> bindings, Options options) {
        this.input = input;
        this.bindings = bindings;
        this.options = options;
        this.limits = options.limits();
        this.plain = bindings.isEmpty() && options.functions().isEmpty();
        this.ceiling = Math.min(SHALLOW, limits.depth());
        this.slice = (int) Math.min(SLICE, limits.steps());
        this.stepsLeft = limits.steps() - slice;
        this.nodesLeft = Math.min(limits.outputNodes(), MOST_AT_ONCE);
        this.charsLeft = Math.min(limits.outputChars(), MOST_AT_ONCE);
        this.regexLeft = limits.regexSteps();
    }

    /** Whether a binding or a Java function has the name of a built-in. */
    public boolean isShadowed(String name) {
        return !plain && (bindings.containsKey(name) || options.functions().containsKey(name));
    }

    /** Charges one round of a loop or one call. */
    public void step() {
        if (--slice < 0) refill(1);
    }

    /** What has been charged so far. */
    public long stepsTaken() {
        return limits.steps() - stepsLeft - slice;
    }

    /** Charges the work of a built-in. */
    public void steps(long work) {
        if (work <= slice) {
            slice -= (int) work;
        } else {
            refill(work - slice);
        }
    }

    private void refill(long missing) {
        if (missing > stepsLeft)
            throw new JsonataException("U1001", "more than " + limits.steps() + " steps");
        stepsLeft -= missing;
        slice = (int) Math.min(SLICE, stepsLeft);
        stepsLeft -= slice;
        long now = System.nanoTime();
        if (started == 0) {
            started = now;
        } else if (now - started > limits.wallTime().toNanos()) {
            throw new JsonataException(
                    "U1001", "more than " + limits.wallTime().toMillis() + " ms");
        }
        options.pace().accept(SLICE + missing);
    }

    /** Charges values put into a list or object. */
    public void nodes(long count) {
        if ((nodesLeft -= count) < 0) throw new JsonataException("U1002", limits.outputNodes());
        steps(count);
    }

    /** Charges the characters of a string about to be made. */
    public void chars(long count) {
        if ((charsLeft -= count) < 0) throw new JsonataException("U1003", limits.outputChars());
        steps(count >> 4);
    }

    /**
     * Charges for the characters of a string that is made one by one, a batch ahead.
     *
     * @param index of the character that comes next
     */
    public void charsAt(int index, int length) {
        if ((index & BATCH - 1) == 0) chars(Math.min(BATCH, length - index));
    }

    /** Charges the work of a regular expression. */
    public void regex(long work) {
        if ((regexLeft -= work) < 0) throw new JsonataException("U1004", limits.regexSteps());
        steps(work);
    }

    /** Starts calls or data nested this much deeper; {@link #leave} ends them. */
    public void enter(int levels) {
        if ((depth += levels) >= ceiling) deeper();
    }

    private void deeper() {
        if (depth >= limits.depth()) throw tooDeep();
        FirstUse.ofEverything();
        ceiling = limits.depth();
    }

    public void leave(int levels) {
        depth -= levels;
    }

    public JsonataException tooDeep() {
        return new JsonataException("U1001", "nested deeper than " + limits.depth());
    }

    /**
     * The field that the paths of an expression mostly begin with, looked up once and not for each
     * of them.
     */
    public @Nullable Object prefix(Map<?, ?> map, Name name) {
        if (map == prefixInput && name.text() == prefixName) return prefixValue;
        prefixInput = map;
        prefixName = name.text();
        prefixValue = name.of(map);
        return prefixValue;
    }

    /** To be called when an object changes that expressions can already see. */
    public void forgetPrefix() {
        prefixInput = null;
    }

    /** Notes where the call about to be made stands, for $eval. */
    public void site(@Nullable Object callSite) {
        site = callSite;
    }

    public @Nullable Object site() {
        return site;
    }

    /** The instant of this evaluation, the same however often it is asked for. */
    public long timestamp() {
        if (timestamp == Long.MIN_VALUE) timestamp = options.clock().millis();
        return timestamp;
    }

    public RandomGenerator random() {
        return options.random().get();
    }

    /** Whether arithmetic is decimal. */
    public boolean exact() {
        return options.exact();
    }
}
