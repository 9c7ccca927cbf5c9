package dev.tributary.sandbox.salesforce;

import dev.tributary.sandbox.salesforce.soql.Condition;
import dev.tributary.sandbox.salesforce.soql.Condition.Operator;
import dev.tributary.sandbox.salesforce.soql.Literal;
import dev.tributary.sandbox.salesforce.soql.Path;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** Which rows a condition can hold for at all, by the indexes: never fewer, perhaps more. */
final class Candidates {
    private final Entity entity;
    private final Table table;

    Candidates(Entity entity, Table table) {
        this.entity = entity;
        this.table = table;
    }

    Collection<SObject> of(@Nullable Condition where) {
        Set<String> ids = where == null ? null : ids(where);
        if (ids != null) {
            List<SObject> found = new ArrayList<>();
            ids.stream().sorted().map(table::find).filter(Objects::nonNull).forEach(found::add);
            return found;
        }
        Instant from = where == null ? null : since(where);
        return from == null ? table.all() : table.since(from);
    }

    private @Nullable Set<String> ids(Condition condition) {
        return switch (condition) {
            case Condition.And and -> {
                for (Condition each : and.all()) {
                    Set<String> ids = ids(each);
                    if (ids != null) {
                        yield ids;
                    }
                }
                yield null;
            }
            case Condition.Or or -> {
                Set<String> union = new HashSet<>();
                for (Condition each : or.any()) {
                    Set<String> ids = ids(each);
                    if (ids == null) {
                        yield null;
                    }
                    union.addAll(ids);
                }
                yield union;
            }
            case Condition.Comparison comparison ->
                    comparison.operator() == Operator.EQUAL
                            ? ids(comparison.field(), List.of(comparison.value()))
                            : null;
            case Condition.In in -> in.negated() ? null : ids(in.field(), in.values());
            case Condition.Not not -> null;
            case Condition.InQuery in -> null;
            case Condition.Choices choices -> null;
        };
    }

    private @Nullable Set<String> ids(Path path, List<Literal> values) {
        if (path.names().size() != 1 || !path.last().toLowerCase(Locale.ROOT).equals("id")) {
            return null;
        }
        Set<String> ids = new HashSet<>();
        for (Literal literal : values) {
            if (literal instanceof Literal.Text text) {
                RecordId.normal(text.value()).ifPresent(ids::add);
            }
        }
        return ids;
    }

    private @Nullable Instant since(Condition condition) {
        return switch (condition) {
            case Condition.And and -> {
                Instant latest = null;
                for (Condition each : and.all()) {
                    Instant from = since(each);
                    if (from != null && (latest == null || from.isAfter(latest))) {
                        latest = from;
                    }
                }
                yield latest;
            }
            case Condition.Or or -> {
                Instant earliest = null;
                for (Condition each : or.any()) {
                    Instant from = since(each);
                    if (from == null) {
                        yield null;
                    }
                    earliest = earliest == null || from.isBefore(earliest) ? from : earliest;
                }
                yield earliest;
            }
            case Condition.Comparison comparison -> since(comparison);
            case Condition.Not not -> null;
            case Condition.In in -> null;
            case Condition.InQuery in -> null;
            case Condition.Choices choices -> null;
        };
    }

    private @Nullable Instant since(Condition.Comparison comparison) {
        boolean stamp =
                comparison.field().names().size() == 1
                        && comparison.field().last().equalsIgnoreCase("SystemModstamp")
                        && entity.field("SystemModstamp").isPresent();
        boolean from =
                switch (comparison.operator()) {
                    case EQUAL, GREATER, GREATER_OR_EQUAL -> true;
                    case NOT_EQUAL, LESS, LESS_OR_EQUAL, LIKE -> false;
                };
        return stamp && from && comparison.value() instanceof Literal.Moment moment
                ? moment.value()
                : null;
    }
}
