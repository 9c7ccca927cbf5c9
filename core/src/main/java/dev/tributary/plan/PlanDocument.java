package dev.tributary.plan;

import dev.tributary.mapping.Expression;
import dev.tributary.plan.InvalidPlan.Problem;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads a plan document: JSON as it was posted, where a scalar that starts with {@code =} is an
 * expression and everything else is literal.
 */
public final class PlanDocument {
    private static final Set<String> KEYS =
            Set.of(
                    "name",
                    "currency",
                    "time_zone",
                    "period",
                    "rounding",
                    "effective_from",
                    "measure",
                    "credits",
                    "quotas",
                    "components",
                    "clawback");
    private static final int NAMES_MAX = 50;

    private final Function<String, Expression> expressions;
    private final List<Problem> problems = new ArrayList<>();

    private PlanDocument(Function<String, Expression> expressions) {
        this.expressions = expressions;
    }

    /**
     * @param expressions compiles the text after {@code =}; throws for one that is wrong
     * @throws InvalidPlan with every problem of the document
     */
    public static Plan read(Map<String, ?> document, Function<String, Expression> expressions) {
        PlanDocument reader = new PlanDocument(expressions);
        Optional<Plan> plan = reader.plan(new Place("", document, reader.problems));
        if (plan.isEmpty() || !reader.problems.isEmpty()) {
            throw new InvalidPlan(reader.problems);
        }
        return plan.get();
    }

