package dev.tributary.sandbox.salesforce;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The choices of picklists; those of an opportunity's stage are records of their own. */
final class Picklists {
    private final Schema schema;
    private final Store store;

    Picklists(Schema schema, Store store) {
        this.schema = schema;
        this.store = store;
    }

    boolean isStage(Entity entity, Field field) {
        return entity.name().equals("Opportunity") && field.name().equals("StageName");
    }

    List<String> values(Entity entity, Field field) {
        if (isStage(entity, field)) {
            return stages().stream().map(stage -> stage.text("ApiName").orElse("")).toList();
        }
        if (entity.name().equals("ListView") && field.name().equals("SobjectType")) {
            return schema.all().stream().map(Entity::name).toList();
        }
        return field.values();
    }

    /** The stages in use, in their order. */
    List<SObject> stages() {
        return store.table(schema.require("OpportunityStage")).all().stream()
                .filter(stage -> Boolean.TRUE.equals(stage.get("IsActive")))
                .sorted(
                        Comparator.comparing(
                                stage ->
                                        stage.get("SortOrder") instanceof BigDecimal order
                                                ? order
                                                : BigDecimal.ZERO))
                .toList();
    }

    Optional<SObject> stage(String name) {
        return stages().stream()
                .filter(stage -> stage.text("ApiName").equals(Optional.of(name)))
                .findFirst();
    }
}
