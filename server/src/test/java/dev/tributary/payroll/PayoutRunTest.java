package dev.tributary.payroll;

import static dev.tributary.commission.World.APRIL;
import static dev.tributary.commission.World.CRM;
import static dev.tributary.commission.World.MARCH;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.commission.World;
import dev.tributary.db.TestDatabase;
import dev.tributary.payroll.BeginSending.Finding;
import dev.tributary.payroll.PayoutLine.Status;
import dev.tributary.payroll.Peer.Fault;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

class PayoutRunTest {
    @RegisterExtension static final TestDatabase DB = new TestDatabase();

    private final Office office = Office.ofAnn(DB.get());
    private final World world = office.world;
    private final Peer peer = office.peer;

    @Test
    void an_approved_period_becomes_payroll_inputs_and_is_paid() {
        PayoutRun run = office.approved(MARCH).create(MARCH);
        assertThat(office.line(run, "Ann").amount()).isEqualTo("37.50");

        assertThat(office.send(run).status()).isEqualTo(PayoutRun.Status.SENT);

        assertThat(peer.amount("p1", "e-ann")).isEqualTo("37.50");
        assertThat(peer.amount("p1", "e-bob")).isEqualTo("7.50");
        assertThat(office.balance("in_payroll:Ann")).isEqualTo("37.50");
        assertThat(office.settle(run).run().status()).isEqualTo(PayoutRun.Status.SENT);

        peer.processed.add("p1");
        var settlement = office.settle(run);

        assertThat(settlement.run().status()).isEqualTo(PayoutRun.Status.SETTLED);
        assertThat(settlement.agrees()).isTrue();
        assertThat(settlement.providerTotal()).isEqualTo("45.00");
        assertThat(office.balance("paid:Ann")).isEqualTo("37.50");
        assertThat(office.balance("in_payroll:Ann")).isEqualTo("0.00");
        assertThat(office.settle(run).agrees()).isTrue();
        assertThat(office.balance("paid:Ann")).isEqualTo("37.50");
    }

    @Test
    void our_amount_is_added_to_what_others_put_there() {
        peer.set("p1", "e-ann", "150.00");

        PayoutRun run = office.approved(MARCH).create(MARCH);
        office.send(run);

        assertThat(peer.amount("p1", "e-ann")).isEqualTo("187.50");
        assertThat(office.line(run, "Ann").seen()).isEqualTo("150.00");
        assertThat(office.settle(run).providerTotal()).isEqualTo("45.00");
    }

    @Test
    void a_run_is_made_once_and_only_for_an_approved_period() {
        assertThat(refusal(() -> office.create(MARCH))).isEqualTo(Code.CONFLICT);
        PayoutRun run = office.approved(MARCH).create(MARCH);

        assertThat(office.create(MARCH, "Commission").made()).isFalse();
        assertThat(office.create(MARCH).id()).isEqualTo(run.id());
        assertThat(refusal(() -> office.create(MARCH, "Bonus"))).isEqualTo(Code.CONFLICT);
    }

    @Test
    void allocations_name_deals_and_components_and_add_up() {
        PayoutRun run = office.approved(MARCH).create(MARCH);
        PayoutLine line = office.line(run, "Ann");

        var allocations = world.db.read(handle -> office.lines.allocations(handle, line));

        assertThat(allocations)
                .isEqualTo(
                        Map.of(
                                "2017-03:" + line.personId() + ":d1:commission",
                                new BigDecimal("37.50")));
    }

    @Test
    void below_zero_is_carried_and_netted_in_the_next_run() {
        office.approved(MARCH);
        PayoutRun march = office.create(MARCH);
        office.send(march);
        peer.processed.add("p1");
        office.settle(march);
        peer.open("p2");
        // April: 75.00 for d2, less what is clawed back.
        world.records.change(CRM, "crm/opportunities", "d1", World.tree("status", "lost"));
        world.records.change(CRM, "crm/opportunities", "d2", World.tree("status", "lost"));
        world.won("d3", "77", "2017-05-10", "1500");
        world.run();

        PayoutRun april = office.approved(APRIL).create(APRIL);
        assertThat(office.send(april).status()).isEqualTo(PayoutRun.Status.SENT);

        assertThat(office.line(april, "Ann").status()).isEqualTo(Status.RECEIVABLE);
        assertThat(office.line(april, "Ann").amount()).isEqualTo("-37.50");
        assertThat(office.balance("receivable:Ann")).isEqualTo("-37.50");
        assertThat(peer.amount("p2", "e-ann")).isNull();
        assertThat(office.settle(april).run().status()).isEqualTo(PayoutRun.Status.SETTLED);

        var may = APRIL.plusMonths(1);
        PayoutRun last = office.approved(may).create(may);
        office.send(last);

        assertThat(office.line(last, "Ann").amount()).isEqualTo("18.75");
        assertThat(peer.amount("p2", "e-ann")).isEqualTo("18.75");
        assertThat(office.balance("receivable:Ann")).isEqualTo("0.00");
        assertThat(office.balance("in_payroll:Ann")).isEqualTo("18.75");
        assertThat(office.balance("payable:Ann")).isEqualTo("0.00");
    }

