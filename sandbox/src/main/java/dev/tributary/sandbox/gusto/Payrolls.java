package dev.tributary.sandbox.gusto;

import dev.tributary.sandbox.BusinessDate;
import dev.tributary.sandbox.Dice;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The payrolls of one company, in the order they were added. Safe for use by many threads. */
public final class Payrolls {
    private static final int DEADLINE_WORKDAYS = 2;
    private static final int CHECK_WORKDAYS = 4;

    private final String companyUuid;
    private final Clock clock;
    private final BusinessDate date;
    private final Dice dice;
    private final Employees employees;
    private final Map<String, Payroll> payrolls = new LinkedHashMap<>();

    Payrolls(String companyUuid, Clock clock, BusinessDate date, Dice dice, Employees employees) {
        this.companyUuid = companyUuid;
        this.clock = clock;
        this.date = date;
        this.dice = dice;
        this.employees = employees;
    }

    /**
     * Adds the unprocessed regular payroll of a month, paid on the 15th of the next.
     *
     * @throws IllegalArgumentException when the month has one
     */
    public synchronized Payroll addMonthly(YearMonth month) {
        LocalDate check = month.plusMonths(1).atDay(15);
        String uuid = dice.uuid(companyUuid + " payroll " + month).toString();
        if (payrolls.containsKey(uuid)) {
            throw new IllegalArgumentException("the payroll of " + month + " exists");
        }
        Payroll payroll =
                new Payroll(
                        uuid,
                        month.atDay(1),
                        month.atEndOfMonth(),
                        check,
                        workdaysBefore(check, DEADLINE_WORKDAYS),
                        clock.instant().truncatedTo(ChronoUnit.SECONDS),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of());
        payrolls.put(uuid, payroll);
        return payroll;
    }

    public synchronized List<Payroll> all() {
        return List.copyOf(payrolls.values());
    }

    public synchronized Optional<Payroll> find(String uuid) {
        return Optional.ofNullable(payrolls.get(uuid));
    }

    /** The oldest payroll that has not been processed. */
    public synchronized Optional<Payroll> nextUnprocessed() {
        return payrolls.values().stream()
                .filter(payroll -> !payroll.processed())
                .min((left, right) -> left.start().compareTo(right.start()));
    }

    /**
     * Runs a payroll as the company's admin does: it is calculated, processed, and from then on
     * cannot be changed.
     *
     * @throws GustoProblem when there is no such payroll or it has been processed
     */
    public Payroll process(String uuid) {
        return change(
                uuid,
                payroll ->
                        payroll.calculated(Optional.of(clock.instant())).processedOn(date.today()));
    }

    /** Calculates without processing: reads show rows and totals until the next change. */
    public Payroll calculate(String uuid) {
        return change(uuid, payroll -> payroll.calculated(Optional.of(clock.instant())));
    }

    /**
     * Sets an amount as the company's admin does, in a payroll that has been prepared.
     *
     * @throws GustoProblem when the payroll does not hold the employee
     */
    public Payroll setByAdmin(
            String payrollUuid, String employeeUuid, String name, BigDecimal amount) {
        return setAs("admin", payrollUuid, employeeUuid, name, amount);
    }

    Payroll setAs(
            String writer,
            String payrollUuid,
            String employeeUuid,
            String name,
            BigDecimal amount) {
        Employee employee = employees.find(employeeUuid).orElseThrow(GustoProblem::notFound);
        Row.Place place = new Row.Place(name, employee.primaryJob().uuid());
        return changeRow(
                payrollUuid, employeeUuid, row -> row.with(place, amount.setScale(2), writer));
    }

    Payroll changeRow(String payrollUuid, String employeeUuid, UnaryOperator<Row> change) {
        return change(
                payrollUuid,
                payroll -> {
                    Row row = payroll.rows().get(employeeUuid);
                    if (row == null) {
                        throw GustoProblem.notFound();
                    }
                    Map<String, Row> rows = new LinkedHashMap<>(payroll.rows());
                    rows.put(employeeUuid, change.apply(row));
                    return payroll.with(rows);
                });
    }

    /** Every amount that somebody has written, in all payrolls. */
    public synchronized List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (Payroll payroll : payrolls.values()) {
            for (Row row : payroll.rows().values()) {
                row.amounts().forEach((place, amount) -> cells.add(cell(payroll, row, place)));
            }
        }
        return cells;
    }

    /** Brings employees who can be paid into a payroll, and takes out those who cannot. */
    Payroll prepare(String uuid) {
        return change(
                uuid,
                payroll -> {
                    Map<String, Row> rows = new LinkedHashMap<>();
                    for (Employee employee : employees.all()) {
                        if (employee.payableFrom(payroll.start())) {
                            Row old = payroll.rows().get(employee.uuid());
                            rows.put(
                                    employee.uuid(),
                                    old == null ? Row.empty(employee.uuid()) : old);
                        }
                    }
                    return onTime(payroll).calculated(Optional.empty()).with(rows);
                });
    }

    /**
     * Replaces a payroll that has not been processed.
     *
     * @throws GustoProblem 404 when there is none, 422 when it has been processed
     */
    synchronized Payroll change(String uuid, UnaryOperator<Payroll> change) {
        Payroll old = find(uuid).orElseThrow(GustoProblem::notFound);
        if (old.processed()) {
            throw GustoProblem.invalidOperation(
                    "The payroll has been processed: it can no longer be changed.");
        }
        Payroll changed = change.apply(old);
        payrolls.put(uuid, changed);
        return changed;
    }

    /** Past its deadline, a payroll moves to the soonest day on which people can be paid. */
    private Payroll onTime(Payroll payroll) {
        LocalDate today = date.today();
        return today.isAfter(payroll.deadline())
                ? payroll.dated(
                        workdaysAfter(today, CHECK_WORKDAYS),
                        workdaysAfter(today, CHECK_WORKDAYS - DEADLINE_WORKDAYS))
                : payroll;
    }

    private static Cell cell(Payroll payroll, Row row, Row.Place place) {
        Row.Amount amount = row.amounts().get(place);
        if (amount == null) {
            throw new IllegalStateException("no amount at " + place);
        }
        return new Cell(
                payroll.uuid(),
                payroll.start(),
                payroll.end(),
                payroll.processed(),
                row.employeeUuid(),
                place.jobUuid(),
                place.name(),
                amount.value(),
                amount.writtenBy(),
                amount.writes());
    }

    private static LocalDate workdaysBefore(LocalDate day, int count) {
        return workdays(day, count, -1);
    }

    private static LocalDate workdaysAfter(LocalDate day, int count) {
        return workdays(day, count, 1);
    }

    private static LocalDate workdays(LocalDate day, int count, int step) {
        LocalDate found = day;
        for (int left = count; left > 0; ) {
            found = found.plusDays(step);
            if (found.getDayOfWeek() != DayOfWeek.SATURDAY
                    && found.getDayOfWeek() != DayOfWeek.SUNDAY) {
                left--;
            }
        }
        return found;
    }
}
