package dev.tributary.sandbox.gusto;

import dev.tributary.sandbox.Control;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Request;
import dev.tributary.sandbox.Routes;
import dev.tributary.sandbox.Routes.PathVariables;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What /_sandbox can do with an emulated Gusto: apps, companies, people, and the admin's acts. */
final class SandboxRoutes {
    private final Apps apps;
    private final Companies companies;

    SandboxRoutes(Apps apps, Companies companies) {
        this.apps = apps;
        this.companies = companies;
    }

    void addTo(Routes routes) {
        String company = "/_sandbox/companies/{company}";
        String payrolls = company + "/payrolls";
        String employee = company + "/employees/{employee}";
        add(routes, "GET", "/_sandbox/apps", (request, path) -> apps());
        add(routes, "POST", "/_sandbox/apps", (request, path) -> addApp(request));
        add(routes, "GET", "/_sandbox/companies", (request, path) -> companies());
        add(routes, "POST", "/_sandbox/companies", (request, path) -> addCompany(request));
        add(routes, "GET", company + "/employees", (request, path) -> employees(path));
        add(routes, "POST", company + "/employees", this::addEmployee);
        add(routes, "POST", employee + "/terminate", this::terminate);
        add(routes, "POST", employee + "/onboarded", this::onboarded);
        add(routes, "GET", payrolls, (request, path) -> payrolls(path));
        add(routes, "POST", payrolls, this::addPayroll);
        add(routes, "POST", payrolls + "/{payroll}/process", (request, path) -> process(path));
        add(routes, "POST", payrolls + "/{payroll}/calculate", (request, path) -> calculate(path));
        add(routes, "POST", payrolls + "/{payroll}/cells", this::setCell);
        add(routes, "GET", "/_sandbox/cells", (request, path) -> cells());
    }

    private static void add(Routes routes, String method, String path, Routes.Handler handler) {
        routes.add(method, path, Gate.answering(Control.checked(handler)));
    }

    private Reply apps() {
        return Reply.json(200, apps.all().stream().map(SandboxRoutes::view).toList());
    }

    private Reply addApp(Request request) {
        Map<String, @Nullable Object> body = Control.body(request);
        return Reply.json(
                201,
                view(
                        apps.create(
                                new TreeSet<>(Control.texts(body, "redirect_uris", List.of())),
                                new TreeSet<>(
                                        Control.texts(
                                                body, "scopes", List.copyOf(App.ALL_SCOPES))))));
    }

    private static Map<String, @Nullable Object> view(App app) {
        return Json.of("client_id", app.clientId())
                .and("client_secret", app.clientSecret())
                .and("redirect_uris", new TreeSet<>(app.redirectUris()))
                .and("scopes", new TreeSet<>(app.scopes()))
                .and("api_version_min", app.apiVersionMin());
    }

    private Reply companies() {
        return Reply.json(200, companies.all().stream().map(SandboxRoutes::view).toList());
    }

    private Reply addCompany(Request request) {
        return Reply.json(201, view(companies.create(Control.text(Control.body(request), "name"))));
    }

    private static Map<String, @Nullable Object> view(Company company) {
        return Json.of("uuid", company.uuid()).and("name", company.name());
    }

    private Reply employees(PathVariables path) {
        return Reply.json(
                200, company(path).employees().all().stream().map(SandboxRoutes::view).toList());
    }

    private Reply addEmployee(Request request, PathVariables path) {
        Map<String, @Nullable Object> body = Control.body(request);
        Employees employees = company(path).employees();
        Employee added =
                employees.add(
                        Control.text(body, "first_name"),
                        Control.text(body, "last_name"),
                        Control.text(body, "work_email"));
        if (body.containsKey("manager_uuid")) {
            added = employees.manager(added.uuid(), Control.text(body, "manager_uuid"));
        }
        return Reply.json(201, view(added));
    }

    private Reply terminate(Request request, PathVariables path) {
        return Reply.json(
                200,
                view(
                        company(path)
                                .employees()
                                .terminate(
                                        path.get("employee"),
                                        date(Control.text(Control.body(request), "date")))));
    }

    private Reply onboarded(Request request, PathVariables path) {
        boolean onboarded = Boolean.TRUE.equals(Control.body(request).get("onboarded"));
        return Reply.json(
                200, view(company(path).employees().onboarded(path.get("employee"), onboarded)));
    }

    private static Map<String, @Nullable Object> view(Employee employee) {
        return Json.of("uuid", employee.uuid())
                .and("first_name", employee.firstName())
                .and("last_name", employee.lastName())
                .and("work_email", employee.workEmail())
                .and("manager_uuid", employee.managerUuid().orElse(null))
                .and("onboarded", employee.onboarded())
                .and("terminated_on", employee.terminatedOn().map(LocalDate::toString).orElse(null))
                .and("job_uuid", employee.primaryJob().uuid());
    }

    private Reply payrolls(PathVariables path) {
        PayrollView view = new PayrollView(company(path));
        return Reply.json(
                200,
                company(path).payrolls().all().stream()
                        .map(payroll -> view.summary(payroll, true))
                        .toList());
    }

    private Reply addPayroll(Request request, PathVariables path) {
        String month = Control.text(Control.body(request), "month");
        try {
            Payroll payroll = company(path).payrolls().addMonthly(YearMonth.parse(month));
            return show(path, 201, payroll);
        } catch (DateTimeException malformed) {
            throw new IllegalArgumentException("month must be YYYY-MM, not " + month, malformed);
        }
    }

    private Reply process(PathVariables path) {
        return show(path, 200, company(path).payrolls().process(path.get("payroll")));
    }

    private Reply calculate(PathVariables path) {
        return show(path, 200, company(path).payrolls().calculate(path.get("payroll")));
    }

    private Reply setCell(Request request, PathVariables path) {
        Map<String, @Nullable Object> body = Control.body(request);
        String amount = Control.text(body, "amount");
        if (!amount.matches("\\d{1,9}(\\.\\d{1,2})?")) {
            throw new IllegalArgumentException("amount must be a decimal text");
        }
        return show(
                path,
                200,
                company(path)
                        .payrolls()
                        .setByAdmin(
                                path.get("payroll"),
                                Control.text(body, "employee_uuid"),
                                Control.text(body, "name"),
                                new BigDecimal(amount)));
    }

    private Reply show(PathVariables path, int status, Payroll payroll) {
        return Reply.json(status, new PayrollView(company(path)).summary(payroll, true));
    }

    private Reply cells() {
        List<Map<String, @Nullable Object>> cells = new ArrayList<>();
        for (Company company : companies.all()) {
            for (Cell cell : company.payrolls().cells()) {
                cells.add(
                        Json.of("company_uuid", company.uuid())
                                .and("payroll_uuid", cell.payrollUuid())
                                .and("period_start", cell.periodStart().toString())
                                .and("period_end", cell.periodEnd().toString())
                                .and("processed", cell.processed())
                                .and("employee_uuid", cell.employeeUuid())
                                .and("job_uuid", cell.jobUuid())
                                .and("name", cell.name())
                                .and("amount", cell.amount().toPlainString())
                                .and("written_by", cell.writtenBy())
                                .and("writes", cell.writes()));
            }
        }
        return Reply.json(200, cells);
    }

    private Company company(PathVariables path) {
        return companies.find(path.get("company")).orElseThrow(GustoProblem::notFound);
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException malformed) {
            throw new IllegalArgumentException("a date is YYYY-MM-DD, not " + text, malformed);
        }
    }
}
