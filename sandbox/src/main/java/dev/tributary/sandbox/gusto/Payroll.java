package dev.tributary.sandbox.gusto;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One version of a payroll. Immutable: a change makes the next version.
 *
 * @param deadline the last day to run it for people to be paid on the check date
 * @param rows by employee; empty until the payroll is prepared
 */
public record Payroll(
        String uuid,
        LocalDate start,
        LocalDate end,
        LocalDate checkDate,
        LocalDate deadline,
        Instant createdAt,
        Optional<Instant> calculatedAt,
        Optional<LocalDate> processedOn,
        Map<String, Row> rows) {

    /** The fixed compensations that a payroll has, by the name that identifies them. */
    public static final List<String> FIXED_COMPENSATIONS =
            List.of(
                    "Bonus",
                    "Commission",
                    "Paycheck Tips",
                    "Cash Tips",
                    "Correction Payment",
                    "Reimbursement");

    public Payroll {
        rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
    }

    /** A processed payroll can no longer be changed. */
    public boolean processed() {
        return processedOn.isPresent();
    }

    /** The sum of one kind of compensation over all employees. */
    public BigDecimal total(String name) {
        return rows.values().stream()
                .flatMap(row -> row.amounts().entrySet().stream())
                .filter(amount -> amount.getKey().name().equals(name))
                .map(amount -> amount.getValue().value())
                .reduce(BigDecimal.ZERO.setScale(2), BigDecimal::add);
    }

    Payroll dated(LocalDate check, LocalDate newDeadline) {
        return new Payroll(
                uuid, start, end, check, newDeadline, createdAt, calculatedAt, processedOn, rows);
    }

    Payroll calculated(Optional<Instant> at) {
        return with(at, processedOn, rows);
    }

    Payroll processedOn(LocalDate day) {
        return with(calculatedAt, Optional.of(day), rows);
    }

    Payroll with(Map<String, Row> newRows) {
        return with(calculatedAt, processedOn, newRows);
    }

    private Payroll with(
            Optional<Instant> calculated, Optional<LocalDate> processed, Map<String, Row> newRows) {
        return new Payroll(
                uuid, start, end, checkDate, deadline, createdAt, calculated, processed, newRows);
    }
}
