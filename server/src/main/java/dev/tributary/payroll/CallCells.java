package dev.tributary.payroll;

import dev.tributary.Failure;
import dev.tributary.call.Calls;
import dev.tributary.call.CompareAndSet;
import dev.tributary.call.CompareAndSet.Outcome;
import dev.tributary.call.CompareAndSet.Write;
import dev.tributary.call.Target;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The cells behind a connector's declared write mode. */
record CallCells(CompareAndSet cells, Target target) implements PayrollCells {
    private static final String MODEL = "hris";
    private static final String RESOURCE = "payroll_inputs";

    static PayrollCells.Of over(Calls calls) {
        return (environmentId, integratedAccountId) ->
                new CallCells(
                        calls.compareAndSet(),
                        calls.target(environmentId, integratedAccountId, MODEL, RESOURCE));
    }

    @Override
    public int rowsMax() {
        return cells.max(target);
    }

    @Override
    public Optional<String> findDestination() {
        return cells.findDestination(target);
    }

    @Override
    public Held observe(String destination, List<Map<String, ?>> rows) {
        try {
            return new Held(false, cells.observe(target, destination, rows).cells());
        } catch (Failure failure) {
            if (failure.code().retryable()) {
                throw failure;
            }
            // A payroll that has been processed may not be prepared for writing any more.
            Held held = held(destination, rows);
            if (held.processed()) {
                return held;
            }
            throw failure;
        }
    }

    @Override
    public Held held(String destination, List<Map<String, ?>> rows) {
        CompareAndSet.Held held = cells.held(target, destination, rows);
        if (held.processed()) {
            return new Held(true, held.cells());
        }
        return new Held(false, cells.observe(target, destination, rows).cells());
    }

    @Override
    public Outcome send(String destination, List<Write> writes) {
        return cells.send(target, destination, writes);
    }
}
