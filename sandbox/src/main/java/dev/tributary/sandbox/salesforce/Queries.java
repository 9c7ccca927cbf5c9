package dev.tributary.sandbox.salesforce;

import dev.tributary.sandbox.BusinessDate;
import dev.tributary.sandbox.Dials;
import dev.tributary.sandbox.salesforce.soql.Query;
import dev.tributary.sandbox.salesforce.soql.SoqlProblem;

import java.time.Clock;

/** The queries of one org: from a statement to rows, and on from page to page. */
final class Queries {
    private static final int STATEMENT_MAX = 100_000;

    private final Rows rows;
    private final BusinessDate date;
    private final Locators locators;

    Queries(
            Schema schema,
            Store store,
            Clock clock,
            BusinessDate date,
            Dials<SalesforceDial> dials) {
        this.rows = new Rows(schema, store);
        this.date = date;
        this.locators = new Locators(store, clock, dials);
    }

    /**
     * @param deletedToo whether the recycle bin is searched too
     * @throws SalesforceProblem 400 for a statement that is refused
     */
    Selected run(String statement, boolean deletedToo) {
        try {
            return new Execution(rows, date.today(), deletedToo).run(parse(statement));
        } catch (SoqlProblem problem) {
            throw SalesforceProblem.of(problem, statement);
        }
    }

    static Query parse(String statement) {
        if (statement.length() > STATEMENT_MAX) {
            throw new SalesforceProblem(
                    400, "QUERY_TOO_LONG", "SOQL statements may have 100000 characters");
        }
        try {
            return Query.parse(statement);
        } catch (SoqlProblem problem) {
            throw SalesforceProblem.of(problem, statement);
        }
    }

    Locators locators() {
        return locators;
    }

    Rows rows() {
        return rows;
    }
}
