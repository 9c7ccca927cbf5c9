package dev.tributary.call;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.budget.Lane;
import dev.tributary.connector.WriteMode;
import dev.tributary.mapping.Expression;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes amounts that replace what stands in a provider's cell: read the cell and its version, then
 * set it only if nobody else did. What was seen and what is wanted is the caller's to remember
 * before {@link #send}: after a lost reply only {@link #observe} can tell what happened.
 * Thread-safe.
 */
public final class CompareAndSet {

    /** One cell; {@code refused} says why it cannot be written at all. */
    public record Cell(
            Map<String, ?> row,
            @Nullable BigDecimal seen,
            @Nullable String version,
            @Nullable String refused) {}

    public record Observed(String destination, List<Cell> cells) {}

    public record Write(Map<String, ?> row, @Nullable String version, BigDecimal wanted) {}

    /** What became of one send; all its rows share it, because it is one upstream call. */
    public sealed interface Outcome {
        record Confirmed() implements Outcome {}

        /** Refused because of a stale version; nothing was written. */
        record Refused(String reason) implements Outcome {}

        /** Refused for good; nothing was written. */
        record Rejected(String reason) implements Outcome {}

        /** The destination takes no more writes; nothing was written. */
        record Closed(String reason) implements Outcome {}

        /** The reply was lost: it may or may not have been written. */
        record Unknown(String reason) implements Outcome {}
    }

    private final SendRequest send;
    private final RunSteps steps;

    CompareAndSet(SendRequest send, RunSteps steps) {
        this.send = send;
        this.steps = steps;
    }

    /** Most rows of one {@link #send}. */
    public int max(Target target) {
        return mode(target).max();
    }

    /** Whether amounts below zero must not be sent. */
    public boolean refusesNegative(Target target) {
        return mode(target).refuseNegative();
    }

    /** The open destination, such as the next unprocessed payroll; empty when there is none. */
    public Optional<String> findDestination(Target target) {
        Trace trace = new Trace(Lane.WEBHOOK);
        Bindings bindings = Bindings.of(target);
        steps.run(target.link(), mode(target).find(), bindings, trace);
        return Optional.ofNullable(text(target, mode(target).destination(), bindings));
    }

    /** Reads the cells of at most {@link #max} rows. */
    public Observed observe(
            Target target, String destination, List<? extends Map<String, ?>> rows) {
        WriteMode.CompareAndSet mode = mode(target);
        Trace trace = new Trace(Lane.WEBHOOK);
        Bindings bindings = Bindings.of(target).with("destination", destination).with("rows", rows);
        steps.run(target.link(), mode.read(), bindings, trace);
        List<Cell> cells = new ArrayList<>(rows.size());
        for (Map<String, ?> row : rows) {
            Bindings own = bindings.copy().with("row", row);
            String amount = text(target, mode.current(), own);
            cells.add(
                    new Cell(
                            row,
                            amount == null ? null : amount(target, amount),
                            text(target, mode.version(), own),
                            mode.refused() == null ? null : text(target, mode.refused(), own)));
        }
        return new Observed(destination, cells);
    }

    /**
     * One upstream call for at most {@link #max} rows of different cells.
     *
     * @throws Failure when it is certain that nothing was sent (no token, no budget)
     */
    public Outcome send(Target target, String destination, List<Write> writes) {
        WriteMode.CompareAndSet mode = mode(target);
        Bindings bindings =
                Bindings.of(target)
                        .with("destination", destination)
                        .with("rows", writes.stream().map(CompareAndSet::tree).toList());
        if (writes.size() > mode.max()) {
            throw new IllegalArgumentException(
                    "%d rows in one write of at most %d".formatted(writes.size(), mode.max()));
        }
        if (mode.refuseNegative() && writes.stream().anyMatch(w -> w.wanted().signum() < 0)) {
            return new Outcome.Rejected(
                    "%s takes no amounts below zero".formatted(target.connector().title()));
        }
        try {
            Trace trace = new Trace(Lane.WEBHOOK);
            AsFailure.of(
                    target.connector(),
                    () -> send.send(target.link(), mode.send(), bindings, List.of(), trace));
            return new Outcome.Confirmed();
        } catch (Failure failed) {
            return outcome(failed);
        }
    }

    /**
     * What a destination holds, without touching it, and whether that is final: {@code current} is
     * read out of the {@code confirm} steps. The cells are empty while it is not final.
     */
    public record Held(boolean processed, List<Cell> cells) {}

    /** Reads the cells of at most {@link #max} rows of a destination that may be processed. */
    public Held held(Target target, String destination, List<? extends Map<String, ?>> rows) {
        WriteMode.CompareAndSet mode = mode(target);
        Bindings bindings = Bindings.of(target).with("destination", destination).with("rows", rows);
        steps.run(target.link(), mode.confirm(), bindings, new Trace(Lane.WEBHOOK));
        if (!"true".equals(text(target, mode.processed(), bindings))) {
            return new Held(false, List.of());
        }
        List<Cell> cells = new ArrayList<>(rows.size());
        for (Map<String, ?> row : rows) {
            Bindings own = bindings.copy().with("row", row);
            String amount = text(target, mode.current(), own);
            cells.add(new Cell(row, amount == null ? null : amount(target, amount), null, null));
        }
        return new Held(true, cells);
    }

    private static Outcome outcome(Failure failed) {
        return switch (failed.code()) {
            case CONFLICT ->
                    "closed".equals(failed.detail().get(ReadFailure.KIND))
                            ? new Outcome.Closed(failed.getMessage())
                            : new Outcome.Refused(failed.getMessage());
            case UNPROCESSABLE, NOT_FOUND, MISSING_SCOPE ->
                    new Outcome.Rejected(failed.getMessage());
            case UPSTREAM_TIMEOUT, UPSTREAM_ERROR, UPSTREAM_INVALID ->
                    new Outcome.Unknown(failed.getMessage());
            // Everything else is said before or instead of sending: the caller may repeat it.
            default -> throw failed;
        };
    }

    private static Map<String, @Nullable Object> tree(Write write) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("row", write.row());
        tree.put("version", write.version());
        tree.put("wanted", write.wanted().toPlainString());
        return tree;
    }

    private static @Nullable String text(Target target, Expression expression, Bindings bindings) {
        Object value =
                AsFailure.of(
                        target.connector(), () -> expression.evaluate(null, bindings.values()));
        return value == null ? null : value.toString();
    }

    private static BigDecimal amount(Target target, String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new Failure(
                    Code.UPSTREAM_INVALID,
                    "%s holds '%s' where an amount should be"
                            .formatted(target.connector().title(), text),
                    e);
        }
    }

    private static WriteMode.CompareAndSet mode(Target target) {
        return target.resource()
                .write()
                .map(
                        mode ->
                                switch (mode) {
                                    case WriteMode.CompareAndSet cas -> cas;
                                })
                .orElseThrow(
                        () ->
                                new Failure(
                                        Code.METHOD_NOT_SUPPORTED,
                                        "%s declares no way to write %s"
                                                .formatted(
                                                        target.connector().title(),
                                                        target.resource().path())));
    }
}
