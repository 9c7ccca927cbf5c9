package dev.tributary.jsonata.picture;

import java.math.BigInteger;
import java.util.List;

/** Where the groups of digits end. */
final class Grouping {
    private Grouping() {}

    /** The distance all positions are multiples of without a gap, or 0. */
    static int interval(List<Integer> positions) {
        if (positions.isEmpty()) return 0;
        BigInteger divisor = BigInteger.ZERO;
        for (int position : positions) divisor = divisor.gcd(BigInteger.valueOf(position));
        int interval = divisor.intValue();
        for (int i = 1; i <= positions.size(); i++) {
            if (!positions.contains(i * interval)) return 0;
        }
        return interval;
    }
}
