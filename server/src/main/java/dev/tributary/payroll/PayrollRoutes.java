package dev.tributary.payroll;

import dev.tributary.Failure;
import dev.tributary.commission.Actor;
import dev.tributary.db.Database;
import dev.tributary.http.Access;
import dev.tributary.http.Ask;
import dev.tributary.http.Reply;
import dev.tributary.http.Route;
import dev.tributary.http.Routes;
import dev.tributary.http.spec.Chapter;
import dev.tributary.http.spec.Schema;
import dev.tributary.payroll.PayoutLine.Status;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** Payout runs over HTTP. */
final class PayrollRoutes implements Routes {
    private static final Access READ = Access.scope("commission:read");
    private static final Access WRITE = Access.scope("commission:write");

    private final Database database;
    private final RunStore runs;
    private final LineStore lines;
    private final CreatePayoutRun create;
    private final BeginSending begin;
    private final SettlePayoutRun settle;
    private final Runnable wake;

    private record Resolution(String finding) {
        BeginSending.Finding read() {
            return switch (finding) {
                case "written" -> BeginSending.Finding.WRITTEN;
                case "not_written" -> BeginSending.Finding.NOT_WRITTEN;
                default ->
                        throw Failure.invalid(
                                "finding is '%s'; it is written or not_written", finding);
            };
        }
    }

    PayrollRoutes(
            Database database,
            RunStore runs,
            LineStore lines,
            CreatePayoutRun create,
            BeginSending begin,
            SettlePayoutRun settle,
            Runnable wake) {
        this.database = database;
        this.runs = runs;
        this.lines = lines;
        this.create = create;
        this.begin = begin;
        this.settle = settle;
        this.wake = wake;
    }