    @Test
    void whoever_earns_nothing_goes_on_owing() {
        office.approved(MARCH);
        office.send(office.create(MARCH));
        world.records.change(CRM, "crm/opportunities", "d1", World.tree("status", "lost"));
        world.records.change(CRM, "crm/opportunities", "d2", World.tree("status", "lost"));
        office.send(office.approved(APRIL).create(APRIL));

        var may = APRIL.plusMonths(1);
        PayoutRun run = office.approved(may).create(may);

        assertThat(office.line(run, "Ann").amount()).isEqualTo("-37.50");
        assertThat(office.line(run, "Ann").status()).isEqualTo(Status.RECEIVABLE);
    }

    @Test
    void a_lost_reply_is_read_back() {
        peer.faults.addAll(List.of(Fault.NONE, Fault.REPLY_LOST));

        PayoutRun run = office.approved(MARCH).create(MARCH);
        office.send(run);

        assertThat(peer.amount("p1", "e-ann")).isEqualTo("37.50");
        assertThat(office.line(run, "Ann").status()).isEqualTo(Status.CONFIRMED);
        assertThat(office.line(run, "Ann").unknowns()).isEqualTo(1);
        assertThat(peer.writes).doesNotHaveDuplicates();
    }

    @Test
    void a_version_that_moved_is_seen_again_and_counted() {
        peer.faults.addAll(List.of(Fault.NONE, Fault.OTHERS_ADD));

        PayoutRun run = office.approved(MARCH).create(MARCH);
        office.send(run);

        PayoutLine first = office.lines(run).getFirst();
        assertThat(peer.amount("p1", first.employeeId()))
                .isEqualByComparingTo(first.amount().add(new BigDecimal("7.00")));
        assertThat(first.conflicts()).isEqualTo(1);
        assertThat(office.lines(run).getLast().conflicts()).isZero();
    }

    @Test
    void a_write_that_arrives_late_after_it_was_sent_again_is_not_written_twice() {
        // Observed, sent with no answer; observed; the first one arrives; the second is refused.
        peer.faults.addAll(List.of(Fault.NONE, Fault.DELAYED));

        PayoutRun run = office.approved(MARCH).create(MARCH);
        office.send(run);

        assertThat(peer.amount("p1", "e-ann")).isEqualTo("37.50");
        assertThat(office.line(run, "Ann").status()).isEqualTo(Status.CONFIRMED);
    }

    @Test
    void a_cell_that_shows_neither_is_for_a_person() {
        PayoutRun run = office.approved(MARCH).create(MARCH);
        // Written, the reply lost, and the cells can not be read until somebody changed them.
        peer.faults.addAll(List.of(Fault.NONE, Fault.REPLY_LOST));
        peer.after(2, () -> peer.set("p1", "e-ann", "99.00"));

        PayoutRun waiting = office.send(run);

        assertThat(waiting.status()).isEqualTo(PayoutRun.Status.NEEDS_ATTENTION);
        PayoutLine line = office.line(run, "Ann");
        assertThat(line.status()).isEqualTo(Status.CONFLICT);
        assertThat(line.reason()).contains("the cell holds 99.00");
        assertThat(peer.amount("p1", "e-ann")).isEqualTo("99.00");
        assertThat(office.balance("in_payroll:Ann")).isEqualTo("0.00");

        office.begin().resolve(office.maker(), run.id(), line.id(), Finding.WRITTEN);
        assertThat(office.send(run).status()).isEqualTo(PayoutRun.Status.SENT);
        assertThat(office.balance("in_payroll:Ann")).isEqualTo("37.50");
        assertThat(peer.amount("p1", "e-ann")).isEqualTo("99.00");
    }

