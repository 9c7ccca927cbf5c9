package dev.tributary.sandbox.salesforce.soql;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.regex.Pattern;

/** A value as written in a statement. */
public sealed interface Literal {
    record Text(String value) implements Literal {}

    /** What a LIKE is compared with. */
    record Like(Pattern pattern) implements Literal {}

    record Number(BigDecimal value) implements Literal {}

    record Flag(boolean value) implements Literal {}

    record Null() implements Literal {}

    record Date(LocalDate value) implements Literal {}

    record Moment(Instant value) implements Literal {}

    /** A range with a name such as TODAY or LAST_N_DAYS:30. */
    record Named(Range range, int count) implements Literal {}

    /** The named ranges; those with an N take a count. */
    enum Range {
        YESTERDAY,
        TODAY,
        TOMORROW,
        LAST_WEEK,
        THIS_WEEK,
        NEXT_WEEK,
        LAST_MONTH,
        THIS_MONTH,
        NEXT_MONTH,
        LAST_90_DAYS,
        NEXT_90_DAYS,
        LAST_N_DAYS,
        NEXT_N_DAYS,
        N_DAYS_AGO,
        LAST_N_WEEKS,
        NEXT_N_WEEKS,
        LAST_N_MONTHS,
        NEXT_N_MONTHS,
        LAST_QUARTER,
        THIS_QUARTER,
        NEXT_QUARTER,
        LAST_YEAR,
        THIS_YEAR,
        NEXT_YEAR,
        LAST_N_YEARS,
        NEXT_N_YEARS;

        boolean counted() {
            return name().contains("N_DAYS") || name().contains("_N_");
        }
    }
}
