package dev.tributary.commission;

import dev.tributary.commission.Books.Landed;
import dev.tributary.db.Database;
import dev.tributary.plan.Plan;
import dev.tributary.plan.PlanVersions;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Periods and what landed in them, at a glance. */
final class Periods {
    /**
     * One period. Amounts are decimal text.
     *
     * @param earnings of this period's deals, for their own people
     * @param overlay of this period's deals, for others' deals
     * @param clawbacks differences of earlier periods
     * @param lines statement lines
     */
    record Overview(
            String period,
            String status,
            String earnings,
            String overlay,
            String clawbacks,
            long lines,
            @Nullable Instant closedAt,
            @Nullable String closedBy,
            @Nullable Instant approvedAt,
            @Nullable String approvedBy) {}

    private final Database database;
    private final PlanStore plans;
    private final PeriodStore periods;
    private final Books books;

    Periods(Database database, PlanStore plans, PeriodStore periods, Books books) {
        this.database = database;
        this.plans = plans;
        this.periods = periods;
        this.books = books;
    }

    List<Overview> list(String environmentId) {
        return database.snapshot(handle -> list(handle, environmentId));
    }

    Overview of(String environmentId, Period period) {
        return list(environmentId).stream()
                .filter(overview -> overview.period().equals(period.period()))
                .findFirst()
                .orElseGet(() -> new Totals().overview(period.period(), period));
    }

    private List<Overview> list(Handle handle, String environmentId) {
        Set<String> overlays = overlays(handle, environmentId);
        Map<String, Totals> totals = new TreeMap<>();
        Map<String, Period> known = new LinkedHashMap<>();
        for (Period period : periods.list(handle, environmentId)) {
            known.put(period.period(), period);
            totals.put(period.period(), new Totals());
        }
        for (Landed landed : books.landed(handle, environmentId)) {
            totals.computeIfAbsent(landed.period(), period -> new Totals())
                    .add(landed, overlays.contains(landed.component()));
        }
        return totals.entrySet().stream()
                .map(entry -> entry.getValue().overview(entry.getKey(), known.get(entry.getKey())))
                .toList();
    }

    private Set<String> overlays(Handle handle, String environmentId) {
        Set<String> overlays = new HashSet<>();
        for (PlanVersions versions : plans.all(handle, environmentId).values()) {
            for (Plan plan : versions.byNumber().values()) {
                plan.components().keySet().stream().filter(plan::isOverlay).forEach(overlays::add);
            }
        }
        return overlays;
    }

    private static final class Totals {
        BigDecimal earnings = new BigDecimal("0.00");
        BigDecimal overlay = new BigDecimal("0.00");
        BigDecimal clawbacks = new BigDecimal("0.00");
        long lines;

        void add(Landed landed, boolean isOverlay) {
            lines += landed.lines();
            if (!landed.own()) {
                clawbacks = clawbacks.add(landed.amount());
            } else if (isOverlay) {
                overlay = overlay.add(landed.amount());
            } else {
                earnings = earnings.add(landed.amount());
            }
        }

        Overview overview(String month, @Nullable Period period) {
            return new Overview(
                    month,
                    PeriodStore.text(period == null ? Period.Status.OPEN : period.status()),
                    earnings.toPlainString(),
                    overlay.toPlainString(),
                    clawbacks.toPlainString(),
                    lines,
                    period == null ? null : period.closedAt(),
                    period == null ? null : period.closedBy(),
                    period == null ? null : period.approvedAt(),
                    period == null ? null : period.approvedBy());
        }
    }
}
