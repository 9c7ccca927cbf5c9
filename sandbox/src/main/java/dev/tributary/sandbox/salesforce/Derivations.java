package dev.tributary.sandbox.salesforce;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What follows from other values of a record or its parents, set before it is kept. */
final class Derivations {
    private static final BigDecimal HUNDRED = new BigDecimal(100);

    private final Schema schema;
    private final Store store;
    private final Picklists picklists;

    Derivations(Schema schema, Store store, Picklists picklists) {
        this.schema = schema;
        this.store = store;
        this.picklists = picklists;
    }

    /**
     * Completes a record in place.
     *
     * @param written the fields that this write named
     */
    void complete(Entity entity, Map<String, Object> values, Set<String> written, Instant now) {
        switch (entity.name()) {
            case "User", "Contact", "Lead" -> fullName(values);
            case "Opportunity" -> opportunity(values, written);
            case "OpportunityLineItem" -> lineItem(values, written);
            case "OpportunitySplit" -> split(values);
            case "OpportunityTeamMember" -> teamMember(values);
            case "PricebookEntry" -> product(values);
            case "Task" -> task(values, now);
            default -> {
                // nothing follows from anything
            }
        }
    }

    private static void fullName(Map<String, Object> values) {
        String name =
                (values.getOrDefault("FirstName", "") + " " + values.getOrDefault("LastName", ""))
                        .strip();
        put(values, "Name", name.isEmpty() ? null : name);
    }

    private void opportunity(Map<String, Object> values, Set<String> written) {
        Optional<SObject> stage = picklists.stage(String.valueOf(values.get("StageName")));
        boolean moved = written.contains("StageName");
        values.put("IsClosed", flag(stage, "IsClosed"));
        values.put("IsWon", flag(stage, "IsWon"));
        if (moved && !written.contains("Probability")) {
            put(
                    values,
                    "Probability",
                    stage.map(known -> known.get("DefaultProbability")).orElse(null));
        }
        if (moved && !written.contains("ForecastCategoryName")) {
            put(
                    values,
                    "ForecastCategoryName",
                    stage.map(known -> known.get("ForecastCategoryName")).orElse(null));
        }
        put(values, "ForecastCategory", forecast(values.get("ForecastCategoryName")));
        BigDecimal amount = number(values.get("Amount"));
        BigDecimal probability = number(values.get("Probability"));
        put(values, "ExpectedRevenue", share(amount, probability));
    }

    private static @Nullable Object forecast(@Nullable Object name) {
        if (name == null) {
            return null;
        }
        return switch (name.toString()) {
            case "Best Case" -> "BestCase";
            case "Commit" -> "Forecast";
            default -> name;
        };
    }

    private void lineItem(Map<String, Object> values, Set<String> written) {
        Optional<SObject> entry = find("PricebookEntry", values.get("PricebookEntryId"));
        entry.ifPresent(
                found -> {
                    put(values, "Product2Id", found.get("Product2Id"));
                    put(values, "ProductCode", found.get("ProductCode"));
                    put(values, "ListPrice", found.get("UnitPrice"));
                });
        put(
                values,
                "Name",
                find("Product2", values.get("Product2Id"))
                        .map(found -> found.get("Name"))
                        .orElse(null));
        BigDecimal quantity = number(values.get("Quantity"));
        BigDecimal unit = number(values.get("UnitPrice"));
        BigDecimal total = number(values.get("TotalPrice"));
        if (quantity == null || quantity.signum() == 0) {
            return;
        }
        if (written.contains("TotalPrice") && total != null && !written.contains("UnitPrice")) {
            values.put("UnitPrice", total.divide(quantity, 2, RoundingMode.HALF_UP));
        } else if (unit != null) {
            BigDecimal discount = number(values.get("Discount"));
            BigDecimal full = quantity.multiply(unit);
            BigDecimal off = discount == null ? BigDecimal.ZERO : share(full, discount);
            values.put(
                    "TotalPrice",
                    full.subtract(off == null ? BigDecimal.ZERO : off)
                            .setScale(2, RoundingMode.HALF_UP));
        }
    }

    private void split(Map<String, Object> values) {
        if (!values.containsKey("SplitTypeId")) {
            store.table(schema.require("OpportunitySplitType")).all().stream()
                    .filter(type -> Boolean.TRUE.equals(type.get("IsTotalValidated")))
                    .findFirst()
                    .ifPresent(type -> values.put("SplitTypeId", type.id()));
        }
        BigDecimal amount =
                find("Opportunity", values.get("OpportunityId"))
                        .map(found -> number(found.get("Amount")))
                        .orElse(null);
        put(values, "SplitAmount", share(amount, number(values.get("SplitPercentage"))));
    }

    private void teamMember(Map<String, Object> values) {
        Optional<SObject> user = find("User", values.get("UserId"));
        put(values, "Name", user.map(found -> found.get("Name")).orElse(null));
        put(values, "Title", user.map(found -> found.get("Title")).orElse(null));
    }

    private void product(Map<String, Object> values) {
        Optional<SObject> product = find("Product2", values.get("Product2Id"));
        put(values, "Name", product.map(found -> found.get("Name")).orElse(null));
        put(values, "ProductCode", product.map(found -> found.get("ProductCode")).orElse(null));
    }

    private static void task(Map<String, Object> values, Instant now) {
        boolean closed = "Completed".equals(values.get("Status"));
        values.put("IsClosed", closed);
        values.put("IsHighPriority", "High".equals(values.get("Priority")));
        if (!closed) {
            values.remove("CompletedDateTime");
        } else {
            values.putIfAbsent("CompletedDateTime", now);
        }
    }

    private Optional<SObject> find(String type, @Nullable Object id) {
        return id == null ? Optional.empty() : store.find(schema.require(type), id.toString());
    }

    private static Boolean flag(Optional<SObject> stage, String field) {
        return stage.map(known -> Boolean.TRUE.equals(known.get(field))).orElse(false);
    }

    private static @Nullable BigDecimal number(@Nullable Object value) {
        return value instanceof BigDecimal number ? number : null;
    }

    private static @Nullable BigDecimal share(
            @Nullable BigDecimal amount, @Nullable BigDecimal percent) {
        return amount == null || percent == null
                ? null
                : amount.multiply(percent).divide(HUNDRED, 2, RoundingMode.HALF_UP);
    }

    private static void put(Map<String, Object> values, String name, @Nullable Object value) {
        if (value == null) {
            values.remove(name);
        } else {
            values.put(name, value);
        }
    }
}
