package dev.tributary.sandbox.hubspot;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who has which share in a deal of one portal. Safe for use by many threads. */
public final class Splits {
    private static final long FIRST_ID = 311_000_001;
    private static final int DECIMALS_MAX = 8;

    private final Map<Long, List<Split>> byDeal = new HashMap<>();
    private long nextId = FIRST_ID;

    /**
     * @param share from 0 to 1
     */
    public record Split(long id, String ownerId, BigDecimal share, Instant at) {}

    /** What somebody wants one owner to have. */
    public record Share(String ownerId, BigDecimal share) {}

    /**
     * Replaces the splits of a deal.
     *
     * @throws HubSpotProblem 400 when the shares do not make up the whole
     */
    public synchronized List<Split> replace(long deal, List<Share> shares, Instant now) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Share share : shares) {
            if (share.share().signum() < 0
                    || share.share().stripTrailingZeros().scale() > DECIMALS_MAX) {
                throw HubSpotProblem.invalid(
                        "a share is not negative and has %d decimals at most, not %s"
                                .formatted(DECIMALS_MAX, share.share().toPlainString()));
            }
            sum = sum.add(share.share());
        }
        if (sum.compareTo(BigDecimal.ONE) != 0) {
            throw HubSpotProblem.invalid(
                    "the shares of deal %d must sum up to 1.0, not %s"
                            .formatted(deal, sum.toPlainString()));
        }
        if (shares.stream().map(Share::ownerId).distinct().count() < shares.size()) {
            throw HubSpotProblem.invalid("an owner comes twice in the shares of deal " + deal);
        }
        List<Split> splits = new ArrayList<>();
        for (Share share : shares) {
            splits.add(new Split(nextId++, share.ownerId(), share.share(), now));
        }
        byDeal.put(deal, List.copyOf(splits));
        return of(deal);
    }

    /** Empty when nobody has split the deal. */
    public synchronized List<Split> of(long deal) {
        return byDeal.getOrDefault(deal, List.of());
    }
}