    @Test
    void one_bad_row_is_found_and_the_others_are_paid() {
        peer.rejects.add("e-bob");

        PayoutRun run = office.approved(MARCH).create(MARCH);

        assertThat(office.send(run).status()).isEqualTo(PayoutRun.Status.NEEDS_ATTENTION);
        assertThat(office.line(run, "Ann").status()).isEqualTo(Status.CONFIRMED);
        assertThat(office.line(run, "Bob").status()).isEqualTo(Status.REJECTED);
        assertThat(office.balance("payable:Bob")).isEqualByComparingTo("22.50");

        peer.rejects.clear();
        assertThat(office.send(run).status()).isEqualTo(PayoutRun.Status.SENT);
        assertThat(peer.amount("p1", "e-bob")).isEqualTo("7.50");
        assertThat(peer.amount("p1", "e-ann")).isEqualTo("37.50");
    }

    @Test
    void a_payroll_that_was_processed_before_anything_was_sent_is_passed_over() {
        PayoutRun run = office.approved(MARCH).create(MARCH);
        world.db.transact(handle -> office.runs.goTo(handle, run, "p1"));
        peer.processed.add("p1");
        peer.open("p2");

        assertThat(office.send(run).status()).isEqualTo(PayoutRun.Status.SENT);

        assertThat(peer.amount("p2", "e-ann")).isEqualTo("37.50");
        assertThat(peer.amount("p1", "e-ann")).isNull();
    }

    @Test
    void a_lost_write_that_never_came_before_the_payroll_was_processed_goes_into_the_next() {
        peer.open("p2");
        peer.faults.addAll(List.of(Fault.NONE, Fault.LOST));
        peer.after(2, () -> peer.processed.add("p1"));
        PayoutRun run = office.approved(MARCH).create(MARCH);

        assertThat(office.send(run).status()).isEqualTo(PayoutRun.Status.NEEDS_ATTENTION);
        assertThat(office.line(run, "Ann").reason())
                .isEqualTo("the payroll was processed without it");
        assertThat(office.send(run).status()).isEqualTo(PayoutRun.Status.SENT);

        assertThat(peer.amount("p1", "e-ann")).isNull();
        assertThat(peer.amount("p2", "e-ann")).isEqualTo("37.50");
        assertThat(office.balance("in_payroll:Ann")).isEqualTo("37.50");
    }

    @Test
    void a_lost_reply_is_read_back_after_the_payroll_was_processed_too() {
        peer.open("p2");
        peer.faults.addAll(List.of(Fault.NONE, Fault.REPLY_LOST));
        peer.after(2, () -> peer.processed.add("p1"));
        PayoutRun run = office.approved(MARCH).create(MARCH);

        assertThat(office.send(run).status()).isEqualTo(PayoutRun.Status.SENT);

        assertThat(peer.amount("p1", "e-ann")).isEqualTo("37.50");
        assertThat(peer.amount("p2", "e-ann")).isNull();
    }

    @Test
    void no_open_payroll_waits_for_a_person() {
        peer.processed.add("p1");
        PayoutRun run = office.approved(MARCH).create(MARCH);

        PayoutRun waiting = office.send(run);

        assertThat(waiting.status()).isEqualTo(PayoutRun.Status.NEEDS_ATTENTION);
        assertThat(waiting.reason()).isEqualTo("no payroll is open");
        peer.open("p2");
        assertThat(office.send(run).status()).isEqualTo(PayoutRun.Status.SENT);
    }

    @Test
    void what_was_taken_out_of_a_payroll_is_payable_again_and_can_go_out_again() {
        PayoutRun run = office.approved(MARCH).create(MARCH);
        office.send(run);
        peer.set("p1", "e-ann", "0");
        peer.processed.add("p1");

        var settlement = office.settle(run);

        assertThat(settlement.agrees()).isFalse();
        assertThat(settlement.run().status()).isEqualTo(PayoutRun.Status.NEEDS_ATTENTION);
        assertThat(office.balance("in_payroll:Ann")).isEqualTo("0.00");
        assertThat(office.balance("paid:Bob")).isEqualTo("7.50");

        peer.open("p2");
        office.send(run);
        peer.processed.add("p2");

        assertThat(office.settle(run).run().status()).isEqualTo(PayoutRun.Status.SETTLED);
        assertThat(peer.amount("p2", "e-ann")).isEqualTo("37.50");
        assertThat(office.balance("paid:Ann")).isEqualTo("37.50");
    }

    private static Code refusal(ThrowingCallable act) {
        return catchThrowableOfType(Failure.class, act).code();
    }
}
