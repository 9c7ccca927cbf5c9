package dev.tributary.bench.http;

import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.util.Locale;

/** The results as Markdown. */
final class Report {
    private static final int MOST = 64;
    private static final double KILO = 1000;

    private final Results results;
    private final StringBuilder out = new StringBuilder();

    Report(Results results) {
        this.results = results;
    }

    String text() {
        line(
                "%s, %d cores, load of the machine at the end %.1f (the benchmark itself makes"
                        + " about 3)",
                LocalDate.now(),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        goals();
        loads("Upstream answers at once", false);
        loads("Upstream answers after 50 ms", true);
        memory();
        return out.toString();
    }

    private void goals() {
        line("");
        line("| goal | wanted | measured |");
        line("| --- | ---: | ---: |");
        Load bare = results.load(Peer.BARE, false, 1);
        Load unified = results.load(Peer.UNIFIED, false, 1);
        line(
                "| overhead of a unified list, P50, one connection | ≤ 1 ms | %.2f ms |",
                unified.p50() - bare.p50());
        line(
                "| overhead of a unified list, P99, 200 req/s | ≤ 10 ms | %.2f ms |",
                results.steady(Peer.UNIFIED).p99() - results.steady(Peer.BARE).p99());
        line(
                "| unified list ÷ Node mapping with jsonata | ≥ 20 | %.1f |",
                ratio(Peer.UNIFIED, Peer.NODE_JSONATA));
        line(
                "| unified list ÷ Node mapping by hand | ≥ 1.5 | %.2f |",
                ratio(Peer.UNIFIED, Peer.NODE_BY_HAND));
        line("| proxy ÷ nginx | ≥ 0.35 | %.2f |", ratio(Peer.PROXY, Peer.NGINX));
        line(
                "| proxy ÷ Node with the credential from Postgres | ≥ 1.25 | %.2f |",
                ratio(Peer.PROXY, Peer.NODE_POSTGRES));
        line(
                "| P99 beside a heavy ÷ an ordinary neighbour, 200 req/s | ≤ 1.10 | %.2f |",
                results.besideHeavier());
        line("| RSS after the run | < 300 MiB | %d MiB |", results.resident(Peer.UNIFIED));
    }

    private double ratio(Peer one, Peer other) {
        return results.load(one, false, MOST).perSecond()
                / results.load(other, false, MOST).perSecond();
    }

    private void loads(String title, boolean slow) {
        line("");
        line("%s: requests per second, P50 / P99 in ms, by connections", title);
        line("");
        line("| | 1 | 16 | 64 | errors |");
        line("| --- | ---: | ---: | ---: | ---: |");
        for (Peer peer : Peer.values()) {
            StringBuilder row = new StringBuilder("| " + peer.title());
            long errors = 0;
            for (int connections : HttpBench.CONNECTIONS) {
                Load load = results.load(peer, slow, connections);
                errors += load.errors();
                row.append(
                        format(" | %,.0f, %.2f / %.2f", load.perSecond(), load.p50(), load.p99()));
            }
            line("%s | %d |", row, errors);
        }
    }

    private void memory() {
        line("");
        line("| | `/unified` | `/proxy` |");
        line("| --- | ---: | ---: |");
        line(
                "| kB allocated per request | %.1f | %.1f |",
                results.allocated(Peer.UNIFIED) / KILO, results.allocated(Peer.PROXY) / KILO);
        line(
                "| the same with 10,000 more integrated accounts and overrides | %.1f | %.1f |",
                results.allocatedInCrowd(Peer.UNIFIED) / KILO,
                results.allocatedInCrowd(Peer.PROXY) / KILO);
        Timing unified = results.timing(Peer.UNIFIED);
        Timing proxy = results.timing(Peer.PROXY);
        line(
                "| P50 seen by the client / `Server-Timing` total, ms | %.2f / %.2f | %.2f / %.2f"
                        + " |",
                unified.seen(), unified.said(), proxy.seen(), proxy.said());
        Load steady = results.steady(Peer.UNIFIED);
        Load passed = results.steady(Peer.PROXY);
        line(
                "| P50 / P99 at 200 req/s, ms | %.2f / %.2f | %.2f / %.2f |",
                steady.p50(), steady.p99(), passed.p50(), passed.p99());
        line(
                "| P50 / P99 beside an ordinary neighbour (%d answers), beside a heavy one (%d) |"
                        + " %.2f / %.2f, %.2f / %.2f | |",
                results.answered(false),
                results.answered(true),
                results.beside(false).p50(),
                results.beside(false).p99(),
                results.beside(true).p50(),
                results.beside(true).p99());
        line(
                "| RSS in MiB: Tributary %d; Node by hand %d, with jsonata %d, passing on %d | | |",
                results.resident(Peer.UNIFIED),
                results.resident(Peer.NODE_BY_HAND),
                results.resident(Peer.NODE_JSONATA),
                results.resident(Peer.NODE_POSTGRES));
    }

    private void line(String format, Object... arguments) {
        out.append(format(format, arguments)).append('\n');
    }

    private static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
