package dev.tributary.sandbox.hubspot;

import java.util.Locale;

/**
 * A way in which records of one type belong to records of another, in one direction.
 *
 * @param reverseId the id of the other direction
 * @param label what people call it; empty for the plain one
 * @param only a record has one such link at most, as contacts have one primary company
 */
record LinkType(
        int typeId,
        int reverseId,
        ObjectType from,
        ObjectType to,
        String label,
        Category category,
        boolean only) {

    /** Who has defined it. */
    enum Category {
        HUBSPOT_DEFINED,
        USER_DEFINED
    }

    boolean plain() {
        return label.isEmpty();
    }

    boolean primary() {
        return category == Category.HUBSPOT_DEFINED && label.equals("Primary");
    }

    LinkType labelled(String other) {
        return new LinkType(typeId, reverseId, from, to, other, category, only);
    }

    /** The name the v3 API uses: deal_to_company for the primary one, else unlabeled. */
    String v3Name(boolean pairHasPrimary) {
        String pair = from.singular() + "_to_" + to.singular();
        if (primary()) {
            return pair;
        }
        if (plain()) {
            return pairHasPrimary ? pair + "_unlabeled" : pair;
        }
        return label.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    }
}
