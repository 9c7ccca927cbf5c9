package dev.tributary.sandbox.hubspot;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The association types of one portal, its own labels included. Safe for use by many threads. */
final class LinkTypes {
    /** Above every id of the provider's own. */
    private static final int FIRST_ID = 5_001;

    private final List<LinkType> types = new ArrayList<>();
    private int nextId = FIRST_ID;

    LinkTypes(ObjectTypes objects) {
        String file =
                new String(StandardTypes.resource("association-types.csv"), StandardCharsets.UTF_8);
        for (String line : file.lines().skip(1).toList()) {
            String[] cells = line.split(",", -1);
            add(
                    objects.named(cells[0]),
                    objects.named(cells[1]),
                    Integer.parseInt(cells[2]),
                    Integer.parseInt(cells[3]),
                    cells[4],
                    cells[5],
                    LinkType.Category.HUBSPOT_DEFINED);
        }
    }

    /**
     * Adds a portal's own type and its reverse; empty labels make the plain one.
     *
     * @return both directions, or the one there is where a type is its own reverse
     */
    synchronized List<LinkType> addOwn(
            ObjectType from, ObjectType to, String label, String reverseLabel) {
        int id = nextId++;
        boolean same = from.equals(to) && label.equals(reverseLabel);
        int reverse = same ? id : nextId++;
        return add(from, to, id, reverse, label, reverseLabel, LinkType.Category.USER_DEFINED);
    }

    private List<LinkType> add(
            ObjectType from,
            ObjectType to,
            int id,
            int reverseId,
            String label,
            String reverseLabel,
            LinkType.Category category) {
        boolean only = label.equals("Primary") && category == LinkType.Category.HUBSPOT_DEFINED;
        List<LinkType> added = new ArrayList<>();
        added.add(new LinkType(id, reverseId, from, to, label, category, only));
        if (reverseId != id) {
            added.add(new LinkType(reverseId, id, to, from, reverseLabel, category, false));
        }
        types.addAll(added);
        return added;
    }

    synchronized List<LinkType> between(ObjectType from, ObjectType to) {
        return types.stream()
                .filter(type -> type.from().equals(from) && type.to().equals(to))
                .toList();
    }

    synchronized List<LinkType> from(ObjectType from) {
        return types.stream().filter(type -> type.from().equals(from)).toList();
    }

    synchronized Optional<LinkType> find(ObjectType from, int typeId) {
        return types.stream()
                .filter(type -> type.from().equals(from) && type.typeId() == typeId)
                .findFirst();
    }

    LinkType reverse(LinkType type) {
        return find(type.to(), type.reverseId()).orElseThrow();
    }

    /**
     * @throws HubSpotProblem 400 when these types cannot be associated
     */
    LinkType plain(ObjectType from, ObjectType to) {
        return between(from, to).stream()
                .filter(LinkType::plain)
                .findFirst()
                .orElseThrow(
                        () ->
                                HubSpotProblem.invalid(
                                        "%s cannot be associated with %s"
                                                .formatted(from.plural(), to.plural())));
    }

    Optional<LinkType> primary(ObjectType from, ObjectType to) {
        return between(from, to).stream().filter(LinkType::primary).findFirst();
    }

    synchronized void relabel(LinkType type, String label) {
        types.replaceAll(known -> known.equals(type) ? known.labelled(label) : known);
    }

    synchronized void remove(LinkType type) {
        types.removeIf(
                known -> known.typeId() == type.typeId() || known.typeId() == type.reverseId());
    }

    synchronized void removeAll(ObjectType object) {
        types.removeIf(type -> type.from().equals(object) || type.to().equals(object));
    }
}
