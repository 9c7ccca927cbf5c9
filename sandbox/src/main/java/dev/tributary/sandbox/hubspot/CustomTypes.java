package dev.tributary.sandbox.hubspot;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The object types that one portal has added itself. Safe for use by many threads. */
public final class CustomTypes {
    private static final long FIRST_ID = 3_400_001;

    /** What people do is associated with every object, without anybody asking. */
    private static final Set<ObjectType> ACTIVITIES =
            Set.of(
                    ObjectType.NOTES,
                    ObjectType.TASKS,
                    ObjectType.CALLS,
                    ObjectType.EMAILS,
                    ObjectType.MEETINGS);

    private final String portalId;
    private final Clock clock;
    private final ObjectTypes types;
    private final Properties properties;
    private final LinkTypes links;
    private final Map<ObjectType, Schema> schemas = new LinkedHashMap<>();
    private long nextId = FIRST_ID;

    /**
     * What a portal has said about a type of its own.
     *
     * @param archivedAt when it was deleted; its name stays taken until it is purged
     */
    public record Schema(
            ObjectType type,
            String name,
            String singular,
            String plural,
            String description,
            String primaryDisplay,
            List<String> secondaryDisplay,
            Instant createdAt,
            Optional<Instant> archivedAt) {
        public Schema {
            secondaryDisplay = List.copyOf(secondaryDisplay);
        }
    }

    /** A wish for a new type. */
    record Wish(
            String name,
            String singular,
            String plural,
            String description,
            String primaryDisplay,
            List<String> secondaryDisplay,
            List<String> required,
            List<String> searchable,
            List<Property> properties,
            List<ObjectType> associated) {}

    CustomTypes(
            String portalId,
            Clock clock,
            ObjectTypes types,
            Properties properties,
            LinkTypes links) {
        this.portalId = portalId;
        this.clock = clock;
        this.types = types;
        this.properties = properties;
        this.links = links;
    }

    /**
     * Adds a type with text properties, of which the first is its display name.
     *
     * @param associated the types with whose records its own can be associated
     */
    public ObjectType add(String name, List<String> texts, ObjectType... associated) {
        return add(new Wish(
                        name,
                        name,
                        name + "s",
                        "",
                        texts.getFirst(),
                        List.of(),
                        List.of(texts.getFirst()),
                        List.of(texts.getFirst()),
                        texts.stream().map(text -> Property.customText(text, text)).toList(),
                        List.of(associated)))
                .type();
    }

    /**
     * @throws HubSpotProblem 409 when the name is taken, also by a type that was deleted
     */
    synchronized Schema add(Wish wish) {
        if (schemas.values().stream().anyMatch(known -> known.name().equals(wish.name()))) {
            throw new HubSpotProblem(
                    409, "CONFLICT", "an object named '" + wish.name() + "' exists already");
        }
        ObjectType type = type(wish);
        types.add(type);
        properties.addType(type);
        wish.associated().forEach(to -> links.addOwn(type, to, "", ""));
        ACTIVITIES.stream()
                .filter(activity -> !wish.associated().contains(activity))
                .sorted(Comparator.comparing(ObjectType::typeId))
                .forEach(activity -> links.addOwn(type, activity, "", ""));
        Schema schema =
                new Schema(
                        type,
                        wish.name(),
                        wish.singular(),
                        wish.plural(),
                        wish.description(),
                        wish.primaryDisplay(),
                        wish.secondaryDisplay(),
                        clock.instant().truncatedTo(ChronoUnit.MILLIS),
                        Optional.empty());
        schemas.put(type, schema);
        return schema;
    }

    private ObjectType type(Wish wish) {
        return new ObjectType(
                "p" + portalId + "_" + wish.name(),
                "p_" + wish.name(),
                "2-" + nextId++,
                "hs_createdate",
                "hs_lastmodifieddate",
                ObjectType.Scopes.of("custom"),
                List.of(),
                wish.required(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                wish.searchable(),
                wish.properties());
    }

    synchronized List<Schema> all(boolean archived) {
        return schemas.values().stream()
                .filter(schema -> schema.archivedAt().isPresent() == archived)
                .toList();
    }

    /** Archived ones too. */
    synchronized Optional<Schema> find(String name) {
        return schemas.values().stream().filter(schema -> schema.type().isNamed(name)).findFirst();
    }

    /** Takes a type out of use. Its records are gone from sight, its name is not free. */
    synchronized void archive(Schema schema) {
        types.remove(schema.type());
        schemas.put(
                schema.type(),
                new Schema(
                        schema.type(),
                        schema.name(),
                        schema.singular(),
                        schema.plural(),
                        schema.description(),
                        schema.primaryDisplay(),
                        schema.secondaryDisplay(),
                        schema.createdAt(),
                        Optional.of(clock.instant().truncatedTo(ChronoUnit.MILLIS))));
    }

    /** Forgets an archived type; its name is free again. */
    synchronized void purge(Schema schema) {
        links.removeAll(schema.type());
        properties.removeType(schema.type());
        schemas.remove(schema.type());
    }
}