    @Override
    public Chapter chapter() {
        return new Chapter("Payroll", "Payout runs: an approved period becomes pay.");
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post("/payout-runs", WRITE, this::create)
                        .says(
                                "Create a payout run",
                                "Of an approved period. 200 when there is one already.")
                        .takes(
                                Schema.given(CreatePayoutRun.Wanted.class)
                                        .with("period", Schema.month()))
                        .answers(201, Answers.RUN)
                        .answers(200, Answers.RUN),
                Route.get("/payout-runs", READ, this::list)
                        .says("List payout runs")
                        .answers(200, Schema.page(Answers.RUN)),
                Route.get("/payout-runs/{id}", READ, this::get)
                        .says("Get a payout run with its totals")
                        .answers(200, Answers.RUN),
                Route.get("/payout-runs/{id}/lines", READ, this::lines)
                        .says("List the lines of a payout run")
                        .answers(200, Schema.page(Answers.LINE)),
                Route.post("/payout-runs/{id}:send", WRITE, this::send)
                        .says(
                                "Send a payout run to payroll",
                                "In the background; sending again goes on where it stopped.")
                        .answers(202, Answers.RUN),
                Route.post("/payout-runs/{id}:settle", WRITE, this::settle)
                        .says("Compare what payroll has paid with the ledger")
                        .answers(200, Answers.SETTLED),
                Route.post("/payout-runs/{id}/lines/{line}:resolve", WRITE, this::resolve)
                        .says("Say what became of a line", "When only a person can know.")
                        .takes(
                                Schema.object()
                                        .with("finding", Schema.words("written", "not_written")))
                        .answers(200, Answers.LINE));
    }

    private Reply create(Ask ask) {
        var wanted = ask.json(CreatePayoutRun.Wanted.class);
        var found = create.create(Actor.of(ask), month(wanted.period()), wanted);
        return Reply.json(found.made() ? 201 : 200, answer(found.run()));
    }

    private Reply list(Ask ask) {
        return all(
                database.read(handle -> runs.list(handle, ask.environmentId())).stream()
                        .map(this::answer)
                        .toList());
    }

    private Reply get(Ask ask) {
        return Reply.ok(answer(require(ask)));
    }

    private Reply lines(Ask ask) {
        PayoutRun run = require(ask);
        return database.snapshot(
                handle ->
                        all(
                                lines.ofRun(handle, run).stream()
                                        .map(line -> answer(handle, line))
                                        .toList()));
    }

    private Reply send(Ask ask) {
        PayoutRun run = begin.send(Actor.of(ask), ask.variable("id"));
        wake.run();
        return Reply.json(202, answer(run));
    }

    private Reply settle(Ask ask) {
        var settlement = settle.settle(Actor.of(ask), ask.variable("id"));
        Map<String, @Nullable Object> answer = answer(settlement.run());
        answer.put("provider_total", settlement.providerTotal().toPlainString());
        answer.put("ledger_total", settlement.ledgerTotal().toPlainString());
        answer.put("agrees", settlement.agrees());
        return Reply.ok(answer);
    }

    private Reply resolve(Ask ask) {
        PayoutLine line =
                begin.resolve(
                        Actor.of(ask),
                        ask.variable("id"),
                        ask.variable("line"),
                        ask.json(Resolution.class).read());
        return database.read(handle -> Reply.ok(answer(handle, line)));
    }

    private PayoutRun require(Ask ask) {
        String id = ask.variable("id");
        return database.read(handle -> runs.find(handle, ask.environmentId(), id))
                .orElseThrow(() -> Failure.notFound("payout run", id));
    }

    private Map<String, @Nullable Object> answer(PayoutRun run) {
        List<PayoutLine> of = database.read(handle -> lines.ofRun(handle, run));
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("id", run.id());
        answer.put("period", run.period());
        answer.put("integrated_account_id", run.integratedAccountId());
        answer.put("earning_type", run.earningType());
        answer.put("status", text(run.status()));
        answer.put("reason", run.reason());
        answer.put("destination", run.destination());
        answer.put("totals", totals(of));
        answer.put("amount", sum(of, line -> line.amount().signum() > 0));
        answer.put("confirmed_amount", sum(of, line -> line.status() == Status.CONFIRMED));
        answer.put("receivable_amount", sum(of, line -> line.status() == Status.RECEIVABLE));
        answer.put(
                "unknown_resolved",
                count(of, line -> line.status() == Status.CONFIRMED && line.unknowns() > 0));
        answer.put(
                "conflicts_resolved",
                of.stream()
                        .filter(line -> line.status() == Status.CONFIRMED)
                        .mapToInt(PayoutLine::conflicts)
                        .sum());
        answer.put("created_at", run.createdAt());
        answer.put("sent_at", run.sentAt());
        answer.put("settled_at", run.settledAt());
        return answer;
    }

    private static Map<String, Long> totals(List<PayoutLine> of) {
        Map<String, Long> totals = new LinkedHashMap<>();
        totals.put("lines", (long) of.size());
        for (Status status : Status.values()) {
            totals.put(text(status), count(of, line -> line.status() == status));
        }
        return totals;
    }

    private Map<String, @Nullable Object> answer(Handle handle, PayoutLine line) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("id", line.id());
        answer.put("person", Map.of("id", line.personId(), "name", line.personName()));
        answer.put("earning_type", line.earningType());
        answer.put("currency", line.currency());
        answer.put("amount", line.amount().toPlainString());
        answer.put("status", text(line.status()));
        answer.put("reason", line.reason());
        answer.put("destination", line.destination());
        answer.put("seen", plain(line.seen()));
        answer.put("wanted", plain(line.wanted()));
        answer.put("version", line.version());
        answer.put("attempts", line.attempts());
        answer.put("paid_at", line.paidAt());
        List<Map<String, String>> allocations = new ArrayList<>();
        lines.allocations(handle, line)
                .forEach(
                        (key, amount) ->
                                allocations.add(
                                        Map.of("key", key, "amount", amount.toPlainString())));
        answer.put("allocations", allocations);
        return answer;
    }

    private static long count(List<PayoutLine> lines, Predicate<PayoutLine> which) {
        return lines.stream().filter(which).count();
    }

    private static String sum(List<PayoutLine> lines, Predicate<PayoutLine> which) {
        return lines.stream()
                .filter(which)
                .map(PayoutLine::amount)
                .reduce(new BigDecimal("0.00"), BigDecimal::add)
                .toPlainString();
    }

    private static @Nullable String plain(@Nullable BigDecimal amount) {
        return amount == null ? null : amount.toPlainString();
    }

    static String text(Enum<?> status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    private static YearMonth month(String text) {
        try {
            return YearMonth.parse(text);
        } catch (DateTimeException e) {
            throw Failure.invalid("'%s' is not a period such as 2017-03", text);
        }
    }

    private static Reply all(List<?> result) {
        Map<String, @Nullable Object> list = new LinkedHashMap<>();
        list.put("result", result);
        list.put("next_cursor", null);
        list.put("result_count", result.size());
        return Reply.ok(list);
    }
}
