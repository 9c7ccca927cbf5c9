package dev.tributary.plan;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a table of marginal tiers: ends that rise, all of one kind, and an open last tier. */
final class Tiers {
    private static final int TIERS_MAX = 100;

    private final Place table;
    private final Quotas quotas;
    private @Nullable BigDecimal below;
    private boolean ofQuota;

    Tiers(Place table, Quotas quotas) {
        this.table = table;
        this.quotas = quotas;
    }

    /** Empty, with problems noted, when the table cannot be used. */
    Optional<List<Tier>> read() {
        List<Place> places = table.items();
        if (places.size() > TIERS_MAX) {
            table.problem("has %d tiers; at most %d are read", places.size(), TIERS_MAX);
            return Optional.empty();
        }
        List<Tier> tiers = new ArrayList<>();
        for (Place place : places) {
            boolean last = tiers.size() == places.size() - 1;
            tier(place, last).ifPresent(tiers::add);
        }
        if (ofQuota && quotas.standard() == null && quotas.byEmail().isEmpty()) {
            table.problem("has tiers of quota, but the plan has no quotas");
        }
        return tiers.isEmpty() || tiers.size() < places.size()
                ? Optional.empty()
                : Optional.of(tiers);
    }

    private Optional<Tier> tier(Place place, boolean last) {
        if (!place.isObjectOf(Set.of("up_to", "rate"))) {
            return Optional.empty();
        }
        Optional<BigDecimal> rate = place.at("rate").decimal();
        Place upTo = place.at("up_to");
        if (upTo.isPresent() == last) {
            upTo.problem(last ? "must be left out: the last tier has no end" : "is missing");
            return Optional.empty();
        }
        Optional<Tier.End> end = last ? Optional.of(new Tier.End.Open()) : end(upTo);
        return end.flatMap(e -> rate.map(r -> new Tier(e, r)));
    }

    private Optional<Tier.End> end(Place place) {
        boolean percent = place.value() instanceof String text && text.strip().endsWith("%");
        Optional<BigDecimal> value = percent ? percent(place) : place.decimal();
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (below != null && percent != ofQuota) {
            place.problem("mixes shares of quota with amounts");
        } else if (below != null && value.get().compareTo(below) <= 0) {
            place.problem("must be above the tier before it, which ends at %s", below);
        }
        below = value.get();
        ofQuota = percent;
        return Optional.of(
                percent ? new Tier.End.OfQuota(value.get()) : new Tier.End.Amount(value.get()));
    }

    private static Optional<BigDecimal> percent(Place place) {
        String text = String.valueOf(place.value()).strip();
        String number = text.substring(0, text.length() - 1);
        return new Place(place.pointer(), number, place.problems()).decimal();
    }
}
