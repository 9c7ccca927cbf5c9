package dev.tributary.sandbox.demo;

import dev.tributary.sandbox.demo.PayrollOffice.Held;
import dev.tributary.sandbox.demo.SetUp.Connected;

import tools.jackson.databind.JsonNode;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What Tributary says at the end of the run, as read from its public API, and what payroll holds.
 *
 * @param people names by person id
 * @param statements by month and person; who has nothing may be absent
 * @param lines of all payout runs
 * @param runs as answered
 * @param won deals that a statement names in the month they were won
 */
record Books(
        Map<String, Person> people,
        Map<Key, Statement> statements,
        List<Line> lines,
        List<JsonNode> runs,
        List<Held> held,
        List<JsonNode> balances,
        JsonNode ledgerCheck,
        Set<String> won) {

    record Person(String name, String email) {}

    record Key(YearMonth period, String person) {}

    /** Clawbacks are the lines that stem from an earlier month. */
    record Statement(BigDecimal earnings, BigDecimal overlay, BigDecimal clawbacks) {
        static final Statement EMPTY = new Statement(Money.ZERO, Money.ZERO, Money.ZERO);

        Statement plus(Statement other) {
            return new Statement(
                    earnings.add(other.earnings),
                    overlay.add(other.overlay),
                    clawbacks.add(other.clawbacks));
        }
    }

    /** One person's line of one payout run. */
    record Line(Key key, BigDecimal amount, String status) {
        boolean confirmed() {
            return status.equals("confirmed");
        }

        boolean receivable() {
            return status.equals("receivable");
        }
    }

    static Books read(Connected tributary, PayrollOffice office, Months months) {
        return new Reader(tributary.maker()).read(tributary, office, months);
    }

    /** What payroll holds for each month and person, many cells added up. */
    Map<Key, BigDecimal> heldByKey() {
        Map<Key, BigDecimal> sums = new HashMap<>();
        held.forEach(
                cell ->
                        sums.merge(
                                new Key(cell.period(), cell.person()),
                                cell.amount(),
                                BigDecimal::add));
        return sums;
    }

    Map<Key, Line> linesByKey() {
        Map<Key, Line> byKey = new HashMap<>();
        for (Line line : lines) {
            if (byKey.put(line.key(), line) != null) {
                throw new DemoFailure("two payout lines for " + line.key());
            }
        }
        return byKey;
    }

    long sumOfRuns(String figure) {
        return runs.stream().mapToLong(run -> run.path(figure).asLong(0)).sum();
    }

    /** Reads page by page into the maps above. */
    private static final class Reader {
        private final Api api;
        private final Map<String, Person> people = new HashMap<>();
        private final Map<Key, Statement> statements = new HashMap<>();
        private final List<Line> lines = new ArrayList<>();
        private final List<JsonNode> runs = new ArrayList<>();
        private final Set<String> won = new HashSet<>();

        Reader(Api api) {
            this.api = api;
        }

        Books read(Connected tributary, PayrollOffice office, Months months) {
            for (JsonNode person : api.list("/commission/people")) {
                people.put(
                        person.path("id").asString(),
                        new Person(
                                person.path("name").asString(), person.path("email").asString()));
            }
            months.list().forEach(this::readStatements);
            tributary.payoutRuns().forEach(this::readRun);
            return new Books(
                    people,
                    statements,
                    lines,
                    runs,
                    office.held(),
                    api.list("/commission/ledger/balances"),
                    api.get("/commission/ledger/check"),
                    won);
        }

        private void readStatements(YearMonth month) {
            for (JsonNode statement : api.list("/commission/statements?period=" + month)) {
                Key key = new Key(month, name(statement));
                for (JsonNode line : statement.path("lines")) {
                    statements.merge(key, read(line, month), Statement::plus);
                }
            }
        }

        private Statement read(JsonNode line, YearMonth month) {
            BigDecimal amount = Money.of(line.path("amount"));
            if (!line.path("origin_period").asString().equals(month.toString())) {
                return new Statement(Money.ZERO, Money.ZERO, amount);
            }
            if (line.path("component").asString().equals("overlay")) {
                return new Statement(Money.ZERO, amount, Money.ZERO);
            }
            won.add(line.path("deal_id").asString());
            return new Statement(amount, Money.ZERO, Money.ZERO);
        }

        private void readRun(YearMonth month, String id) {
            runs.add(api.get("/payout-runs/" + id));
            for (JsonNode line : api.list("/payout-runs/" + id + "/lines")) {
                lines.add(
                        new Line(
                                new Key(month, name(line)),
                                Money.of(line.path("amount")),
                                line.path("status").asString()));
            }
        }

        private String name(JsonNode withPerson) {
            String id = withPerson.path("person").path("id").asString();
            Person person = people.get(id);
            if (person == null) {
                throw new DemoFailure("nobody has the person id " + id);
            }
            return person.name();
        }
    }
}
