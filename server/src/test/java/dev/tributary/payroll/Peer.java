package dev.tributary.payroll;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.call.CompareAndSet.Cell;
import dev.tributary.call.CompareAndSet.Outcome;
import dev.tributary.call.CompareAndSet.Write;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A payroll system with payrolls of cells, each with a version, that misbehaves as it is told: one
 * fault for each call, in order, until there are none left.
 */
final class Peer implements PayrollCells {
    /** What goes wrong with a call. */
    enum Fault {
        NONE,
        /** The server that asked stops before the call. */
        CRASH_BEFORE,
        /** The server that asked stops when it is done but before the answer is read. */
        CRASH_AFTER,
        /** The call never arrives, and nobody says so. */
        LOST,
        /** It is done and the answer is lost. */
        REPLY_LOST,
        /** The answer is lost, and the call is done later: before the one after the next. */
        DELAYED,
        /** Certainly not sent: no token, no budget. */
        NOT_SENT,
        /** Somebody else changes another cell of the row first, so that its version moves. */
        VERSION_MOVES,
        /** Somebody else adds 7.00 to the cell first. */
        OTHERS_ADD
    }

    /** A server that is gone, with all it knew. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1;
    }

    private record Value(BigDecimal amount, int version) {}

    final Deque<Fault> faults = new ArrayDeque<>();
    final Set<String> refuses = new HashSet<>();
    final Set<String> rejects = new HashSet<>();
    final Set<String> processed = new HashSet<>();
    final List<String> writes = new ArrayList<>();
    private final Map<String, Map<String, Value>> payrolls = new LinkedHashMap<>();
    private final Deque<Runnable> delayed = new ArrayDeque<>();
    private int delay;
    int rowsMax = 100;

    Peer open(String payroll) {
        payrolls.put(payroll, new HashMap<>());
        return this;
    }

    void set(String payroll, String employee, String amount) {
        payrolls.get(payroll)
                .merge(
                        employee,
                        new Value(new BigDecimal(amount), 1),
                        (old, now) -> new Value(now.amount(), old.version() + 1));
    }

    @Nullable BigDecimal amount(String payroll, String employee) {
        Value value = payrolls.getOrDefault(payroll, Map.of()).get(employee);
        return value == null ? null : value.amount();
    }

    /** Something that others do just before the call after so many calls. */
    void after(int calls, Runnable act) {
        delay = calls + 1;
        delayed.add(act);
    }

    @Override
    public int rowsMax() {
        return rowsMax;
    }

    @Override
    public synchronized Optional<String> findDestination() {
        return payrolls.keySet().stream()
                .filter(payroll -> !processed.contains(payroll))
                .findFirst();
    }

    @Override
    public synchronized Held observe(String destination, List<Map<String, ?>> rows) {
        Fault fault = next();
        switch (fault) {
            case CRASH_BEFORE, CRASH_AFTER -> throw new Crash();
            case LOST, REPLY_LOST, NOT_SENT ->
                    throw new Failure(Code.UPSTREAM_TIMEOUT, "no answer");
            case NONE, DELAYED, VERSION_MOVES, OTHERS_ADD -> {}
        }
        return held(destination, rows);
    }

    @Override
    public synchronized Held held(String destination, List<Map<String, ?>> rows) {
        List<Cell> cells = new ArrayList<>();
        for (Map<String, ?> row : rows) {
            String employee = employee(row);
            Value value = payrolls.get(destination).get(employee);
            cells.add(
                    new Cell(
                            row,
                            value == null ? null : value.amount(),
                            value == null ? "v0" : "v" + value.version(),
                            refuses.contains(employee) ? "not in this payroll" : null));
        }
        return new Held(processed.contains(destination), cells);
    }

    @Override
    public synchronized Outcome send(String destination, List<Write> asked) {
        Fault fault = next();
        switch (fault) {
            case CRASH_BEFORE -> throw new Crash();
            case CRASH_AFTER -> {
                write(destination, asked);
                throw new Crash();
            }
            case LOST -> {
                return new Outcome.Unknown("no answer");
            }
            case REPLY_LOST -> {
                write(destination, asked);
                return new Outcome.Unknown("no answer");
            }
            case DELAYED -> {
                delayed.add(() -> write(destination, asked));
                delay = 2;
                return new Outcome.Unknown("no answer");
            }
            case NOT_SENT -> throw new Failure(Code.BUDGET_EXHAUSTED, "no budget");
            case VERSION_MOVES -> others(destination, asked, BigDecimal.ZERO);
            case OTHERS_ADD -> others(destination, asked, new BigDecimal("7.00"));
            case NONE -> {}
        }
        return write(destination, asked);
    }

    private Fault next() {
        if (delay > 0 && --delay == 0) {
            delayed.forEach(Runnable::run);
            delayed.clear();
        }
        Fault fault = faults.poll();
        return fault == null ? Fault.NONE : fault;
    }

    private void others(String destination, List<Write> asked, BigDecimal amount) {
        Map<String, Value> cells = payrolls.get(destination);
        String employee = employee(asked.getFirst().row());
        Value old = cells.getOrDefault(employee, new Value(BigDecimal.ZERO, 0));
        cells.put(employee, new Value(old.amount().add(amount), old.version() + 1));
    }

    /** All or nothing, as one request is. */
    private Outcome write(String destination, List<Write> asked) {
        if (processed.contains(destination)) {
            return new Outcome.Closed("the payroll is processed");
        }
        Map<String, Value> cells = payrolls.get(destination);
        for (Write write : asked) {
            String employee = employee(write.row());
            if (rejects.contains(employee)) {
                return new Outcome.Rejected("there is no such employee");
            }
            Value old = cells.get(employee);
            String version = old == null ? "v0" : "v" + old.version();
            if (!version.equals(write.version())) {
                return new Outcome.Refused("invalid version");
            }
        }
        for (Write write : asked) {
            String employee = employee(write.row());
            Value old = cells.get(employee);
            cells.put(employee, new Value(write.wanted(), old == null ? 1 : old.version() + 1));
            writes.add(employee);
        }
        return new Outcome.Confirmed();
    }

    private static String employee(Map<String, ?> row) {
        return row.get("employee") instanceof Map<?, ?> map ? String.valueOf(map.get("id")) : "";
    }
}
