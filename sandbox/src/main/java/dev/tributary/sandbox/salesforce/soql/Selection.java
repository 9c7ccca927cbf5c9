package dev.tributary.sandbox.salesforce.soql;

import org.jspecify.annotations.Nullable;

/** One thing in a SELECT. */
public sealed interface Selection {
    /** A plain field; a name of its own is possible in aggregates only. */
    record Field(Path path, int aliasPosition, @Nullable String alias) implements Selection {}

    /** COUNT() alone: how many, and no rows. */
    record CountAll(int position) implements Selection {}

    record Aggregate(Function function, Path path, @Nullable String alias) implements Selection {}

    /** The children of a row: (SELECT Id FROM Contacts). */
    record Children(Query query) implements Selection {}

    /** FIELDS(ALL), FIELDS(STANDARD) or FIELDS(CUSTOM). */
    record Group(Which which, int position) implements Selection {}

    /** What is made of many values. */
    enum Function {
        COUNT,
        COUNT_DISTINCT,
        SUM,
        AVG,
        MIN,
        MAX
    }

    /** Which fields FIELDS stands for. */
    enum Which {
        ALL,
        STANDARD,
        CUSTOM
    }
}
