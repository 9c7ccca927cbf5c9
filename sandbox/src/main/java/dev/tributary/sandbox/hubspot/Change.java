package dev.tributary.sandbox.hubspot;

import java.time.Instant;

/**
 * One thing that happened to a record, before anyone decides who hears of it.
 *
 * @param ordinal which change of this record it was; with the id it names the event for the dice
 * @param author who made it
 */
record Change(
        String portalId,
        ObjectType type,
        long objectId,
        Kind kind,
        Instant occurredAt,
        long ordinal,
        Author author) {

    /** What happened. */
    sealed interface Kind {
        record Created() implements Kind {}

        record Archived() implements Kind {}

        /**
         * @param value empty when the property was cleared
         * @param instant the value is a date and time
         * @param onCreation the value came with the record's creation
         */
        record PropertyChanged(String name, String value, boolean instant, boolean onCreation)
                implements Kind {}

        /** One direction of a link; its ordinal counts links, not changes of the record. */
        record AssociationChanged(Associations.Step step) implements Kind {}

        /**
         * Another record was taken in.
         *
         * @param moved how many values came from it
         */
        record Merged(long mergedId, long moved) implements Kind {}

        /** Removed for good, for the sake of somebody's privacy. */
        record Erased() implements Kind {}
    }

    /** Who makes a change: a person in the provider's own pages, or an app over the API. */
    record Author(String changeSource, String sourceId) {
        static final Author PERSON = new Author("CRM_UI", "userId:9000001");

        static Author app(String appId) {
            return new Author("INTEGRATION", appId);
        }
    }
}
