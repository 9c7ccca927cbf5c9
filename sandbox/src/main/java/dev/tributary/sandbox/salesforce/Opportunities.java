package dev.tributary.sandbox.salesforce;

import dev.tributary.sandbox.salesforce.SalesforceProblem.Failure;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What opportunities, their products and their splits do to each other. */
final class Opportunities {
    private static final BigDecimal HUNDRED = new BigDecimal(100);

    private final Schema schema;
    private final Store store;
    private final Set<Touched> touched = new LinkedHashSet<>();

    /** Splits of one kind of one opportunity that have been written. */
    record Touched(String opportunityId, String splitTypeId) {}

    Opportunities(Schema schema, Store store) {
        this.schema = schema;
        this.store = store;
    }

    /** The amount of an opportunity with products is their sum: what is written is ignored. */
    void dropIgnored(Entity entity, SObject before, Map<String, @Nullable Object> written) {
        boolean summed =
                entity.name().equals("Opportunity")
                        && Boolean.TRUE.equals(before.get("HasOpportunityLineItem"));
        if (summed) {
            written.remove("Amount");
        }
    }

    /** Carries a write over to the records that depend on it. */
    void follow(Entity entity, SObject record, Instant now) {
        switch (entity.name()) {
            case "OpportunityLineItem" ->
                    record.text("OpportunityId").ifPresent(id -> sum(id, record, now));
            case "Opportunity" -> spread(record, now);
            case "OpportunitySplit" ->
                    touched.add(
                            new Touched(
                                    record.text("OpportunityId").orElse(""),
                                    record.text("SplitTypeId").orElse("")));
            default -> {
                // nothing depends on it
            }
        }
    }

    private void sum(String opportunityId, SObject item, Instant now) {
        Entity opportunities = schema.require("Opportunity");
        Optional<SObject> opportunity = store.standing(opportunities, opportunityId);
        if (opportunity.isEmpty()) {
            return;
        }
        Entity items = schema.require("OpportunityLineItem");
        List<SObject> all = ofOpportunity(items, opportunityId);
        BigDecimal total = BigDecimal.ZERO;
        for (SObject each : all) {
            total = total.add(number(each, "TotalPrice"));
        }
        Map<String, Object> changes = new TreeMap<>();
        changes.put("HasOpportunityLineItem", !all.isEmpty());
        changes.put("SystemModstamp", now);
        changes.put("LastModifiedDate", now);
        if (!all.isEmpty()) {
            BigDecimal probability = number(opportunity.get(), "Probability");
            changes.put("Amount", total);
            changes.put("ExpectedRevenue", share(total, probability));
        }
        store.find(schema.require("PricebookEntry"), item.text("PricebookEntryId").orElse(""))
                .flatMap(entry -> entry.text("Pricebook2Id"))
                .ifPresent(book -> changes.put("Pricebook2Id", book));
        SObject changed = opportunity.get().with(changes);
        store.put(opportunities, changed);
        spread(changed, now);
    }

    /** Amounts of splits follow from the opportunity's. */
    private void spread(SObject opportunity, Instant now) {
        Entity splits = schema.require("OpportunitySplit");
        for (SObject split : ofOpportunity(splits, opportunity.id())) {
            BigDecimal amount =
                    share(number(opportunity, "Amount"), number(split, "SplitPercentage"));
            if (amount.compareTo(number(split, "SplitAmount")) != 0) {
                store.put(splits, split.with(Map.of("SplitAmount", amount, "SystemModstamp", now)));
            }
        }
    }

    private List<SObject> ofOpportunity(Entity entity, String opportunityId) {
        Field reference = entity.field("OpportunityId").orElseThrow();
        return store.table(entity).withKey(reference, opportunityId).stream()
                .map(id -> store.find(entity, id).orElseThrow())
                .toList();
    }

    /** What has been written since this was asked the last time. */
    Set<Touched> takeTouched() {
        Set<Touched> taken = Set.copyOf(touched);
        touched.clear();
        return taken;
    }

    /** The refusal of splits that do not make a whole, if they must and do not. */
    Optional<Failure> wrongTotal(Touched splits) {
        boolean whole =
                store.find(schema.require("OpportunitySplitType"), splits.splitTypeId())
                        .map(type -> Boolean.TRUE.equals(type.get("IsTotalValidated")))
                        .orElse(false);
        BigDecimal total = BigDecimal.ZERO;
        int count = 0;
        for (SObject split :
                ofOpportunity(schema.require("OpportunitySplit"), splits.opportunityId())) {
            if (split.text("SplitTypeId").orElse("").equals(splits.splitTypeId())) {
                total = total.add(number(split, "SplitPercentage"));
                count++;
            }
        }
        if (!whole || count == 0 || total.compareTo(HUNDRED) == 0) {
            return Optional.empty();
        }
        return Optional.of(
                Failure.of(
                        "FIELD_CUSTOM_VALIDATION_EXCEPTION",
                        "The split percentages of opportunity %s must total 100%%, not %s%%."
                                .formatted(
                                        splits.opportunityId(),
                                        total.stripTrailingZeros().toPlainString()),
                        "SplitPercentage"));
    }

    private static BigDecimal number(SObject record, String field) {
        return record.get(field) instanceof BigDecimal number ? number : BigDecimal.ZERO;
    }

    private static BigDecimal share(BigDecimal amount, BigDecimal percent) {
        return amount.multiply(percent).divide(HUNDRED, 2, RoundingMode.HALF_UP);
    }
}
