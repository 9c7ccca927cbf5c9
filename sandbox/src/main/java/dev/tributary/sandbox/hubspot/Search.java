package dev.tributary.sandbox.hubspot;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A search of one object type: filter groups of which one must hold, words of which all must occur,
 * and an order. Text is compared without regard to case.
 *
 * @param texts the properties in which words are looked for
 */
record Search(List<List<Filter>> groups, String words, Set<String> texts, List<Sort> sorts) {
    Search {
        texts = Set.copyOf(texts);
        groups = List.copyOf(groups);
        sorts = List.copyOf(sorts);
    }

    /** The provider's filter operators. */
    enum Operator {
        EQ,
        NEQ,
        LT,
        LTE,
        GT,
        GTE,
        BETWEEN,
        IN,
        NOT_IN,
        HAS_PROPERTY,
        NOT_HAS_PROPERTY,
        CONTAINS_TOKEN,
        NOT_CONTAINS_TOKEN;

        boolean takesValues() {
            return this == IN || this == NOT_IN;
        }

        boolean takesNothing() {
            return this == HAS_PROPERTY || this == NOT_HAS_PROPERTY;
        }
    }

    record Filter(
            Property property,
            Operator operator,
            String value,
            String highValue,
            List<String> values) {
        Filter {
            values = List.copyOf(values);
        }

        boolean holds(CrmRecord record) {
            Optional<String> held = record.property(property.name());
            return switch (operator) {
                case HAS_PROPERTY -> held.isPresent();
                case NOT_HAS_PROPERTY -> held.isEmpty();
                case NEQ -> held.map(text -> compare(text, value) != 0).orElse(true);
                case NOT_IN -> held.map(text -> !isOneOf(text)).orElse(true);
                case NOT_CONTAINS_TOKEN -> held.map(text -> !hasToken(text)).orElse(true);
                case EQ -> held.map(text -> compare(text, value) == 0).orElse(false);
                case LT -> held.map(text -> compare(text, value) < 0).orElse(false);
                case LTE -> held.map(text -> compare(text, value) <= 0).orElse(false);
                case GT -> held.map(text -> compare(text, value) > 0).orElse(false);
                case GTE -> held.map(text -> compare(text, value) >= 0).orElse(false);
                case BETWEEN ->
                        held.map(text -> compare(text, value) >= 0 && compare(text, highValue) <= 0)
                                .orElse(false);
                case IN -> held.map(this::isOneOf).orElse(false);
                case CONTAINS_TOKEN -> held.map(this::hasToken).orElse(false);
            };
        }

        private int compare(String held, String wanted) {
            return key(property, held).compareTo(key(property, wanted));
        }

        private boolean isOneOf(String held) {
            return values.stream().anyMatch(wanted -> compare(held, wanted) == 0);
        }

        private boolean hasToken(String held) {
            String pattern =
                    value.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}*]+", " ").strip();
            return Arrays.stream(pattern.split(" "))
                    .allMatch(token -> words(held).anyMatch(matching(token)));
        }

        private static Predicate<String> matching(String token) {
            boolean start = token.endsWith("*");
            boolean end = token.startsWith("*");
            String text = token.replace("*", "");
            return word ->
                    start && end
                            ? word.contains(text)
                            : start
                                    ? word.startsWith(text)
                                    : end ? word.endsWith(text) : word.equals(text);
        }
    }

    record Sort(Property property, boolean descending) {}

    /** A value in the order of its type. */
    private record Key(@Nullable BigDecimal number, String text) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return number != null && other.number != null
                    ? number.compareTo(other.number)
                    : text.compareTo(other.text);
        }
    }

    /** What was found, in order. */
    List<CrmRecord> run(List<CrmRecord> records) {
        List<CrmRecord> found =
                records.stream().filter(this::inAnyGroup).filter(this::hasWords).toList();
        return sorts.isEmpty() ? found : sorted(found);
    }

    /** Keys are read once a record, not once a comparison. */
    private List<CrmRecord> sorted(List<CrmRecord> found) {
        record Keyed(CrmRecord record, List<Optional<Key>> keys) {}
        Comparator<Keyed> order = (left, right) -> 0;
        for (int i = 0; i < sorts.size(); i++) {
            int at = i;
            Comparator<Keyed> by =
                    Comparator.comparing(
                            keyed -> keyed.keys().get(at).orElse(null),
                            Comparator.nullsLast(Comparator.naturalOrder()));
            order = order.thenComparing(sorts.get(i).descending() ? by.reversed() : by);
        }
        return found.stream()
                .map(
                        record ->
                                new Keyed(
                                        record,
                                        sorts.stream().map(sort -> key(record, sort)).toList()))
                .sorted(order)
                .map(Keyed::record)
                .toList();
    }

    private static Optional<Key> key(CrmRecord record, Sort sort) {
        return record.property(sort.property().name()).map(text -> key(sort.property(), text));
    }

    private boolean inAnyGroup(CrmRecord record) {
        return groups.isEmpty()
                || groups.stream()
                        .anyMatch(group -> group.stream().allMatch(filter -> filter.holds(record)));
    }

    private boolean hasWords(CrmRecord record) {
        return words(words)
                .allMatch(
                        wanted ->
                                texts.stream()
                                        .flatMap(name -> record.property(name).stream())
                                        .flatMap(Search::words)
                                        .anyMatch(word -> word.startsWith(wanted)));
    }

    private static Stream<String> words(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
                .filter(word -> !word.isEmpty());
    }

    private static Key key(Property property, String text) {
        return switch (property.type()) {
            case NUMBER -> new Key(decimal(text), text);
            case DATE, DATETIME ->
                    new Key(
                            PropertyRules.instant(text)
                                    .map(at -> BigDecimal.valueOf(at.toEpochMilli()))
                                    .orElse(null),
                            text);
            case STRING, ENUMERATION, BOOL -> new Key(null, text.toLowerCase(Locale.ROOT));
        };
    }

    private static @Nullable BigDecimal decimal(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException malformed) {
            return null;
        }
    }
}
