package dev.tributary.commission;

import static dev.tributary.commission.World.CRM;
import static dev.tributary.commission.World.HRIS;
import static dev.tributary.commission.World.MARCH;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.commission.Parking.Subject;
import dev.tributary.db.TestDatabase;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Instant;
import java.util.Map;

class ParkedDealsTest {
    @RegisterExtension static final TestDatabase DB = new TestDatabase();

    @Test
    void a_deal_that_lacks_anything_is_parked_with_every_reason() {
        World world = new World(DB.get()).withAnnAndBob().withPlan();
        Map<String, @Nullable Object> data = World.deal("d1", "77", "2017-03-10", "1000");
        data.put("amount", null);
        data.put("owner", null);
        data.put("currency", "EUR");

        world.records.change(CRM, "crm/opportunities", "d1", data);
        world.run();

        assertThat(world.parking.reasons)
                .isEqualTo(
                        Map.of(
                                "credit d1",
                                "deal d1 cannot be credited: it has no amount; the plan pays in"
                                        + " USD, not in 'EUR'; it has no owner"));
        assertThat(world.balances()).isEmpty();
    }

    @Test
    void a_parked_deal_goes_on_when_its_record_is_corrected() {
        World world = new World(DB.get()).withAnnAndBob().withPlan();
        world.won("d1", "77", "2016-12-31", "1000");
        world.run();
        assertThat(world.parking.reasons.get("credit d1"))
                .endsWith("no version of the plan is in force on 2016-12-31");

        world.won("d1", "77", "2017-03-10", "1000");
        world.run();

        assertThat(world.parking.reasons).isEmpty();
        assertThat(world.line("Ann", MARCH, "d1", "commission")).isEqualTo("37.50");
    }

    @Test
    void deals_of_an_unmatched_owner_go_on_when_people_are_matched() {
        World world = new World(DB.get()).withAnnAndBob().withPlan();
        world.user("99", "Cy", "cy@example.com");
        var outcome = world.match();
        assertThat(outcome.unmatched())
                .containsExactly(
                        new MatchPeople.Unmatched(
                                "crm/users",
                                "cy@example.com",
                                "Cy",
                                "no employee has this work e-mail"));
        world.won("d1", "99", "2017-03-10", "1000");
        world.run();
        assertThat(world.parking.reasons.keySet()).containsExactly("credit d1", "person 99");

        world.employee("e-cy", "Cy", "cy@example.com", "e-bob");
        assertThat(world.match().matched()).isEqualTo(3);
        world.run();

        assertThat(world.parking.reasons).isEmpty();
        assertThat(world.line("Cy", MARCH, "d1", "commission")).isEqualTo("37.50");
        assertThat(world.line("Bob", MARCH, "d1", "overlay")).isEqualTo("7.50");
    }

    @Test
    void people_are_matched_again_when_an_employee_changes() {
        World world = new World(DB.get()).withAnnAndBob().withPlan();
        world.user("99", "Cy", "cy@example.com");
        world.won("d1", "99", "2017-03-10", "1000");
        world.run();

        world.records.change(
                HRIS,
                "hris/employees",
                "e-cy",
                World.tree("name", "Cy", "work_email", "CY@example.com"));
        world.run();

        assertThat(world.line("Cy", MARCH, "d1", "commission")).isEqualTo("37.50");
    }

    @Test
    void a_link_made_by_hand_goes_before_the_match() {
        World world = new World(DB.get()).withAnnAndBob().withPlan();
        world.user("99", "Ann's second login", "sales@example.com");
        world.won("d1", "99", "2017-03-10", "1000");
        world.run();
        String ann =
                world.commission.people().list(world.environment).stream()
                        .filter(person -> person.name().equals("Ann"))
                        .findFirst()
                        .orElseThrow()
                        .id();

        world.commission.people().link(world.maker, new People.Link(CRM, "99", ann));
        world.run();

        assertThat(world.line("Ann", MARCH, "d1", "commission")).isEqualTo("37.50");
        assertThat(world.match().unmatched()).isEmpty();
    }

    @Test
    void a_deal_whose_managers_manager_is_no_person_waits() {
        World world = new World(DB.get());
        world.user("77", "Ann", "ann@example.com");
        world.employee("e-ann", "Ann", "ann@example.com", "e-boss");
        world.match();
        world.withPlan();
        world.won("d1", "77", "2017-03-10", "1000");
        world.run();
        assertThat(world.parking.reasons.get("credit d1"))
                .endsWith("the manager, employee e-boss, is no person");

        world.employee("e-boss", "Boss", "boss@example.com", null);
        world.match();
        world.run();

        assertThat(world.line("Boss", MARCH, "d1", "overlay")).isEqualTo("7.50");
    }

    @Test
    void what_was_credited_stands_until_an_unclear_record_is_clear_again() {
        World world = new World(DB.get()).withAnnAndBob().withPlan();
        world.won("d1", "77", "2017-03-10", "1000");
        world.run();
        Map<String, @Nullable Object> data = World.deal("d1", "77", "2017-03-10", "1000");
        data.put("amount", null);

        world.records.change(CRM, "crm/opportunities", "d1", data);
        world.run();
        assertThat(world.parking.reasons).containsKey("credit d1");
        assertThat(world.line("Ann", MARCH, "d1", "commission")).isEqualTo("37.50");

        world.won("d1", "77", "2017-03-10", "2000");
        world.run();
        assertThat(world.parking.reasons).isEmpty();
        assertThat(world.line("Ann", MARCH, "d1", "commission")).isEqualTo("75.00");
    }

    @Test
    void a_retry_looks_again_and_parks_again_with_the_present_reason() {
        World world = new World(DB.get()).withAnnAndBob().withPlan();
        world.won("d1", "66", "2017-03-10", "1000");
        world.run();
        world.parking.reasons.clear();

        Subject deal = new Subject(world.environment, CRM, "crm/opportunities", "d1");
        world.db.transact(handle -> world.commission.retry(handle, deal));
        world.run();

        assertThat(world.parking.reasons.get("credit d1"))
                .endsWith("its owner, user 66, is matched with no person");
    }

    @Test
    void a_new_manager_gets_the_overlay_of_deals_from_that_day_on() {
        World world = new World(DB.get()).withAnnAndBob().withPlan();
        world.won("d1", "77", "2017-03-10", "1000");
        world.run();
        world.employee("e-dee", "Dee", "dee@example.com", null);
        world.employee("e-ann", "Ann", "ann@example.com", "e-dee");
        world.clock.set(Instant.parse("2017-03-20T00:00:00Z"));

        world.match();
        world.won("d2", "77", "2017-03-19", "1000");
        world.won("d3", "77", "2017-03-20", "1000");
        world.run();

        assertThat(world.line("Bob", MARCH, "d1", "overlay")).isEqualTo("7.50");
        assertThat(world.line("Bob", MARCH, "d2", "overlay")).isEqualTo("7.50");
        assertThat(world.line("Dee", MARCH, "d3", "overlay")).isEqualTo("7.50");
    }
}
