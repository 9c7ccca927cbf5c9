package dev.tributary.plan;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;

/**
 * A record that counts under a plan: what money needs of it.
 *
 * @param key unique and stable; opaque here
 * @param amount in the plan's currency
 * @param orderKeys rank it among a person's deals of its period
 * @param people the person named for each credit that names one, by the record's own user ids
 */
public record Deal(
        String key,
        LocalDate date,
        BigDecimal amount,
        List<String> orderKeys,
        Map<String, String> people) {

    public Deal {
        orderKeys = List.copyOf(orderKeys);
        people = Map.copyOf(people);
    }

    public YearMonth period() {
        return Plan.periodOf(date);
    }
}
