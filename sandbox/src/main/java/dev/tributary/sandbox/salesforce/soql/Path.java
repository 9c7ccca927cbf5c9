package dev.tributary.sandbox.salesforce.soql;

import java.util.List;

/**
 * A field as written, perhaps by way of relationships: Account.Owner.Name.
 *
 * @param position of its first character
 */
public record Path(List<String> names, int position) {
    public Path {
        names = List.copyOf(names);
    }

    public String last() {
        return names.getLast();
    }

    public Path withoutFirst() {
        return new Path(names.subList(1, names.size()), position);
    }

    @Override
    public String toString() {
        return String.join(".", names);
    }
}
