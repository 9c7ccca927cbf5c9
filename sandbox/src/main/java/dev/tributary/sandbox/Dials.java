package dev.tributary.sandbox;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** The values of one group of dials. Safe for use by many threads. */
public final class Dials<D extends Enum<D> & Dial> {
    private final EnumMap<D, AtomicLong> values;
    private final Map<String, D> byKey = new LinkedHashMap<>();

    public Dials(Class<D> type) {
        values = new EnumMap<>(type);
        for (D dial : type.getEnumConstants()) {
            values.put(dial, new AtomicLong(dial.spec().quiet()));
            byKey.put(dial.key(), dial);
        }
    }

    public long get(D dial) {
        return cell(dial).get();
    }

    public boolean on(D dial) {
        return get(dial) != 0;
    }

    /**
     * @throws IllegalArgumentException when the value is out of the dial's range
     */
    public Dials<D> set(D dial, long value) {
        Dial.Spec spec = dial.spec();
        if (value < spec.min() || value > spec.max()) {
            throw new IllegalArgumentException(
                    "%s must be between %d and %d, not %d"
                            .formatted(dial.key(), spec.min(), spec.max(), value));
        }
        cell(dial).set(value);
        return this;
    }

    public Dials<D> set(D dial, boolean on) {
        return set(dial, on ? 1 : 0);
    }

    /** Takes one off a {@link Dial.Kind#NEXT} dial; false when none was left. */
    public boolean take(D dial) {
        return cell(dial).getAndUpdate(left -> left > 0 ? left - 1 : 0) > 0;
    }

    /** Sets every dial whose value differs between the profiles; leaves the others alone. */
    public void apply(FaultProfile profile) {
        for (D dial : byKey.values()) {
            Dial.Spec spec = dial.spec();
            if (spec.kind() == Dial.Kind.PERCENT
                    || spec.kind() == Dial.Kind.NEXT
                    || spec.quiet() != spec.lively()) {
                set(dial, spec.under(profile));
            }
        }
    }

    public void reset() {
        values.forEach((dial, cell) -> cell.set(dial.spec().quiet()));
    }

    /** All dials for a reader: value, default, range and caption. */
    public List<Map<String, @Nullable Object>> describe() {
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        values.forEach(
                (dial, cell) ->
                        all.add(
                                Json.of("dial", dial.key())
                                        .and("value", cell.get())
                                        .and("default", dial.spec().quiet())
                                        .and("min", dial.spec().min())
                                        .and("max", dial.spec().max())
                                        .and(
                                                "kind",
                                                dial.spec().kind().name().toLowerCase(Locale.ROOT))
                                        .and("caption", dial.spec().caption())));
        return all;
    }

    public boolean knows(String key) {
        return byKey.containsKey(key);
    }

    /**
     * Sets a dial by its JSON name; true and false stand for 1 and 0.
     *
     * @throws IllegalArgumentException when the name, the type or the range is wrong
     */
    public void set(String key, @Nullable Object value) {
        D dial = byKey.get(key);
        if (dial == null) {
            throw new IllegalArgumentException("there is no dial named " + key);
        }
        switch (value) {
            case Boolean on -> set(dial, (boolean) on);
            case Integer number -> set(dial, number.longValue());
            case Long number -> set(dial, (long) number);
            case null, default ->
                    throw new IllegalArgumentException(key + " must be a whole number");
        }
    }

    private AtomicLong cell(D dial) {
        AtomicLong cell = values.get(dial);
        if (cell == null) {
            throw new IllegalStateException("no such dial: " + dial);
        }
        return cell;
    }
}
