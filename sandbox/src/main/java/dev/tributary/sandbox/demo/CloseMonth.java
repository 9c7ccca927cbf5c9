package dev.tributary.sandbox.demo;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.demo.SetUp.Connected;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;

/** What finance does at a month's end, ending with a payroll that was run. */
record CloseMonth(
        Connected tributary,
        Emulators emulators,
        Monitor monitor,
        Patience patience,
        Progress progress,
        Chaos chaos) {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Set<String> SENT = Set.of("sent", "needs_attention", "settled");

    /** How much of a run's crashes fall on each step here, in deals. */
    private static final int STEP = 60;

    static final int STEPS = 8 * STEP;

    /**
     * @param since when the month's first deal moved, on the wall clock
     */
    void close(YearMonth month, Instant since) {
        step("last events arrive");
        settle();
        step("reconciliation");
        reconcile(since);
        step("reconciled events arrive");
        settle();
        step("close");
        tributary.maker().post("/commission/periods/" + month + ":close", Json.of());
        step("approve");
        tributary.checker().post("/commission/periods/" + month + ":approve", Json.of());
        step("payout run");
        emulators.beginPayroll(month);
        String run = send(month);
        step("payroll is run");
        emulators.office().process(month);
        step("settle");
        JsonNode settled = tributary.maker().post("/payout-runs/" + run + ":settle", Json.of());
        tributary.payoutRuns().put(month, settled.path("id").asString(run));
        progress.monthDone();
    }

    /** Nothing is under way, neither at the CRM nor here. */
    private void settle() {
        patience.until(
                "nothing is under way", LIMIT, () -> monitor.nothingUnderWay(tributary.maker()));
    }

    private void reconcile(Instant since) {
        emulators.awaitSearchIndex();
        JsonNode run =
                tributary
                        .maker()
                        .post(
                                "/sync-runs",
                                Json.of(
                                        "integrated_account_id", tributary.crmAccount(),
                                        "kind", "reconcile",
                                        "resources", List.of("crm/opportunities"),
                                        "since", since.toString()));
        tributary.awaitSync(run.path("id").asString(), patience);
    }

    private String send(YearMonth month) {
        Api maker = tributary.maker();
        String run =
                maker.post(
                                "/payout-runs",
                                Json.of(
                                        "period", month.toString(),
                                        "integrated_account_id", tributary.payrollAccount(),
                                        "earning_type", PayrollOffice.EARNING_TYPE))
                        .path("id")
                        .asString();
        maker.post("/payout-runs/" + run + ":send", Json.of());
        patience.until(
                "payout run " + run + " is sent",
                LIMIT,
                () -> SENT.contains(maker.get("/payout-runs/" + run).path("status").asString()));
        return run;
    }

    private void step(String doing) {
        progress.doing(doing);
        chaos.step(STEP);
    }
}
