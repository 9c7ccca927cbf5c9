package dev.tributary.sandbox.gusto;

import dev.tributary.sandbox.Json;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a payroll looks in answers. Amounts are decimal texts with cents. */
final class PayrollView {
    private static final String DEADLINE_TIME = "T23:00:00Z";
    private static final String NOTHING = "0.00";

    private final Company company;

    PayrollView(Company company) {
        this.company = company;
    }

    Map<String, @Nullable Object> summary(Payroll payroll, boolean totals) {
        Map<String, @Nullable Object> view =
                Json.of("uuid", payroll.uuid())
                        .and("payroll_uuid", payroll.uuid())
                        .and("company_uuid", company.uuid())
                        .and("off_cycle", false)
                        .and("auto_pilot", false)
                        .and("external", false)
                        .and("processed", payroll.processed())
                        .and(
                                "processed_date",
                                payroll.processedOn().map(Object::toString).orElse(null))
                        .and(
                                "calculated_at",
                                payroll.calculatedAt().map(Object::toString).orElse(null))
                        .and(
                                "pay_period",
                                Json.of("start_date", payroll.start().toString())
                                        .and("end_date", payroll.end().toString())
                                        .and("pay_schedule_uuid", company.payScheduleUuid()))
                        .and("check_date", payroll.checkDate().toString())
                        .and("payroll_deadline", payroll.deadline() + DEADLINE_TIME)
                        .and("created_at", payroll.createdAt().toString())
                        .and("partner_owned_disbursement", null);
        if (totals && payroll.calculatedAt().isPresent()) {
            view.put("totals", totals(payroll));
        }
        return view;
    }

    /** As preparing and updating show it; a plain read does not tell the types. */
    Map<String, @Nullable Object> withTypes(Payroll payroll) {
        Map<String, @Nullable Object> view = summary(payroll, true);
        view.put(
                "fixed_compensation_types",
                Payroll.FIXED_COMPENSATIONS.stream().map(name -> Json.of("name", name)).toList());
        return view;
    }

    /** One employee's row; an unprocessed payroll shows every amount, a processed one the paid. */
    Map<String, @Nullable Object> row(Payroll payroll, Row row, boolean names) {
        Optional<Employee> employee = company.employees().find(row.employeeUuid());
        Map<String, @Nullable Object> view =
                Json.of("employee_uuid", row.employeeUuid())
                        .and("excluded", row.excluded())
                        .and("payment_method", row.paymentMethod())
                        .and("memo", row.memo().orElse(null));
        if (names && employee.isPresent()) {
            view.put("first_name", employee.get().firstName());
            view.put("preferred_first_name", null);
            view.put("last_name", employee.get().lastName());
        }
        if (!payroll.processed()) {
            view.put("version", row.version());
        }
        view.put(
                "fixed_compensations",
                payroll.processed() ? paid(row) : all(row, employee.orElseThrow()));
        view.put("hourly_compensations", List.of());
        view.put("deductions", List.of());
        view.put("paid_time_off", List.of());
        view.put("reimbursements", List.of());
        return view;
    }

    private static List<Map<String, @Nullable Object>> paid(Row row) {
        List<Map<String, @Nullable Object>> paid = new ArrayList<>();
        row.amounts()
                .forEach(
                        (place, amount) -> {
                            if (amount.value().signum() != 0) {
                                paid.add(amount(place, amount.value().toPlainString()));
                            }
                        });
        return paid;
    }

    private static List<Map<String, @Nullable Object>> all(Row row, Employee employee) {
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        for (Employee.Job job : employee.jobs()) {
            for (String name : Payroll.FIXED_COMPENSATIONS) {
                Row.Place place = new Row.Place(name, job.uuid());
                all.add(amount(place, row.amount(place).toPlainString()));
            }
        }
        return all;
    }

    private static Map<String, @Nullable Object> amount(Row.Place place, String amount) {
        return Json.of("name", place.name()).and("amount", amount).and("job_uuid", place.jobUuid());
    }

    private static Map<String, @Nullable Object> totals(Payroll payroll) {
        String gross =
                Payroll.FIXED_COMPENSATIONS.stream()
                        .filter(name -> !name.equals("Reimbursement"))
                        .map(payroll::total)
                        .reduce(BigDecimal::add)
                        .map(BigDecimal::toPlainString)
                        .orElse(NOTHING);
        return Json.of("gross_pay", gross)
                .and("employee_commissions", payroll.total("Commission").toPlainString())
                .and("employee_bonuses", payroll.total("Bonus").toPlainString())
                .and("employee_cash_tips", payroll.total("Cash Tips").toPlainString())
                .and("employee_paycheck_tips", payroll.total("Paycheck Tips").toPlainString())
                .and("additional_earnings", payroll.total("Correction Payment").toPlainString())
                .and("reimbursements", payroll.total("Reimbursement").toPlainString());
    }
}
