package dev.tributary.sandbox.gusto;

import dev.tributary.sandbox.BusinessDate;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Routes;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Payrolls: list, get, prepare, update. Nobody but the company's admin processes one. */
final class PayrollRoutes {
    private static final Set<String> LIST_INCLUDES =
            Set.of("taxes", "payroll_status_meta", "totals", "risk_blockers", "reversals");
    private static final Set<String> GET_INCLUDES =
            Set.of(
                    "benefits",
                    "deductions",
                    "taxes",
                    "payroll_status_meta",
                    "totals",
                    "risk_blockers",
                    "reversals",
                    "payroll_taxes");

    private final Gate gate;
    private final BusinessDate date;
    private final UpdatePayroll update;

    PayrollRoutes(Gate gate, BusinessDate date, UpdatePayroll update) {
        this.gate = gate;
        this.date = date;
        this.update = update;
    }

    void addTo(Routes routes) {
        String many = "/v1/companies/{company}/payrolls";
        String one = many + "/{payroll}";
        Gate.Needs list =
                Gate.Needs.scope(
                        "payrolls:read",
                        "processing_statuses",
                        "payroll_types",
                        "processed",
                        "include_off_cycle",
                        "include",
                        "start_date",
                        "end_date",
                        "date_filter_by",
                        "page",
                        "per",
                        "sort_order");
        Gate.Needs get = Gate.Needs.scope("payrolls:read", "include", "page", "per", "sort_by");
        Gate.Needs prepare = Gate.Needs.scope("payrolls:write", "page", "per", "sort_by");
        routes.add("GET", many, gate.guard(list, this::list))
                .add("GET", one, gate.guard(get, this::get))
                .add("PUT", one, gate.guard(Gate.Needs.scope("payrolls:write"), update::answer))
                .add("PUT", one + "/prepare", gate.guard(prepare, this::prepare));
    }

    private Reply list(Call call) {
        List<String> include = call.choices("include", LIST_INCLUDES, List.of());
        List<String> statuses =
                call.choices(
                        "processing_statuses",
                        Set.of("processed", "unprocessed"),
                        List.of(call.flag("processed").orElse(true) ? "processed" : "unprocessed"));
        List<String> types =
                call.choices(
                        "payroll_types",
                        Set.of("regular", "off_cycle", "external"),
                        List.of("regular"));
        String order = call.request().query("sort_order").orElse("asc");
        if (!order.equals("asc") && !order.equals("desc")) {
            throw GustoProblem.bad("sort_order", "sort_order must be asc or desc.");
        }
        Comparator<Payroll> byPeriod = Comparator.comparing(Payroll::start);
        List<Payroll> found =
                call.company().payrolls().all().stream()
                        .filter(payroll -> types.contains("regular"))
                        .filter(payroll -> statuses.contains(status(payroll)))
                        .filter(within(call))
                        .sorted(order.equals("asc") ? byPeriod : byPeriod.reversed())
                        .toList();
        Page<Payroll> page = Page.of(call, found, false);
        PayrollView view = new PayrollView(call.company());
        return page.onto(
                Reply.json(
                        200,
                        page.items().stream()
                                .map(one -> view.summary(one, include.contains("totals")))
                                .toList()));
    }

    /** Without an end, what starts after today is left out. */
    private Predicate<Payroll> within(Call call) {
        LocalDate from = call.date("start_date").orElse(LocalDate.MIN);
        LocalDate to =
                call.date("end_date")
                        .orElse(
                                call.dials().on(GustoDial.FUTURE_PAYROLLS_LISTED)
                                        ? LocalDate.MAX
                                        : date.today());
        return payroll -> !payroll.start().isBefore(from) && !payroll.start().isAfter(to);
    }

    private static String status(Payroll payroll) {
        return payroll.processed() ? "processed" : "unprocessed";
    }

    private Reply get(Call call) {
        call.choices("include", GET_INCLUDES, List.of());
        Payroll payroll = find(call);
        boolean shown =
                payroll.calculatedAt().isPresent()
                        || call.dials().on(GustoDial.PREPARED_ROWS_IN_GET);
        Map<String, @Nullable Object> body = new PayrollView(call.company()).summary(payroll, true);
        return paged(call, body, payroll, shown ? rows(payroll, Set.of()) : List.of());
    }

    private Reply prepare(Call call) {
        Map<String, @Nullable Object> body = call.body("employee_uuids");
        Set<String> wanted = Set.copyOf(uuids(body));
        for (String uuid : wanted) {
            if (call.company().employees().find(uuid).isEmpty()) {
                throw GustoProblem.bad("employee_uuids", "There is no employee " + uuid + ".");
            }
        }
        Payroll payroll = call.company().payrolls().prepare(find(call).uuid());
        Map<String, @Nullable Object> prepared = new PayrollView(call.company()).withTypes(payroll);
        return paged(call, prepared, payroll, rows(payroll, wanted));
    }

    private static List<String> uuids(Map<String, @Nullable Object> body) {
        List<String> uuids = new ArrayList<>();
        Object given = body.get("employee_uuids");
        if (given == null) {
            return uuids;
        }
        for (Object item :
                Json.asList(given)
                        .orElseThrow(
                                () ->
                                        GustoProblem.bad(
                                                "employee_uuids",
                                                "employee_uuids must be a list."))) {
            uuids.add(
                    Json.asText(item)
                            .orElseThrow(
                                    () ->
                                            GustoProblem.bad(
                                                    "employee_uuids",
                                                    "employee_uuids must hold texts.")));
        }
        return uuids;
    }

    private static List<Row> rows(Payroll payroll, Set<String> wanted) {
        return payroll.rows().values().stream()
                .filter(row -> wanted.isEmpty() || wanted.contains(row.employeeUuid()))
                .toList();
    }

    private static Reply paged(
            Call call, Map<String, @Nullable Object> body, Payroll payroll, List<Row> rows) {
        PayrollView view = new PayrollView(call.company());
        Page<Row> page = Page.of(call, sorted(call, rows), true);
        boolean names = call.scopes().contains("employees:read");
        body.put(
                "employee_compensations",
                page.items().stream().map(row -> view.row(payroll, row, names)).toList());
        return page.onto(Reply.json(200, body));
    }

    private static List<Row> sorted(Call call, List<Row> rows) {
        String sort = call.request().query("sort_by").orElse("");
        if (sort.isEmpty()) {
            return rows;
        }
        if (!sort.matches("(first_name|last_name)(:(asc|desc))?")) {
            throw GustoProblem.bad("sort_by", "sort_by is not valid.");
        }
        Comparator<Row> order =
                Comparator.comparing(
                        row ->
                                call.company()
                                        .employees()
                                        .find(row.employeeUuid())
                                        .map(
                                                employee ->
                                                        sort.startsWith("first")
                                                                ? employee.firstName()
                                                                : employee.lastName())
                                        .orElse(""));
        return rows.stream().sorted(sort.endsWith(":desc") ? order.reversed() : order).toList();
    }

    private static Payroll find(Call call) {
        return call.company()
                .payrolls()
                .find(call.path().get("payroll"))
                .orElseThrow(GustoProblem::notFound);
    }
}
