package dev.tributary.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.plan.Crediting.Given;
import dev.tributary.plan.Crediting.Manager;
import dev.tributary.plan.Crediting.Outcome;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class CreditingTest {
    private static final LocalDate DATE = LocalDate.of(2017, 4, 2);

    @Test
    void the_owner_and_the_manager_are_both_credited_with_the_whole_deal() {
        Outcome outcome = Crediting.credit(Plans.demo(), deal("77"), people());

        assertThat(outcome)
                .isEqualTo(
                        new Outcome.Credited(
                                List.of(
                                        new Given("ann", credit("owner")),
                                        new Given("bob", credit("manager")))));
    }

    @Test
    void whoever_has_no_manager_is_credited_alone() {
        Outcome outcome = Crediting.credit(Plans.demo(), deal("88"), people());

        assertThat(outcome)
                .isEqualTo(new Outcome.Credited(List.of(new Given("bob", credit("owner")))));
    }

    @Test
    void an_unmatched_owner_makes_the_whole_deal_unclear() {
        assertThat(Crediting.credit(Plans.demo(), deal("99"), people()))
                .isEqualTo(
                        new Outcome.Unclear(
                                List.of("its owner, user 99, is matched with no person")));
    }

    @Test
    void an_unmatched_manager_makes_the_whole_deal_unclear() {
        assertThat(Crediting.credit(Plans.demo(), deal("66"), people()))
                .isEqualTo(new Outcome.Unclear(List.of("the manager of cy is not known")));
    }

    private static Credit credit(String name) {
        return new Credit(
                "ia/1", name, new BigDecimal(100), new BigDecimal("1054.00"), List.of("k"));
    }

    private static Deal deal(String owner) {
        return new Deal("ia/1", DATE, new BigDecimal("1054"), List.of("k"), Map.of("owner", owner));
    }

    private static Crediting.People people() {
        return new Crediting.People() {
            @Override
            public Optional<String> byUser(String user) {
                return Optional.ofNullable(Map.of("77", "ann", "88", "bob", "66", "cy").get(user));
            }

            @Override
            public Manager managerOf(String person, LocalDate date) {
                return switch (person) {
                    case "ann" -> new Manager.Is("bob");
                    case "bob" -> new Manager.Nobody();
                    default -> new Manager.Unknown("the manager of " + person + " is not known");
                };
            }
        };
    }
}
