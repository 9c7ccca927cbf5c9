package dev.tributary.sandbox.demo;

import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.stream.Stream;

/** The months that are played, from the first to the last. */
record Months(YearMonth first, YearMonth last) {
    static final Months ALL = new Months(YearMonth.of(2017, 3), YearMonth.of(2017, 12));

    Months {
        if (last.isBefore(first)) {
            throw new IllegalArgumentException(first + ".." + last + " runs backwards");
        }
    }

    static Months parse(String text) {
        String[] ends = text.split("\\.\\.", -1);
        try {
            YearMonth first = YearMonth.parse(ends[0]);
            Months months = new Months(first, YearMonth.parse(ends[ends.length - 1]));
            if (!ALL.contains(months.first) || !ALL.contains(months.last)) {
                throw new IllegalArgumentException("the data set has deals won in " + ALL);
            }
            return months;
        } catch (DateTimeParseException malformed) {
            throw new IllegalArgumentException(
                    "months are written as 2017-03..2017-12, not " + text, malformed);
        }
    }

    List<YearMonth> list() {
        return Stream.iterate(first, month -> !month.isAfter(last), month -> month.plusMonths(1))
                .toList();
    }

    boolean contains(YearMonth month) {
        return !month.isBefore(first) && !month.isAfter(last);
    }

    @Override
    public String toString() {
        return first + ".." + last;
    }
}
