package dev.tributary.commission;

import dev.tributary.Json;
import dev.tributary.commission.Booked.Line;
import dev.tributary.commission.StatementStore.Row;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Statements: made from the ledger while the period is open, frozen from its close on. */
final class Statements {
    private final StatementStore store;
    private final PeriodStore periods;
    private final PersonStore persons;

    Statements(StatementStore store, PeriodStore periods, PersonStore persons) {
        this.store = store;
        this.periods = periods;
        this.persons = persons;
    }

    /** One page; people with nothing in the period have no statement. */
    record Found(List<JsonNode> result, @Nullable String nextCursor) {}

    /**
     * @param personId null for everybody
     * @param after the last person of the page before, or empty
     */
    Found list(
            Handle handle,
            String environmentId,
            YearMonth period,
            @Nullable String personId,
            String after,
            int limit) {
        Optional<Period> row = periods.find(handle, environmentId, period);
        List<JsonNode> result = new ArrayList<>();
        if (row.isPresent() && row.get().isFrozen()) {
            String status = PeriodStore.text(row.get().status());
            for (String content :
                    store.frozen(handle, environmentId, period, personId, after, limit)) {
                result.add(withStatus(Json.tree(content), status));
            }
        } else {
            String status = PeriodStore.text(row.map(Period::status).orElse(Period.Status.OPEN));
            List<String> people =
                    personId != null
                            ? List.of(personId)
                            : store.people(handle, environmentId, period, after, limit);
            for (String person : people) {
                make(handle, environmentId, period, person, status)
                        .ifPresent(made -> result.add(Json.mapper().valueToTree(made)));
            }
        }
        boolean full = personId == null && result.size() == limit;
        return new Found(
                result, full ? result.getLast().path("person").path("id").asString() : null);
    }

    // The content is frozen; where its period stands by now is not part of it.
    private static JsonNode withStatus(JsonNode statement, String status) {
        return statement.asObject().put("status", status);
    }

    /** From the ledger; empty when nothing of the person landed in the period. */
    Optional<Statement> make(
            Handle handle, String environmentId, YearMonth period, String personId, String status) {
        Map<Line, Lines> lines = new LinkedHashMap<>();
        for (Row row : store.rows(handle, environmentId, period, personId)) {
            DealRef deal = new DealRef(row.integratedAccountId(), row.dealId());
            String component = row.component() + " " + row.originPeriod();
            lines.computeIfAbsent(new Line(deal, component), line -> new Lines()).add(row);
        }
        List<Lines> standing =
                lines.values().stream().filter(line -> line.amount.signum() != 0).toList();
        return persons.find(handle, environmentId, personId, LocalDate.MAX.withYear(9999))
                .filter(person -> !standing.isEmpty())
                .map(person -> statement(person, period, status, standing));
    }

    private static Statement statement(
            Person person, YearMonth period, String status, List<Lines> lines) {
        Map<String, BigDecimal> totals = new TreeMap<>();
        // A zero with the currency's decimals.
        BigDecimal clawbacks = lines.getFirst().amount.multiply(BigDecimal.ZERO);
        BigDecimal total = clawbacks;
        for (Lines line : lines) {
            total = total.add(line.amount);
            if (line.last().originPeriod().equals(period.toString())) {
                totals.merge(line.last().component(), line.amount, BigDecimal::add);
            } else {
                clawbacks = clawbacks.add(line.amount);
            }
        }
        Map<String, String> texts = new LinkedHashMap<>();
        totals.forEach((component, amount) -> texts.put(component, amount.toPlainString()));
        return new Statement(
                new Statement.Payee(person.id(), person.name(), person.email()),
                period.toString(),
                status,
                lines.getFirst().last().currency(),
                texts,
                clawbacks.toPlainString(),
                total.toPlainString(),
                lines.stream().map(Lines::line).toList());
    }

    /** All transactions of one line. */
    private static final class Lines {
        final List<Row> rows = new ArrayList<>();
        final Set<String> causes = new LinkedHashSet<>();
        BigDecimal amount = BigDecimal.ZERO;

        void add(Row row) {
            rows.add(row);
            causes.addAll(row.causes());
            amount = amount.add(row.amount());
        }

        Row last() {
            return rows.getLast();
        }

        Statement.Line line() {
            Row last = last();
            String why = last.explanation();
            return new Statement.Line(
                    last.dealId(),
                    last.integratedAccountId(),
                    last.component(),
                    last.originPeriod(),
                    amount.toPlainString(),
                    last.id(),
                    why == null ? null : Json.tree(why),
                    List.copyOf(causes));
        }
    }
}
