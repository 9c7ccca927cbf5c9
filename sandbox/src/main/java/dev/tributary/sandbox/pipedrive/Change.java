package dev.tributary.sandbox.pipedrive;

import java.time.Instant;
import java.util.Optional;

/**
 * One thing that happened to a record, before anyone decides who hears of it.
 *
 * @param before empty for a creation
 * @param after empty for a deletion
 * @param mergedTo on the deletion of what went into another record: that record
 * @param mergedFrom on the change of what took another record in: that record
 */
record Change(
        Company company,
        Optional<Item> before,
        Optional<Item> after,
        Instant at,
        Author author,
        Optional<Long> mergedTo,
        Optional<Long> mergedFrom) {

    /** What happened, in the words of webhooks. */
    enum Action {
        CREATE("create", "added"),
        CHANGE("change", "updated"),
        DELETE("delete", "deleted");

        private final String name;
        private final String v1Name;

        Action(String name, String v1Name) {
            this.name = name;
            this.v1Name = v1Name;
        }

        String wire() {
            return name;
        }

        String v1() {
            return v1Name;
        }
    }

    Action action() {
        if (before.isEmpty()) {
            return Action.CREATE;
        }
        return after.isEmpty() ? Action.DELETE : Action.CHANGE;
    }

    /** The record as it is, or as it was when it went. */
    Item item() {
        return after.or(() -> before).orElseThrow();
    }
}
