package dev.tributary.sandbox.hubspot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which records of a portal belong together, both ways. Safe for use by many threads. */
final class Associations {
    private final Map<From, Map<Long, Set<LinkType>>> links = new LinkedHashMap<>();

    private record From(ObjectType fromType, long from, ObjectType toType) {}

    /** The provider's association types among the object types emulated here. */
    enum LinkType {
        CONTACT_TO_COMPANY(279, ObjectType.CONTACTS, ObjectType.COMPANIES, false),
        CONTACT_TO_COMPANY_PRIMARY(1, ObjectType.CONTACTS, ObjectType.COMPANIES, true),
        COMPANY_TO_CONTACT(280, ObjectType.COMPANIES, ObjectType.CONTACTS, false),
        COMPANY_TO_CONTACT_PRIMARY(2, ObjectType.COMPANIES, ObjectType.CONTACTS, true),
        DEAL_TO_CONTACT(3, ObjectType.DEALS, ObjectType.CONTACTS, false),
        CONTACT_TO_DEAL(4, ObjectType.CONTACTS, ObjectType.DEALS, false),
        DEAL_TO_COMPANY(341, ObjectType.DEALS, ObjectType.COMPANIES, false),
        DEAL_TO_COMPANY_PRIMARY(5, ObjectType.DEALS, ObjectType.COMPANIES, true),
        COMPANY_TO_DEAL(342, ObjectType.COMPANIES, ObjectType.DEALS, false),
        COMPANY_TO_DEAL_PRIMARY(6, ObjectType.COMPANIES, ObjectType.DEALS, true),
        DEAL_TO_LINE_ITEM(19, ObjectType.DEALS, ObjectType.LINE_ITEMS, false),
        LINE_ITEM_TO_DEAL(20, ObjectType.LINE_ITEMS, ObjectType.DEALS, false);

        private final int typeId;
        private final ObjectType from;
        private final ObjectType to;
        private final boolean primary;

        LinkType(int typeId, ObjectType from, ObjectType to, boolean primary) {
            this.typeId = typeId;
            this.from = from;
            this.to = to;
            this.primary = primary;
        }

        int typeId() {
            return typeId;
        }

        ObjectType from() {
            return from;
        }

        ObjectType to() {
            return to;
        }

        boolean primary() {
            return primary;
        }

        /** The name the v3 API uses: deal_to_company for the primary one, else unlabeled. */
        String v3Name() {
            String plain = from.singular() + "_to_" + to.singular();
            return primary || !hasPrimary(from, to) ? plain : plain + "_unlabeled";
        }

        LinkType reverse() {
            return find(to, from, primary).orElseThrow();
        }

        static Optional<LinkType> find(ObjectType from, ObjectType to, int typeId) {
            for (LinkType type : values()) {
                if (type.from == from && type.to == to && type.typeId == typeId) {
                    return Optional.of(type);
                }
            }
            return Optional.empty();
        }

        static Optional<LinkType> find(ObjectType from, ObjectType to, boolean primary) {
            for (LinkType type : values()) {
                if (type.from == from && type.to == to && type.primary == primary) {
                    return Optional.of(type);
                }
            }
            return Optional.empty();
        }

        private static boolean hasPrimary(ObjectType from, ObjectType to) {
            return find(from, to, true).isPresent();
        }
    }

    /** One associated record with the types of the link. */
    record Link(long to, Set<LinkType> types) {}

    /**
     * @throws HubSpotProblem 400 when these types cannot be associated
     */
    void linkDefault(ObjectType fromType, long from, ObjectType toType, long to) {
        LinkType plain =
                LinkType.find(fromType, toType, false)
                        .orElseThrow(() -> impossible(fromType, toType));
        boolean first = of(fromType, from, toType).isEmpty();
        link(from, to, plain);
        if (first && LinkType.find(fromType, toType, true).isPresent()) {
            link(from, to, LinkType.find(fromType, toType, true).orElseThrow());
        }
    }

    /** Adds a link and its reverse; a primary link brings the plain one. */
    synchronized void link(long from, long to, LinkType type) {
        add(from, to, type);
        add(to, from, type.reverse());
        if (type.primary()) {
            LinkType plain = LinkType.find(type.from, type.to, false).orElseThrow();
            add(from, to, plain);
            add(to, from, plain.reverse());
        }
    }

    synchronized void unlink(ObjectType fromType, long from, ObjectType toType, long to) {
        links.getOrDefault(new From(fromType, from, toType), new LinkedHashMap<>()).remove(to);
        links.getOrDefault(new From(toType, to, fromType), new LinkedHashMap<>()).remove(from);
    }

    synchronized List<Link> of(ObjectType fromType, long from, ObjectType toType) {
        List<Link> all = new ArrayList<>();
        links.getOrDefault(new From(fromType, from, toType), Map.of())
                .forEach((to, types) -> all.add(new Link(to, Set.copyOf(types))));
        return all;
    }

    static HubSpotProblem impossible(ObjectType from, ObjectType to) {
        return HubSpotProblem.invalid(
                "%s cannot be associated with %s".formatted(from.plural(), to.plural()));
    }

    private void add(long from, long to, LinkType type) {
        links.computeIfAbsent(new From(type.from, from, type.to), unseen -> new LinkedHashMap<>())
                .computeIfAbsent(to, unseen -> new LinkedHashSet<>())
                .add(type);
    }
}
