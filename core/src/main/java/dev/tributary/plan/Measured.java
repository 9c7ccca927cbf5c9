package dev.tributary.plan;

import java.util.List;

/** What a plan makes of a record. */
public sealed interface Measured {
    /** It counts, under the version in force on its date. */
    record Counts(int version, Deal deal) implements Measured {}

    /** It does not count, and that is no problem: the plan's {@code when} is not true. */
    record DoesNotCount() implements Measured {}

    /** It would count, but money cannot be made of it; every reason is listed. */
    record Unclear(List<String> reasons) implements Measured {
        public Unclear {
            reasons = List.copyOf(reasons);
        }
    }
}
