package dev.tributary.bench.http;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** What came of a load; times in milliseconds. */
record Load(double perSecond, double p50, double p99, long requests, long errors) {
    /** The median of each figure; errors add up. */
    static Load median(List<Load> rounds) {
        return new Load(
                middle(rounds, Load::perSecond),
                middle(rounds, Load::p50),
                middle(rounds, Load::p99),
                rounds.stream().mapToLong(Load::requests).sum(),
                rounds.stream().mapToLong(Load::errors).sum());
    }

    private static double middle(List<Load> rounds, ToDoubleFunction<Load> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
