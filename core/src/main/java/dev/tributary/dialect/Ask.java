package dev.tributary.dialect;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A question before it is put into words, in the provider's names.
 *
 * @param conditions of each of these lists one must hold
 * @param after only what comes after this in the order; empty: from the beginning
 * @param size most records of the answer; 0: all
 */
public record Ask(
        String object,
        List<String> fields,
        List<List<Condition>> conditions,
        List<Order> order,
        List<Key> after,
        int size) {

    /**
     * @param type of the field, as described or by the model; it says how the value is written
     * @param value text, a number, a boolean, null (with eq and ne), or for {@code IN} a list
     */
    public record Condition(String path, Operator operator, @Nullable Object value, String type) {}

    public record Order(String path, boolean descending) {}

    /** Where a page ended: the value of one field of the order, which is ascending. */
    public record Key(String path, String type, @Nullable Object value) {}

    public Ask {
        fields = List.copyOf(fields);
        conditions = conditions.stream().map(List::copyOf).toList();
        order = List.copyOf(order);
        after = List.copyOf(after);
    }

    /** The same question for other fields. */
    public Ask of(List<String> others) {
        return new Ask(object, others, conditions, order, after, size);
    }
}
