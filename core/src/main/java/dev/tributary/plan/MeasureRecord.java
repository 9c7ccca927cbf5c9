package dev.tributary.plan;

import dev.tributary.mapping.Expression;
import dev.tributary.mapping.MappingException;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one record under one version of a plan, noting every reason why it makes no money. */
final class MeasureRecord {
    private final Plan plan;
    private final Map<String, @Nullable Object> data;
    private final List<String> reasons = new ArrayList<>();

    MeasureRecord(Plan plan, Map<String, @Nullable Object> data) {
        this.plan = plan;
        this.data = data;
    }

    boolean counts() {
        return Boolean.TRUE.equals(evaluate("when", plan.measure().when()));
    }

    Measured unclear(String reason) {
        return new Measured.Unclear(List.of(reason));
    }

    Measured outcome(String key, int version) {
        if (!counts() && reasons.isEmpty()) {
            return new Measured.DoesNotCount();
        }
        LocalDate date = date();
        Optional<BigDecimal> amount = amount();
        currency();
        List<String> order = order();
        Map<String, String> people = people();
        if (!reasons.isEmpty() || date == null || amount.isEmpty()) {
            return new Measured.Unclear(reasons.stream().distinct().toList());
        }
        return new Measured.Counts(version, new Deal(key, date, amount.get(), order, people));
    }

    /** The business date; null, with the reason noted, when there is none. */
    @Nullable LocalDate date() {
        Object value = evaluate("date", plan.measure().date());
        if (value == null) {
            reasons.add("it has no date");
            return null;
        }
        String text = String.valueOf(value);
        try {
            return text.length() <= 10
                    ? LocalDate.parse(text)
                    : plan.dateOf(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            reasons.add("its date '%s' is not a date".formatted(shown(text)));
            return null;
        }
    }

    private Optional<BigDecimal> amount() {
        Object value = evaluate("amount", plan.measure().amount());
        Optional<BigDecimal> amount = Decimals.of(value);
        if (value == null) {
            reasons.add("it has no amount");
        } else if (amount.isEmpty()) {
            reasons.add("its amount '%s' is not an exact decimal".formatted(shown(value)));
        }
        return amount;
    }

    private void currency() {
        Object value = evaluate("currency", plan.measure().currency());
        String known = plan.currency().getCurrencyCode();
        if (value == null) {
            reasons.add("it has no currency");
        } else if (!known.equals(value)) {
            reasons.add("the plan pays in %s, not in '%s'".formatted(known, shown(value)));
        }
    }

    /** A key that is absent ranks first. */
    private List<String> order() {
        List<String> keys = new ArrayList<>();
        for (Expression key : plan.measure().orderBy()) {
            Object value = evaluate("order_by", key);
            keys.add(
                    switch (value) {
                        case null -> "";
                        case BigDecimal decimal -> decimal.toPlainString();
                        default -> value.toString();
                    });
        }
        return keys;
    }

    private Map<String, String> people() {
        Map<String, String> people = new HashMap<>();
        plan.credits()
                .forEach(
                        (name, rule) -> {
                            if (rule instanceof CreditRule.Named named) {
                                Object person = evaluate(name, named.person());
                                if (person == null || person.toString().isBlank()) {
                                    reasons.add("it has no " + name);
                                } else {
                                    people.put(name, person.toString());
                                }
                            }
                        });
        return people;
    }

    private @Nullable Object evaluate(String what, Expression expression) {
        try {
            return expression.evaluate(data, Map.of());
        } catch (MappingException e) {
            reasons.add("the plan's %s fails on it: %s".formatted(what, e.getMessage()));
            return null;
        }
    }

    private static String shown(Object value) {
        String text = String.valueOf(value);
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
