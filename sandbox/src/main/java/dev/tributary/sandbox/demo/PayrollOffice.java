package dev.tributary.sandbox.demo;

import dev.tributary.sandbox.gusto.Cell;
import dev.tributary.sandbox.gusto.Company;
import dev.tributary.sandbox.gusto.Employee;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The emulated payroll company's admin. */
final class PayrollOffice {
    /** What the payout lines become in payroll. */
    static final String EARNING_TYPE = "Commission";

    private final Company company;

    PayrollOffice(Company company) {
        this.company = company;
    }

    /**
     * What payroll holds for one person and month.
     *
     * @param person by name
     */
    record Held(YearMonth period, String person, BigDecimal amount) {}

    void furnish(Staff staff, Months months) {
        for (String name : staff.names()) {
            company.addEmployee(Staff.firstName(name), Staff.lastName(name), Staff.email(name));
        }
        staff.managerOf()
                .forEach((name, manager) -> company.employees().manager(uuid(name), uuid(manager)));
        months.list().forEach(company.payrolls()::addMonthly);
    }

    /**
     * @throws DemoFailure when the next payroll is another month's
     */
    void process(YearMonth month) {
        var next =
                company.payrolls()
                        .nextUnprocessed()
                        .filter(payroll -> YearMonth.from(payroll.start()).equals(month))
                        .orElseThrow(
                                () -> new DemoFailure("the payroll of " + month + " is not next"));
        company.payrolls().process(next.uuid());
    }

    /** The commissions in all payrolls; amounts of other kinds are not ours. */
    List<Held> held() {
        Map<String, String> names =
                company.employees().all().stream()
                        .collect(Collectors.toMap(Employee::uuid, PayrollOffice::name));
        return company.payrolls().cells().stream()
                .filter(cell -> cell.name().equals(EARNING_TYPE))
                .filter(cell -> cell.amount().signum() != 0)
                .map(cell -> held(cell, names))
                .toList();
    }

    private static Held held(Cell cell, Map<String, String> names) {
        return new Held(
                YearMonth.from(cell.periodStart()),
                names.getOrDefault(cell.employeeUuid(), cell.employeeUuid()),
                cell.amount());
    }

    private static String name(Employee employee) {
        return employee.firstName() + " " + employee.lastName();
    }

    private String uuid(String name) {
        return company.employees()
                .withWorkEmail(Staff.email(name))
                .map(Employee::uuid)
                .orElseThrow(() -> new IllegalStateException(name + " was never hired"));
    }
}
