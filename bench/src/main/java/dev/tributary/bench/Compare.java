package dev.tributary.bench;

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
 * take turns, so that a noisy moment of the machine hits them all. Times are processor time of the
 * thread that maps, medians of the rounds.
 */
public final class Compare {
    private static final List<String> PEERS =
            List.of("tributary", "tributary-hot", "dashjoin", "by-hand", "by-hand-hot", "node");
    private static final int HOT = 300;
    private static final long WARM_UP = 2_000_000_000L;
    private static final long MEASURED = 1_000_000_000L;
    private static volatile Object sink;

    private Compare() {}

    /**
     * Without arguments: all. {@code child <peer> <mapping>} is one measurement, in nanoseconds.
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 3 && arguments[0].equals("child")) {
            System.out.println(measure(arguments[1], Mapping.valueOf(arguments[2])));
            return;
        }
        int rounds = arguments.length == 0 ? 3 : Integer.parseInt(arguments[0]);
        System.out.println(
                "| mapping | ns | × dashjoin | × jsonata-js | × by hand | with 300 hot: ns | × by"
                        + " hand |");
        System.out.println("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
        for (Mapping mapping : Mapping.values()) row(mapping, rounds);
        compileTimes();
    }

    private static void row(Mapping mapping, int rounds) throws IOException {
        double[][] times = new double[PEERS.size()][rounds];
        for (int round = 0; round < rounds; round++) {
            for (int peer = 0; peer < PEERS.size(); peer++)
                times[peer][round] = run(PEERS.get(peer), mapping);
        }
        double[] median = Arrays.stream(times).mapToDouble(Compare::median).toArray();
        System.out.printf(
                Locale.ROOT,
                "| %s | %,.0f | %.1f | %.0f | %.2f | %,.0f | %.2f |%n",
                mapping.name().toLowerCase(Locale.ROOT),
                median[0],
                median[2] / median[0],
                median[5] / median[0],
                median[3] / median[0],
                median[1],
                median[4] / median[1]);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double run(String peer, Mapping mapping) throws IOException {
        List<String> command = new ArrayList<>();
        if (peer.equals("node")) {
            command.addAll(
                    List.of(
                            "node",
                            "bench/src/main/js/measure.js",
                            "bench/src/main/resources/mappings"));
            command.addAll(List.of(mapping.name().toLowerCase(Locale.ROOT), "1000"));
        } else {
            String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
            command.addAll(
                    List.of(
                            java,
                            "-XX:+UseSerialGC",
                            "-Xmx1g",
                            "-cp",
                            System.getProperty("java.class.path")));
            command.addAll(List.of(Compare.class.getName(), "child", peer, mapping.name()));
        }
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader out = process.inputReader()) {
            return Double.parseDouble(out.readLine());
        }
    }

    private static double measure(String peer, Mapping mapping) {
        Map<String, Object> input = mapping.input();
        if (peer.endsWith("-hot")) HotExpressions.run(HOT);
        Supplier<Object> call =
                switch (peer) {
                    case "tributary", "tributary-hot" -> {
                        Expression expression = Jsonata.compile(mapping.expression());
                        yield () -> expression.evaluate(input);
                    }
                    case "dashjoin" -> {
                        var expression = com.dashjoin.jsonata.Jsonata.jsonata(mapping.expression());
                        yield () -> expression.evaluate(input);
                    }
                    default -> () -> mapping.byHand(input);
                };
        time(call, WARM_UP);
        return time(call, MEASURED);
    }

    private static double time(Supplier<Object> call, long budget) {
        var threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        long calls = 0;
        long elapsed = 0;
        while (elapsed < budget) {
            for (int i = 0; i < 200; i++) sink = call.get();
            calls += 200;
            elapsed = threads.getCurrentThreadCpuTime() - start;
        }
        return (double) elapsed / calls;
    }

    private static void compileTimes() {
        for (Mapping mapping : Mapping.values()) {
            String text = mapping.expression();
            double nanos = time(() -> Jsonata.compile(text), MEASURED);
            System.out.printf(
                    Locale.ROOT,
                    "compile %s: %.0f µs%n",
                    mapping.name().toLowerCase(Locale.ROOT),
                    nanos / 1000);
        }
    }
}
