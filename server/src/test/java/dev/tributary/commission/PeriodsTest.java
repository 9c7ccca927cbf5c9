package dev.tributary.commission;

import static dev.tributary.commission.World.APRIL;
import static dev.tributary.commission.World.CRM;
import static dev.tributary.commission.World.MARCH;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.commission.Period.Status;
import dev.tributary.db.TestDatabase;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import tools.jackson.databind.JsonNode;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;

class PeriodsTest {
    @RegisterExtension static final TestDatabase DB = new TestDatabase();

    @Test
    void a_late_change_to_a_closed_period_lands_in_the_open_one_and_re_rates_every_deal() {
        World world = new World(DB.get()).withAnnAndBob().withPlan();
        world.won("d1", "77", "2017-03-01", "30000");
        world.won("d2", "77", "2017-03-02", "10000");
        world.won("d3", "77", "2017-04-01", "30000");
        world.won("d4", "77", "2017-04-02", "1000");
        world.run();
        world.close(MARCH);
        List<JsonNode> march = world.statements(MARCH);
        String frozen = march.toString();

        String cut = world.won("d1", "77", "2017-03-01", "15000");
        world.run();

        assertThat(world.statements(MARCH).toString()).isEqualTo(frozen);
        // d1: 1,125 → 562.50. d2 falls from the upper tiers to the first one: 671.88 → 375.
        assertThat(world.line("Ann", APRIL, "d1", "commission")).isEqualTo("-562.50");
        assertThat(world.line("Ann", APRIL, "d2", "commission")).isEqualTo("-296.88");
        assertThat(world.line("Bob", APRIL, "d1", "overlay")).isEqualTo("-112.50");
        assertThat(world.line("Bob", APRIL, "d2", "overlay")).isNull();
        JsonNode clawback = world.lineNode("Ann", APRIL, "d2", "commission");
        assertThat(clawback.path("origin_period").asString()).isEqualTo("2017-03");
        assertThat(clawback.path("caused_by").toString()).isEqualTo("[\"" + cut + "\"]");
        assertThat(clawback.path("explanation").path("before").asString()).isEqualTo("671.88");
        assertThat(clawback.path("explanation").path("after").asString()).isEqualTo("375.00");
        // April's own tiers do not change.
        assertThat(world.line("Ann", APRIL, "d3", "commission")).isEqualTo("1125.00");
        assertThat(world.line("Ann", APRIL, "d4", "commission")).isEqualTo("62.50");
        assertThat(kinds(world)).contains("clawback");
    }

    @Test
    void a_late_change_upwards_is_a_correction() {
        World world = new World(DB.get()).withAnnAndBob().withPlan();
        world.won("d1", "77", "2017-03-01", "1000");
        world.run();
        world.close(MARCH);

        world.won("d1", "77", "2017-03-01", "3000");
        world.run();

        assertThat(world.line("Ann", APRIL, "d1", "commission")).isEqualTo("75.00");
        assertThat(kinds(world)).contains("correction").doesNotContain("clawback");
    }

    @Test
    void two_late_changes_add_up_in_one_line() {
        World world = new World(DB.get()).withAnnAndBob().withPlan();
        world.won("d1", "77", "2017-03-01", "4000");
        world.run();
        world.close(MARCH);

        world.won("d1", "77", "2017-03-01", "2000");
        world.run();
        world.records.change(CRM, "crm/opportunities", "d1", World.tree("status", "lost"));
        world.run();

        assertThat(world.line("Ann", APRIL, "d1", "commission")).isEqualTo("-150.00");
        assertThat(world.balances())
                .containsEntry("payable:Ann 2017-03 d1 commission", new BigDecimal("150.00"))
                .containsEntry("payable:Ann 2017-04 d1 commission", new BigDecimal("-150.00"));
    }

