package dev.tributary.sandbox.salesforce;

import dev.tributary.sandbox.salesforce.soql.Literal;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;

/** What TODAY, LAST_N_DAYS:30 and the like mean on a day. */
final class Ranges {
    private Ranges() {}

    /**
     * @param from the first day
     * @param to the day after the last
     */
    record Days(LocalDate from, LocalDate to) {}

    static Days of(Literal.Named named, LocalDate today) {
        int n = named.count();
        LocalDate week = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY));
        LocalDate month = today.withDayOfMonth(1);
        LocalDate quarter = month.minusMonths((month.getMonthValue() - 1) % 3);
        LocalDate year = today.withDayOfYear(1);
        LocalDate tomorrow = today.plusDays(1);
        return switch (named.range()) {
            case YESTERDAY -> new Days(today.minusDays(1), today);
            case TODAY -> new Days(today, tomorrow);
            case TOMORROW -> new Days(tomorrow, today.plusDays(2));
            case LAST_WEEK -> new Days(week.minusWeeks(1), week);
            case THIS_WEEK -> new Days(week, week.plusWeeks(1));
            case NEXT_WEEK -> new Days(week.plusWeeks(1), week.plusWeeks(2));
            case LAST_MONTH -> new Days(month.minusMonths(1), month);
            case THIS_MONTH -> new Days(month, month.plusMonths(1));
            case NEXT_MONTH -> new Days(month.plusMonths(1), month.plusMonths(2));
            case LAST_90_DAYS -> new Days(today.minusDays(90), tomorrow);
            case NEXT_90_DAYS -> new Days(tomorrow, tomorrow.plusDays(90));
            case LAST_N_DAYS -> new Days(today.minusDays(n), tomorrow);
            case NEXT_N_DAYS -> new Days(tomorrow, tomorrow.plusDays(n));
            case N_DAYS_AGO -> new Days(today.minusDays(n), today.minusDays(n).plusDays(1));
            case LAST_N_WEEKS -> new Days(week.minusWeeks(n), week);
            case NEXT_N_WEEKS -> new Days(week.plusWeeks(1), week.plusWeeks(1).plusWeeks(n));
            case LAST_N_MONTHS -> new Days(month.minusMonths(n), month);
            case NEXT_N_MONTHS -> new Days(month.plusMonths(1), month.plusMonths(1).plusMonths(n));
            case LAST_QUARTER -> new Days(quarter.minusMonths(3), quarter);
            case THIS_QUARTER -> new Days(quarter, quarter.plusMonths(3));
            case NEXT_QUARTER -> new Days(quarter.plusMonths(3), quarter.plusMonths(6));
            case LAST_YEAR -> new Days(year.minusYears(1), year);
            case THIS_YEAR -> new Days(year, year.plusYears(1));
            case NEXT_YEAR -> new Days(year.plusYears(1), year.plusYears(2));
            case LAST_N_YEARS -> new Days(year.minusYears(n), year);
            case NEXT_N_YEARS -> new Days(year.plusYears(1), year.plusYears(1).plusYears(n));
        };
    }
}
