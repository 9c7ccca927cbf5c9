package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.hubspot.Change.Author;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Associates the live records of one portal, and tells of it. Safe for use by many threads. */
final class Links {
    private final Crm crm;
    private final String portalId;
    private final LinkTypes types;
    private final Associations associations;
    private final BooleanSupplier primaryCompanies;
    private final Clock clock;
    private final Consumer<Change> listener;
    private final AtomicLong next = new AtomicLong(1);

    Links(
            Crm crm,
            String portalId,
            LinkTypes types,
            BooleanSupplier primaryCompanies,
            Clock clock,
            Consumer<Change> listener) {
        this.crm = crm;
        this.portalId = portalId;
        this.types = types;
        associations = new Associations(types);
        this.primaryCompanies = primaryCompanies;
        this.clock = clock;
        this.listener = listener;
    }

    /**
     * @throws HubSpotProblem 404 when one of the two is not there, 400 when types do not fit
     */
    void addDefault(ObjectType fromType, long from, ObjectType toType, long to, Author author) {
        crm.live(fromType, from);
        crm.live(toType, to);
        tell(associations.linkDefault(fromType, from, toType, to), author);
    }

    void add(long from, long to, LinkType type, Author author) {
        tell(associations.link(from, to, type), author);
    }

    void remove(long from, long to, LinkType type, Author author) {
        tell(associations.unlink(from, to, type), author);
    }

    void removeAll(ObjectType fromType, long from, ObjectType toType, long to, Author author) {
        tell(associations.unlink(fromType, from, toType, to), author);
    }

    /** A record's links to live records of one type, by id. */
    List<Associations.Link> of(ObjectType fromType, long from, ObjectType toType) {
        return associations.of(fromType, from, toType).stream()
                .filter(link -> crm.find(toType, link.to()).stream().anyMatch(to -> !to.archived()))
                .toList();
    }

    /** Gives all links of one record to another of its type. */
    void move(ObjectType type, long from, long to, Author author) {
        for (LinkType link : types.from(type)) {
            for (Associations.Link linked : associations.of(type, from, link.to())) {
                if (linked.types().contains(link)) {
                    remove(from, linked.to(), link, author);
                    add(to, linked.to(), link, author);
                }
            }
        }
    }

    /** Removes all links of a record without a word. */
    void forget(ObjectType type, long id) {
        for (LinkType link : types.from(type)) {
            associations
                    .of(type, id, link.to())
                    .forEach(linked -> associations.unlink(id, linked.to(), link));
        }
    }

    private void tell(List<Associations.Step> steps, Author author) {
        for (Associations.Step step : steps) {
            listener.accept(
                    new Change(
                            portalId,
                            step.type().from(),
                            step.from(),
                            new Change.Kind.AssociationChanged(step),
                            clock.instant().truncatedTo(ChronoUnit.MILLIS),
                            next.getAndIncrement(),
                            author));
        }
        steps.stream()
                .filter(step -> step.type().primary())
                .forEach(step -> keepPrimary(step.type().from(), step.from(), author));
    }

    /** Archived companies are nobody's primary one any more. */
    void archived(ObjectType type, long id, Author author) {
        if (type.equals(ObjectType.COMPANIES)) {
            for (LinkType link : types.from(type)) {
                associations
                        .of(type, id, link.to())
                        .forEach(linked -> keepPrimary(link.to(), linked.to(), author));
            }
        }
    }

    /** What a record says of its primary company follows from its associations. */
    void keepPrimary(ObjectType type, long id, Author author) {
        if (type.primaryCompany().isPresent() && primaryCompanies.getAsBoolean()) {
            String company =
                    of(type, id, ObjectType.COMPANIES).stream()
                            .filter(link -> link.types().stream().anyMatch(LinkType::primary))
                            .findFirst()
                            .map(link -> Long.toString(link.to()))
                            .orElse("");
            crm.keep(type, id, type.primaryCompany().get(), company, author);
        }
    }
}
