package dev.tributary.sandbox.salesforce;

import dev.tributary.sandbox.salesforce.soql.Path;
import dev.tributary.sandbox.salesforce.soql.SoqlProblem;

import java.util.ArrayList;
import java.util.List;

/** Finds what the names in a query mean. */
final class Binder {
    private static final int HOPS_MAX = 5;
    private static final String LOOK =
            " Please reference your WSDL or the describe call for the appropriate names.";

    private final Schema schema;
    private final Entity entity;
    private final String alias;

    /**
     * @param alias of the object in this query; empty without one
     */
    Binder(Schema schema, Entity entity, String alias) {
        this.schema = schema;
        this.entity = entity;
        this.alias = alias;
    }

    static Entity entity(Schema schema, String name, int position) {
        return schema.find(name)
                .orElseThrow(
                        () ->
                                SoqlProblem.at(
                                        position,
                                        "INVALID_TYPE",
                                        "sObject type '%s' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name.%s"
                                                .formatted(name, LOOK)));
    }

    Entity entity() {
        return entity;
    }

    /**
     * @throws SoqlProblem INVALID_FIELD when a name means nothing here
     */
    Reach reach(Path written) {
        Path path = bare(written);
        List<Field> hops = new ArrayList<>();
        Entity at = entity;
        for (String up : path.names().subList(0, path.names().size() - 1)) {
            Entity here = at;
            Field hop = here.relationship(up).orElseThrow(() -> noRelationship(path, up));
            hops.add(hop);
            at = schema.require(hop.referenceTo().getFirst());
        }
        if (hops.size() > HOPS_MAX) {
            throw SoqlProblem.at(
                    path.position(),
                    "INVALID_FIELD",
                    "The relationship path %s goes through more than %d levels"
                            .formatted(path, HOPS_MAX));
        }
        Entity owner = at;
        return new Reach(hops, owner.field(path.last()).orElseThrow(() -> noColumn(path, owner)));
    }

    /** Account.Name FROM Account and a.Name FROM Account a are Name. */
    private Path bare(Path path) {
        boolean prefixed =
                path.names().size() > 1
                        && (path.names().getFirst().equalsIgnoreCase(alias)
                                || (path.names().getFirst().equalsIgnoreCase(entity.name())
                                        && entity.relationship(entity.name()).isEmpty()));
        return prefixed ? path.withoutFirst() : path;
    }

    private static SoqlProblem noRelationship(Path path, String up) {
        return SoqlProblem.at(
                path.position(),
                "INVALID_FIELD",
                "Didn't understand relationship '%s' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name.%s"
                        .formatted(up, LOOK));
    }

    private static SoqlProblem noColumn(Path path, Entity entity) {
        return SoqlProblem.at(
                path.position(),
                "INVALID_FIELD",
                "No such column '%s' on entity '%s'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name.%s"
                        .formatted(path.last(), entity.name(), LOOK));
    }
}
