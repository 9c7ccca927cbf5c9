package dev.tributary.sandbox.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The demo's plan calculated a second time, as one would in a spreadsheet: month by month, agent by
 * agent, deal by deal. It shares nothing with the product, on purpose.
 */
final class Spreadsheet {
    private static final BigDecimal ZERO = new BigDecimal("0.00");
    private static final BigDecimal QUOTA = new BigDecimal("30000");
    private static final BigDecimal QUOTA_AND_A_QUARTER = new BigDecimal("37500");
    private static final BigDecimal UP_TO_QUOTA = new BigDecimal("0.0375");
    private static final BigDecimal ABOVE_QUOTA = new BigDecimal("0.0625");
    private static final BigDecimal FAR_ABOVE = new BigDecimal("0.08125");
    private static final BigDecimal OVERLAY = new BigDecimal("0.0075");

    private final Staff staff;
    private final Timeline timeline;

    Spreadsheet(Timeline timeline) {
        this.staff = timeline.data().staff();
        this.timeline = timeline;
    }

    /**
     * What one person gets for one month, in USD.
     *
     * @param clawbacks never above zero
     * @param paid zero or more
     * @param receivable what the person owes after this month, zero or less
     */
    record Row(
            YearMonth period,
            String person,
            BigDecimal revenue,
            BigDecimal earnings,
            BigDecimal overlay,
            BigDecimal clawbacks,
            BigDecimal paid,
            BigDecimal receivable) {

        BigDecimal due() {
            return earnings.add(overlay).add(clawbacks);
        }

        /** Whether payroll gets a line for it, or the ledger carries one. */
        boolean hasLine() {
            return paid.signum() != 0 || receivable.signum() != 0;
        }
    }

    /** What one deal pays to its agent and to the agent's manager. */
    record Pay(BigDecimal earning, BigDecimal overlay) {
        static final Pay NOTHING = new Pay(ZERO, ZERO);
    }

    /** Every month and person, also those who get nothing. */
    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        Map<String, BigDecimal> owed = new HashMap<>();
        for (YearMonth month : timeline.months().list()) {
            Month sheet = new Month(month);
            for (String person : staff.names()) {
                Row row = sheet.row(person, owed.getOrDefault(person, ZERO));
                owed.put(person, row.receivable());
                rows.add(row);
            }
        }
        return rows;
    }

    /** The sums of one month, by name. */
    private final class Month {
        private final YearMonth month;
        private final Map<String, BigDecimal> revenue = new HashMap<>();
        private final Map<String, BigDecimal> earnings = new HashMap<>();
        private final Map<String, BigDecimal> overlay = new HashMap<>();
        private final Map<String, BigDecimal> clawbacks = new HashMap<>();

        Month(YearMonth month) {
            this.month = month;
            List<Opportunity> won = timeline.won(month);
            Map<String, Pay> pays = pays(won, Map.of());
            for (Opportunity deal : won) {
                Pay pay = of(pays, deal);
                add(revenue, deal.agent(), deal.value());
                add(earnings, deal.agent(), pay.earning());
                add(overlay, manager(deal), pay.overlay());
            }
            if (month.equals(timeline.months().first().plusMonths(1))) {
                clawBack(timeline.won(timeline.months().first()));
            }
        }

        /** The amendments re-rate the whole month that was paid; the differences land here. */
        private void clawBack(List<Opportunity> paidBefore) {
            Map<String, BigDecimal> amended = new HashMap<>();
            timeline.amendments().forEach(change -> amended.put(change.deal().id(), change.to()));
            Map<String, Pay> before = pays(paidBefore, Map.of());
            Map<String, Pay> after = pays(paidBefore, amended);
            for (Opportunity deal : paidBefore) {
                Pay was = of(before, deal);
                Pay is = of(after, deal);
                add(clawbacks, deal.agent(), is.earning().subtract(was.earning()));
                add(clawbacks, manager(deal), is.overlay().subtract(was.overlay()));
            }
        }

        Row row(String person, BigDecimal owed) {
            BigDecimal due =
                    sum(earnings, person)
                            .add(sum(overlay, person))
                            .add(sum(clawbacks, person))
                            .add(owed);
            return new Row(
                    month,
                    person,
                    sum(revenue, person),
                    sum(earnings, person),
                    sum(overlay, person),
                    sum(clawbacks, person),
                    due.max(ZERO),
                    due.min(ZERO));
        }
    }

    /** What each deal of one month pays, all agents; amended amounts stand for the deal's own. */
    private Map<String, Pay> pays(List<Opportunity> month, Map<String, BigDecimal> amended) {
        Map<String, BigDecimal> running = new HashMap<>();
        Map<String, Pay> pays = new LinkedHashMap<>();
        List<Opportunity> ordered = new ArrayList<>(month);
        ordered.sort(
                Comparator.comparing((Opportunity deal) -> deal.closed().orElseThrow())
                        .thenComparing(Opportunity::id));
        for (Opportunity deal : ordered) {
            BigDecimal amount = amended.getOrDefault(deal.id(), deal.value());
            BigDecimal from = running.getOrDefault(deal.agent(), BigDecimal.ZERO);
            BigDecimal to = from.add(amount);
            running.put(deal.agent(), to);
            BigDecimal earning = earnedUpTo(to).subtract(earnedUpTo(from));
            pays.put(deal.id(), new Pay(cents(earning), cents(amount.multiply(OVERLAY))));
        }
        return pays;
    }

    /** The exact earnings of a month's first so many dollars. */
    static BigDecimal earnedUpTo(BigDecimal revenue) {
        BigDecimal first = revenue.min(QUOTA);
        BigDecimal second = revenue.min(QUOTA_AND_A_QUARTER).subtract(QUOTA).max(BigDecimal.ZERO);
        BigDecimal third = revenue.subtract(QUOTA_AND_A_QUARTER).max(BigDecimal.ZERO);
        return first.multiply(UP_TO_QUOTA)
                .add(second.multiply(ABOVE_QUOTA))
                .add(third.multiply(FAR_ABOVE));
    }

    private String manager(Opportunity deal) {
        return staff.manager(deal.agent()).orElseThrow();
    }

    private static Pay of(Map<String, Pay> pays, Opportunity deal) {
        return pays.getOrDefault(deal.id(), Pay.NOTHING);
    }

    private static BigDecimal cents(BigDecimal exact) {
        return exact.setScale(2, RoundingMode.HALF_EVEN);
    }

    private static void add(Map<String, BigDecimal> sums, String name, BigDecimal amount) {
        sums.merge(name, amount, BigDecimal::add);
    }

    private static BigDecimal sum(Map<String, BigDecimal> sums, String name) {
        return sums.getOrDefault(name, ZERO);
    }
}
