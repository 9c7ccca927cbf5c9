package dev.tributary.call;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** One page of a list; {@code nextCursor} null: the last. */
public record Page(List<Fetched> records, @Nullable String nextCursor) {
    public Page {
        records = List.copyOf(records);
    }
}
