package dev.tributary.sandbox.pipedrive;

import dev.tributary.sandbox.Dials;
import dev.tributary.sandbox.Dice;
import dev.tributary.sandbox.Json;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Fills in what follows from what was written: defaults, names, times, sums. */
final class Completion {
    private final Company company;
    private final Dice dice;
    private final Dials<PipedriveDial> dials;
    private final DealRules deals;

    Completion(Company company, Dice dice, Dials<PipedriveDial> dials) {
        this.company = company;
        this.dice = dice;
        this.dials = dials;
        deals = new DealRules(company);
    }

    /** A point in time as this kind of record has it. */
    String time(ItemType type, Instant at) {
        return type == ItemType.LEAD ? Times.millis(at) : Times.seconds(at);
    }

    Map<String, @Nullable Object> created(Item blank, Write write, Author author, Instant now) {
        String time = time(blank.type(), now);
        Map<String, @Nullable Object> values = new LinkedHashMap<>(blank.values());
        values.put("id", blank.number());
        defaults(blank, author, values);
        values.put("add_time", time);
        values.put("update_time", time);
        values = Write.over(values, write.values());
        if (blank.type() == ItemType.DEAL) {
            deals.created(values, write, time);
        }
        derive(blank.type(), values, time);
        return values;
    }

    Map<String, @Nullable Object> updated(Item old, Write write, Instant now) {
        Map<String, @Nullable Object> values = Write.over(old.values(), write.values());
        String time = time(old.type(), now);
        if (old.type() == ItemType.DEAL) {
            deals.updated(old, values, write, time);
        }
        derive(old.type(), values, time);
        return values;
    }

    private void defaults(Item blank, Author author, Map<String, @Nullable Object> values) {
        for (Field field : StandardFields.of(blank.type())) {
            field.initial().ifPresent(value -> values.put(field.code(), value));
            if (field.type() == FieldType.USER) {
                values.put(field.code(), author.userId());
            }
        }
        switch (blank.type()) {
            case DEAL -> {
                values.put("currency", company.currency());
                values.put("origin", author.source().equals("app") ? "ManuallyCreated" : "API");
            }
            case PIPELINE ->
                    values.put("order_nr", company.items().all(ItemType.PIPELINE).size() + 1L);
            case LEAD -> {
                String name = "lead %d %d".formatted(company.id(), blank.number());
                values.put("id", dice.uuid(name).toString());
                values.put("cc_email", company.domain() + "@mail.invalid");
            }
            case USER, PERSON, ORGANIZATION, ACTIVITY, PRODUCT, STAGE, LINE_ITEM, NOTE -> {}
        }
    }

    private void derive(ItemType type, Map<String, @Nullable Object> values, String time) {
        switch (type) {
            case PERSON -> nameParts(values);
            case ACTIVITY -> activity(values, time);
            case STAGE -> values.computeIfAbsent("order_nr", unset -> stageOrder(values));
            case LINE_ITEM -> lineItem(values);
            case LEAD -> {
                if (!values.containsKey("person_id") && !values.containsKey("organization_id")) {
                    throw PipedriveProblem.invalid("person_id or organization_id is required");
                }
            }
            case NOTE -> {
                if (List.of("lead_id", "deal_id", "person_id", "org_id").stream()
                        .noneMatch(values::containsKey)) {
                    throw PipedriveProblem.invalid(
                            "one of lead_id, deal_id, person_id and org_id is required");
                }
            }
            case USER, ORGANIZATION, DEAL, PRODUCT, PIPELINE -> {}
        }
    }

    private static void nameParts(Map<String, @Nullable Object> values) {
        String name = String.valueOf(values.get("name")).strip();
        int space = name.indexOf(' ');
        values.put("first_name", space < 0 ? name : name.substring(0, space));
        values.put("last_name", space < 0 ? null : name.substring(space + 1));
        values.values().removeIf(value -> value == null);
    }

    /** The primary participant is the person of an activity. */
    private void activity(Map<String, @Nullable Object> values, String time) {
        if (Boolean.TRUE.equals(values.get("done"))) {
            values.putIfAbsent("marked_as_done_time", time);
        } else {
            values.remove("marked_as_done_time");
        }
        if (!dials.on(PipedriveDial.ACTIVITY_PERSON_WRITABLE)) {
            values.remove("person_id");
            for (Object one : Json.asList(values.get("participants")).orElse(List.of())) {
                Map<String, @Nullable Object> participant = Json.asObject(one).orElseThrow();
                if (Boolean.TRUE.equals(participant.get("primary"))) {
                    values.put("person_id", participant.get("person_id"));
                }
            }
        }
    }

    private long stageOrder(Map<String, @Nullable Object> values) {
        long pipeline = Item.reference(values, "pipeline_id");
        return company.items().all(ItemType.STAGE).stream()
                        .filter(stage -> stage.reference("pipeline_id") == pipeline)
                        .count()
                + 1;
    }

    private void lineItem(Map<String, @Nullable Object> values) {
        Item deal =
                company.items()
                        .live(ItemType.DEAL, Item.reference(values, "deal_id"))
                        .orElseThrow(() -> PipedriveProblem.notFound(ItemType.DEAL));
        Item product =
                company.items()
                        .live(ItemType.PRODUCT, Item.reference(values, "product_id"))
                        .orElseThrow(() -> PipedriveProblem.notFound(ItemType.PRODUCT));
        values.put("name", product.text("name"));
        values.put("currency", deal.text("currency"));
        BigDecimal gross = decimal(values, "item_price").multiply(decimal(values, "quantity"));
        BigDecimal discount = decimal(values, "discount");
        BigDecimal net =
                "amount".equals(values.get("discount_type"))
                        ? gross.subtract(discount)
                        : gross.subtract(percent(gross, discount));
        BigDecimal sum =
                "exclusive".equals(values.get("tax_method"))
                        ? net.add(percent(net, decimal(values, "tax")))
                        : net;
        values.put("sum", plain(sum));
    }

    /** What a deal is worth by its enabled line items; nothing changes when it has none. */
    Write worth(Item deal, List<Item> lineItems) {
        List<Item> mine =
                lineItems.stream()
                        .filter(item -> item.reference("deal_id") == deal.number())
                        .filter(item -> item.flag("is_enabled"))
                        .toList();
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        if (!mine.isEmpty() && dials.on(PipedriveDial.LINE_ITEMS_SET_DEAL_VALUE)) {
            BigDecimal sum =
                    mine.stream()
                            .map(item -> decimal(item.values(), "sum"))
                            .reduce(BigDecimal.ZERO, BigDecimal::add);
            values.put("value", plain(sum));
        }
        return new Write(values, Map.of());
    }

    private static BigDecimal percent(BigDecimal of, BigDecimal percent) {
        return of.multiply(percent).divide(BigDecimal.valueOf(100), MathContext.DECIMAL64);
    }

    private static BigDecimal decimal(Map<String, @Nullable Object> values, String code) {
        return new BigDecimal(String.valueOf(values.getOrDefault(code, 0)));
    }

    private static Object plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() <= 0 ? stripped.longValueExact() : stripped;
    }
}
