package dev.tributary.commission;

import dev.tributary.Failure;
import dev.tributary.Json;
import dev.tributary.db.Database;
import dev.tributary.http.Access;
import dev.tributary.http.Ask;
import dev.tributary.http.Reply;
import dev.tributary.http.Route;
import dev.tributary.http.Routes;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans, people, periods, statements and the ledger over HTTP. */
final class CommissionRoutes implements Routes {
    private static final Access READ = Access.scope("commission:read");
    private static final Access WRITE = Access.scope("commission:write");
    private static final Access APPROVE = Access.scope("commission:approve");
    private static final int STATEMENTS_MAX = 500;
    private static final int BALANCES_MAX = 10_000;

    private final Database database;
    private final Plans plans;
    private final People people;
    private final Periods periods;
    private final ClosePeriod close;
    private final ApprovePeriod approve;
    private final Statements statements;
    private final Books books;
    private final SealLedger seal;
    private final Runnable wake;

    CommissionRoutes(
            Database database,
            Plans plans,
            People people,
            Periods periods,
            ClosePeriod close,
            ApprovePeriod approve,
            Statements statements,
            Books books,
            SealLedger seal,
            Runnable wake) {
        this.database = database;
        this.plans = plans;
        this.people = people;
        this.periods = periods;
        this.close = close;
        this.approve = approve;
        this.statements = statements;
        this.books = books;
        this.seal = seal;
        this.wake = wake;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post("/commission/plans", WRITE, this::createPlan),
                Route.get("/commission/plans", READ, this::listPlans),
                Route.get("/commission/plans/{id}", READ, this::plan),
                Route.post("/commission/people:match", WRITE, this::match),
                Route.post("/commission/people:link", WRITE, this::link),
                Route.get(
                        "/commission/people",
                        READ,
                        ask -> all(people.list(ask.environmentId()), null)),
                Route.get(
                        "/commission/periods",
                        READ,
                        ask -> all(periods.list(ask.environmentId()), null)),
                Route.post("/commission/periods/{period}:close", WRITE, this::close),
                Route.post("/commission/periods/{period}:approve", APPROVE, this::approve),
                Route.get("/commission/statements", READ, this::statements),
                Route.get("/commission/ledger/balances", READ, this::balances),
                Route.get("/commission/ledger/check", READ, this::check));
    }

    private Reply createPlan(Ask ask) {
        Map<String, Object> document = new LinkedHashMap<>();
        Map<?, ?> sent = ask.json(LinkedHashMap.class);
        sent.forEach((key, value) -> document.put(String.valueOf(key), value));
        PlanRow made = plans.create(Actor.of(ask), document);
        wake.run();
        return Reply.created(answer(made));
    }

    private Reply listPlans(Ask ask) {
        return all(
                plans.list(ask.environmentId()).stream().map(CommissionRoutes::answer).toList(),
                null);
    }

    private Reply plan(Ask ask) {
        String id = ask.variable("id");
        List<Map<String, Object>> versions =
                plans.list(ask.environmentId()).stream()
                        .filter(row -> row.planId().equals(id))
                        .map(CommissionRoutes::answer)
                        .toList();
        if (versions.isEmpty()) {
            throw Failure.notFound("plan", id);
        }
        Map<String, Object> newest = new LinkedHashMap<>(versions.getLast());
        newest.put("versions", versions);
        return Reply.ok(newest);
    }

    private static Map<String, Object> answer(PlanRow row) {
        Map<String, Object> plan = new LinkedHashMap<>();
        plan.put("id", row.planId());
        plan.put("name", row.name());
        plan.put("version", row.version());
        plan.put("effective_from", row.effectiveFrom().toString());
        plan.put("created_by", row.createdBy());
        plan.put("created_at", row.createdAt());
        plan.put("document", Json.tree(row.document()));
        return plan;
    }

    private Reply match(Ask ask) {
        MatchPeople.Outcome outcome = people.match(Actor.of(ask), ask.json(Rematch.Source.class));
        wake.run();
        return Reply.ok(outcome);
    }

    private Reply link(Ask ask) {
        People.Answer linked = people.link(Actor.of(ask), ask.json(People.Link.class));
        wake.run();
        return Reply.ok(linked);
    }

    private Reply close(Ask ask) {
        Period period = close.close(Actor.of(ask), month(ask.variable("period")));
        return Reply.ok(periods.of(ask.environmentId(), period));
    }

    private Reply approve(Ask ask) {
        Period period = approve.approve(Actor.of(ask), month(ask.variable("period")));
        return Reply.ok(periods.of(ask.environmentId(), period));
    }

    private Reply statements(Ask ask) {
        YearMonth period = month(ask.required("period"));
        String person = ask.parameter("person_id").orElse(null);
        int limit = ask.number("limit", STATEMENTS_MAX, 1, STATEMENTS_MAX);
        Statements.Found found =
                database.snapshot(
                        handle ->
                                statements.list(
                                        handle,
                                        ask.environmentId(),
                                        period,
                                        person,
                                        cursor(ask),
                                        limit));
        return all(found.result(), found.nextCursor());
    }

    private Reply balances(Ask ask) {
        int limit = ask.number("limit", BALANCES_MAX, 1, BALANCES_MAX);
        String period = ask.parameter("period").map(text -> month(text).toString()).orElse(null);
        List<Books.Balance> balances =
                database.read(
                        handle ->
                                books.balances(
                                        handle,
                                        ask.environmentId(),
                                        period,
                                        ask.parameter("person_id").orElse(null),
                                        cursor(ask),
                                        limit));
        List<Map<String, String>> result = balances.stream().map(CommissionRoutes::answer).toList();
        return all(result, balances.size() < limit ? null : balances.getLast().cursor());
    }

    private static Map<String, String> answer(Books.Balance balance) {
        Map<String, String> answer = new LinkedHashMap<>();
        answer.put("ledger_account", balance.ledgerAccount());
        answer.put("person_id", balance.personId());
        answer.put("period", balance.period());
        answer.put("deal_id", balance.dealId());
        answer.put("component", balance.component());
        answer.put("currency", balance.currency());
        answer.put("amount", balance.amount().toPlainString());
        return answer;
    }

    /** Sums, and with {@code chain=true} the whole hash chain. */
    private Reply check(Ask ask) {
        String environmentId = ask.environmentId();
        boolean chain = ask.parameter("chain").filter("true"::equals).isPresent();
        return database.snapshot(
                handle -> {
                    Books.Counts counts = books.counts(handle, environmentId);
                    List<Books.Sum> sums = books.sums(handle, environmentId);
                    boolean balanced =
                            books.unbalanced(handle, environmentId) == 0
                                    && sums.stream().allMatch(sum -> sum.sum().signum() == 0);
                    Map<String, Object> answer = new LinkedHashMap<>();
                    answer.put("balanced", balanced);
                    answer.put("transactions", counts.transactions());
                    answer.put("entries", counts.entries());
                    answer.put(
                            "by_currency",
                            sums.stream()
                                    .map(
                                            sum ->
                                                    Map.of(
                                                            "currency",
                                                            sum.currency(),
                                                            "sum",
                                                            sum.sum().toPlainString()))
                                    .toList());
                    if (chain) {
                        Optional<Long> sealed = seal.verify(handle, environmentId);
                        answer.put("chain_intact", sealed.isPresent());
                        sealed.ifPresent(number -> answer.put("sealed_transactions", number));
                    }
                    return Reply.ok(answer);
                });
    }

    private static YearMonth month(String text) {
        try {
            return YearMonth.parse(text);
        } catch (DateTimeException e) {
            throw Failure.invalid("'%s' is not a period such as 2017-03", text);
        }
    }

    private static String cursor(Ask ask) {
        try {
            return ask.parameter("next_cursor")
                    .map(text -> Base64.getUrlDecoder().decode(text))
                    .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                    .orElse("");
        } catch (IllegalArgumentException e) {
            throw Failure.invalid("next_cursor is not one that a list has answered");
        }
    }

    private static Reply all(List<?> result, @Nullable String next) {
        Map<String, @Nullable Object> list = new LinkedHashMap<>();
        list.put("result", result);
        list.put(
                "next_cursor",
                next == null
                        ? null
                        : Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(next.getBytes(StandardCharsets.UTF_8)));
        list.put("result_count", result.size());
        return Reply.ok(list);
    }
}
