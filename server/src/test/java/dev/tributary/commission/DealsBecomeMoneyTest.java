package dev.tributary.commission;

import static dev.tributary.commission.World.APRIL;
import static dev.tributary.commission.World.CRM;
import static dev.tributary.commission.World.MARCH;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tributary.db.TestDatabase;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import tools.jackson.databind.JsonNode;

import java.math.BigDecimal;
import java.util.Map;

class DealsBecomeMoneyTest {
    @RegisterExtension static final TestDatabase DB = new TestDatabase();

    @Test
    void a_won_deal_earns_its_owner_a_commission_and_the_manager_an_overlay() {
        World world = new World(DB.get()).withAnnAndBob().withPlan();

        world.won("d1", "77", "2017-03-10", "1054");
        world.run();

        // 1,054 × 3.75 % = 39.525, half to even; × 0.75 % = 7.905, half to even.
        assertThat(world.balances())
                .isEqualTo(
                        Map.of(
                                "payable:Ann 2017-03 d1 commission", new BigDecimal("39.52"),
                                "expense:Ann 2017-03 d1 commission", new BigDecimal("-39.52"),
                                "payable:Bob 2017-03 d1 overlay", new BigDecimal("7.90"),
                                "expense:Bob 2017-03 d1 overlay", new BigDecimal("-7.90")));
    }

    @Test
    void every_line_explains_itself() {
        World world = new World(DB.get()).withAnnAndBob().withPlan();
        world.won("d1", "77", "2017-03-01", "29000");
        String event = world.won("d2", "77", "2017-03-02", "2000");
        world.run();

        JsonNode line = world.lineNode("Ann", MARCH, "d2", "commission");

        assertThat(line.path("amount").asString()).isEqualTo("100.00");
        assertThat(line.path("caused_by").toString()).contains(event);
        JsonNode why = line.path("explanation");
        assertThat(why.path("running_before").asString()).isEqualTo("29000.00");
        assertThat(why.path("slices").toString())
                .isEqualTo(
                        """
                        [{"from":"29000.00","to":"30000.00","rate":"0.0375","amount":"37.50"},\
                        {"from":"30000.00","to":"31000.00","rate":"0.0625","amount":"62.50"}]\
                        """);
        assertThat(why.path("exact").asString()).isEqualTo("100.00");
        assertThat(why.path("quota").asString()).isEqualTo("30000");
    }

    @Test
    void a_deal_that_arrives_late_re_rates_those_after_it_and_is_named_as_their_cause() {
        World world = new World(DB.get()).withAnnAndBob().withPlan();
        world.won("d1", "77", "2017-03-01", "1000");
        world.won("d3", "77", "2017-03-03", "1000");
        world.run();
        assertThat(world.line("Ann", MARCH, "d3", "commission")).isEqualTo("37.50");

        String late = world.won("d2", "77", "2017-03-02", "30000");
        world.run();

        assertThat(world.line("Ann", MARCH, "d1", "commission")).isEqualTo("37.50");
        assertThat(world.line("Ann", MARCH, "d3", "commission")).isEqualTo("62.50");
        assertThat(world.lineNode("Ann", MARCH, "d3", "commission").path("caused_by").toString())
                .contains(late);
        assertThat(world.lineNode("Ann", MARCH, "d1", "commission").path("caused_by").toString())
                .doesNotContain(late);
        // The overlay of the other deals did not change: one transaction each.
        assertThat(world.lineNode("Bob", MARCH, "d3", "overlay").path("caused_by").toString())
                .doesNotContain(late);
    }

    @Test
    void a_deal_that_moves_to_another_owner_and_month_takes_its_money_along() {
        World world = new World(DB.get()).withAnnAndBob().withPlan();
        world.won("d1", "77", "2017-03-10", "1000");
        world.run();

        world.won("d1", "88", "2017-04-10", "2000");
        world.run();

        // Nobody manages Bob.
        assertThat(world.balances())
                .isEqualTo(
                        Map.of(
                                "payable:Bob 2017-04 d1 commission", new BigDecimal("75.00"),
                                "expense:Bob 2017-04 d1 commission", new BigDecimal("-75.00")));
        assertThat(world.line("Ann", MARCH, "d1", "commission")).isNull();
        assertThat(world.line("Bob", APRIL, "d1", "commission")).isEqualTo("75.00");
    }

    @Test
    void a_deal_that_is_lost_or_deleted_again_earns_nothing() {
        World world = new World(DB.get()).withAnnAndBob().withPlan();
        world.won("d1", "77", "2017-03-10", "1000");
        world.won("d2", "77", "2017-03-11", "1000");
        world.run();

        world.records.change(CRM, "crm/opportunities", "d1", World.tree("status", "lost"));
        world.records.delete(CRM, "crm/opportunities", "d2");
        world.run();

        assertThat(world.balances()).isEmpty();
        assertThat(world.statements(MARCH)).isEmpty();
    }

    @Test
    void the_same_change_twice_books_nothing_the_second_time() {
        World world = new World(DB.get()).withAnnAndBob().withPlan();
        world.won("d1", "77", "2017-03-10", "1000");
        world.run();
        long transactions = world.transactions();

        world.won("d1", "77", "2017-03-10", "1000.00");
        world.run();

        assertThat(world.transactions()).isEqualTo(transactions);
    }

    @Test
    void records_of_an_initial_load_are_credited_when_a_plan_is_made() {
        World world = new World(DB.get()).withAnnAndBob();
        world.records.load(
                CRM, "crm/opportunities", "d1", World.deal("d1", "77", "2017-03-10", "1000"));

        world.withPlan().run();

        assertThat(world.line("Ann", MARCH, "d1", "commission")).isEqualTo("37.50");
        assertThat(world.lineNode("Ann", MARCH, "d1", "commission").path("caused_by").toString())
                .contains("plan_");
    }

    @Test
    void records_of_an_initial_load_after_the_plan_are_found_before_the_period_closes() {
        World world = new World(DB.get()).withAnnAndBob().withPlan().run();
        world.records.load(
                CRM, "crm/opportunities", "d1", World.deal("d1", "77", "2017-03-10", "1000"));

        assertThat(catchThrowable(() -> world.close(MARCH)))
                .hasMessageContaining("1 rechecks are on their way");
        world.run();
        world.close(MARCH);

        assertThat(world.line("Ann", MARCH, "d1", "commission")).isEqualTo("37.50");
    }

    @Test
    void a_new_version_of_the_plan_re_rates_open_periods_through_the_same_code() {
        World world = new World(DB.get()).withAnnAndBob().withPlan();
        world.won("d1", "77", "2017-03-10", "1000");
        world.won("d2", "77", "2017-04-10", "1000");
        world.run();

        Map<String, Object> better = World.plan();
        better.put("effective_from", "2017-04-01");
        better.put("components", Map.of("commission", Map.of("credit", "owner", "rate", "0.10")));
        PlanRow made = world.commission.plans().create(world.maker, better);
        world.run();

        assertThat(made.version()).isEqualTo(2);
        assertThat(world.line("Ann", MARCH, "d1", "commission")).isEqualTo("37.50");
        assertThat(world.line("Ann", APRIL, "d2", "commission")).isEqualTo("100.00");
        assertThat(world.line("Bob", APRIL, "d2", "overlay")).isNull();
    }
}
