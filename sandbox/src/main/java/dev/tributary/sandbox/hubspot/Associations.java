package dev.tributary.sandbox.hubspot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which records of a portal belong together, both ways. Safe for use by many threads. */
final class Associations {
    private final LinkTypes types;
    private final Map<From, NavigableMap<Long, Set<Integer>>> links = new HashMap<>();

    private record From(ObjectType fromType, long from, ObjectType toType) {}

    /** One associated record with the types of the link. */
    record Link(long to, List<LinkType> types) {}

    /** A link that was made or removed, in one direction. */
    record Step(LinkType type, long from, long to, boolean removed) {}

    Associations(LinkTypes types) {
        this.types = types;
    }

    /**
     * Adds a link and its reverse; a labelled link brings the plain one, and a primary link takes
     * the place of the primary link before it.
     *
     * @return what has changed; empty when the link was there
     */
    synchronized List<Step> link(long from, long to, LinkType type) {
        List<Step> steps = new ArrayList<>();
        if (!type.plain()) {
            steps.addAll(link(from, to, types.plain(type.from(), type.to())));
        }
        if (type.primary()) {
            steps.addAll(type.only() ? dropOthers(from, to, type) : List.of());
            LinkType reverse = types.reverse(type);
            steps.addAll(reverse.only() ? dropOthers(to, from, reverse) : List.of());
        }
        if (set(type, from, to).add(type.typeId())) {
            steps.add(new Step(type, from, to, false));
        }
        LinkType reverse = types.reverse(type);
        if (set(reverse, to, from).add(reverse.typeId())) {
            steps.add(new Step(reverse, to, from, false));
        }
        return steps;
    }

    /** Links as a person does who names no type: the first company is the primary one. */
    List<Step> linkDefault(ObjectType fromType, long from, ObjectType toType, long to) {
        LinkType plain = types.plain(fromType, toType);
        return types.primary(fromType, toType)
                .filter(primary -> isFirst(primary, from, to))
                .map(primary -> link(from, to, primary))
                .orElseGet(() -> link(from, to, plain));
    }

    /** Seen from the end that can have one alone. */
    private boolean isFirst(LinkType primary, long from, long to) {
        LinkType reverse = types.reverse(primary);
        return primary.only() || !reverse.only()
                ? of(primary.from(), from, primary.to()).isEmpty()
                : of(reverse.from(), to, reverse.to()).isEmpty();
    }

    private List<Step> dropOthers(long from, long keep, LinkType type) {
        List<Step> steps = new ArrayList<>();
        for (Link link : of(type.from(), from, type.to())) {
            if (link.to() != keep && link.types().contains(type)) {
                steps.addAll(unlink(from, link.to(), type));
            }
        }
        return steps;
    }

    /** Takes one type off a link; the last one takes the link away. */
    synchronized List<Step> unlink(long from, long to, LinkType type) {
        List<Step> steps = new ArrayList<>();
        LinkType reverse = types.reverse(type);
        if (drop(type, from, to)) {
            steps.add(new Step(type, from, to, true));
        }
        if (drop(reverse, to, from)) {
            steps.add(new Step(reverse, to, from, true));
        }
        return steps;
    }

    synchronized List<Step> unlink(ObjectType fromType, long from, ObjectType toType, long to) {
        List<Step> steps = new ArrayList<>();
        for (Link link : of(fromType, from, toType)) {
            if (link.to() == to) {
                link.types().forEach(type -> steps.addAll(unlink(from, to, type)));
            }
        }
        return steps;
    }

    /** A record's links to records of one type, by id. */
    synchronized List<Link> of(ObjectType fromType, long from, ObjectType toType) {
        List<Link> all = new ArrayList<>();
        links.getOrDefault(new From(fromType, from, toType), new TreeMap<>())
                .forEach((to, ids) -> all.add(new Link(to, typesOf(fromType, ids))));
        return all;
    }

    private List<LinkType> typesOf(ObjectType fromType, Set<Integer> ids) {
        return ids.stream().flatMap(id -> types.find(fromType, id).stream()).toList();
    }

    private Set<Integer> set(LinkType type, long from, long to) {
        return links.computeIfAbsent(
                        new From(type.from(), from, type.to()), unseen -> new TreeMap<>())
                .computeIfAbsent(to, unseen -> new TreeSet<>());
    }

    private boolean drop(LinkType type, long from, long to) {
        NavigableMap<Long, Set<Integer>> of = links.get(new From(type.from(), from, type.to()));
        Set<Integer> ids = of == null ? null : of.get(to);
        if (of == null || ids == null || !ids.remove(type.typeId())) {
            return false;
        }
        if (ids.isEmpty()) {
            of.remove(to);
        }
        return true;
    }
}
