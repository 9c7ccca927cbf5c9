package dev.tributary.plan;

import dev.tributary.mapping.Expression;

import java.util.List;

/**
 * What a plan counts: which records, when, and how much. The expressions read a unified record.
 *
 * @param resource such as {@code crm/opportunities}
 * @param when whether the record counts: anything but true does not
 * @param date its business date: a date, or an instant that is read in the plan's time zone
 * @param amount decimal text or an exact number
 * @param currency an ISO 4217 code
 * @param orderBy text keys; deals are ranked by them, compared in UTF-8 byte order
 */
public record Measure(
        String resource,
        Expression when,
        Expression date,
        Expression amount,
        Expression currency,
        List<Expression> orderBy) {

    public Measure {
        orderBy = List.copyOf(orderBy);
    }
}
