package dev.tributary.sandbox.gusto;

import dev.tributary.sandbox.HeldClock;
import dev.tributary.sandbox.Options;
import dev.tributary.sandbox.Wire;

import java.time.YearMonth;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An emulator with two employees, one open payroll and an app that is connected to the company. */
final class Connected implements AutoCloseable {
    static final String REDIRECT = "http://127.0.0.1:9/callback";

    final HeldClock clock = new HeldClock();
    final GustoEmulator emulator = GustoEmulator.start(Options.defaults().withClock(clock));
    final App app = emulator.apps().create(Set.of(REDIRECT), App.ALL_SCOPES);
    final Employee ann = emulator.company().addEmployee("Ann", "Ash", "ann@example.com");
    final Employee bob = emulator.company().addEmployee("Bob", "Birch", "bob@example.com");
    final Payroll payroll = emulator.payrolls().addMonthly(YearMonth.of(2017, 3));

    Wire anonymous() {
        return Wire.to(emulator.address());
    }

    Map<String, String> wish(App of) {
        Map<String, String> wish = new LinkedHashMap<>();
        wish.put("client_id", of.clientId());
        wish.put("redirect_uri", REDIRECT);
        wish.put("response_type", "code");
        wish.put("state", "xyz");
        return wish;
    }

    private Wire.Answer token(App of, String grantType, Map<String, Object> more) {
        Map<String, Object> body = new HashMap<>(more);
        body.put("grant_type", grantType);
        body.put("client_id", of.clientId());
        body.put("client_secret", of.clientSecret());
        return anonymous().post("/oauth/token", body);
    }

    Wire.Answer tokens(App of) {
        String code = anonymous().form("/oauth/authorize", wish(of)).code();
        return token(of, "authorization_code", Map.of("code", code, "redirect_uri", REDIRECT));
    }

    Wire.Answer refresh(Object refreshToken) {
        return token(app, "refresh_token", Map.of("refresh_token", refreshToken));
    }

    Wire client() {
        return client(app);
    }

    Wire client(App of) {
        return anonymous().as(tokens(of).json().get("access_token") + "");
    }

    String company() {
        return "/v1/companies/" + emulator.company().uuid();
    }

    String payrollPath() {
        return company() + "/payrolls/" + payroll.uuid();
    }

    /** Prepares and gives the current version of an employee's row. */
    String version(Wire client, Employee employee) {
        return client.put(
                                payrollPath() + "/prepare",
                                Map.of("employee_uuids", List.of(employee.uuid())))
                        .at("employee_compensations", 0, "version")
                + "";
    }

    static Map<String, Object> row(Employee employee, String version, Object... compensations) {
        return Map.of(
                "employee_uuid", employee.uuid(),
                "version", version,
                "fixed_compensations", List.of(compensations));
    }

    static Map<String, Object> commission(String amount) {
        return Map.of("name", "Commission", "amount", amount);
    }

    static Map<String, Object> rows(Object... rows) {
        return Map.of("employee_compensations", List.of(rows));
    }

    @Override
    public void close() {
        emulator.close();
    }
}
