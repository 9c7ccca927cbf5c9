package dev.tributary.sandbox.pipedrive;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** The sort and updated_since parameters of API v1. */
final class Sorting {
    private Sorting() {}

    /**
     * Fields and directions, separated by commas: "add_time DESC, id ASC".
     *
     * @throws PipedriveProblem when a field is none of the known ones
     */
    static Comparator<Item> by(Call call, List<String> known) {
        Comparator<Item> order = (one, other) -> 0;
        for (String part : call.query("sort").orElse("id ASC").split(",")) {
            String[] words = part.strip().split("\\s+");
            String direction = words.length > 1 ? words[1].toUpperCase(Locale.ROOT) : "ASC";
            boolean fits = direction.equals("ASC") || direction.equals("DESC");
            if (!known.contains(words[0]) || !fits || words.length > 2) {
                throw PipedriveProblem.invalid("sort", "must name " + String.join(", ", known));
            }
            Comparator<Item> next = Comparator.comparing(item -> key(item, words[0]));
            next = direction.equals("DESC") ? next.reversed() : next;
            order = order.thenComparing(next);
        }
        return order.thenComparing(Item::number);
    }

    private static String key(Item item, String field) {
        @Nullable Object value = field.equals("id") ? item.number() : item.value(field);
        return value instanceof Number number
                ? "%020d".formatted(number.longValue())
                : value == null ? "" : value.toString();
    }

    static Optional<Predicate<Item>> updatedSince(Call call) {
        return call.query("updated_since")
                .map(
                        text ->
                                Times.instant(text)
                                        .orElseThrow(
                                                () ->
                                                        PipedriveProblem.invalid(
                                                                "updated_since",
                                                                "is not a valid datetime")))
                .map(since -> item -> !Instant.parse(item.text("update_time")).isBefore(since));
    }
}
