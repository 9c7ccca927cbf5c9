package dev.tributary.sandbox.gusto;

import dev.tributary.sandbox.BusinessDate;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Routes;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Employees: read only here. */
final class EmployeeRoutes {
    private static final String READ = "employees:read";
    private static final Set<String> INCLUDES =
            Set.of(
                    "all_compensations",
                    "all_home_addresses",
                    "company_name",
                    "current_home_address",
                    "custom_fields",
                    "portal_invitations");

    private final Gate gate;
    private final BusinessDate date;

    EmployeeRoutes(Gate gate, BusinessDate date) {
        this.gate = gate;
        this.date = date;
    }

    void addTo(Routes routes) {
        routes.add(
                        "GET",
                        "/v1/companies/{company}/employees",
                        gate.guard(
                                Gate.Needs.scope(
                                        READ,
                                        "location_uuid",
                                        "payroll_uuid",
                                        "search_term",
                                        "sort_by",
                                        "include",
                                        "onboarded",
                                        "onboarded_active",
                                        "terminated",
                                        "terminated_today",
                                        "uuids",
                                        "page",
                                        "per"),
                                this::list))
                .add(
                        "GET",
                        "/v1/employees/{employee}",
                        gate.guard(Gate.Needs.scope(READ, "include"), this::get))
                .add(
                        "GET",
                        "/v1/companies/{company}",
                        gate.guard(Gate.Needs.scope("companies:read"), this::company));
    }

    private Reply list(Call call) {
        call.choices("include", INCLUDES, List.of());
        List<Employee> found =
                call.company().employees().all().stream()
                        .filter(wanted(call))
                        .sorted(order(call))
                        .toList();
        Page<Employee> page = Page.of(call, found, false);
        return page.onto(
                Reply.json(
                        200, page.items().stream().map(employee -> view(call, employee)).toList()));
    }

    private Predicate<Employee> wanted(Call call) {
        List<Predicate<Employee>> all = new ArrayList<>();
        call.flag("onboarded").ifPresent(wish -> all.add(one -> one.onboarded() == wish));
        call.flag("terminated")
                .ifPresent(wish -> all.add(one -> one.terminatedOn().isPresent() == wish));
        call.flag("terminated_today").ifPresent(wish -> all.add(one -> gone(one) == wish));
        call.flag("onboarded_active")
                .ifPresent(wish -> all.add(one -> (one.onboarded() && !gone(one)) == wish));
        List<String> uuids = call.request().queryList("uuids");
        if (!uuids.isEmpty()) {
            all.add(one -> uuids.contains(one.uuid()));
        }
        call.request()
                .query("search_term")
                .map(term -> term.toLowerCase(Locale.ROOT))
                .ifPresent(
                        term ->
                                all.add(
                                        one ->
                                                (one.firstName() + " " + one.lastName())
                                                        .toLowerCase(Locale.ROOT)
                                                        .contains(term)));
        call.request()
                .query("payroll_uuid")
                .ifPresent(
                        uuid -> {
                            Payroll payroll =
                                    call.company()
                                            .payrolls()
                                            .find(uuid)
                                            .orElseThrow(GustoProblem::notFound);
                            all.add(one -> payroll.rows().containsKey(one.uuid()));
                        });
        // Everybody works at the one location there is, which has no uuid of its own here.
        call.request().query("location_uuid").ifPresent(uuid -> all.add(one -> false));
        return one -> all.stream().allMatch(filter -> filter.test(one));
    }

    private boolean gone(Employee employee) {
        return employee.terminatedOn().map(day -> !day.isAfter(date.today())).orElse(false);
    }

    private static Comparator<Employee> order(Call call) {
        String sort = call.request().query("sort_by").orElse("created_at");
        if (!sort.matches("(created_at|name|onboarding_status)(:(asc|desc))?")) {
            throw GustoProblem.bad("sort_by", "sort_by is not valid.");
        }
        Comparator<Employee> order =
                sort.startsWith("name")
                        ? Comparator.comparing(one -> one.lastName() + " " + one.firstName())
                        : (_, _) -> 0;
        return sort.endsWith(":desc") ? order.reversed() : order;
    }

    private Reply get(Call call) {
        call.choices("include", INCLUDES, List.of());
        return Reply.json(
                200,
                view(
                        call,
                        call.company()
                                .employees()
                                .find(call.path().get("employee"))
                                .orElseThrow(GustoProblem::notFound)));
    }

    private Reply company(Call call) {
        return Reply.json(
                200,
                Json.of("uuid", call.company().uuid())
                        .and("name", call.company().name())
                        .and("trade_name", call.company().name())
                        .and("company_status", "Approved"));
    }

    private Map<String, @Nullable Object> view(Call call, Employee employee) {
        Map<String, @Nullable Object> view = person(call, employee);
        view.put("jobs", employee.jobs().stream().map(job -> view(call, employee, job)).toList());
        view.put("terminations", terminations(employee));
        view.put("eligible_paid_time_off", List.of());
        view.put("garnishments", List.of());
        if (call.request().queryList("include").contains("custom_fields")) {
            view.put("custom_fields", List.of());
        }
        if (call.request().queryList("include").contains("company_name")) {
            view.put("company_name", call.company().name());
        }
        return view;
    }

    private static Json.Fields person(Call call, Employee employee) {
        return Json.of("uuid", employee.uuid())
                .and("first_name", employee.firstName())
                .and("middle_initial", null)
                .and("last_name", employee.lastName())
                .and("preferred_first_name", null)
                .and("email", employee.email())
                .and("work_email", employee.workEmail())
                .and("company_uuid", call.company().uuid())
                .and("manager_uuid", employee.managerUuid().orElse(null))
                .and("version", employee.version())
                .and("department", null)
                .and("department_uuid", null)
                .and("employee_code", employee.uuid().substring(0, 6))
                .and("payment_method", "Direct Deposit")
                .and("terminated", employee.terminatedOn().isPresent())
                .and("onboarded", employee.onboarded())
                .and(
                        "onboarding_status",
                        employee.onboarded()
                                ? "onboarding_completed"
                                : "admin_onboarding_incomplete")
                .and("current_employment_status", "full_time")
                .and("historical", false)
                .and("two_percent_shareholder", false)
                .and("has_ssn", true)
                .and("ssn", "")
                .and("phone", null)
                .and("date_of_birth", null)
                .and("hired_at", employee.hiredOn().toString());
    }

    /** Pay is shown to those alone who may read compensations. */
    private static Map<String, @Nullable Object> view(
            Call call, Employee employee, Employee.Job job) {
        Map<String, @Nullable Object> view =
                Json.of("uuid", job.uuid())
                        .and("version", Version.of(job))
                        .and("employee_uuid", employee.uuid())
                        .and("primary", job.primary())
                        .and("title", job.title())
                        .and("two_percent_shareholder", false)
                        .and("hire_date", employee.hiredOn().toString());
        if (call.scopes().contains("compensations:read")) {
            view.put("rate", "60000.00");
            view.put("payment_unit", "Year");
        }
        return view;
    }

    private static List<Json.Fields> terminations(Employee employee) {
        return employee.terminatedOn().stream()
                .map(
                        day ->
                                Json.of("uuid", employee.uuid())
                                        .and("employee_uuid", employee.uuid())
                                        .and("active", true)
                                        .and("effective_date", day.toString()))
                .toList();
    }
}
