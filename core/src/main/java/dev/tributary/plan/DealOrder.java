package dev.tributary.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The rank of deals: their order keys one after another, as text in UTF-8 byte order. */
public final class DealOrder {
    /** Ranks credits; the deal's key breaks a tie, so that the order is always total. */
    public static final Comparator<Credit> CREDITS =
            Comparator.comparing(Credit::orderKeys, DealOrder::compareKeys)
                    .thenComparing(Credit::deal, DealOrder::compareText);

    private DealOrder() {}

    public static int compareKeys(List<String> left, List<String> right) {
        int common = Math.min(left.size(), right.size());
        for (int i = 0; i < common; i++) {
            int order = compareText(left.get(i), right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    /** Not {@code String.compareTo}, which ranks UTF-16 units: beyond the BMP it differs. */
    public static int compareText(String left, String right) {
        return Arrays.compareUnsigned(left.getBytes(UTF_8), right.getBytes(UTF_8));
    }
}
