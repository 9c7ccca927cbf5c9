package dev.tributary.payroll;

import static dev.tributary.commission.World.MARCH;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.PropertiesSeeEverything;
import dev.tributary.commission.World;
import dev.tributary.db.TestDatabase;
import dev.tributary.payroll.PayoutLine.Status;
import dev.tributary.payroll.Peer.Fault;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

import java.math.BigDecimal;
import java.util.List;

/** Whatever goes wrong on the way, in whatever order: each cell gets our amount once. */
@AddLifecycleHook(PropertiesSeeEverything.class)
class PayoutFaultsPropertyTest {
    private static final TestDatabase DB = new TestDatabase();

    @BeforeContainer
    static void open() {
        DB.open();
    }

    @AfterContainer
    static void close() {
        DB.close();
    }

    @Property(tries = 120)
    void each_cell_ends_with_exactly_our_amount_once(
            @ForAll @Size(max = 14) List<Fault> faults,
            @ForAll @IntRange(min = 1, max = 3) int rows) {
        // Somebody else changing the very cell while a reply is lost is for a person: not here.
        faults.removeIf(fault -> fault == Fault.OTHERS_ADD);
        Office office = office(rows);
        office.peer.faults.addAll(faults);

        PayoutRun run = office.send(office.create(MARCH));

        assertThat(run.status()).isEqualTo(PayoutRun.Status.SENT);
        assertThat(office.peer.writes).doesNotHaveDuplicates();
        for (PayoutLine line : office.lines(run)) {
            assertThat(line.status()).isEqualTo(Status.CONFIRMED);
            assertThat(office.peer.amount("p1", line.employeeId()))
                    .isEqualByComparingTo(line.amount());
        }
        assertThat(office.balance("in_payroll:Ann")).isEqualTo("37.50");
        assertThat(office.balance("in_payroll:Bob")).isEqualTo("26.25");
        assertThat(office.balance("payable:Ann")).isEqualTo("0.00");
    }

    @Property(tries = 120)
    void with_others_in_the_same_cells_nothing_is_paid_twice_and_doubt_is_left_to_a_person(
            @ForAll @Size(max = 14) List<Fault> faults) {
        Office office = office(3);
        office.peer.faults.addAll(faults);

        PayoutRun run = office.send(office.create(MARCH));

        assertThat(office.peer.writes).doesNotHaveDuplicates();
        BigDecimal inPayroll = BigDecimal.ZERO;
        for (PayoutLine line : office.lines(run)) {
            assertThat(line.status()).isIn(Status.CONFIRMED, Status.CONFLICT);
            if (line.status() == Status.CONFIRMED) {
                inPayroll = inPayroll.add(line.amount());
                assertThat(office.peer.writes).contains(line.employeeId());
            }
        }
        assertThat(office.balance("in_payroll:Ann").add(office.balance("in_payroll:Bob")))
                .isEqualByComparingTo(inPayroll);
    }

    private static Office office(int rowsMax) {
        World world = new World(DB.get()).withAnnAndBob().withPlan();
        world.won("d1", "77", "2017-03-10", "1000");
        world.won("d2", "88", "2017-03-11", "500");
        Office office = new Office(world, new Peer().open("p1")).approved(MARCH);
        office.peer.rowsMax = rowsMax;
        return office;
    }
}