    @Test
    void a_statement_is_frozen_with_its_totals() {
        World world = new World(DB.get()).withAnnAndBob().withPlan();
        world.won("d1", "77", "2017-03-01", "1000");
        world.run();
        assertThat(world.statements(MARCH).getFirst().path("status").asString()).isEqualTo("open");

        world.close(MARCH);
        world.approve(MARCH);

        JsonNode ann = world.statements(MARCH).getFirst();
        assertThat(ann.path("status").asString()).isEqualTo("approved");
        assertThat(ann.path("totals").toString()).isEqualTo("{\"commission\":\"37.50\"}");
        assertThat(ann.path("clawbacks").asString()).isEqualTo("0.00");
        assertThat(ann.path("total").asString()).isEqualTo("37.50");
    }

    @Test
    void a_period_cannot_be_closed_while_records_are_on_their_way() {
        World world = new World(DB.get()).withAnnAndBob().withPlan().run();
        world.won("d1", "77", "2017-03-01", "1000");

        assertThat(refusal(() -> world.close(MARCH))).isEqualTo(Code.CONFLICT);
        world.run();
        assertThat(world.close(MARCH).status()).isEqualTo(Status.CLOSED);
    }

    @Test
    void an_earlier_open_period_is_closed_first() {
        World world = new World(DB.get()).withAnnAndBob().withPlan();
        world.won("d1", "77", "2017-03-01", "1000");
        world.won("d2", "77", "2017-04-01", "1000");
        world.run();

        assertThat(refusal(() -> world.close(APRIL))).isEqualTo(Code.CONFLICT);
        world.close(MARCH);
        assertThat(world.close(APRIL).status()).isEqualTo(Status.CLOSED);
    }

    @Test
    void a_period_that_has_not_ended_stays_open() {
        World world = new World(DB.get()).withAnnAndBob().withPlan().run();

        assertThat(refusal(() -> world.close(YearMonth.of(2018, 1)))).isEqualTo(Code.CONFLICT);
    }

    @Test
    void closing_and_approving_again_answer_the_state() {
        World world = new World(DB.get()).withAnnAndBob().withPlan();
        world.won("d1", "77", "2017-03-01", "1000");
        world.run();

        Period closed = world.close(MARCH);
        assertThat(world.close(MARCH)).isEqualTo(closed);
        Period approved = world.approve(MARCH);
        assertThat(world.approve(MARCH)).isEqualTo(approved);
        assertThat(approved.closedBy()).isEqualTo("key_maker");
        assertThat(approved.approvedBy()).isEqualTo("key_checker");
    }

    @Test
    void whoever_closed_a_period_may_not_approve_it() {
        World world = new World(DB.get()).withAnnAndBob().withPlan().run();
        world.close(MARCH);

        assertThat(refusal(() -> world.commission.approving().approve(world.maker, MARCH)))
                .isEqualTo(Code.MAKER_CHECKER);
        assertThat(refusal(() -> world.approve(APRIL))).isEqualTo(Code.CONFLICT);
    }

    @Test
    void a_close_that_was_interrupted_is_finished_at_the_next_start() {
        World world = new World(DB.get()).withAnnAndBob().withPlan();
        world.won("d1", "77", "2017-03-01", "1000");
        world.run();
        world.db.transact(
                handle -> {
                    new PeriodStore().beginClosing(handle, world.environment, MARCH, "key_maker");
                    new HeadStore().close(handle, world.environment, MARCH);
                });

        try (Commission next = world.restarted()) {
            next.start();
        }

        Period march =
                world.db
                        .read(h -> new PeriodStore().find(h, world.environment, MARCH))
                        .orElseThrow();
        assertThat(march.status()).isEqualTo(Status.CLOSED);
        assertThat(world.statements(MARCH)).hasSize(2);
    }

    private static List<String> kinds(World world) {
        return world.db.read(
                handle ->
                        handle.createQuery(
                                        "SELECT kind FROM ledger_transaction"
                                                + " WHERE environment_id = :environment")
                                .bind("environment", world.environment)
                                .mapTo(String.class)
                                .list());
    }

    private static Code refusal(ThrowingCallable act) {
        return catchThrowableOfType(Failure.class, act).code();
    }
}
