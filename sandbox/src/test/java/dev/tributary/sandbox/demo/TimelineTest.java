package dev.tributary.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.sandbox.demo.Timeline.Act;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

class TimelineTest {
    private static final DataSet DATA = DataSet.bundled();
    private static final YearMonth APRIL = YearMonth.of(2017, 4);

    private final Timeline timeline = new Timeline(DATA, Months.ALL, 1);

    @Test
    void the_data_set_is_whole() {
        assertThat(DATA.opportunities()).hasSize(8_800);
        assertThat(DATA.opportunities().stream().filter(Opportunity::won)).hasSize(4_238);
        assertThat(DATA.companies()).hasSize(85);
        assertThat(DATA.staff().names()).hasSize(41).doesNotHaveDuplicates();
        assertThat(Staff.email("Mei-Mei Johns")).isEqualTo("mei-mei.johns@example.com");
    }

    @Test
    void every_deal_is_opened_once_before_it_is_closed_once() {
        Set<String> open = new HashSet<>();
        timeline.openAtStart().forEach(deal -> open.add(deal.id()));
        assertThat(open).hasSize(1_685);
        int closed = 0;
        for (YearMonth month : Months.ALL.list()) {
            for (Act act : timeline.acts(month)) {
                switch (act) {
                    case Act.Opened opened -> assertThat(open.add(opened.deal().id())).isTrue();
                    case Act.Closed over -> {
                        assertThat(open).contains(over.deal().id());
                        closed++;
                    }
                    case Act.Amended amended -> assertThat(month).isEqualTo(APRIL);
                }
            }
        }
        assertThat(open).hasSize(8_800);
        assertThat(closed).isEqualTo(6_711);
    }

    @Test
    void a_month_is_played_by_date_and_the_seed_only_orders_a_day() {
        List<Act> acts = new ArrayList<>(timeline.acts(YearMonth.of(2017, 5)));
        List<LocalDate> days =
                acts.stream()
                        .map(
                                act ->
                                        act instanceof Act.Opened opened
                                                ? opened.deal().engaged().orElseThrow()
                                                : act.deal().closed().orElseThrow())
                        .toList();
        List<Act> other = new Timeline(DATA, Months.ALL, 2).acts(YearMonth.of(2017, 5));

        assertThat(days).isSorted();
        assertThat(other).isNotEqualTo(acts).containsExactlyInAnyOrderElementsOf(acts);
    }

    @Test
    void amendments_come_first_in_april_and_follow_from_the_seed_alone() {
        List<Amendment> amendments = timeline.amendments();

        assertThat(amendments)
                .hasSize(15)
                .isEqualTo(new Timeline(DATA, Months.ALL, 1).amendments());
        assertThat(amendments).isNotEqualTo(new Timeline(DATA, Months.ALL, 2).amendments());
        assertThat(amendments.stream().filter(Amendment::lost)).hasSize(3);
        assertThat(amendments.stream().filter(amendment -> !amendment.lost()))
                .hasSize(12)
                .allSatisfy(
                        amendment ->
                                assertThat(amendment.to().multiply(BigDecimal.TWO))
                                        .isEqualByComparingTo(amendment.deal().value()));
        assertThat(timeline.acts(APRIL).subList(0, 15)).allMatch(Act.Amended.class::isInstance);
    }

    @Test
    void months_are_read_from_a_range_and_refused_outside_the_data() {
        assertThat(Months.parse("2017-03..2017-04").list()).hasSize(2);
        assertThat(Months.parse("2017-05").list()).containsExactly(YearMonth.of(2017, 5));
        assertThatThrownBy(() -> Months.parse("2017-01..2017-04")).hasMessageContaining("2017-03");
        assertThatThrownBy(() -> Months.parse("2017-05..2017-04")).hasMessageContaining("back");
        assertThatThrownBy(() -> Months.parse("May")).hasMessageContaining("2017-03..2017-12");
    }
}
