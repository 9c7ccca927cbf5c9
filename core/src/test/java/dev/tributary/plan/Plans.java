package dev.tributary.plan;

import dev.tributary.mapping.Expression;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Plans and credits for the tests. */
final class Plans {
    private Plans() {}

    /** The document of a plan with tiers for the owner and an overlay for the manager. */
    static Map<String, Object> document() {
        Map<String, Object> measure = new HashMap<>();
        measure.put("resource", "crm/opportunities");
        measure.put("when", "=status = 'won'");
        measure.put("date", "=close_date");
        measure.put("amount", "=amount");
        measure.put("currency", "=currency");
        measure.put("order_by", List.of("=close_date", "=custom_fields.opportunity_id"));
        Map<String, Object> document = new HashMap<>();
        document.put("name", "Demo 2017");
        document.put("currency", "USD");
        document.put("time_zone", "UTC");
        document.put("period", "month");
        document.put("rounding", "half_even");
        document.put("effective_from", "2017-03-01");
        document.put("measure", measure);
        document.put("credits", credits());
        document.put("quotas", Map.of("default", "30000"));
        document.put(
                "components",
                Map.of(
                        "commission",
                        Map.of(
                                "credit",
                                "owner",
                                "marginal",
                                List.of(
                                        Map.of("up_to", "100%", "rate", "0.0375"),
                                        Map.of("up_to", "125%", "rate", "0.0625"),
                                        Map.of("rate", "0.08125"))),
                        "overlay",
                        Map.of("credit", "manager", "rate", "0.0075")));
        document.put("clawback", Map.of("lands_in", "open_period"));
        return document;
    }

    private static Map<String, Object> credits() {
        Map<String, Object> credits = new LinkedHashMap<>();
        credits.put("owner", Map.of("person", "=owner.id", "percent", "100"));
        credits.put("manager", Map.of("manager_of", "owner", "percent", "100"));
        return credits;
    }

    static Plan demo() {
        return PlanDocument.read(document(), Expression::compile);
    }

    /** The demo's plan with other tiers: pairs of an end and a rate, and the last rate alone. */
    static Plan tiered(String... endsAndRates) {
        List<Map<String, Object>> tiers = new ArrayList<>();
        for (int i = 0; i + 1 < endsAndRates.length; i += 2) {
            tiers.add(Map.of("up_to", endsAndRates[i], "rate", endsAndRates[i + 1]));
        }
        tiers.add(Map.of("rate", endsAndRates[endsAndRates.length - 1]));
        Map<String, Object> document = document();
        document.put(
                "components", Map.of("commission", Map.of("credit", "owner", "marginal", tiers)));
        return PlanDocument.read(document, Expression::compile);
    }

    static Credit owner(String deal, String date, String amount) {
        return credit("owner", deal, date, new BigDecimal(amount));
    }

    static Credit credit(String name, String deal, String date, BigDecimal amount) {
        return new Credit(deal, name, new BigDecimal(100), amount, List.of(date, deal));
    }

    static BigDecimal total(List<Earning> earnings) {
        return earnings.stream().map(Earning::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
