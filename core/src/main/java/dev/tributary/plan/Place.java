package dev.tributary.plan;

import dev.tributary.plan.InvalidPlan.Problem;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A value of a plan document and where it stands. Reading a wrong one notes a problem and answers
 * empty, so that one pass finds all of them.
 */
record Place(String pointer, @Nullable Object value, List<Problem> problems) {
    /** A member of this object; its value is null when it is absent. */
    Place at(String key) {
        Object member = value instanceof Map<?, ?> map ? map.get(key) : null;
        return new Place(pointer + "/" + escape(key), member, problems);
    }

    boolean isPresent() {
        return value != null;
    }

    void problem(String message, Object... arguments) {
        problems.add(new Problem(pointer, message.formatted(arguments)));
    }

    /** Notes every member that this object may not have; false when it is not an object. */
    boolean isObjectOf(Set<String> known) {
        if (!(value instanceof Map<?, ?> map)) {
            problem(value == null ? "is missing" : "must be an object");
            return false;
        }
        for (Object key : map.keySet()) {
            if (!known.contains(String.valueOf(key))) {
                at(String.valueOf(key)).problem("is not known here; known are %s", known);
            }
        }
        return true;
    }

    /** The members of an object whose keys are the author's own names. */
    Map<String, Place> members() {
        Map<String, Place> members = new LinkedHashMap<>();
        if (!(value instanceof Map<?, ?> map) || map.isEmpty()) {
            problem(value == null ? "is missing" : "must be an object with at least one member");
            return members;
        }
        for (Object key : map.keySet()) {
            members.put(String.valueOf(key), at(String.valueOf(key)));
        }
        return members;
    }

    List<Place> items() {
        if (!(value instanceof List<?> list) || list.isEmpty()) {
            problem(value == null ? "is missing" : "must be a list with at least one item");
            return List.of();
        }
        List<Place> items = new ArrayList<>();
        for (Object item : list) {
            items.add(new Place(pointer + "/" + items.size(), item, problems));
        }
        return items;
    }

    Optional<String> text() {
        if (value instanceof String text && !text.isBlank()) {
            return Optional.of(text);
        }
        problem(value == null ? "is missing" : "must be text");
        return Optional.empty();
    }

    /** Text that a parser understands; what the parser throws becomes the problem. */
    <T> Optional<T> parsed(String what, Function<String, T> parser) {
        return text().flatMap(
                        text -> {
                            try {
                                return Optional.of(parser.apply(text));
                            } catch (RuntimeException e) {
                                problem("'%s' is not %s", text, what);
                                return Optional.empty();
                            }
                        });
    }

    /** The only value that is offered, which may also be left out. */
    void only(String offered) {
        if (value != null && !offered.equals(value)) {
            problem("'%s' is not offered; only '%s' is", value, offered);
        }
    }

    /** An exact decimal that is not negative: text, or a number that is not binary. */
    Optional<BigDecimal> decimal() {
        Optional<BigDecimal> decimal = Decimals.of(value);
        if (decimal.isEmpty()) {
            problem(value == null ? "is missing" : "must be a decimal written as text");
        } else if (decimal.get().signum() < 0) {
            problem("must not be negative");
            return Optional.empty();
        }
        return decimal;
    }

    private static String escape(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }
}
