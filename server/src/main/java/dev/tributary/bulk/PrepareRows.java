package dev.tributary.bulk;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Json;
import dev.tributary.bulk.BulkRow.Outcome;
import dev.tributary.call.BulkWrite;
import dev.tributary.call.Target;
import dev.tributary.db.Jsonb;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Maps the records of a write and deals them out to parts, some at a time, each time in one
 * transaction. A record that cannot be written fails here, and keeps no other from being written.
 */
final class PrepareRows {
    private static final int AT_A_TIME = 500;
    private static final long PART_BYTES_MAX = 16L * 1024 * 1024;

    /** What a record is refused for; anything else is about the job. */
    private static final Set<Code> OF_THE_RECORD =
            Set.of(Code.UNPROCESSABLE, Code.INVALID_REQUEST, Code.MAPPING_FAILED);

    private final BulkWrite write;

    PrepareRows(BulkWrite write) {
        this.write = write;
    }

    private record Ready(int n, BulkWrite.Order order, Jsonb row) {
        @Nullable String variant() {
            Target.Variant variant = order.target().variant();
            return variant == null ? null : variant.word();
        }
    }

    void run(Turn turn) {
        if (turn.job().cancel()) {
            Failure why = new Failure(Code.CONFLICT, "the job was canceled before this was sent");
            turn.write(
                    handle ->
                            turn.rows()
                                    .settleRest(
                                            handle,
                                            turn.job(),
                                            null,
                                            Outcome.NOT_SENT,
                                            Turn.document(why)));
            return;
        }
        int prepared = turn.job().prepared();
        int given = turn.job().rowsGiven();
        while (prepared < given) {
            int from = prepared;
            List<BulkRowStore.Given> rows =
                    turn.db()
                            .read(handle -> turn.rows().given(handle, turn.job(), from, AT_A_TIME));
            prepare(turn, rows);
            prepared += rows.size();
        }
    }

    private void prepare(Turn turn, List<BulkRowStore.Given> rows) {
        BulkWrite.Order whole =
                new BulkWrite.Order(
                        turn.target(), turn.job().operation().text(), turn.job().match());
        List<Ready> ready = new ArrayList<>();
        List<BulkRow> refused = new ArrayList<>();
        for (BulkRowStore.Given row : rows) {
            try {
                Map<String, @Nullable Object> tree = row.tree();
                BulkWrite.Order order = write.ofRecord(whole, tree);
                var mapped = write.prepare(order, row.n(), tree, turn.trace());
                ready.add(new Ready(row.n(), order, new Jsonb(Json.text(mapped))));
            } catch (Failure failure) {
                if (!OF_THE_RECORD.contains(failure.code())) {
                    throw failure;
                }
                refused.add(
                        new BulkRow(
                                row.n(), Outcome.FAILED, null, null, null, Turn.document(failure)));
            }
        }
        turn.write(
                handle -> {
                    turn.rows().settle(handle, turn.job(), refused);
                    Map<@Nullable String, BulkRowStore.Filled> last = new HashMap<>();
                    for (Ready row : ready) {
                        last.compute(
                                row.variant(), (variant, part) -> put(handle, turn, row, part));
                    }
                    int n = rows.getLast().n() + 1;
                    turn.jobs().prepared(handle, turn.job(), n);
                });
    }

    /** Into the last part about its variant, or into one more where that is full. */
    private BulkRowStore.Filled put(
            Handle handle, Turn turn, Ready row, BulkRowStore.@Nullable Filled known) {
        BulkJob job = turn.job();
        BulkRowStore.Filled last =
                known == null ? turn.rows().filled(handle, job, row.variant()) : known;
        int bytes = row.row().text().length();
        if (last.part() < 0
                || last.rows() >= write.terms(row.order()).max()
                || last.bytes() + bytes > PART_BYTES_MAX) {
            last = new BulkRowStore.Filled(turn.parts().next(handle, job), 0, 0);
            turn.parts().add(handle, job, last.part(), row.variant());
        }
        turn.rows().prepare(handle, job, row.n(), last.part(), row.row());
        return new BulkRowStore.Filled(last.part(), last.rows() + 1, last.bytes() + bytes);
    }
}
