package dev.tributary.plan;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who gets which credit for a deal. Pure: people and their managers come from the caller. */
public final class Crediting {
    private Crediting() {}

    /** The people that money knows, and who manages whom. Answers are ids of persons. */
    public interface People {
        /** The person who is a user, by the user's id in the record's own system. */
        Optional<String> byUser(String user);

        Manager managerOf(String person, LocalDate date);
    }

    /** Somebody's manager on a date. */
    public sealed interface Manager {
        record Is(String person) implements Manager {}

        /** There is none: the top of the hierarchy. */
        record Nobody() implements Manager {}

        /** There is one, but not among the people that money knows. */
        record Unknown(String reason) implements Manager {}
    }

    /** One person's credit. */
    public record Given(String person, Credit credit) {}

    /** All credits of a deal, or every reason why it cannot be credited: never some of them. */
    public sealed interface Outcome {
        record Credited(List<Given> credits) implements Outcome {
            public Credited {
                credits = List.copyOf(credits);
            }
        }

        record Unclear(List<String> reasons) implements Outcome {
            public Unclear {
                reasons = List.copyOf(reasons);
            }
        }
    }

    public static Outcome credit(Plan plan, Deal deal, People people) {
        Map<String, String> holders = new LinkedHashMap<>();
        List<String> reasons = new ArrayList<>();
        plan.credits()
                .forEach(
                        (name, rule) -> {
                            switch (rule) {
                                case CreditRule.Named named ->
                                        named(name, deal, people, holders, reasons);
                                case CreditRule.ManagerOf manager ->
                                        manager(name, manager, deal, people, holders, reasons);
                            }
                        });
        if (!reasons.isEmpty()) {
            return new Outcome.Unclear(reasons);
        }
        List<Given> given = new ArrayList<>();
        holders.forEach((name, person) -> given.add(new Given(person, part(plan, deal, name))));
        return new Outcome.Credited(given);
    }

    private static Credit part(Plan plan, Deal deal, String name) {
        CreditRule rule = plan.credits().get(name);
        BigDecimal percent = rule == null ? BigDecimal.ZERO : rule.percent();
        BigDecimal amount = Plan.percentOf(deal.amount(), percent);
        return new Credit(deal.key(), name, percent, amount, deal.orderKeys());
    }

    private static void named(
            String name,
            Deal deal,
            People people,
            Map<String, String> holders,
            List<String> reasons) {
        String user = deal.people().get(name);
        Optional<String> person = user == null ? Optional.empty() : people.byUser(user);
        if (person.isPresent()) {
            holders.put(name, person.get());
        } else {
            reasons.add("its %s, user %s, is matched with no person".formatted(name, user));
        }
    }

    private static void manager(
            String name,
            CreditRule.ManagerOf rule,
            Deal deal,
            People people,
            Map<String, String> holders,
            List<String> reasons) {
        String whose = holders.get(rule.credit());
        if (whose == null) {
            return; // nobody holds the credit that this one builds on, or its own reason says so
        }
        switch (people.managerOf(whose, deal.date())) {
            case Manager.Is manager -> holders.put(name, manager.person());
            case Manager.Nobody ignored -> {}
            case Manager.Unknown unknown -> reasons.add(unknown.reason());
        }
    }
}
