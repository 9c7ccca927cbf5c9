package dev.tributary.ops;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Counters, gauges and latencies of this process, by name and labels, in the Prometheus text
 * format. Labels come as pairs: {@code count("api_calls", "provider", name)}. Thread-safe and
 * cheap: a hash look-up and an add.
 */
public final class Metrics {
    private static final String PREFIX = "tributary_";
    private static final double NANOS = 1e9;

    /** Upper bounds in seconds; the last bucket is open. */
    private static final double[] BOUNDS = {
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30
    };

    private record Key(String name, List<String> labels) {}

    private static final class Histogram {
        private final LongAdder[] buckets = new LongAdder[BOUNDS.length + 1];
        private final LongAdder nanos = new LongAdder();

        private Histogram() {
            Arrays.setAll(buckets, i -> new LongAdder());
        }

        private void add(long duration) {
            int bucket = 0;
            while (bucket < BOUNDS.length && duration > BOUNDS[bucket] * NANOS) {
                bucket++;
            }
            buckets[bucket].increment();
            nanos.add(duration);
        }
    }

    private final Map<Key, LongAdder> counters = new ConcurrentHashMap<>();
    private final Map<Key, Histogram> histograms = new ConcurrentHashMap<>();
    private final Map<String, LongSupplier> gauges = new ConcurrentSkipListMap<>();
    private final List<Supplier<List<Counted>>> sources = new CopyOnWriteArrayList<>();

    /** A counter that somebody else keeps. */
    public record Counted(String name, List<String> labels, String value) {}

    public void count(String name, String... labels) {
        add(name, 1, labels);
    }

    public void add(String name, long amount, String... labels) {
        counters.computeIfAbsent(new Key(name, List.of(labels)), k -> new LongAdder()).add(amount);
    }

    /** A latency in nanoseconds; shown in seconds. */
    public void observe(String name, long nanos, String... labels) {
        histograms.computeIfAbsent(new Key(name, List.of(labels)), k -> new Histogram()).add(nanos);
    }

    public void gauge(String name, LongSupplier value) {
        gauges.put(name, value);
    }

    /** Counters that somebody else keeps, asked for when they are shown. */
    public void source(Supplier<List<Counted>> source) {
        sources.add(source);
    }

    /** A counter's sum over all its labels. */
    public long total(String name) {
        return counters.entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(name))
                .mapToLong(entry -> entry.getValue().sum())
                .sum();
    }

    /** The {@link #total} of each of these counters. */
    public Map<String, Long> totals(List<String> names) {
        return names.stream().collect(Collectors.toMap(name -> name, this::total));
    }

    /** Everything in the Prometheus text format, version 0.0.4. */
    public String text() {
        StringBuilder out = new StringBuilder();
        Map<String, String> lines = new ConcurrentSkipListMap<>();
        counters.forEach(
                (key, value) ->
                        lines.put(
                                PREFIX + key.name() + "_total" + labels(key.labels(), ""),
                                Long.toString(value.sum())));
        for (Supplier<List<Counted>> source : sources) {
            for (Counted counted : source.get()) {
                String name = PREFIX + counted.name() + "_total";
                lines.put(name + labels(counted.labels(), ""), counted.value());
            }
        }
        gauges.forEach((name, value) -> lines.put(PREFIX + name, value(value)));
        lines.forEach((name, value) -> out.append(name).append(' ').append(value).append('\n'));
        new ConcurrentSkipListMap<>(byText()).forEach((name, histogram) -> write(out, histogram));
        return out.toString();
    }

    private Map<String, Map.Entry<Key, Histogram>> byText() {
        Map<String, Map.Entry<Key, Histogram>> byText = new ConcurrentHashMap<>();
        histograms.entrySet().forEach(entry -> byText.put(entry.getKey().toString(), entry));
        return byText;
    }

    private static void write(StringBuilder out, Map.Entry<Key, Histogram> entry) {
        String name = PREFIX + entry.getKey().name();
        List<String> labels = entry.getKey().labels();
        long count = 0;
        for (int i = 0; i <= BOUNDS.length; i++) {
            count += entry.getValue().buckets[i].sum();
            String bound = i < BOUNDS.length ? Double.toString(BOUNDS[i]) : "+Inf";
            out.append(name).append("_bucket").append(labels(labels, bound));
            out.append(' ').append(count).append('\n');
        }
        double sum = entry.getValue().nanos.sum() / NANOS;
        out.append(name).append("_sum").append(labels(labels, ""));
        out.append(String.format(Locale.ROOT, " %.6f%n", sum));
        out.append(name).append("_count").append(labels(labels, ""));
        out.append(' ').append(count).append('\n');
    }

    // A gauge that cannot be read must not take the page down.
    private static String value(LongSupplier supplier) {
        try {
            return Long.toString(supplier.getAsLong());
        } catch (RuntimeException e) {
            return "NaN";
        }
    }

    private static String labels(List<String> labels, String bound) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i + 1 < labels.size(); i += 2) {
            append(out, labels.get(i), labels.get(i + 1));
        }
        if (!bound.isEmpty()) {
            append(out, "le", bound);
        }
        return out.isEmpty() ? "" : out.append('}').toString();
    }

    private static void append(StringBuilder out, String name, String value) {
        String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        out.append(out.isEmpty() ? '{' : ',').append(name).append("=\"");
        out.append(escaped).append('"');
    }
}
