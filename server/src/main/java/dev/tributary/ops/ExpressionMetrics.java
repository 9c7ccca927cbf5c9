package dev.tributary.ops;

import dev.tributary.mapping.Provenance;
import dev.tributary.mapping.WatchExpressions;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * What each expression of the connectors and their overrides uses, by where it stands. Overrides of
 * different customers share a series where they say something at the same place; beyond a number of
 * places the rest of a layer is counted together. Thread-safe; an evaluation allocates nothing.
 */
public final class ExpressionMetrics implements WatchExpressions {
    static final int PLACES_MAX = 4_000;
    private static final String REST = "other";
    private static final double NANOS = 1e9;

    private record Place(String connector, String resource, String layer, String place) {}

    private static final class Used implements Meter {
        private final LongSupplier nanoTime;
        private final LongAdder evaluations = new LongAdder();
        private final LongAdder nanos = new LongAdder();
        private final LongAdder steps = new LongAdder();
        private final LongAdder failures = new LongAdder();

        private Used(LongSupplier nanoTime) {
            this.nanoTime = nanoTime;
        }

        @Override
        public long begin() {
            return nanoTime.getAsLong();
        }

        @Override
        public void end(long began, boolean failed) {
            nanos.add(nanoTime.getAsLong() - began);
            evaluations.increment();
            if (failed) {
                failures.increment();
            }
        }

        @Override
        public void accept(long taken) {
            steps.add(taken);
        }
    }

    private final LongSupplier nanoTime;
    private final Map<Place, Used> byPlace = new ConcurrentHashMap<>();

    public ExpressionMetrics(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** The same, told with all others. */
    public static ExpressionMetrics in(Metrics metrics, LongSupplier nanoTime) {
        ExpressionMetrics expressions = new ExpressionMetrics(nanoTime);
        metrics.source(expressions::counted);
        return expressions;
    }

    @Override
    public Meter of(String connector, String resource, Provenance by) {
        Place place = new Place(connector, resource, by.layer(), by.place());
        Used known = byPlace.get(place);
        if (known == null && byPlace.size() >= PLACES_MAX) {
            place = new Place(REST, "", by.isOverride() ? REST : by.layer(), REST);
        }
        return known == null ? byPlace.computeIfAbsent(place, first -> new Used(nanoTime)) : known;
    }

    private List<Metrics.Counted> counted() {
        List<Metrics.Counted> counted = new ArrayList<>();
        byPlace.forEach(
                (place, used) -> {
                    if (used.evaluations.sum() > 0) {
                        List<String> labels = labels(place);
                        add(counted, "expression_evaluations", labels, used.evaluations);
                        add(counted, "expression_steps", labels, used.steps);
                        add(counted, "expression_failures", labels, used.failures);
                        String seconds =
                                String.format(Locale.ROOT, "%.6f", used.nanos.sum() / NANOS);
                        counted.add(new Metrics.Counted("expression_seconds", labels, seconds));
                    }
                });
        return counted;
    }

    private static void add(
            List<Metrics.Counted> counted, String name, List<String> labels, LongAdder adder) {
        counted.add(new Metrics.Counted(name, labels, Long.toString(adder.sum())));
    }

    private static List<String> labels(Place place) {
        return List.of(
                "connector", place.connector(),
                "resource", place.resource(),
                "layer", place.layer(),
                "place", place.place());
    }
}
