package dev.tributary.sandbox.salesforce;

import java.util.ArrayList;
import java.util.List;

/** The record that a path means. */
final class Found {
    private final Call call;

    Found(Call call) {
        this.call = call;
    }

    /**
     * Deleted ones too: to read they do not exist, to write they say that they are deleted.
     *
     * @throws SalesforceProblem 404 when there is none
     */
    SObject byId() {
        return byId(call, call.entity(), call.path().get("id"));
    }

    static SObject byId(Call call, Entity entity, String text) {
        String id =
                RecordId.normal(text)
                        .filter(normal -> normal.startsWith(entity.prefix()))
                        .orElseThrow(() -> noSuchKey(text));
        return call.org().store().find(entity, id).orElseThrow(SalesforceProblem::noSuchResource);
    }

    Field keyField() {
        String name = call.path().get("field");
        return call.entity()
                .field(name)
                .filter(field -> field.key() || field.type() == FieldType.ID)
                .orElseThrow(() -> noSuchKey(name));
    }

    private static SalesforceProblem noSuchKey(String name) {
        return new SalesforceProblem(
                404,
                "NOT_FOUND",
                "Provided external ID field does not exist or is not accessible: " + name);
    }

    /**
     * @throws SalesforceProblem 404 when there is none
     * @throws Ambiguous when there are several
     */
    SObject byKey() {
        Entity entity = call.entity();
        Field field = keyField();
        String value = call.path().get("value");
        if (field.type() == FieldType.ID) {
            return byId(call, entity, value);
        }
        List<String> ids = new ArrayList<>(call.org().store().table(entity).withKey(field, value));
        if (ids.size() > 1) {
            throw new Ambiguous(entity, ids);
        }
        if (ids.isEmpty()) {
            throw SalesforceProblem.noSuchResource();
        }
        return byId(call, entity, ids.getFirst());
    }
}
