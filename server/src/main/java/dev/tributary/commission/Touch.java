package dev.tributary.commission;

import dev.tributary.plan.DealOrder;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A deal of a group that changed: it can only have changed what is earned from the place in the
 * order where it stood or stands, whichever comes first.
 *
 * @param from null when everything may have changed
 * @param causes ids of the record events, or what else was the reason
 */
record Touch(@Nullable DealRef deal, @Nullable List<String> from, List<String> causes) {
    Touch {
        causes = List.copyOf(causes);
    }

    static Touch everything(List<String> causes) {
        return new Touch(null, null, causes);
    }

    /** Whether a deal that stands there may earn something else now. */
    boolean reaches(DealRef other, @Nullable List<String> orderKeys) {
        if (from == null || other.equals(deal)) {
            return true;
        }
        return orderKeys != null && DealOrder.compareKeys(from, orderKeys) <= 0;
    }

    boolean isOf(DealRef other) {
        return deal == null || deal.equals(other);
    }

    static @Nullable List<String> first(@Nullable List<String> one, @Nullable List<String> other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return DealOrder.compareKeys(one, other) <= 0 ? one : other;
    }
}
