package dev.tributary.sandbox.salesforce;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rows that a call wants written. */
final class Writes {
    private final Org org;
    private final Actor actor;

    Writes(Call call) {
        this(call.org(), call.actor());
    }

    Writes(Org org, Actor actor) {
        this.org = org;
        this.actor = actor;
    }

    /**
     * Refuses a body with a field that the path has already.
     *
     * @throws SalesforceProblem 400 when it is there
     */
    static void refuse(Map<String, @Nullable Object> body, String field) {
        for (String name : body.keySet()) {
            if (name.equalsIgnoreCase(field)) {
                throw SalesforceProblem.invalid(
                        "INVALID_FIELD",
                        "The %s field should not be specified in the sobject data."
                                .formatted(field));
            }
        }
    }

    Batch.Row insert(Entity entity, Map<String, @Nullable Object> body) {
        return insertTyped(entity, () -> org.incoming().json(entity, body));
    }

    Batch.Row update(Entity entity, String id, Map<String, @Nullable Object> body) {
        return updateTyped(entity, id, () -> org.incoming().json(entity, body));
    }

    /** Values that are read when the row's turn comes, so that a refusal is the row's own. */
    @FunctionalInterface
    interface Typed {
        Map<String, @Nullable Object> read();
    }

    Batch.Row insertTyped(Entity entity, Typed values) {
        return () -> new Batch.Done(org.writer().insert(entity, values.read(), actor).id(), true);
    }

    Batch.Row updateTyped(Entity entity, String id, Typed values) {
        return () -> {
            SObject before = require(entity, id);
            return new Batch.Done(
                    org.writer().update(entity, before, values.read(), actor).id(), false);
        };
    }

    Batch.Row upsert(Entity entity, Field field, String value, Map<String, @Nullable Object> body) {
        return upsertTyped(entity, field, value, () -> org.incoming().json(entity, body));
    }

    Batch.Row upsertTyped(Entity entity, Field field, String value, Typed values) {
        return () -> {
            if (value.isEmpty()) {
                throw SalesforceProblem.invalid(
                        "MISSING_ARGUMENT",
                        "%s not specified".formatted(field.name()),
                        field.name());
            }
            List<String> ids =
                    List.copyOf(org.store().table(entity).withKey(field, Table.key(value)));
            if (ids.size() > 1) {
                throw new Ambiguous(entity, ids);
            }
            if (ids.size() == 1) {
                return updateTyped(entity, ids.getFirst(), values).write();
            }
            Object key =
                    Values.parse(field, value).orElseThrow(() -> Incoming.wrongType(field, value));
            return insertTyped(
                            entity,
                            () -> {
                                Map<String, @Nullable Object> all = new HashMap<>(values.read());
                                all.put(field.name(), key);
                                return all;
                            })
                    .write();
        };
    }

    Batch.Row delete(Entity entity, String id) {
        return () -> {
            SObject record = require(entity, id);
            org.writer().delete(entity, record, actor);
            return new Batch.Done(record.id(), false);
        };
    }

    Batch.Row erase(Entity entity, String id) {
        return () -> {
            SObject record =
                    org.store()
                            .find(entity, normal(entity, id))
                            .orElseThrow(Writes::invalidReference);
            org.writer().erase(entity, record, actor);
            return new Batch.Done(record.id(), false);
        };
    }

    private SObject require(Entity entity, String id) {
        return org.store().find(entity, normal(entity, id)).orElseThrow(Writes::invalidReference);
    }

    private static String normal(Entity entity, String id) {
        String normal =
                RecordId.normal(id)
                        .orElseThrow(
                                () ->
                                        SalesforceProblem.invalid(
                                                "MALFORMED_ID", "malformed id " + id));
        if (!normal.startsWith(entity.prefix())) {
            throw SalesforceProblem.invalid(
                    "MALFORMED_ID",
                    "%s ID: id value of incorrect type: %s".formatted(entity.label(), id),
                    "Id");
        }
        return normal;
    }

    private static SalesforceProblem invalidReference() {
        return SalesforceProblem.invalid(
                "INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id");
    }
}
