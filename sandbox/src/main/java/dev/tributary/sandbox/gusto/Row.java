package dev.tributary.sandbox.gusto;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a prepared payroll holds for one employee. Immutable.
 *
 * @param amounts by compensation name and job; an absent one is zero
 */
record Row(
        String employeeUuid,
        boolean excluded,
        String paymentMethod,
        Optional<String> memo,
        Map<Place, Amount> amounts) {

    Row {
        amounts = Collections.unmodifiableMap(new TreeMap<>(amounts));
    }

    /** Where in a row an amount stands. */
    record Place(String name, String jobUuid) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byName = name.compareTo(other.name);
            return byName == 0 ? jobUuid.compareTo(other.jobUuid) : byName;
        }
    }

    /** An amount with two decimals and where it came from. */
    record Amount(BigDecimal value, String writtenBy, long writes) {}

    static Row empty(String employeeUuid) {
        return new Row(employeeUuid, false, "Direct Deposit", Optional.empty(), Map.of());
    }

    BigDecimal amount(Place place) {
        Amount amount = amounts.get(place);
        return amount == null ? BigDecimal.ZERO.setScale(2) : amount.value();
    }

    /** This row with one amount replaced: never added to what was there. */
    Row with(Place place, BigDecimal value, String writer) {
        Map<Place, Amount> changed = new TreeMap<>(amounts);
        Amount old = amounts.get(place);
        changed.put(place, new Amount(value, writer, old == null ? 1 : old.writes() + 1));
        return new Row(employeeUuid, excluded, paymentMethod, memo, changed);
    }

    Row withMemo(String text) {
        return new Row(employeeUuid, excluded, paymentMethod, Optional.of(text), amounts);
    }

    Row withPaymentMethod(String method) {
        return new Row(employeeUuid, excluded, method, memo, amounts);
    }

    Row withExcluded(boolean out) {
        return new Row(employeeUuid, out, paymentMethod, memo, amounts);
    }

    /** Depends on the values alone, so that writing what is there already changes nothing. */
    String version() {
        StringBuilder state = new StringBuilder(employeeUuid);
        state.append('|').append(excluded).append('|').append(paymentMethod).append('|');
        state.append(memo.orElse(""));
        amounts.forEach(
                (place, amount) -> {
                    if (amount.value().signum() != 0) {
                        state.append('|').append(place).append('=').append(amount.value());
                    }
                });
        return Version.of(state);
    }
}
