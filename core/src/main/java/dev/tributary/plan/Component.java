package dev.tributary.plan;

import java.math.BigDecimal;
import java.util.List;

/** What a credit pays. Rates are fractions: {@code 0.0375} pays 3.75 of every 100. */
public sealed interface Component {
    /** The name of the credit that it pays on. */
    String credit();

    /** {@code rate:} every unit of credit at the same rate. */
    record Flat(String credit, BigDecimal rate) implements Component {}

    /**
     * {@code marginal:} each slice of the running credit at the rate of the tier that it falls in;
     * a deal that crosses a boundary is split. The last tier has no upper end.
     */
    record Marginal(String credit, List<Tier> tiers) implements Component {
        public Marginal {
            tiers = List.copyOf(tiers);
            if (tiers.isEmpty() || !(tiers.getLast().upTo() instanceof Tier.End.Open)) {
                throw new IllegalArgumentException("the last tier must be open");
            }
        }

        /** Whether a boundary depends on the person's quota. */
        public boolean needsQuota() {
            return tiers.stream().anyMatch(tier -> tier.upTo() instanceof Tier.End.OfQuota);
        }
    }
}
