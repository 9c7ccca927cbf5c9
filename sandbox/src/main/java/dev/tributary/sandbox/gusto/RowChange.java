package dev.tributary.sandbox.gusto;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.gusto.GustoProblem.Problem;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one entry of employee_compensations and applies it to the row it is for. */
final class RowChange {
    private static final Set<String> FIELDS =
            Set.of(
                    "employee_uuid",
                    "version",
                    "excluded",
                    "payment_method",
                    "memo",
                    "fixed_compensations",
                    "hourly_compensations",
                    "deductions",
                    "paid_time_off",
                    "reimbursements");
    private static final Set<String> NOT_EMULATED =
            Set.of("hourly_compensations", "deductions", "paid_time_off", "reimbursements");
    private static final String AMOUNT = "-?\\d{1,9}(\\.\\d{1,2})?";

    private final Call call;
    private final Payroll payroll;

    RowChange(Call call, Payroll payroll) {
        this.call = call;
        this.payroll = payroll;
    }

    /** What an entry leads to. */
    sealed interface Result {
        record Changed(Row row) implements Result {}

        record Stale() implements Result {}

        record Refused(Problem problem) implements Result {}
    }

    Result read(@Nullable Object item) {
        Optional<Map<String, @Nullable Object>> entry = Json.asObject(item);
        if (entry.isEmpty()) {
            return new Result.Refused(
                    Problem.bad("employee_compensations", "Every entry must be an object."));
        }
        Map<String, @Nullable Object> fields = entry.get();
        String uuid = Json.asText(fields.get("employee_uuid")).orElse("");
        List<Problem> problems = new ArrayList<>();
        checkFields(fields, problems);
        Row row = payroll.rows().get(uuid);
        Optional<Employee> employee = call.company().employees().find(uuid);
        if (row == null || employee.isEmpty()) {
            problems.add(
                    Problem.of("employee_uuid", "not_found", "The payroll lacks this employee."));
            return refused(uuid, problems);
        }
        if (!employee.get().payableFrom(payroll.start())) {
            problems.add(
                    Problem.of("base", "invalid_operation", "The employee is no longer active."));
        }
        Optional<String> version = Json.asText(fields.get("version"));
        if (version.isEmpty()) {
            problems.add(
                    Problem.of("version", "missing_parameter", "The current version is needed."));
        }
        Row changed = apply(row, employee.get(), fields, problems);
        if (!problems.isEmpty()) {
            return refused(uuid, problems);
        }
        return version.equals(Optional.of(row.version()))
                ? new Result.Changed(changed)
                : new Result.Stale();
    }

    private static Result refused(String uuid, List<Problem> problems) {
        return new Result.Refused(
                Problem.nested("employee_compensations", "employee_uuid", uuid, problems));
    }

    private void checkFields(Map<String, @Nullable Object> fields, List<Problem> problems) {
        boolean strict = call.dials().on(GustoDial.REJECT_UNKNOWN_FIELDS);
        fields.forEach(
                (name, value) -> {
                    if (strict && !FIELDS.contains(name)) {
                        problems.add(Problem.of(name, "unknown_parameter", name + " is unknown."));
                    }
                    boolean some = !Json.asList(value).map(List::isEmpty).orElse(true);
                    if (NOT_EMULATED.contains(name) && some) {
                        problems.add(
                                Problem.of(
                                        name,
                                        "not_emulated",
                                        "The sandbox does not emulate changes of " + name + "."));
                    }
                });
    }

    private Row apply(
            Row row,
            Employee employee,
            Map<String, @Nullable Object> fields,
            List<Problem> problems) {
        Row changed = row;
        Object memo = fields.get("memo");
        if (memo instanceof String text) {
            changed = changed.withMemo(text);
        }
        // The provider says that payment methods it does not know are ignored.
        Object method = fields.get("payment_method");
        if (method instanceof String known
                && (known.equals("Direct Deposit") || known.equals("Check"))) {
            changed = changed.withPaymentMethod(known);
        }
        Object excluded = fields.get("excluded");
        if (excluded instanceof Boolean out) {
            changed = changed.withExcluded(out);
        } else if (excluded != null) {
            problems.add(Problem.bad("excluded", "excluded must be true or false."));
        }
        Object fixed = fields.get("fixed_compensations");
        if (fixed == null) {
            return changed;
        }
        Optional<List<@Nullable Object>> list = Json.asList(fixed);
        if (list.isEmpty()) {
            problems.add(Problem.bad("fixed_compensations", "fixed_compensations must be a list."));
            return changed;
        }
        for (Object item : list.get()) {
            changed = applyFixed(changed, employee, item, problems);
        }
        return changed;
    }

    private Row applyFixed(
            Row row, Employee employee, @Nullable Object item, List<Problem> problems) {
        Map<String, @Nullable Object> fixed = Json.asObject(item).orElse(Map.of());
        if (call.dials().on(GustoDial.REJECT_UNKNOWN_FIELDS)) {
            fixed.keySet().stream()
                    .filter(name -> !Set.of("name", "amount", "job_uuid").contains(name))
                    .forEach(
                            name ->
                                    problems.add(
                                            Problem.of(
                                                    name,
                                                    "unknown_parameter",
                                                    name + " is unknown.")));
        }
        String name = Json.asText(fixed.get("name")).orElse("");
        if (!Payroll.FIXED_COMPENSATIONS.contains(name)) {
            problems.add(
                    Problem.bad("name", "'" + name + "' is no fixed compensation of the payroll."));
        }
        Optional<String> jobUuid = jobUuid(employee, fixed, problems);
        Optional<BigDecimal> amount = amount(fixed.get("amount"), problems);
        if (jobUuid.isEmpty() || amount.isEmpty()) {
            return row;
        }
        Row.Place place = new Row.Place(name, jobUuid.get());
        return row.with(place, amount.get(), call.app().clientId());
    }

    /** Without a job, the amount belongs to the primary one. */
    private Optional<String> jobUuid(
            Employee employee, Map<String, @Nullable Object> fixed, List<Problem> problems) {
        Optional<String> given = Json.asText(fixed.get("job_uuid"));
        if (given.isEmpty()) {
            if (fixed.containsKey("job_uuid") || call.dials().on(GustoDial.JOB_UUID_REQUIRED)) {
                problems.add(Problem.bad("job_uuid", "job_uuid must be a text."));
                return Optional.empty();
            }
            return Optional.of(employee.primaryJob().uuid());
        }
        boolean own = employee.jobs().stream().anyMatch(job -> job.uuid().equals(given.get()));
        if (!own) {
            problems.add(
                    Problem.of("job_uuid", "not_found", "The employee does not have this job."));
        }
        return own ? given : Optional.empty();
    }

    private Optional<BigDecimal> amount(@Nullable Object value, List<Problem> problems) {
        Optional<BigDecimal> amount =
                Json.asText(value)
                        .filter(text -> text.matches(AMOUNT))
                        .map(text -> new BigDecimal(text).setScale(2));
        if (amount.isEmpty()) {
            problems.add(
                    Problem.bad("amount", "amount must be a decimal text with cents at most."));
        } else if (amount.get().signum() < 0 && !call.dials().on(GustoDial.NEGATIVE_AMOUNTS)) {
            problems.add(Problem.bad("amount", "amount cannot be below zero."));
            return Optional.empty();
        }
        return amount;
    }
}
