package dev.tributary.bench.http;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Starts everybody, measures them in turns, so that a noisy moment of the machine hits them all,
 * and prints the tables of {@code bench/README.md}. {@code bench/http} runs it.
 */
public final class HttpBench {
    static final List<Integer> CONNECTIONS = List.of(1, 16, 64);
    private static final int WARM_LOADS_MAX = 30;
    private static final int WARM_IN_VAIN = 5;
    private static final int STEADY_PER_SECOND = 200;
    private static final int STEADY_SECONDS = 8;
    private static final int NEIGHBOUR_ROUNDS = 7;
    private static final int CROWD = 10_000;
    private static final long NOTICED_MS = 3_000;

    private HttpBench() {}

    /** The repository; then rounds and seconds of each load, or {@code serve} to look around. */
    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        boolean serve = arguments.length > 1 && arguments[1].equals("serve");
        int rounds = arguments.length > 1 && !serve ? Integer.parseInt(arguments[1]) : 3;
        int seconds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 2;
        Path folder = Files.createTempDirectory("tributary-bench");
        try (Field field = new Field(home, folder)) {
            if (serve) {
                field.subjects().forEach(HttpBench::show);
                System.out.println("process " + field.tributary().pid());
                System.in.read();
                return;
            }
            field.check();
            warmUp(field);
            Results results = new Results();
            loads(field, rounds, seconds, results);
            steady(field, rounds, results);
            neighbours(field, Math.max(rounds, NEIGHBOUR_ROUNDS), results);
            memory(field, results);
            System.out.println(new Report(results).text());
        }
    }

    private static void show(Peer peer, Subject subject) {
        System.out.printf("%s%n  %s%n  %s%n", peer, subject.fast(), subject.slow());
    }

    /**
     * Everybody until it gets no faster: how long compilers take depends on the machine of the day.
     */
    private static void warmUp(Field field) {
        progress("warming up");
        for (Subject subject : field.subjects().values()) {
            double best = 0;
            int inVain = 0;
            for (int load = 0; load < WARM_LOADS_MAX && inVain < WARM_IN_VAIN; load++) {
                int connections = load % 2 == 0 ? 16 : 64;
                double perSecond = Wrk.run(subject.fast(), connections, 1).perSecond();
                inVain = perSecond > 1.02 * best ? 0 : inVain + 1;
                best = Math.max(best, perSecond);
            }
        }
    }

    private static void loads(Field field, int rounds, int seconds, Results results) {
        for (int connections : CONNECTIONS) {
            for (int round = 1; round <= rounds; round++) {
                progress("%d connections, round %d of %d".formatted(connections, round, rounds));
                for (Map.Entry<Peer, Subject> each : field.subjects().entrySet()) {
                    Load load = Wrk.run(each.getValue().fast(), connections, seconds);
                    results.load(each.getKey(), false, connections, load);
                }
            }
            progress("%d connections, upstream in 50 ms".formatted(connections));
            for (Map.Entry<Peer, Subject> each : field.subjects().entrySet()) {
                Load load = Wrk.run(each.getValue().slow(), connections, seconds);
                results.load(each.getKey(), true, connections, load);
            }
        }
    }

    private static void steady(Field field, int rounds, Results results) throws Exception {
        for (int round = 1; round <= rounds; round++) {
            progress("%d req/s, round %d of %d".formatted(STEADY_PER_SECOND, round, rounds));
            for (Peer peer : List.of(Peer.BARE, Peer.UNIFIED, Peer.PROXY)) {
                Subject.Aim aim = field.subjects().get(peer).fast();
                results.steady(peer, SteadyRate.run(aim, STEADY_PER_SECOND, STEADY_SECONDS));
            }
        }
    }

    private static void neighbours(Field field, int rounds, Results results) throws Exception {
        Subject.Aim aim = field.subjects().get(Peer.UNIFIED).fast();
        for (int round = 1; round <= rounds; round++) {
            progress("beside a neighbour, round %d of %d".formatted(round, rounds));
            boolean first = round % 2 == 0; // so that a trend of the machine favours neither
            for (boolean heavy : new boolean[] {first, !first}) {
                try (var neighbour = Neighbour.at(field.tributary().neighbour(heavy))) {
                    Pause.millis(1_000); // until it is known for what it is
                    Load load = SteadyRate.run(aim, STEADY_PER_SECOND, STEADY_SECONDS);
                    results.beside(heavy, load, neighbour.answered());
                    progress("P99 %.2f ms".formatted(load.p99()));
                }
            }
        }
    }

    private static void memory(Field field, Results results) throws Exception {
        progress("memory");
        results.resident(Peer.UNIFIED, Memory.residentMiB(field.tributary().pid()));
        for (Map.Entry<Peer, Long> node : field.nodes().entrySet()) {
            results.resident(node.getKey(), Memory.residentMiB(node.getValue()));
        }
        for (Peer peer : List.of(Peer.UNIFIED, Peer.PROXY)) {
            results.timing(peer, Timing.of(field.subjects().get(peer).fast(), 1000));
            results.allocated(peer, allocated(field, peer));
        }
        Crowd.settle(field.tributary().jdbcUrl(), CROWD);
        Pause.millis(NOTICED_MS); // the server learns of them once
        for (Peer peer : List.of(Peer.UNIFIED, Peer.PROXY)) {
            results.allocatedInCrowd(peer, allocated(field, peer));
        }
    }

    private static double allocated(Field field, Peer peer) throws Exception {
        return Memory.allocated(field.tributary().pid(), field.subjects().get(peer).fast(), 1000);
    }

    private static void progress(String what) {
        System.err.println("bench: " + what);
    }
}
