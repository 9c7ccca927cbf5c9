package dev.tributary.commission;

import dev.tributary.Json;
import dev.tributary.plan.Earning;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The explanation of a booked amount as JSON: all that is needed to calculate it with a pencil. */
final class Explain {
    private Explain() {}

    /**
     * @param now null when the deal earns nothing any more
     */
    static String text(
            String planId,
            int planVersion,
            BigDecimal before,
            BigDecimal after,
            @Nullable Earning now) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("plan", Map.of("id", planId, "version", planVersion));
        if (now == null) {
            tree.put("note", "the deal does not count for this person and period any more");
        } else {
            earning(tree, now.explanation());
        }
        tree.put("before", text(before));
        tree.put("after", text(after));
        tree.put("difference", text(after.subtract(before)));
        return Json.text(tree);
    }

    private static void earning(Map<String, Object> tree, Earning.Explanation why) {
        tree.put("credit", why.credit());
        tree.put("percent", text(why.percent()));
        tree.put("credited", text(why.credited()));
        tree.put("running_before", text(why.runningBefore()));
        BigDecimal quota = why.quota();
        if (quota != null) {
            tree.put("quota", text(quota));
        }
        List<Map<String, String>> slices =
                why.slices().stream()
                        .map(
                                slice -> {
                                    Map<String, String> one = new LinkedHashMap<>();
                                    one.put("from", text(slice.from()));
                                    one.put("to", text(slice.to()));
                                    one.put("rate", text(slice.rate()));
                                    one.put("amount", text(slice.amount()));
                                    return one;
                                })
                        .toList();
        tree.put("slices", slices);
        tree.put("exact", text(why.exact()));
        tree.put("rounded", text(why.rounded()));
    }

    /** Money as text: plain, without zeros that say nothing beyond two decimals. */
    static String text(BigDecimal amount) {
        BigDecimal bare = amount.stripTrailingZeros();
        int scale = Math.max(bare.scale(), Math.min(2, Math.max(0, amount.scale())));
        return bare.setScale(Math.max(0, scale)).toPlainString();
    }
}
