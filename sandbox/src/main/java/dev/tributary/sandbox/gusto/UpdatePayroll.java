package dev.tributary.sandbox.gusto;

import dev.tributary.sandbox.Counters;
import dev.tributary.sandbox.Dials;
import dev.tributary.sandbox.Dice;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.gusto.GustoProblem.Problem;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The update of an unprocessed payroll: all rows or none, each against its version. Amounts replace
 * what was there. Rows and amounts that are not named stay.
 */
final class UpdatePayroll {
    private static final int ROWS_MAX = 100;
    private static final String CONFLICT_SINCE = "2026-02-01";
    private static final String ROWS = "employee_compensations";

    private final Dials<GustoDial> dials;
    private final Dice dice;
    private final Counters counters;
    private final AtomicLong conflicts = new AtomicLong();

    UpdatePayroll(Dials<GustoDial> dials, Dice dice, Counters counters) {
        this.dials = dials;
        this.dice = dice;
        this.counters = counters;
    }

    Reply answer(Call call) {
        Map<String, @Nullable Object> body =
                call.body(
                        ROWS,
                        "withholding_pay_period",
                        "skip_regular_deductions",
                        "fixed_withholding_rate");
        List<@Nullable Object> given =
                Json.asList(body.get(ROWS))
                        .orElseThrow(
                                () ->
                                        new GustoProblem(
                                                422,
                                                ROWS,
                                                "missing_parameter",
                                                ROWS + " must be a list."));
        if (given.size() > ROWS_MAX) {
            throw GustoProblem.bad(ROWS, "At most 100 employees can be updated at a time.");
        }
        Payrolls payrolls = call.company().payrolls();
        Payroll before =
                payrolls.find(call.path().get("payroll")).orElseThrow(GustoProblem::notFound);
        if (!before.processed()) {
            meetOthers(call, before, given);
        }
        Set<String> written = new HashSet<>();
        Payroll after =
                payrolls.change(before.uuid(), payroll -> write(call, payroll, given, written));
        counters.add("payroll rows written", written.size());
        if (dials.take(GustoDial.PAYROLL_REPLY_DROPPED_NEXT)) {
            return Reply.connectionCut();
        }
        return Reply.json(200, view(call, after, written));
    }

    private static Map<String, @Nullable Object> view(
            Call call, Payroll payroll, Set<String> written) {
        PayrollView view = new PayrollView(call.company());
        Map<String, @Nullable Object> body = view.withTypes(payroll);
        body.put(
                ROWS,
                payroll.rows().values().stream()
                        .filter(row -> written.contains(row.employeeUuid()))
                        .map(row -> view.row(payroll, row, true))
                        .toList());
        return body;
    }

    /** Lets another app or a lock come first, where the dials say so. */
    private void meetOthers(Call call, Payroll payroll, List<@Nullable Object> given) {
        String identity = payroll.uuid() + Json.text(given);
        if (dials.take(GustoDial.PAYROLL_LOCKED_NEXT)
                || dice.hit(dials.get(GustoDial.PAYROLL_LOCKED_PERCENT), "lock " + identity)) {
            counters.add("payroll locks met");
            throw new GustoProblem(
                    409, "base", "conflict", "The payroll is locked by another request.");
        }
        List<String> rows =
                given.stream()
                        .flatMap(item -> Json.asObject(item).stream())
                        .flatMap(item -> Json.asText(item.get("employee_uuid")).stream())
                        .filter(payroll.rows()::containsKey)
                        .toList();
        boolean conflict =
                !rows.isEmpty()
                        && (dials.take(GustoDial.PAYROLL_CONFLICT_NEXT)
                                || dice.hit(
                                        dials.get(GustoDial.PAYROLL_CONFLICT_PERCENT),
                                        "conflict " + identity));
        if (conflict) {
            counters.add("payroll conflicts made");
            interfere(call.company(), payroll, rows.getFirst());
        }
    }

    private void interfere(Company company, Payroll payroll, String employeeUuid) {
        long count = conflicts.incrementAndGet();
        BigDecimal amount = BigDecimal.valueOf(150 + count).setScale(2);
        String writer = "another app";
        switch ((int) dials.get(GustoDial.PAYROLL_CONFLICT_CELL)) {
            case 0 ->
                    company.payrolls()
                            .changeRow(
                                    payroll.uuid(),
                                    employeeUuid,
                                    row -> row.withMemo("note " + count));
            case 1 ->
                    company.payrolls().setAs(writer, payroll.uuid(), employeeUuid, "Bonus", amount);
            default ->
                    company.payrolls()
                            .setAs(writer, payroll.uuid(), employeeUuid, "Commission", amount);
        }
    }

    private Payroll write(
            Call call, Payroll payroll, List<@Nullable Object> given, Set<String> written) {
        RowChange change = new RowChange(call, payroll);
        Map<String, Row> rows = new LinkedHashMap<>(payroll.rows());
        List<Problem> problems = new ArrayList<>();
        boolean stale = false;
        for (Object item : given) {
            RowChange.Result result = change.read(item);
            switch (result) {
                case RowChange.Result.Refused refused -> problems.add(refused.problem());
                case RowChange.Result.Stale outdated -> stale = true;
                case RowChange.Result.Changed changed -> {
                    if (!written.add(changed.row().employeeUuid())) {
                        problems.add(Problem.bad(ROWS, "An employee comes twice."));
                    }
                    rows.put(changed.row().employeeUuid(), changed.row());
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new GustoProblem(422, problems);
        }
        if (stale) {
            counters.add("payroll versions stale");
            throw new GustoProblem(
                    staleStatus(call),
                    "base",
                    "invalid_resource_version",
                    "The version given is not the current one.");
        }
        return payroll.calculated(Optional.empty()).with(rows);
    }

    private int staleStatus(Call call) {
        int fixed = (int) dials.get(GustoDial.STALE_VERSION_STATUS);
        boolean conflict = call.apiVersion().compareTo(CONFLICT_SINCE) >= 0;
        return fixed == 0 ? conflict ? 409 : 422 : fixed;
    }
}
