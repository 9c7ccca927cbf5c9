package dev.tributary.sandbox.demo;

import dev.tributary.sandbox.demo.Checks.Check;

import org.jspecify.annotations.Nullable;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The end of the run, for a reader: months, figures, checks. */
record Summary(Report report, PrintStream out) {
    private static final List<String> FIGURES =
            Stream.of(
                            List.of("opportunities", "won", "revenue"),
                            Report.STATS,
                            List.of(
                                    "payout_lines",
                                    "payout_confirmed",
                                    "payout_unknown_resolved",
                                    "payout_conflicts_resolved",
                                    "receivable_total",
                                    "provider_total",
                                    "provider_duplicates",
                                    "elapsed_s",
                                    "peak_rss_mb"))
                    .flatMap(List::stream)
                    .toList();

    void print() {
        Map<String, @Nullable Object> json = report.json();
        out.println();
        months(json);
        out.println();
        for (int i = 0; i < FIGURES.size(); i += 2) {
            out.print("  " + figure(json, FIGURES.get(i)));
            out.println(i + 1 < FIGURES.size() ? "   " + figure(json, FIGURES.get(i + 1)) : "");
        }
        out.println();
        for (Check check : report.checks()) {
            out.printf("  %s %s (%s)%n", check.passed() ? "✓" : "✗", check.name(), check.seen());
        }
        out.println();
    }

    private void months(Map<String, @Nullable Object> json) {
        String row = "  %-8s %14s %12s %12s %14s %6s%n";
        out.printf(row, "month", "earnings", "overlay", "clawbacks", "paid", "lines");
        if (json.get("periods") instanceof List<?> periods) {
            for (Object period : periods) {
                if (period instanceof Map<?, ?> month) {
                    out.printf(
                            row,
                            month.get("period"),
                            month.get("earnings"),
                            month.get("overlay"),
                            month.get("clawbacks"),
                            month.get("paid"),
                            month.get("lines"));
                }
            }
        }
        out.printf(
                row,
                "total",
                json.get("earnings_total"),
                json.get("overlay_total"),
                json.get("clawback_total"),
                json.get("provider_total"),
                json.get("payout_lines"));
    }

    private static String figure(Map<String, @Nullable Object> json, String name) {
        return "%-30s %12s".formatted(name.replace('_', ' '), json.get(name));
    }
}
