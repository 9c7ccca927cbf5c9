package dev.tributary.sandbox.demo;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * A won deal that turns out smaller after its month was paid.
 *
 * @param to zero when it is lost after all
 */
record Amendment(Opportunity deal, BigDecimal to) {
    private static final int CUT_BY_HALF = 12;
    private static final int LOST = 3;
    private static final BigDecimal HALF = new BigDecimal("0.5");

    boolean lost() {
        return to.signum() == 0;
    }

    /** Chosen by the seed alone, so that every kind of run amends the same deals. */
    static List<Amendment> choose(List<Opportunity> won, long seed) {
        List<Opportunity> deals = new ArrayList<>(won);
        deals.sort(Comparator.comparing(Opportunity::id));
        Collections.shuffle(deals, new Random(seed));
        List<Amendment> amendments = new ArrayList<>();
        deals.stream()
                .limit(CUT_BY_HALF)
                .map(deal -> new Amendment(deal, deal.value().multiply(HALF).stripTrailingZeros()))
                .forEach(amendments::add);
        deals.stream()
                .skip(CUT_BY_HALF)
                .limit(LOST)
                .map(deal -> new Amendment(deal, BigDecimal.ZERO))
                .forEach(amendments::add);
        return amendments;
    }
}
