package dev.tributary.commission;

import dev.tributary.db.Database;
import dev.tributary.http.Access;
import dev.tributary.http.Ask;
import dev.tributary.http.Reply;
import dev.tributary.http.Route;
import dev.tributary.http.Routes;
import dev.tributary.http.spec.Chapter;
import dev.tributary.http.spec.Schema;

import java.time.YearMonth;
import java.util.List;

/** Periods and statements over HTTP. */
final class PeriodRoutes implements Routes {
    private static final Access READ = Access.scope("commission:read");
    private static final Access WRITE = Access.scope("commission:write");
    private static final Access APPROVE = Access.scope("commission:approve");
    private static final int STATEMENTS_MAX = 500;

    private final Database database;
    private final Periods periods;
    private final ClosePeriod close;
    private final ApprovePeriod approve;
    private final Statements statements;

    PeriodRoutes(
            Database database,
            Periods periods,
            ClosePeriod close,
            ApprovePeriod approve,
            Statements statements) {
        this.database = database;
        this.periods = periods;
        this.close = close;
        this.approve = approve;
        this.statements = statements;
    }

    @Override
    public Chapter chapter() {
        return Commission.CHAPTER;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(
                                "/commission/periods",
                                READ,
                                ask -> Answers.page(periods.list(ask.environmentId()), null))
                        .says("List periods with what was earned in them")
                        .answers(200, Schema.page(Schema.shown(Periods.Overview.class))),
                Route.post("/commission/periods/{period}:close", WRITE, this::close)
                        .says("Close a period", "Freezes its statements and seals the ledger.")
                        .path("period", "a month", Schema.month())
                        .answers(200, Schema.shown(Periods.Overview.class)),
                Route.post("/commission/periods/{period}:approve", APPROVE, this::approve)
                        .says("Approve a period", "With another key than the one that closed it.")
                        .path("period", "a month", Schema.month())
                        .answers(200, Schema.shown(Periods.Overview.class)),
                Route.get("/commission/statements", READ, this::statements)
                        .says("List statements of a period", "Live while it is open, frozen after.")
                        .needs("period", "a month", Schema.month())
                        .query("person_id", "only of this person", Schema.text())
                        .query("limit", "how many in a page", Schema.whole(1, STATEMENTS_MAX))
                        .query("next_cursor", "of the page before", Schema.text())
                        .answers(200, Schema.page(Schema.shown(Statement.class))));
    }

    private Reply close(Ask ask) {
        Period period = close.close(Actor.of(ask), Answers.month(ask.variable("period")));
        return Reply.ok(periods.of(ask.environmentId(), period));
    }

    private Reply approve(Ask ask) {
        Period period = approve.approve(Actor.of(ask), Answers.month(ask.variable("period")));
        return Reply.ok(periods.of(ask.environmentId(), period));
    }

    private Reply statements(Ask ask) {
        YearMonth period = Answers.month(ask.required("period"));
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
                                        Answers.cursor(ask),
                                        limit));
        return Answers.page(found.result(), found.nextCursor());
    }
}
