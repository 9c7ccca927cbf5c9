package dev.tributary.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.demo.Opportunity.Stage;
import dev.tributary.sandbox.demo.Spreadsheet.Row;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** The second calculator against numbers worked out by hand, and against the whole data set. */
class SpreadsheetTest {
    private static final YearMonth MARCH = YearMonth.of(2017, 3);
    private static final YearMonth APRIL = YearMonth.of(2017, 4);

    @Test
    void a_deal_that_crosses_two_tiers_is_the_sum_of_its_slices_rounded_once() {
        Row ann =
                row(
                        MARCH,
                        "Ann Lee",
                        won("A", 2, "20000"),
                        won("B", 5, "20000"),
                        won("C", 9, "10000"));

        // 750 + (375 + 468.75 + 203.125 = 1046.875, to the even cent) + 812.50
        assertThat(ann.earnings()).isEqualByComparingTo("2609.38");
        assertThat(ann.revenue()).isEqualByComparingTo("50000");
        assertThat(ann.paid()).isEqualByComparingTo("2609.38");
    }

    @Test
    void deals_of_one_day_run_in_the_byte_order_of_their_ids() {
        Row ann = row(MARCH, "Ann Lee", won("b", 2, "30000"), won("B", 2, "102"));

        // "B" first: 3.82 + (1121.175 + 6.375); "b" first would make 1125 + 6.38, a cent more
        assertThat(ann.earnings()).isEqualByComparingTo("1131.37");
    }

    @Test
    void the_manager_earns_an_overlay_of_each_deal() {
        Row max = row(MARCH, "Max Roe", won("A", 2, "1000"), won("B", 3, "1002"));

        // 7.50 + 7.515, each rounded to the even cent
        assertThat(max.overlay()).isEqualByComparingTo("15.02");
        assertThat(max.earnings()).isZero();
    }

    @Test
    void the_whole_data_set_earns_what_a_spreadsheet_says() {
        Timeline timeline = new Timeline(DataSet.bundled(), Months.ALL, 1);
        List<Row> rows = new Spreadsheet(timeline).rows();

        assertThat(rows).hasSize(10 * 41);
        assertThat(sum(rows, Row::revenue)).isEqualByComparingTo("10005534");
        assertThat(sum(rows, Row::earnings)).isEqualByComparingTo("487154.16");
        assertThat(sum(rows, Row::overlay)).isEqualByComparingTo("75041.29");
    }

    @Test
    void clawbacks_land_in_april_and_never_raise_anything() {
        List<Row> rows = new Spreadsheet(new Timeline(DataSet.bundled(), Months.ALL, 1)).rows();

        assertThat(rows)
                .allSatisfy(row -> assertThat(row.clawbacks()).isLessThanOrEqualTo(BigDecimal.ZERO))
                .filteredOn(row -> row.clawbacks().signum() < 0)
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.period()).isEqualTo(APRIL));
    }

    @Test
    void everything_earned_is_paid_or_still_owed() {
        List<Row> rows = new Spreadsheet(new Timeline(DataSet.bundled(), Months.ALL, 7)).rows();
        BigDecimal owed =
                sum(
                        rows.stream()
                                .filter(row -> row.period().equals(Months.ALL.last()))
                                .toList(),
                        Row::receivable);

        assertThat(sum(rows, Row::paid).add(owed)).isEqualByComparingTo(sum(rows, Row::due));
    }

    private static Row row(YearMonth month, String person, Opportunity... deals) {
        return new Spreadsheet(timeline(deals))
                .rows().stream()
                        .filter(row -> row.period().equals(month) && row.person().equals(person))
                        .findFirst()
                        .orElseThrow();
    }

    private static Timeline timeline(Opportunity... deals) {
        Staff staff = new Staff(new TreeMap<>(Map.of("Ann Lee", "Max Roe")));
        DataSet data = new DataSet(staff, List.of(), List.of(deals));
        return new Timeline(data, new Months(MARCH, MARCH), 1);
    }

    private static Opportunity won(String id, int day, String value) {
        return new Opportunity(
                id,
                "Ann Lee",
                "GTX Pro",
                Optional.empty(),
                Stage.WON,
                new BigDecimal("4821"),
                Optional.of(LocalDate.of(2017, 2, 1)),
                Optional.of(MARCH.atDay(day)),
                new BigDecimal(value));
    }

    private static BigDecimal sum(List<Row> rows, Function<Row, BigDecimal> amount) {
        return rows.stream().map(amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
