package dev.tributary.bench;

import com.sun.management.ThreadMXBean;

import dev.tributary.jsonata.Expression;
import dev.tributary.jsonata.Jsonata;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The table of the engine's README: each mapping on each engine, in processes of their own that
 * take turns, so that a noisy moment of the machine hits them all. A time is processor time of the
 * thread that maps, in the fastest tenth of a second of two: what the code takes, not what others
 * on the machine take from it. Times and ratios are medians of the rounds, ratios within each,
 * since the machine's speed changes between them. Bytes are what that thread allocates in a call.
 */
public final class Compare {
    private enum Peer {
        BY_HAND,
        TRIBUTARY,
        DASHJOIN,
        NODE,
        BY_HAND_HOT,
        TRIBUTARY_HOT,
        COMPILE;

        boolean isHot() {
            return name().endsWith("HOT");
        }
    }

    /** What one call takes. */
    private record Cost(double nanos, double bytes) {}

    private static final int HOT = 300;
    private static final int BATCH = 200;
    private static final long WARM_UP = 2_000_000_000L;
    private static final long MEASURED = 2_000_000_000L;
    private static final long SLICE = 100_000_000L;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static volatile Object sink;

    private Compare() {}

    /**
     * The number of rounds, 3 if it is missing. {@code child <peer> <mapping>} is one measurement:
     * nanoseconds and bytes.
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 3 && arguments[0].equals("child")) {
            Cost cost = measure(Peer.valueOf(arguments[1]), Mapping.valueOf(arguments[2]));
            System.out.println(cost.nanos + " " + cost.bytes);
            return;
        }
        int rounds = arguments.length == 0 ? 3 : Integer.parseInt(arguments[0]);
        System.out.println(
                "| mapping | ns | × dashjoin | × jsonata-js | × by hand | bytes | hot: ns | hot: ×"
                        + " by hand | compile: µs |");
        System.out.println("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        for (Mapping mapping : Mapping.values()) row(mapping, rounds);
    }

    private static void row(Mapping mapping, int rounds) throws IOException {
        Peer[] peers = Peer.values();
        double[][] times = new double[peers.length][rounds];
        double bytes = 0;
        for (int round = 0; round < rounds; round++) {
            for (Peer peer : peers) {
                Cost cost = run(peer, mapping);
                times[peer.ordinal()][round] = cost.nanos;
                if (peer == Peer.TRIBUTARY) bytes = cost.bytes;
            }
        }
        double[] ours = times[Peer.TRIBUTARY.ordinal()];
        double[] hot = times[Peer.TRIBUTARY_HOT.ordinal()];
        System.out.printf(
                Locale.ROOT,
                "| %s | %,.0f | %.1f | %.0f | %.2f | %,.0f | %,.0f | %.2f | %.0f |%n",
                mapping.name().toLowerCase(Locale.ROOT),
                median(ours),
                median(times[Peer.DASHJOIN.ordinal()], ours),
                median(times[Peer.NODE.ordinal()], ours),
                median(times[Peer.BY_HAND.ordinal()], ours),
                bytes,
                median(hot),
                median(times[Peer.BY_HAND_HOT.ordinal()], hot),
                median(times[Peer.COMPILE.ordinal()]) / 1_000);
    }

    /** How many times as long as ours theirs took. */
    private static double median(double[] theirs, double[] ours) {
        double[] ratios = new double[ours.length];
        for (int i = 0; i < ratios.length; i++) ratios[i] = theirs[i] / ours[i];
        return median(ratios);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static Cost run(Peer peer, Mapping mapping) throws IOException {
        List<String> command = new ArrayList<>();
        if (peer == Peer.NODE) {
            String folder = "bench/src/main/resources/mappings";
            command.addAll(List.of("node", "bench/src/main/js/measure.js", folder));
            command.add(mapping.name().toLowerCase(Locale.ROOT));
        } else {
            String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
            String classes = System.getProperty("java.class.path");
            command.addAll(List.of(java, "-XX:+UseSerialGC", "-Xmx1g", "-cp", classes));
            command.addAll(List.of(Compare.class.getName(), "child", peer.name(), mapping.name()));
        }
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader out = process.inputReader()) {
            String[] cost = out.readLine().split(" ");
            return new Cost(
                    Double.parseDouble(cost[0]), cost.length < 2 ? 0 : Double.parseDouble(cost[1]));
        }
    }

    private static Cost measure(Peer peer, Mapping mapping) {
        Map<String, Object> input = mapping.input();
        String text = mapping.expression();
        if (peer.isHot()) HotExpressions.run(HOT);
        Supplier<Object> call =
                switch (peer) {
                    case TRIBUTARY, TRIBUTARY_HOT -> {
                        Expression expression = Jsonata.compile(text);
                        yield () -> expression.evaluate(input);
                    }
                    case DASHJOIN -> {
                        var expression = com.dashjoin.jsonata.Jsonata.jsonata(text);
                        yield () -> expression.evaluate(input);
                    }
                    case BY_HAND, BY_HAND_HOT -> () -> mapping.byHand(input);
                    case COMPILE -> () -> Jsonata.compile(text);
                    case NODE -> throw new IllegalArgumentException("not in Java");
                };
        repeat(call, WARM_UP);
        Cost fastest = new Cost(Double.MAX_VALUE, 0);
        long start = THREADS.getCurrentThreadCpuTime();
        while (THREADS.getCurrentThreadCpuTime() - start < MEASURED) {
            Cost cost = repeat(call, SLICE);
            if (cost.nanos < fastest.nanos) fastest = cost;
        }
        return fastest;
    }

    private static Cost repeat(Supplier<Object> call, long budget) {
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long start = THREADS.getCurrentThreadCpuTime();
        long calls = 0;
        long elapsed = 0;
        while (elapsed < budget) {
            for (int i = 0; i < BATCH; i++) sink = call.get();
            calls += BATCH;
            elapsed = THREADS.getCurrentThreadCpuTime() - start;
        }
        allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated;
        return new Cost((double) elapsed / calls, (double) allocated / calls);
    }
}
