package dev.tributary.sandbox.demo;

import dev.tributary.sandbox.demo.Books.Key;
import dev.tributary.sandbox.demo.Books.Line;
import dev.tributary.sandbox.demo.Books.Statement;
import dev.tributary.sandbox.demo.Spreadsheet.Row;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Compares the books with the second calculator, line by line. */
record Checks(Books books, List<Row> expected, Timeline timeline) {

    /** One statement about the run, with what was seen. */
    record Check(String name, boolean passed, String seen) {}

    List<Check> all() {
        List<Check> checks = new ArrayList<>();
        checks.add(everyWonDeal());
        checks.add(statements());
        checks.add(payoutLines());
        checks.add(everyLineEnded());
        checks.add(payroll());
        checks.add(noDuplicates());
        checks.add(totals());
        checks.add(ledgerBalanced());
        checks.add(ledgerPaid());
        return checks;
    }

    /** Cells that hold something else than what was confirmed for them, or hold it twice. */
    long duplicates() {
        Map<Key, Line> lines = books.linesByKey();
        Set<Key> seen = new HashSet<>();
        return books.held().stream()
                .filter(
                        cell -> {
                            Key key = new Key(cell.period(), cell.person());
                            Line line = lines.get(key);
                            return !seen.add(key)
                                    || line == null
                                    || !line.confirmed()
                                    || !Money.same(line.amount(), cell.amount());
                        })
                .count();
    }

    BigDecimal providerTotal() {
        return books.held().stream().collect(Money.sum(PayrollOffice.Held::amount));
    }

    private Check everyWonDeal() {
        long won = expected.isEmpty() ? 0 : wonInMonths();
        return new Check(
                "every won deal stands in a statement",
                books.won().size() == won,
                books.won().size() + " of " + won);
    }

    private long wonInMonths() {
        return timeline.months().list().stream()
                .mapToLong(month -> timeline.won(month).size())
                .sum();
    }

    private Check statements() {
        return agree(
                "statements agree with the second calculator",
                row -> {
                    Statement is = books.statements().getOrDefault(key(row), Statement.EMPTY);
                    boolean same =
                            Money.same(is.earnings(), row.earnings())
                                    && Money.same(is.overlay(), row.overlay())
                                    && Money.same(is.clawbacks(), row.clawbacks());
                    return same ? Optional.empty() : Optional.of(is + " instead of " + row);
                });
    }

    private Check payoutLines() {
        Map<Key, Line> lines = books.linesByKey();
        return agree(
                "payout lines agree with the second calculator",
                row -> {
                    Line line = lines.get(key(row));
                    BigDecimal is = line == null ? Money.ZERO : line.amount();
                    return Money.same(is, row.paid().add(row.receivable()))
                            ? Optional.empty()
                            : Optional.of(is + " instead of " + row);
                });
    }

    private Check everyLineEnded() {
        long open =
                books.lines().stream()
                        .filter(line -> !line.confirmed() && !line.receivable())
                        .count();
        return new Check(
                "every payout line is confirmed or a receivable",
                open == 0 && books.lines().size() == expected.stream().filter(Row::hasLine).count(),
                books.lines().size() + " lines, " + open + " undecided");
    }

    private Check payroll() {
        Map<Key, BigDecimal> held = books.heldByKey();
        return agree(
                "payroll holds what the second calculator expects",
                row -> {
                    BigDecimal is = held.getOrDefault(key(row), Money.ZERO);
                    return Money.same(is, row.paid())
                            ? Optional.empty()
                            : Optional.of(is + " instead of " + row);
                });
    }

    private Check noDuplicates() {
        long duplicates = duplicates();
        return new Check("payroll holds nothing twice", duplicates == 0, duplicates + " cells");
    }

    private Check totals() {
        BigDecimal expectedTotal = expected.stream().collect(Money.sum(Row::paid));
        BigDecimal confirmed =
                books.lines().stream().filter(Line::confirmed).collect(Money.sum(Line::amount));
        return new Check(
                "payroll's total is the sum of what was paid",
                Money.same(expectedTotal, providerTotal())
                        && Money.same(confirmed, providerTotal()),
                Money.text(providerTotal()) + " USD");
    }

    private Check ledgerBalanced() {
        return new Check(
                "the ledger balances",
                books.ledgerCheck().path("balanced").asBoolean(false),
                "%d transactions, %d entries"
                        .formatted(
                                books.ledgerCheck().path("transactions").asLong(0),
                                books.ledgerCheck().path("entries").asLong(0)));
    }

    /** The ledger knows no sign for payroll's view: what was paid stands there in full. */
    private Check ledgerPaid() {
        BigDecimal paid =
                books.balances().stream()
                        .filter(row -> row.path("ledger_account").asString().startsWith("paid"))
                        .collect(Money.sum(row -> Money.of(row.path("amount"))))
                        .abs();
        return new Check(
                "the ledger has paid what payroll holds",
                Money.same(paid, providerTotal()),
                Money.text(paid) + " USD");
    }

    private Check agree(String name, Function<Row, Optional<String>> difference) {
        List<String> differences = new ArrayList<>();
        expected.forEach(row -> difference.apply(row).ifPresent(differences::add));
        return new Check(
                name,
                differences.isEmpty(),
                differences.isEmpty()
                        ? expected.size() + " months of people"
                        : differences.size() + " differ, such as " + differences.getFirst());
    }

    private static Key key(Row row) {
        return new Key(row.period(), row.person());
    }
}
