package dev.tributary.sandbox.demo;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.demo.Books.Key;
import dev.tributary.sandbox.demo.Books.Line;
import dev.tributary.sandbox.demo.Books.Statement;
import dev.tributary.sandbox.demo.Checks.Check;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The run in figures. Amounts are those that Tributary and payroll state; the checks say whether
 * they are right.
 *
 * @param stats as answered by GET /stats
 * @param ledger as written by {@link LedgerDigest}
 */
record Report(
        DemoOptions options,
        Timeline timeline,
        int opportunities,
        Books books,
        List<Check> checks,
        Payroll payroll,
        JsonNode stats,
        String ledger,
        Cost cost) {
    /** What is taken from the server's own figures. */
    static final List<String> STATS =
            List.of(
                    "webhook_requests",
                    "events_in",
                    "duplicates",
                    "out_of_order",
                    "lost_found_by_reconciliation",
                    "rejected_signatures",
                    "api_calls",
                    "batch_reads",
                    "upstream_429",
                    "token_refreshes",
                    "record_events");

    /**
     * What payroll holds in the end.
     *
     * @param duplicates cells whose amount is not ours
     */
    record Payroll(BigDecimal total, long duplicates) {}

    /**
     * What the run took.
     *
     * @param peakMiB of the server process
     * @param connectedAgain how often an account needed a new authorisation
     */
    record Cost(Duration elapsed, long peakMiB, int connectedAgain) {}

    boolean passed() {
        return checks.stream().allMatch(Check::passed);
    }

    Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("opportunities", opportunities);
        json.put("won", books.won().size());
        json.put("revenue", Money.plain(revenue(deal -> true)));
        STATS.forEach(name -> json.put(name, stats.path(name).asLong(0)));
        money(json);
        json.put("ledger_balanced", books.ledgerCheck().path("balanced").asBoolean(false));
        json.put("periods", timeline.months().list().stream().map(this::period).toList());
        json.put("people", timeline.data().staff().names().stream().map(this::person).toList());
        json.put("amendments", timeline.amendments().stream().map(Report::amendment).toList());
        json.put("elapsed_s", BigDecimal.valueOf(cost.elapsed().toMillis(), 3));
        json.put("peak_rss_mb", cost.peakMiB());
        json.put("connected_again", cost.connectedAgain());
        json.put("seed", options.seed());
        json.put("faults", options.faults().name().toLowerCase(Locale.ROOT));
        json.put("ledger_digest", LedgerDigest.sha256(ledger));
        json.put("checks", checks.stream().map(Report::check).toList());
        json.put("passed", passed());
        return json;
    }

    private void money(Map<String, @Nullable Object> json) {
        json.put("earnings_total", total(key -> true, Statement::earnings));
        json.put("overlay_total", total(key -> true, Statement::overlay));
        json.put("clawback_total", total(key -> true, Statement::clawbacks));
        json.put("payout_lines", books.lines().size());
        json.put("payout_confirmed", books.lines().stream().filter(Line::confirmed).count());
        json.put("payout_unknown_resolved", books.sumOfRuns("unknown_resolved"));
        json.put("payout_conflicts_resolved", books.sumOfRuns("conflicts_resolved"));
        json.put("receivable_total", Money.text(receivable()));
        json.put("provider_total", Money.text(payroll.total()));
        json.put("provider_duplicates", payroll.duplicates());
    }

    private Map<String, @Nullable Object> period(YearMonth month) {
        Predicate<Key> inMonth = key -> key.period().equals(month);
        return Json.of(
                "period", month.toString(),
                "earnings", total(inMonth, Statement::earnings),
                "overlay", total(inMonth, Statement::overlay),
                "clawbacks", total(inMonth, Statement::clawbacks),
                "paid", paid(inMonth),
                "lines", books.lines().stream().filter(line -> inMonth.test(line.key())).count());
    }

    private Map<String, @Nullable Object> person(String name) {
        Predicate<Key> hers = key -> key.person().equals(name);
        return Json.of(
                "name", name,
                "revenue", Money.plain(revenue(deal -> deal.agent().equals(name))),
                "earnings", total(hers, Statement::earnings),
                "overlay", total(hers, Statement::overlay),
                "clawbacks", total(hers, Statement::clawbacks),
                "paid", paid(hers));
    }

    private static Map<String, @Nullable Object> amendment(Amendment amendment) {
        return Json.of(
                "id", amendment.deal().id(),
                "from", Money.plain(amendment.deal().value()),
                "to", Money.plain(amendment.to()));
    }

    private static Map<String, @Nullable Object> check(Check check) {
        return Json.of("check", check.name(), "passed", check.passed(), "seen", check.seen());
    }

    private BigDecimal revenue(Predicate<Opportunity> which) {
        List<Opportunity> won = new ArrayList<>();
        timeline.months().list().forEach(month -> won.addAll(timeline.won(month)));
        return won.stream().filter(which).collect(Money.sum(Opportunity::value));
    }

    private String total(Predicate<Key> which, Function<Statement, BigDecimal> amount) {
        return Money.text(
                books.statements().entrySet().stream()
                        .filter(entry -> which.test(entry.getKey()))
                        .collect(Money.sum(entry -> amount.apply(entry.getValue()))));
    }

    private String paid(Predicate<Key> which) {
        return Money.text(
                books.held().stream()
                        .filter(cell -> which.test(new Key(cell.period(), cell.person())))
                        .collect(Money.sum(PayrollOffice.Held::amount)));
    }

    /** What people still owe after the last month, below zero. */
    private BigDecimal receivable() {
        return books.lines().stream()
                .filter(line -> line.key().period().equals(timeline.months().last()))
                .filter(Line::receivable)
                .collect(Money.sum(Line::amount));
    }
}
