package dev.tributary.sandbox.salesforce;

import dev.tributary.sandbox.Dials;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.salesforce.SalesforceProblem.Failure;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes that belong together: a refused row leaves nothing behind, the others stand or, if asked,
 * fall with it.
 */
final class Batch {
    private static final Failure ROLLED_BACK =
            Failure.of(
                    "ALL_OR_NONE_OPERATION_ROLLED_BACK",
                    "Record rolled back because not all records were valid and the request was"
                            + " using AllOrNone header");

    private final Store store;
    private final Opportunities opportunities;
    private final Dials<SalesforceDial> dials;

    Batch(Store store, Opportunities opportunities, Dials<SalesforceDial> dials) {
        this.store = store;
        this.opportunities = opportunities;
        this.dials = dials;
    }

    /** What a row wants; throws its refusal. */
    @FunctionalInterface
    interface Row {
        Done write();
    }

    /** A write that went well. */
    record Done(String id, boolean created) {}

    /** What became of a row. */
    sealed interface Outcome {
        record Written(Done done) implements Outcome {}

        record Refused(int status, List<Failure> failures) implements Outcome {
            SalesforceProblem problem() {
                return new SalesforceProblem(status, failures);
            }
        }

        /** As an entry of a collection's answer. */
        default Map<String, @Nullable Object> entry(boolean upsert) {
            return switch (this) {
                case Written written -> {
                    Json.Fields entry = Json.of("id", written.done().id());
                    entry.and("success", true).and("errors", List.of());
                    yield upsert ? entry.and("created", written.done().created()) : entry;
                }
                case Refused refused ->
                        Json.of("success", false)
                                .and(
                                        "errors",
                                        refused.failures().stream().map(Failure::row).toList());
            };
        }
    }

    /**
     * One row alone.
     *
     * @throws Ambiguous when its key does not say which record is meant
     */
    Done one(Row row) {
        List<Ambiguous> ambiguous = new ArrayList<>();
        Row caught =
                () -> {
                    try {
                        return row.write();
                    } catch (Ambiguous which) {
                        ambiguous.add(which);
                        throw which;
                    }
                };
        Outcome outcome = run(List.of(caught), false).getFirst();
        if (!ambiguous.isEmpty()) {
            throw ambiguous.getFirst();
        }
        return allWritten(List.of(outcome)).getFirst();
    }

    /**
     * @throws SalesforceProblem the first refusal that is a row's own
     */
    static List<Done> allWritten(List<Outcome> outcomes) {
        List<Done> done = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            switch (outcome) {
                case Outcome.Written written -> done.add(written.done());
                case Outcome.Refused refused -> {
                    if (!refused.failures().equals(List.of(ROLLED_BACK))) {
                        throw refused.problem();
                    }
                }
            }
        }
        return done;
    }

    List<Outcome> run(List<Row> rows, boolean allOrNone) {
        Map<Integer, Outcome.Refused> refused = new HashMap<>();
        int start = store.mark();
        while (true) {
            Map<Integer, Done> done = new HashMap<>();
            Map<Opportunities.Touched, Set<Integer>> splits = new HashMap<>();
            for (int i = 0; i < rows.size(); i++) {
                if (!refused.containsKey(i)) {
                    attempt(i, rows.get(i), done, refused, splits);
                }
            }
            Map<Integer, Outcome.Refused> wrong = wrongSplits(splits);
            if (!wrong.isEmpty()) {
                store.undo(start);
                refused.putAll(wrong);
                continue;
            }
            boolean none = allOrNone && !refused.isEmpty();
            if (none) {
                store.undo(start);
            }
            return outcomes(rows.size(), done, refused, none);
        }
    }

    private void attempt(
            int index,
            Row row,
            Map<Integer, Done> done,
            Map<Integer, Outcome.Refused> refused,
            Map<Opportunities.Touched, Set<Integer>> splits) {
        int mark = store.mark();
        opportunities.takeTouched();
        try {
            done.put(index, row.write());
            for (Opportunities.Touched touched : opportunities.takeTouched()) {
                splits.computeIfAbsent(touched, unseen -> new HashSet<>()).add(index);
            }
        } catch (SalesforceProblem problem) {
            store.undo(mark);
            refused.put(index, new Outcome.Refused(problem.status(), problem.failures()));
        } catch (Ambiguous ambiguous) {
            store.undo(mark);
            Failure failure =
                    Failure.of(
                            "DUPLICATE_EXTERNAL_ID",
                            "More than one record found for external id field: " + ambiguous.ids());
            refused.put(index, new Outcome.Refused(400, List.of(failure)));
        }
    }

    private Map<Integer, Outcome.Refused> wrongSplits(
            Map<Opportunities.Touched, Set<Integer>> splits) {
        Map<Integer, Outcome.Refused> wrong = new HashMap<>();
        if (dials.on(SalesforceDial.SPLITS_MUST_TOTAL_100)) {
            splits.forEach(
                    (touched, rows) -> {
                        Optional<Failure> failure = opportunities.wrongTotal(touched);
                        failure.ifPresent(
                                found ->
                                        rows.forEach(
                                                row ->
                                                        wrong.put(
                                                                row,
                                                                new Outcome.Refused(
                                                                        400, List.of(found)))));
                    });
        }
        return wrong;
    }

    private static List<Outcome> outcomes(
            int count,
            Map<Integer, Done> done,
            Map<Integer, Outcome.Refused> refused,
            boolean none) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Outcome.Refused failure = refused.get(i);
            Done success = done.get(i);
            if (failure != null) {
                outcomes.add(failure);
            } else if (none || success == null) {
                outcomes.add(new Outcome.Refused(400, List.of(ROLLED_BACK)));
            } else {
                outcomes.add(new Outcome.Written(success));
            }
        }
        return outcomes;
    }
}