    private Optional<Plan> plan(Place root) {
        root.isObjectOf(KEYS);
        root.at("period").only("month");
        root.at("rounding").only("half_even");
        clawback(root.at("clawback"));
        Optional<String> name = root.at("name").text();
        Optional<Currency> currency =
                root.at("currency").parsed("an ISO 4217 currency", Currency::getInstance);
        Optional<ZoneId> zone = root.at("time_zone").parsed("an IANA time zone", ZoneId::of);
        Optional<LocalDate> from = effectiveFrom(root.at("effective_from"));
        Optional<Measure> measure = measure(root.at("measure"));
        SequencedMap<String, CreditRule> credits = credits(root.at("credits"));
        Quotas quotas = quotas(root.at("quotas"));
        SequencedMap<String, Component> components =
                components(root.at("components"), credits, quotas);
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Plan(
                        name.orElseThrow(),
                        currency.orElseThrow(),
                        zone.orElseThrow(),
                        from.orElseThrow(),
                        measure.orElseThrow(),
                        credits,
                        quotas,
                        components));
    }

    private void clawback(Place place) {
        if (place.isPresent() && place.isObjectOf(Set.of("lands_in"))) {
            place.at("lands_in").only("open_period");
        }
    }

    private Optional<LocalDate> effectiveFrom(Place place) {
        Optional<LocalDate> from = place.parsed("a date such as 2017-03-01", LocalDate::parse);
        if (from.isPresent() && from.get().getDayOfMonth() != 1) {
            place.problem("must be the first day of a month: a period has one version of a plan");
        }
        return from;
    }

    private Optional<Measure> measure(Place place) {
        if (!place.isObjectOf(
                Set.of("resource", "when", "date", "amount", "currency", "order_by"))) {
            return Optional.empty();
        }
        Place resource = place.at("resource");
        Optional<String> name = resource.text();
        if (name.isPresent() && !name.get().matches("[a-z_]{1,40}/[a-z_]{1,40}")) {
            resource.problem("'%s' is not a resource such as crm/opportunities", name.get());
        }
        Optional<Expression> when = expression(place.at("when"));
        Optional<Expression> date = expression(place.at("date"));
        Optional<Expression> amount = expression(place.at("amount"));
        Optional<Expression> currency = expression(place.at("currency"));
        List<Expression> order = new ArrayList<>();
        for (Place key : place.at("order_by").items()) {
            expression(key).ifPresent(order::add);
        }
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Measure(
                        name.orElseThrow(),
                        when.orElseThrow(),
                        date.orElseThrow(),
                        amount.orElseThrow(),
                        currency.orElseThrow(),
                        order));
    }

    private SequencedMap<String, CreditRule> credits(Place place) {
        SequencedMap<String, CreditRule> credits = new LinkedHashMap<>();
        named(place).forEach((name, rule) -> credit(name, rule, credits));
        return credits;
    }

    private void credit(String name, Place place, Map<String, CreditRule> before) {
        if (!place.isObjectOf(Set.of("person", "manager_of", "percent"))) {
            return;
        }
        BigDecimal percent = place.at("percent").decimal().orElse(BigDecimal.ZERO);
        Place person = place.at("person");
        Place managerOf = place.at("manager_of");
        if (person.isPresent() == managerOf.isPresent()) {
            place.problem("needs either person or manager_of");
        } else if (person.isPresent()) {
            expression(person)
                    .ifPresent(who -> before.put(name, new CreditRule.Named(who, percent)));
        } else {
            Optional<String> whose = managerOf.text();
            if (whose.isPresent() && !before.containsKey(whose.get())) {
                managerOf.problem("'%s' is not a credit that stands before it", whose.get());
            }
            whose.ifPresent(credit -> before.put(name, new CreditRule.ManagerOf(credit, percent)));
        }
    }

    private Quotas quotas(Place place) {
        if (!place.isPresent() || !place.isObjectOf(Set.of("default", "people"))) {
            return new Quotas(null, Map.of());
        }
        Place standard = place.at("default");
        Place people = place.at("people");
        Map<String, BigDecimal> byEmail = new HashMap<>();
        if (people.isPresent()) {
            for (Map.Entry<String, Place> own : people.members().entrySet()) {
                own.getValue().decimal().ifPresent(quota -> byEmail.put(own.getKey(), quota));
            }
        }
        @Nullable BigDecimal common = standard.isPresent() ? standard.decimal().orElse(null) : null;
        return new Quotas(common, byEmail);
    }

    private SequencedMap<String, Component> components(
            Place place, Map<String, CreditRule> credits, Quotas quotas) {
        SequencedMap<String, Component> components = new LinkedHashMap<>();
        named(place)
                .forEach(
                        (name, one) -> {
                            component(one, credits, quotas)
                                    .ifPresent(component -> components.put(name, component));
                        });
        return components;
    }

    private Optional<Component> component(
            Place place, Map<String, CreditRule> credits, Quotas quotas) {
        if (!place.isObjectOf(Set.of("credit", "rate", "marginal"))) {
            return Optional.empty();
        }
        Optional<String> credit = place.at("credit").text();
        if (credit.isPresent() && !credits.containsKey(credit.get())) {
            place.at("credit").problem("'%s' is not among the plan's credits", credit.get());
        }
        Place rate = place.at("rate");
        Place marginal = place.at("marginal");
        if (rate.isPresent() == marginal.isPresent()) {
            place.problem("needs either rate or marginal");
            return Optional.empty();
        }
        if (rate.isPresent()) {
            return rate.decimal().flatMap(r -> credit.map(c -> new Component.Flat(c, r)));
        }
        Optional<List<Tier>> tiers = new Tiers(marginal, quotas).read();
        return tiers.flatMap(t -> credit.map(c -> new Component.Marginal(c, t)));
    }

    /** The author's own names: they become keys of money, so they are plain. */
    private static Map<String, Place> named(Place place) {
        Map<String, Place> members = place.members();
        if (members.size() > NAMES_MAX) {
            place.problem("has %d members; at most %d are read", members.size(), NAMES_MAX);
        }
        members.forEach(
                (name, member) -> {
                    if (!name.matches("[a-z][a-z0-9_]{0,39}")) {
                        member.problem("must be named in lower case, such as new_business");
                    }
                });
        return members;
    }

    private Optional<Expression> expression(Place place) {
        Optional<String> text = place.text();
        if (text.isEmpty() || !text.get().startsWith("=")) {
            return text.map(Literal::new);
        }
        try {
            return Optional.of(expressions.apply(text.get().substring(1)));
        } catch (RuntimeException e) {
            place.problem(
                    "'%s' cannot be compiled: %s", text.get(), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
