package dev.tributary.call;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One page of a list; {@code nextCursor} null: the last. */
public record Page(List<Fetched> records, @Nullable String nextCursor) {
    public Page {
        records = List.copyOf(records);
    }
}
