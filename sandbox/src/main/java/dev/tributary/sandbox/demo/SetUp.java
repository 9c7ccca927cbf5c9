package dev.tributary.sandbox.demo;

import dev.tributary.sandbox.Json;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Brings a fresh server to the point where the first deal may move, as any user would. */
record SetUp(Api admin, Emulators emulators, Patience patience, Progress progress) {
    static final String CRM = "hubspot";
    static final String PAYROLL = "gusto";

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Set<String> OVER = Set.of("completed", "failed");

    /**
     * What the set-up leaves behind.
     *
     * @param maker closes periods and pushes payouts
     * @param checker approves what the maker closed
     * @param customer has connected both accounts
     * @param payoutRuns ids by month, filled while the months are closed
     */
    record Connected(
            String environment,
            Api maker,
            Api checker,
            CustomerAdmin customer,
            String crmAccount,
            String payrollAccount,
            Map<YearMonth, String> payoutRuns) {

        void awaitSync(String run, Patience patience) {
            patience.until(
                    "sync run " + run + " has ended", LIMIT, () -> OVER.contains(status(run)));
            if (status(run).equals("failed")) {
                throw new DemoFailure("sync failed: " + maker.get("/sync-runs/" + run));
            }
        }

        private String status(String run) {
            return maker.get("/sync-runs/" + run).path("status").asString();
        }
    }

    Connected run() {
        progress.doing("environment and keys");
        String environment =
                admin.post("/environments", Json.of("name", "demo")).path("id").asString();
        Api maker = key(environment, "maker", "commission:approve");
        Api checker = key(environment, "checker", "commission:write");
        progress.doing("providers connect");
        registerApps(environment, maker);
        CustomerAdmin customer = new CustomerAdmin(maker);
        Connected connected =
                new Connected(
                        environment,
                        maker,
                        checker,
                        customer,
                        customer.connect(CRM),
                        customer.connect(PAYROLL),
                        new ConcurrentHashMap<>());
        progress.doing("initial load");
        load(connected, connected.crmAccount(), "crm/users", "crm/accounts", "crm/opportunities");
        load(connected, connected.payrollAccount(), "hris/employees");
        progress.doing("people and plan");
        matchPeople(connected);
        maker.post("/commission/plans", plan());
        return connected;
    }

    /** A key for everything but one half of the two-person rule. */
    private Api key(String environment, String name, String without) {
        List<String> scopes =
                List.of(
                                "unified",
                                "proxy",
                                "events",
                                "sync",
                                "admin",
                                "commission:read",
                                "commission:write",
                                "commission:approve")
                        .stream()
                        .filter(scope -> !scope.equals(without))
                        .toList();
        JsonNode key =
                admin.post(
                        "/environments/" + environment + "/api-keys",
                        Json.of("name", name, "scopes", scopes));
        return admin.as(key.path("key").asString());
    }

    private void registerApps(String environment, Api maker) {
        URI redirect = admin.base().resolve("/connect/callback");
        URI webhooks = admin.base().resolve("/webhooks/environments/" + environment + "/" + CRM);
        put(maker, CRM, emulators.registerCrmApp(redirect, webhooks), emulators.hubSpot());
        put(maker, PAYROLL, emulators.registerPayrollApp(redirect), emulators.gusto());
    }

    /** The connectors know the providers' own addresses; here they are the emulators'. */
    private static void put(Api maker, String provider, Emulators.App app, URI emulator) {
        Map<String, @Nullable Object> override =
                Json.of(
                        "auth",
                        Json.of(
                                "oauth2",
                                Json.of(
                                        "authorize", at(emulator, "/oauth/authorize"),
                                        "token", at(emulator, tokenPath(provider)))),
                        "http",
                        Json.of("base", emulator.toString()));
        maker.put(
                "/provider-apps/" + provider,
                Json.of(
                        "client_id", app.clientId(),
                        "client_secret", app.clientSecret(),
                        "override", override));
    }

    private static String tokenPath(String provider) {
        return provider.equals(CRM) ? "/oauth/v3/token" : "/oauth/token";
    }

    private static String at(URI emulator, String path) {
        return emulator.resolve(path).toString();
    }

    private void load(Connected connected, String account, String... resources) {
        JsonNode run =
                connected
                        .maker()
                        .post(
                                "/sync-runs",
                                Json.of(
                                        "integrated_account_id",
                                        account,
                                        "kind",
                                        "initial_load",
                                        "resources",
                                        List.of(resources)));
        connected.awaitSync(run.path("id").asString(), patience);
    }

    private static void matchPeople(Connected connected) {
        JsonNode match =
                connected
                        .maker()
                        .post(
                                "/commission/people:match",
                                Json.of(
                                        "crm_integrated_account_id", connected.crmAccount(),
                                        "hris_integrated_account_id", connected.payrollAccount()));
        if (!match.path("unmatched").isEmpty()) {
            throw new DemoFailure("people without a counterpart: " + match.path("unmatched"));
        }
    }

    private static Object plan() {
        try (InputStream plan = SetUp.class.getResourceAsStream("plan.json")) {
            if (plan == null) {
                throw new IllegalStateException("the plan is not bundled");
            }
            return Json.object(plan.readAllBytes()).orElseThrow();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
