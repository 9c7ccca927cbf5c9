package dev.tributary.sandbox.gusto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tributary.sandbox.Wire;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.UncheckedIOException;
import java.math.BigDecimal;

class GustoPayrollFaultsTest {
    private final Connected connected = new Connected();
    private Wire client = connected.anonymous();

    @BeforeEach
    void connect() {
        client = connected.client();
    }

    @AfterEach
    void close() {
        connected.close();
    }

    @Test
    void another_app_comes_first_when_the_dial_says_so() {
        connected.emulator.dials().set(GustoDial.PAYROLL_CONFLICT_NEXT, 1);
        String version = connected.version(client, connected.ann);

        Wire.Answer conflict = write(connected.ann, version, "10.00");
        assertThat(conflict.at("errors", 0, "category")).isEqualTo("invalid_resource_version");
        assertThat(update(connected.ann, Connected.commission("10.00")).status()).isEqualTo(200);
        assertThat(connected.emulator.cells())
                .extracting(Cell::name, Cell::writtenBy)
                .containsExactly(
                        tuple("Bonus", "another app"),
                        tuple("Commission", connected.app.clientId()));
    }

    @Test
    void the_other_app_can_write_a_memo_or_the_very_same_cell() {
        connected.emulator.dials().set(GustoDial.PAYROLL_CONFLICT_NEXT, 2);
        connected.emulator.dials().set(GustoDial.PAYROLL_CONFLICT_CELL, 0);
        assertThat(update(connected.ann, Connected.commission("1.00")).status()).isEqualTo(422);
        assertThat(connected.emulator.cells()).isEmpty();

        connected.emulator.dials().set(GustoDial.PAYROLL_CONFLICT_CELL, 2);
        assertThat(update(connected.ann, Connected.commission("1.00")).status()).isEqualTo(422);
        assertThat(connected.emulator.cells())
                .extracting(Cell::name, Cell::writtenBy)
                .containsExactly(tuple("Commission", "another app"));
    }

    @Test
    void a_lock_is_a_conflict_of_another_kind() {
        connected.emulator.dials().set(GustoDial.PAYROLL_LOCKED_NEXT, 1);

        Wire.Answer locked = update(connected.ann, Connected.commission("1.00"));
        assertThat(locked.status()).isEqualTo(409);
        assertThat(locked.body()).doesNotContain("invalid_resource_version");
        assertThat(update(connected.ann, Connected.commission("1.00")).status()).isEqualTo(200);
    }

    @Test
    void conflicts_and_locks_also_come_by_chance() {
        connected.emulator.dials().set(GustoDial.PAYROLL_CONFLICT_PERCENT, 100);
        assertThat(update(connected.ann, Connected.commission("1.00")).status()).isEqualTo(422);
        connected.emulator.dials().set(GustoDial.PAYROLL_LOCKED_PERCENT, 100);
        assertThat(update(connected.ann, Connected.commission("1.00")).status()).isEqualTo(409);
    }

    @Test
    void a_payroll_reply_can_be_lost_after_the_write() {
        connected.emulator.dials().set(GustoDial.PAYROLL_REPLY_DROPPED_NEXT, 1);
        String version = connected.version(client, connected.ann);

        assertThatThrownBy(() -> write(connected.ann, version, "10.00"))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(amount()).isEqualByComparingTo("10.00");
        assertThat(connected.emulator.counters().get("faults reply dropped")).isEqualTo(1);
        assertThat(client.get(connected.payrollPath()).status()).isEqualTo(200);
    }

    private BigDecimal amount() {
        return connected.emulator.cells().getFirst().amount();
    }

    private Wire.Answer update(Employee employee, Object... compensations) {
        return client.put(
                connected.payrollPath(),
                Connected.rows(
                        Connected.row(
                                employee, connected.version(client, employee), compensations)));
    }

    private Wire.Answer write(Employee employee, String version, String amount) {
        return client.put(
                connected.payrollPath(),
                Connected.rows(Connected.row(employee, version, Connected.commission(amount))));
    }
}
