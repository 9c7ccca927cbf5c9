package dev.tributary.sandbox.hubspot;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
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
record Search(
        List<List<Predicate<CrmRecord>>> groups,
        String words,
        Set<String> texts,
        List<Sort> sorts) {
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

    /** A condition on one property; the values are read once, not once a record. */
    record Filter(
            Property property, Operator operator, String value, Key low, Key high, List<Key> among)
            implements Predicate<CrmRecord> {
        Filter {
            among = List.copyOf(among);
        }

        static Filter of(
                Property property,
                Operator operator,
                String value,
                String highValue,
                List<String> values) {
            return new Filter(
                    property,
                    operator,
                    value,
                    key(property, value),
                    key(property, highValue),
                    values.stream().map(text -> key(property, text)).toList());
        }

        @Override
        public boolean test(CrmRecord record) {
            Optional<Key> held = key(record, property);
            return switch (operator) {
                case HAS_PROPERTY -> held.isPresent();
                case NOT_HAS_PROPERTY -> held.isEmpty();
                case NEQ -> held.map(key -> key.compareTo(low) != 0).orElse(true);
                case NOT_IN -> held.map(key -> !isOneOf(key)).orElse(true);
                case NOT_CONTAINS_TOKEN -> held.map(key -> !contains(key.text())).orElse(true);
                case EQ -> held.map(key -> key.compareTo(low) == 0).orElse(false);
                case LT -> held.map(key -> key.compareTo(low) < 0).orElse(false);
                case LTE -> held.map(key -> key.compareTo(low) <= 0).orElse(false);
                case GT -> held.map(key -> key.compareTo(low) > 0).orElse(false);
                case GTE -> held.map(key -> key.compareTo(low) >= 0).orElse(false);
                case BETWEEN ->
                        held.map(key -> key.compareTo(low) >= 0 && key.compareTo(high) <= 0)
                                .orElse(false);
                case IN -> held.map(this::isOneOf).orElse(false);
                case CONTAINS_TOKEN -> held.map(key -> contains(key.text())).orElse(false);
            };
        }

        private boolean isOneOf(Key held) {
            return among.stream().anyMatch(wanted -> held.compareTo(wanted) == 0);
        }

        /** Of several values each is a token as it stands; a text's are its words. */
        private boolean contains(String held) {
            return property.several()
                    ? Arrays.stream(held.split(";"))
                            .map(String::strip)
                            .anyMatch(matching(value.toLowerCase(Locale.ROOT).strip()))
                    : hasTokens(held);
        }

        private boolean hasTokens(String held) {
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
                    (start && end)
                            ? word.contains(text)
                            : start
                                    ? word.startsWith(text)
                                    : end ? word.endsWith(text) : word.equals(text);
        }
    }

    record Sort(Property property, boolean descending) {}

    /** A value in the order of its type. */
    record Key(@Nullable BigDecimal number, String text) implements Comparable<Key> {
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
        Comparator<Keyed> order = (_, _) -> 0;
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
                                        sorts.stream()
                                                .map(sort -> key(record, sort.property()))
                                                .toList()))
                .sorted(order)
                .map(Keyed::record)
                .toList();
    }

    /** What every sync asks for is at hand without reading text. */
    private static Optional<Key> key(CrmRecord record, Property property) {
        String name = property.name();
        if (name.equals(record.type().modified())) {
            return Optional.of(key(record.updatedAt()));
        }
        if (name.equals(record.type().created())) {
            return Optional.of(key(record.createdAt()));
        }
        if (name.equals("hs_object_id")) {
            return Optional.of(new Key(BigDecimal.valueOf(record.id()), ""));
        }
        return record.property(name).map(text -> key(property, text));
    }

    private static Key key(Instant instant) {
        return new Key(BigDecimal.valueOf(instant.toEpochMilli()), "");
    }

    private boolean inAnyGroup(CrmRecord record) {
        return groups.isEmpty()
                || groups.stream()
                        .anyMatch(group -> group.stream().allMatch(filter -> filter.test(record)));
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
            case STRING, PHONE_NUMBER, ENUMERATION, BOOL ->
                    new Key(null, text.toLowerCase(Locale.ROOT));
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
